using System.Numerics;
using Acsr.Access;
using Acsr.Ingest;
using Acsr.Ingest.Health;
using Acsr.Ingest.Otlp.Dialects;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Cases.Health;

/// <summary>
/// Reads how well sources tell what their agents do. From counts by hour and from an index of the cases of the time asked for, never from
/// what was sent.
/// </summary>
public sealed class SourceHealthReader(IDbContextFactory<ConsoleDbContext> contexts, TimeProvider clock)
{
    /// <summary>Up to so many hours are shown hour by hour.</summary>
    public const int HourlyUpTo = 48;

    private const int Refusals = 20;

    /// <summary>The sources of the last hours.</summary>
    /// <param name="hours">How many, from 1 to 2,160.</param>
    /// <param name="page">Which sources.</param>
    /// <param name="cancellationToken">Ends the queries.</param>
    public async Task<SourceReport> ReadAsync(int hours, SourcePage page, CancellationToken cancellationToken)
    {
        var to = SourceCounts.HourOf(clock.GetUtcNow().UtcDateTime).AddHours(1);
        var step = hours <= HourlyUpTo ? 1 : 24;
        var from = step == 1 ? to.AddHours(-hours) : to.AddHours(-hours).Date;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var sent = await db.SourceHours.AsNoTracking().Where(h => h.Hour >= from).Select(h => h.Source).Distinct().ToListAsync(cancellationToken);
        var carried = await db.Cases.AsNoTracking().Where(c => c.At >= from && c.At < to && !c.Baseline)
            .GroupBy(c => new { c.Source, c.Dialects, c.Carries }).Select(g => new Carried(g.Key.Source, g.Key.Dialects, g.Key.Carries, g.Count())).ToListAsync(cancellationToken);
        var keys = await db.ApiKeys.AsNoTracking().Where(k => k.RevokedAt == null && k.Scope != KeyScope.Read).Select(k => k.Name).Distinct().ToListAsync(cancellationToken);

        // An import of history is no sender whose instrumentation could be mended.
        var imports = await db.BaselineImports.AsNoTracking().Select(i => i.Source).Distinct().ToListAsync(cancellationToken);

        var carriedOf = carried.ToLookup(c => c.Source);
        var all = sent.Concat(carried.Select(c => c.Source)).Distinct().Where(name => carriedOf[name].Any() || !imports.Contains(name)).ToList();
        var matching = all.FindAll(page.Fits);
        var names = matching.OrderByDescending(name => carriedOf[name].Sum(c => c.Cases)).ThenBy(name => name, StringComparer.Ordinal).Skip(page.Skip).Take(Math.Clamp(page.Take, 1, SourcePage.Most)).ToList();

        // By hour only of those that are shown: there may be hundreds of sources, and each has an hour of its own.
        var hoursOf = (await db.SourceHours.AsNoTracking().Where(h => h.Hour >= from && names.Contains(h.Source)).ToListAsync(cancellationToken)).ToLookup(h => h.Source);
        var openedOf = (await OpenedAsync(db.Cases.AsNoTracking().Where(c => c.At >= from && c.At < to && !c.Baseline && names.Contains(c.Source)), step, cancellationToken)).ToLookup(o => o.Source);
        List<SourceHealth> sources = [];
        foreach (var name in names)
        {
            var refusals = await db.IngestRefusals.AsNoTracking().Where(r => r.Source == name && r.At >= from).OrderByDescending(r => r.Id).Take(Refusals)
                .Select(r => new SourceRefusal(r.At, r.Door, r.Item, r.Reason, r.Count)).ToListAsync(cancellationToken);
            sources.Add(Of(name, [.. hoursOf[name]], [.. carriedOf[name]], [.. openedOf[name]], refusals, from, to, step));
        }

        return new SourceReport(from, to, step, sources, [.. keys.Except(all).Where(page.Fits).Order(StringComparer.Ordinal)], matching.Count);
    }

    private static Task<List<Opened>> OpenedAsync(IQueryable<Case> cases, int step, CancellationToken cancellationToken) => step == 1
        ? cases.GroupBy(c => new { c.Source, c.At.Date, c.At.Hour }).Select(g => new Opened(g.Key.Source, g.Key.Date, g.Key.Hour, g.Count())).ToListAsync(cancellationToken)
        : cases.GroupBy(c => new { c.Source, c.At.Date }).Select(g => new Opened(g.Key.Source, g.Key.Date, 0, g.Count())).ToListAsync(cancellationToken);

    private static SourceHealth Of(string name, List<SourceHour> hours, List<Carried> carried, List<Opened> opened, IReadOnlyList<SourceRefusal> refusals, DateTime from, DateTime to, int step)
    {
        var dialects = Flags(carried).OrderByDescending(flag => flag.Cases).ThenBy(flag => flag.Flag).ToList();
        SourceShare[] shares = [.. Enum.GetValues<SourceFact>().Select(fact => ShareOf(fact, carried))];
        List<SourceBucket> buckets = [];
        var sent = hours.ToLookup(h => Bucket(h.Hour, step));
        var begun = opened.ToLookup(o => Bucket(DateTime.SpecifyKind(o.Day, DateTimeKind.Utc).AddHours(o.Hour), step));
        for (var at = from; at < to; at = at.AddHours(step))
        {
            var here = sent[at].ToList();
            buckets.Add(new(at, here.Sum(h => h.Spans), here.Sum(h => h.Events), here.Sum(h => h.LogRecords), here.Sum(h => h.Refused), begun[at].Sum(o => o.Cases)));
        }

        return new(name, hours.Count == 0 ? null : hours.Max(h => h.Hour), carried.Sum(c => c.Cases), hours.Sum(h => h.Spans), hours.Sum(h => h.Events), hours.Sum(h => h.LogRecords), hours.Sum(h => h.Refused),
            [.. dialects.Select(flag => new SourceDialect(NameOf(flag.Flag), flag.Cases))], shares, carried.Count == 0 ? [] : SourceAdvice.Of(shares, Main(dialects)), buckets, refusals);
    }

    /// <summary>What a dialect is called.</summary>
    public static string NameOf(int flag) => flag switch
    {
        Case.NativeDialect => "Native events",
        Case.PlainDialect => "Spans without a known dialect",
        (int)SpanDialect.Acsr => "acsr.* attributes",
        (int)SpanDialect.GenAi => "OpenTelemetry GenAI",
        (int)SpanDialect.LegacyGenAi => "OpenTelemetry GenAI (up to 1.36)",
        (int)SpanDialect.OpenInference => "OpenInference",
        (int)SpanDialect.VercelAi => "Vercel AI SDK",
        (int)SpanDialect.Langfuse => "Langfuse",
        (int)SpanDialect.Traceloop => "Traceloop OpenLLMetry",
        (int)SpanDialect.AgentFramework => "Microsoft Agent Framework",
        (int)SpanDialect.Mcp => "Model Context Protocol",
        _ => "Unknown",
    };

    // Our own attributes stand beside a dialect, plain spans around it: neither says how the agent is instrumented.
    private static int Main(List<(int Flag, int Cases)> dialects) =>
        dialects.Where(flag => flag.Flag is not ((int)SpanDialect.Acsr or Case.PlainDialect or (int)SpanDialect.Mcp)).Select(flag => flag.Flag).FirstOrDefault(dialects.Count == 0 ? 0 : dialects[0].Flag);

    private static IEnumerable<(int Flag, int Cases)> Flags(List<Carried> carried)
    {
        var all = carried.Aggregate(0, (flags, row) => flags | row.Dialects);
        while (all != 0)
        {
            var flag = 1 << BitOperations.TrailingZeroCount(all);
            all &= ~flag;
            yield return (flag, carried.Where(row => (row.Dialects & flag) != 0).Sum(row => row.Cases));
        }
    }

    private static SourceShare ShareOf(SourceFact fact, List<Carried> carried)
    {
        var flag = fact switch
        {
            SourceFact.Intent => CaseCarries.Intent,
            SourceFact.Confidence => CaseCarries.Confidence,
            SourceFact.Decision => CaseCarries.Decision,
            SourceFact.PolicyCheck => CaseCarries.PolicyCheck,
            SourceFact.Tokens => CaseCarries.Tokens,
            SourceFact.Outcome => CaseCarries.Outcome,
            SourceFact.Customer => CaseCarries.Customer,
            _ => CaseCarries.CompleteOverride,
        };
        var could = fact == SourceFact.CompleteOverride ? carried.FindAll(row => row.Carries.HasFlag(CaseCarries.Override)) : carried;
        return new(fact, could.Where(row => row.Carries.HasFlag(flag)).Sum(row => row.Cases), could.Sum(row => row.Cases));
    }

    private static DateTime Bucket(DateTime time, int step) => step == 1 ? SourceCounts.HourOf(time) : time.Date;

    private sealed record Carried(string Source, int Dialects, CaseCarries Carries, int Cases);

    private sealed record Opened(string Source, DateTime Day, int Hour, int Cases);
}
