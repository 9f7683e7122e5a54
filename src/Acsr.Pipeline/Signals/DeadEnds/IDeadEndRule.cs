using Acsr.Cases;
using Acsr.Signals.Standards;

namespace Acsr.Signals.DeadEnds;

/// <summary>A detector of one way in which an agent gets nowhere (formats F.4). Pure: the same steps give the same hits.</summary>
public interface IDeadEndRule
{
    /// <summary>The detector's id, for example <c>L1</c>.</summary>
    string Id { get; }

    /// <summary>Its name as people read it.</summary>
    string Name { get; }

    /// <summary>What it looks for, in a sentence with the thresholds in force.</summary>
    string Meaning(DeadEndOptions options);

    /// <summary>The steps cited tell which tool it is about, so that dead ends are grouped by it.</summary>
    bool IsAboutATool => true;

    /// <summary>Every hit, each citing the steps that show it.</summary>
    IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options);

    /// <summary>The same on a folded case, for detectors to which it matters how the case ended or what is usual for cases like it.</summary>
    IEnumerable<DeadEndHit> Find(FoldedCase folded, DeadEndOptions options, CaseStandards standards) => Find(folded.Steps, options);
}

/// <summary>One finding of a detector.</summary>
/// <param name="Rule">The detector's id.</param>
/// <param name="Severity">How bad.</param>
/// <param name="Text">What was seen, in words that name tool and count.</param>
/// <param name="StepIds">The steps that show it, in order.</param>
/// <param name="Count">How often.</param>
public sealed record DeadEndHit(string Rule, Severity Severity, string Text, IReadOnlyList<string> StepIds, int Count);
