using Acsr.Cases;
using Acsr.Store;

namespace Acsr.Signals;

/// <summary>Questions about dead ends, named once: a count and the list behind it ask the same.</summary>
internal static class DeadEndQueries
{
    /// <summary>Cases that an agent took part in, in a range of time: all that detectors are measured over.</summary>
    public static IQueryable<Case> OfAgents(this IQueryable<Case> cases, DeadEndRange range)
    {
        cases = cases.Where(c => c.Handler == Handler.Agent || c.Handler == Handler.Hybrid);
        if (range.From is { } from) { cases = cases.Where(c => c.At >= from); }
        if (range.To is { } to) { cases = cases.Where(c => c.At < to); }
        return cases;
    }

    /// <summary>Those in which a detector found something; without a detector those that all of them together call a dead end.</summary>
    public static IQueryable<Case> FoundBy(this IQueryable<Case> cases, ConsoleDbContext db, string? detector) => detector is null
        ? cases.Where(c => c.DeadEnd != Severity.None)
        : cases.Where(c => db.Signals.Any(s => s.CaseId == c.Id && s.Kind == SignalKind.DeadEnd && s.Name == detector));

    /// <summary>Newest first, and only what comes after a cursor.</summary>
    public static IQueryable<Case> NewestFirst(this IQueryable<Case> cases, DeadEndCursor? after)
    {
        if (after is { } cursor) { cases = cases.Where(c => c.At < cursor.At || (c.At == cursor.At && string.Compare(c.Id, cursor.CaseId) < 0)); }
        return cases.OrderByDescending(c => c.At).ThenByDescending(c => c.Id);
    }
}
