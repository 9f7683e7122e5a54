namespace Acsr.Releases.Curation;

/// <summary>On which side of a release an item is.</summary>
public enum Split
{
    /// <summary>A model learns from it.</summary>
    Train = 0,
    /// <summary>Kept apart to test what was learnt.</summary>
    HeldOut = 1,
}

/// <summary>How a gate ended.</summary>
public enum GateState
{
    /// <summary>Nothing was found.</summary>
    Passed = 0,
    /// <summary>Somebody should look, and may go on.</summary>
    Warns = 1,
    /// <summary>Rows were left out, or words replaced, and nothing is left to do.</summary>
    Mended = 2,
    /// <summary>It goes on only when one of the rows is left out or a reason is given.</summary>
    Blocks = 3,
}

/// <summary>One check of what is about to be released.</summary>
/// <param name="Id">Its name in the manifest.</param>
/// <param name="Name">As people read it.</param>
/// <param name="State">How it ended.</param>
/// <param name="Finding">What was found, with its counts.</param>
/// <param name="Rows">The rows behind the finding, the first hundred.</param>
public sealed record Gate(string Id, string Name, GateState State, string Finding, IReadOnlyList<GateRow> Rows);

/// <summary>A row behind a finding.</summary>
public sealed record GateRow(long ReviewId, string CaseId, string Text);

/// <summary>An item that goes into a release, and on which side.</summary>
public readonly record struct CuratedItem(TrainingItem Item, Split Split);
