using Acsr.Infrastructure;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Acsr.Review;

/// <summary>Keeps the order of the queue true to what is learnt about groups, and the random stratum at its share of the work.</summary>
public sealed class ReviewWorker(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, IOptions<ReviewOptions> options, TimeProvider clock, ILogger<ReviewWorker> log)
    : PeriodicWorker(contexts, clock, log)
{
    private static readonly TimeSpan BetweenRates = TimeSpan.FromHours(6);

    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;
    private readonly TimeProvider _clock = clock;
    private Dictionary<string, (int Others, int Reviewed)> _valued = [];
    private DateTime _rateAt = DateTime.MinValue;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        await ValueAsync(cancellationToken);
        var now = _clock.GetUtcNow().UtcDateTime;
        if (now < _rateAt) { return false; }
        await SetRateAsync(now, cancellationToken);
        _rateAt = now + BetweenRates;
        return false;
    }

    /// <summary>Values items that are new, and those of groups whose counts reached another step.</summary>
    private async Task ValueAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var weekAgo = _clock.GetUtcNow().UtcDateTime.AddDays(-7);
        var groups = await db.ReviewItems.Where(i => i.Purpose == ItemPurpose.Work).GroupBy(i => i.Group)
            .Select(g => new { g.Key, Week = g.Count(i => i.OpenedAt >= weekAgo), Reviewed = g.Count(i => i.DoneAt != null), Open = g.Count(i => i.DoneAt == null), New = g.Count(i => i.DoneAt == null && i.Worth == null) })
            .ToListAsync(cancellationToken);
        // Items from before there were groups stand for themselves.
        var steps = groups.ToDictionary(g => g.Key, g => g.Key.Length == 0 ? default : (ItemValue.Step(g.Week - 1), ItemValue.Step(g.Reviewed)));
        foreach (var group in groups.Where(g => g.Open > 0 && (g.New > 0 || !_valued.TryGetValue(g.Key, out var was) || was != steps[g.Key])))
        {
            await ValueAsync(db, group.Key, steps[group.Key], cancellationToken);
        }

        _valued = steps;
    }

    private async Task ValueAsync(ConsoleDbContext db, string group, (int Others, int Reviewed) step, CancellationToken cancellationToken)
    {
        var open = db.ReviewItems.Where(i => i.Group == group && i.DoneAt == null);
        var kinds = await open.Select(i => new { i.Risk, i.Confidence, Was = i.Risk > 0 ? 0 : i.Priority }).Distinct().ToListAsync(cancellationToken);
        foreach (var kind in kinds)
        {
            // An item from before risks were kept has its priority for one.
            var (priority, worth) = ItemValue.Of(kind.Risk > 0 ? kind.Risk : kind.Was, kind.Confidence, step.Others, step.Reviewed);
            var risk = kind.Risk > 0 ? kind.Risk : kind.Was;
            using var pass = await gate.EnterAsync(cancellationToken);
            await open.Where(i => i.Risk == kind.Risk && i.Confidence == kind.Confidence && (kind.Risk > 0 || i.Priority == kind.Was) && (i.Priority != priority || i.Worth != worth))
                .ExecuteUpdateAsync(i => i.SetProperty(x => x.Priority, priority).SetProperty(x => x.Worth, worth).SetProperty(x => x.Risk, risk), cancellationToken);
        }
    }

    /// <summary>
    /// From now on, the rate at which the random draw makes its share of the work: share/(1−share) of what else was done in a week or, where
    /// nobody reviewed yet, of what was opened, over the cases of a week.
    /// </summary>
    private async Task SetRateAsync(DateTime now, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var weekAgo = now.AddDays(-7);
        var cases = await db.Cases.CountAsync(c => c.At >= weekAgo && c.ClosedAt != null && !c.Baseline, cancellationToken);
        var work = await db.Reviews.CountAsync(r => r.At >= weekAgo && r.InclusionProbability == null && r.Source == null, cancellationToken);
        if (work == 0) { work = await db.ReviewItems.CountAsync(i => i.OpenedAt >= weekAgo && i.InclusionProbability == null && i.Purpose != ItemPurpose.KnownAnswer, cancellationToken); }
        var last = await db.ReviewSamplingRates.AsNoTracking().OrderByDescending(r => r.From).FirstOrDefaultAsync(cancellationToken);
        var rate = RateOf(options.Value.RandomShare, work, cases);
        // Small changes are not worth a stratum of their own.
        if (last?.Rate == rate || (rate is not null and not 0 && last?.Rate is > 0 && Math.Abs((rate.Value / last.Rate) - 1) < 0.2) || rate is null) { return; }
        using var pass = await gate.EnterAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"""INSERT INTO "ReviewSamplingRates" ("From", "Rate") VALUES ({now}, {rate.Value}) ON CONFLICT ("From") DO NOTHING""", cancellationToken);
    }

    /// <summary>The rate for a share of the work; null where no case tells how many there will be. Pure.</summary>
    /// <param name="share">Of the work, 0 to below 1.</param>
    /// <param name="work">Other items in a period.</param>
    /// <param name="cases">Cases in the same period.</param>
    public static double? RateOf(double share, int work, int cases) =>
        share <= 0 ? 0 : cases == 0 ? null : Math.Clamp(Math.Round(share / (1 - share) * work / cases, 4), 0.001, 1);
}
