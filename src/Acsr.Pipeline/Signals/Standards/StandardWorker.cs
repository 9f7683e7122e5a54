using Acsr.Cases;
using Acsr.Infrastructure;
using Acsr.Signals.Gaps;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Acsr.Signals.Standards;

/// <summary>Once a day, learns from the cases of the last weeks what is usual, for the cases of the days to come. Writes only what differs from before.</summary>
public sealed class StandardWorker(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, IOptions<StandardOptions> options, IOptions<GapOptions> gaps, DetectorStandards standards, TimeProvider clock,
    ILogger<StandardWorker> log) : PeriodicWorker(contexts, clock, log)
{
    /// <summary>Nodes remember standards for some minutes, so a set must be known for longer than that before anything is judged by it.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(1);

    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;
    private readonly TimeProvider _clock = clock;
    private int _learntFor;

    protected override TimeSpan Interval => TimeSpan.FromMinutes(5);

    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var from = DateOnly.FromDateTime(now + Ahead).DayNumber + 1;
        if (_learntFor >= from) { return false; }
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var learnt = (await BudgetsAsync(db, now, cancellationToken)).Concat(await ScoresAsync(db, now, cancellationToken)).ToList();

        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // One node at a time: two would learn slightly different sets for the same day.
        await db.Database.ExecuteSqlAsync($"""INSERT INTO "ChangeCounters" ("Id", "Value") VALUES (11, 1) ON CONFLICT ("Id") DO UPDATE SET "Value" = "ChangeCounters"."Value" + 1""", cancellationToken);
        var stored = await db.DetectorStandards.AsNoTracking().ToListAsync(cancellationToken);
        if (!stored.Exists(s => s.FromDay == from))
        {
            var known = new StandardSet(stored);
            var values = learnt.ToDictionary(s => (s.Kind, s.Key));
            // What is no longer known of any case has no standard from that day on.
            var gone = stored.Select(s => (s.Kind, s.Key)).Distinct().Where(key => !values.ContainsKey(key)).Select(key => new DetectorStandard { Kind = key.Kind, Key = key.Key });
            foreach (var standard in learnt.Concat(gone).Where(s => known.Find(s.Kind, s.Key, from) != s.Value))
            {
                standard.FromDay = from;
                db.DetectorStandards.Add(standard);
            }

            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        standards.Forget();
        _learntFor = from;
        return false;
    }

    private async Task<List<DetectorStandard>> BudgetsAsync(ConsoleDbContext db, DateTime now, CancellationToken cancellationToken)
    {
        var since = now.Date.AddDays(-options.Value.Days);
        Dictionary<string, List<double?[]>> types = [];
        var cases = db.Cases.AsNoTracking().Where(c => c.At >= since && c.At < now && c.ClosedAt != null && c.Intent != null && (c.Handler == Handler.Agent || c.Handler == Handler.Hybrid))
            .Select(c => new { c.Release, c.AgentVersion, c.Intent, c.Steps, c.ToolCalls, Tokens = c.InputTokens + c.OutputTokens, c.CostUsd, c.HandlingSeconds });
        await foreach (var one in cases.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (StandardSet.CaseTypeOf(one.Release, one.AgentVersion, one.Intent) is not { } type) { continue; }
            if (!types.TryGetValue(type, out var rows)) { types[type] = rows = []; }
            rows.Add([one.Steps, one.ToolCalls, one.Tokens, one.CostUsd, one.HandlingSeconds]);
        }

        return
        [
            .. from type in types
               from measure in StandardSet.Budgets.Select((kind, i) => (Kind: kind, Values: type.Value.Select(row => row[i]).OfType<double>().Order().ToList()))
               where measure.Values.Count >= options.Value.BudgetCases
               select new DetectorStandard { Kind = measure.Kind, Key = type.Key, Value = Rank(measure.Values, options.Value.BudgetPercentile), Cases = measure.Values.Count },
        ];
    }

    private async Task<List<DetectorStandard>> ScoresAsync(ConsoleDbContext db, DateTime now, CancellationToken cancellationToken)
    {
        var since = now.Date.AddDays(-options.Value.Days);
        var scores = await db.Retrievals.AsNoTracking().Where(r => r.At >= since && r.At < now && r.TopScore != null && r.Solved == true)
            .Select(r => new { r.Source, r.CaseId, r.TopScore }).ToListAsync(cancellationToken);
        return
        [
            .. from source in scores.GroupBy(s => s.Source)
               let cases = source.Select(s => s.CaseId).Distinct().Count()
               where cases >= gaps.Value.ThresholdCases
               select new DetectorStandard { Kind = StandardKind.SearchScore, Key = source.Key, Value = Rank([.. source.Select(s => s.TopScore!.Value).Order()], gaps.Value.ThresholdPercentile), Cases = cases },
        ];
    }

    /// <summary>The nearest-rank percentile of values in order.</summary>
    private static double Rank(List<double> values, double share) => values[Math.Max(0, (int)Math.Ceiling(share * values.Count) - 1)];
}
