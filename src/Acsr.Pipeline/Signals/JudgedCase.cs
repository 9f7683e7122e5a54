using System.Collections.Frozen;
using Acsr.Cases;

namespace Acsr.Signals;

/// <summary>A folded case with what the signals stage found in it.</summary>
/// <param name="Facts">Verdicts included.</param>
/// <param name="Signals">Received and derived.</param>
/// <param name="Overrides">With whatever of the triad came in.</param>
public sealed record JudgedCase(Case Facts, IReadOnlyList<Signal> Signals, IReadOnlyList<OverrideFacts> Overrides)
{
    /// <summary>Groups of dead ends for which somebody asked to have this case reviewed.</summary>
    public IReadOnlySet<string> RequestedGroups { get; init; } = FrozenSet<string>.Empty;
}
