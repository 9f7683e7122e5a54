using System.Globalization;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Cases.Prices;
using Acsr.Kpis;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Effects;

/// <summary>What the autonomous resolutions saved, net of cost (C4), and the assumptions behind it, each version of which is kept.</summary>
public sealed class ReturnDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, KpiEngine engine, TimeProvider clock)
{
    private const double DaysOfMonth = 365.25 / 12;

    /// <summary>The assumptions in force and those before, the newest first.</summary>
    public async Task<IReadOnlyList<ReturnAssumptions>> AssumptionsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReturnAssumptions.AsNoTracking().OrderByDescending(a => a.Id).Take(100).ToListAsync(cancellationToken);
    }

    /// <summary>What is wrong with assumptions, for people to read; null: nothing.</summary>
    public static string? Fault(ReturnAssumptions given)
    {
        foreach (var (name, low, high) in Parts(given))
        {
            if (low is null != high is null) { return $"{name}: give both ends, or neither where it is not known."; }
            if (low < 0 || double.IsNaN(low ?? 0) || !double.IsFinite(high ?? 0)) { return $"{name}: it cannot be below zero."; }
            if (low > high) { return $"{name}: the low end is above the high end."; }
        }

        return null;
    }

    /// <summary>Keeps a new version.</summary>
    /// <exception cref="ArgumentException">They have a <see cref="Fault"/>.</exception>
    public async Task SaveAsync(ReturnAssumptions given, string by, CancellationToken cancellationToken)
    {
        if (Fault(given) is { } fault) { throw new ArgumentException(fault, nameof(given)); }
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var before = await db.ReturnAssumptions.AsNoTracking().OrderByDescending(a => a.Id).FirstOrDefaultAsync(cancellationToken);
        (given.Id, given.At, given.By) = (0, clock.GetUtcNow().UtcDateTime, by);
        db.ReturnAssumptions.Add(given);
        await AuditLog.AppendAsync(db, by, "return.assumed", "return on investment", before is null ? null : Text(before), Text(given), given.At, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Reckons a range of whole days.</summary>
    public async Task<(ReturnReport Report, ReturnBasis Basis)> ReadAsync(DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var given = await db.ReturnAssumptions.AsNoTracking().OrderByDescending(a => a.Id).FirstOrDefaultAsync(cancellationToken);
        var price = new PriceBook([], await db.UnitPrices.AsNoTracking().Where(p => p.RetiredAt == null && p.Unit == PricedUnit.HumanMinute).ToListAsync(cancellationToken)).OfMinute(to.AddDays(-1));
        var assumed = LowHigh.Of(given?.RateLow, given?.RateHigh);
        var basis = new ReturnBasis(given, assumed ?? LowHigh.Of(price, price), assumed is not null, (to - from).TotalDays / DaysOfMonth);
        var reviews = await db.Reviews.AsNoTracking().Where(r => r.At >= from && r.At < to)
            .GroupJoin(db.Cases, r => r.CaseId, c => c.Id, (r, cases) => new { r.Seconds, cases }).SelectMany(x => x.cases.DefaultIfEmpty(), (x, c) => new { x.Seconds, Intent = c!.Intent ?? "" })
            .GroupBy(r => r.Intent).Select(g => new { g.Key, N = g.Count(), Seconds = g.Sum(r => r.Seconds ?? 0), Untimed = g.Count(r => r.Seconds == null) }).ToListAsync(cancellationToken);
        var query = new KpiQuery(from, to);
        var now = await engine.CasesAsync(null, KpiPart.Population, query, cancellationToken);
        var before = await engine.CasesAsync(null, KpiPart.Population, query.BeforeTheAgent(), cancellationToken);
        return (ReturnReport.Of(now, now.Concat(before), reviews.ToDictionary(r => r.Key, r => new ReviewEffort(r.N, r.Seconds, r.Untimed)), basis), basis);
    }

    /// <summary>Each assumption that has two ends.</summary>
    public static IEnumerable<(string Name, double? Low, double? High)> Parts(ReturnAssumptions a) =>
    [
        ("Minutes a person takes for a case", a.MinutesLow, a.MinutesHigh), ("Cost of a person's minute", a.RateLow, a.RateHigh), ("Minutes of a review", a.ReviewMinutesLow, a.ReviewMinutesHigh),
        ("Minutes of a case that came back", a.ReopenMinutesLow, a.ReopenMinutesHigh), ("Monthly cost beside cases", a.MonthlyLow, a.MonthlyHigh),
    ];

    private static string Text(ReturnAssumptions a) =>
        string.Join("; ", Parts(a).Where(p => p.Low is not null).Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name} {p.Low:0.##}–{p.High:0.##}"))) + (a.Note.Length == 0 ? "" : $" ({a.Note})");
}
