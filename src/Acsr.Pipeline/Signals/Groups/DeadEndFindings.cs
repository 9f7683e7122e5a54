using Acsr.Cases;

namespace Acsr.Signals.Groups;

/// <summary>The groups that a case is in, as its signals tell. Pure.</summary>
internal static class DeadEndFindings
{
    /// <summary>One for each group; none where no agent took part, as in every figure about dead ends.</summary>
    public static IReadOnlyList<DeadEndFinding> Of(Case facts, IEnumerable<Signal> signals) => facts.Handler is not (Handler.Agent or Handler.Hybrid) ? [] :
    [
        .. signals.Where(s => s is { Kind: SignalKind.DeadEnd, Group: not null }).GroupBy(s => s.Group!).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new DeadEndFinding
        {
            Group = group.Key,
            CaseId = facts.Id,
            At = facts.At,
            Day = DateOnly.FromDateTime(facts.At).DayNumber,
            Severity = group.Max(s => s.Severity),
            Hits = group.Count(),
            Version = facts.AgentVersion,
            Solved = facts.Solved,
            HandedOff = facts.HandedOff,
        }),
    ];
}
