using Acsr.Cases;
using Acsr.Signals.DeadEnds;
using Acsr.Statistics;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Signals;

/// <summary>A stretch of time on the cases' own axis; null is open.</summary>
/// <param name="From">First moment, UTC.</param>
/// <param name="To">First moment after, UTC.</param>
public sealed record DeadEndRange(DateTime? From = null, DateTime? To = null);

/// <summary>How often something was found.</summary>
/// <param name="Cases">Cases in which it was.</param>
/// <param name="AgentCases">Cases with an agent in the range: the n.</param>
public sealed record DeadEndShare(int Cases, int AgentCases)
{
    /// <summary>0 to 1; null where there is no case.</summary>
    public double? Share => AgentCases == 0 ? null : (double)Cases / AgentCases;

    /// <summary>95 % (formats H1).</summary>
    public Interval? Interval => Wilson.Interval(Cases, AgentCases);
}

/// <summary>A detector and how often it found something.</summary>
/// <param name="Id">For example <c>L1</c>.</param>
/// <param name="Name">As people read it.</param>
/// <param name="Meaning">What it looks for, in a sentence.</param>
/// <param name="Found">In the range asked about.</param>
public sealed record DetectorFigure(string Id, string Name, string Meaning, DeadEndShare Found);

/// <summary>All detectors over a range.</summary>
/// <param name="Verdict">Cases that the detectors together call a dead end.</param>
/// <param name="Detectors">In their own order.</param>
public sealed record DeadEndOverview(DeadEndShare Verdict, IReadOnlyList<DetectorFigure> Detectors);

/// <summary>A case in which detectors found something.</summary>
/// <param name="Verdict">As in <see cref="Case.DeadEnd"/>.</param>
/// <param name="Hits">What was found, the detector asked about first.</param>
public sealed record DeadEndCase(string CaseId, DateTime At, string Title, string? Agent, string? AgentVersion, string? Intent, Severity Verdict, IReadOnlyList<Signal> Hits)
{
    /// <summary>Where the next page begins when this case is the last of one.</summary>
    public DeadEndCursor Cursor => new(At, CaseId);
}

/// <summary>A place in a list, newest first.</summary>
public sealed record DeadEndCursor(DateTime At, string CaseId);

/// <summary>Answers how often the detectors found something, and where.</summary>
public sealed class DeadEndReader(IDbContextFactory<ConsoleDbContext> contexts, IOptions<DeadEndOptions> options)
{
    /// <summary>The steps that show a dead end of a case, as it was last judged.</summary>
    public async Task<IReadOnlySet<string>> EvidenceAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hits = await db.Signals.AsNoTracking().Where(s => s.CaseId == caseId && s.Kind == SignalKind.DeadEnd).Select(s => s.StepIds).ToListAsync(cancellationToken);
        return hits.SelectMany(ids => ids).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Every detector over the cases of agents in a range.</summary>
    public async Task<DeadEndOverview> OverviewAsync(DeadEndRange range, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var cases = db.Cases.AsNoTracking().OfAgents(range);
        var n = await cases.CountAsync(cancellationToken);
        var verdicts = await cases.FoundBy(db, null).CountAsync(cancellationToken);
        var found = await db.Signals.Where(s => s.Kind == SignalKind.DeadEnd)
            .Join(cases, s => s.CaseId, c => c.Id, (s, c) => new { s.Name, s.CaseId }).Distinct()
            .GroupBy(s => s.Name).Select(g => new { g.Key, Cases = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Cases, cancellationToken);
        return new DeadEndOverview(new DeadEndShare(verdicts, n), [.. DeadEndRules.All.Select(rule =>
            new DetectorFigure(rule.Id, rule.Name, rule.Meaning(options.Value), new DeadEndShare(found.GetValueOrDefault(rule.Id), n)))]);
    }

    /// <summary>The cases that a figure of <see cref="OverviewAsync"/> counts, newest first.</summary>
    /// <param name="detector">For example <c>L1</c>; null: those that the detectors together call a dead end.</param>
    /// <param name="range">As in the overview.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">Stops the query.</param>
    public async Task<IReadOnlyList<DeadEndCase>> CasesAsync(string? detector, DeadEndRange range, DeadEndCursor? after, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var cases = await db.Cases.AsNoTracking().OfAgents(range).FoundBy(db, detector).NewestFirst(after).Take(take)
            .Select(c => new { c.Id, c.At, c.Title, c.Agent, c.AgentVersion, c.Intent, c.DeadEnd }).ToListAsync(cancellationToken);
        var ids = cases.ConvertAll(c => c.Id);
        var hits = (await db.Signals.AsNoTracking().Where(s => s.Kind == SignalKind.DeadEnd && ids.Contains(s.CaseId)).ToListAsync(cancellationToken)).ToLookup(s => s.CaseId);
        return cases.ConvertAll(c => new DeadEndCase(c.Id, c.At, c.Title, c.Agent, c.AgentVersion, c.Intent, c.DeadEnd,
            [.. hits[c.Id].OrderByDescending(h => h.Name == detector).ThenByDescending(h => h.Severity).ThenBy(h => h.Id, StringComparer.Ordinal)]));
    }
}
