namespace Acsr.Improvement;

/// <summary>Where an improvement action stands.</summary>
public enum ActionState
{
    /// <summary>Nobody works on it yet.</summary>
    Open = 1,
    /// <summary>Somebody works on it.</summary>
    InWork = 2,
    /// <summary>The release that was named for it has been published.</summary>
    ResolvedByRelease = 3,
    /// <summary>Somebody said that it is done, and how.</summary>
    Resolved = 4,
    /// <summary>Somebody said that nothing is to be done, and why. Only a person opens it again.</summary>
    Dismissed = 5,
}

/// <summary>What an action was opened from.</summary>
public enum ActionSource
{
    /// <summary>A rule of the matrix.</summary>
    Rule = 1,
    /// <summary>A person, from a row of the matrix.</summary>
    Matrix = 2,
    /// <summary>A person, from a KPI.</summary>
    Kpi = 3,
    /// <summary>A person, from a group of dead ends.</summary>
    DeadEnd = 4,
}

/// <summary>
/// Work on one cause: what went wrong where, the figures that show it, what to do about it, who does it and what became of it. There is at
/// most one for each <see cref="Key"/>: what comes back opens the same action again.
/// </summary>
public sealed class ImprovementAction
{
    public long Id { get; set; }
    /// <summary>What it is about, for example <c>M1|intent=refund</c>; unique.</summary>
    public required string Key { get; set; }
    public ActionSource Source { get; set; }
    /// <summary>Row of the matrix, M1 to M8; null where it is about something else.</summary>
    public string? Row { get; set; }
    /// <summary>Id of the KPI that the figures are of; null where there is none.</summary>
    public string? Kpi { get; set; }
    /// <summary>Key of the group of dead ends it is about; null where it is about none.</summary>
    public string? DeadEndGroup { get; set; }
    public string? Agent { get; set; }
    public string? AgentVersion { get; set; }
    public string? Channel { get; set; }
    public string? Intent { get; set; }
    public string? CaseSource { get; set; }
    public required string Title { get; set; }
    /// <summary>Why it was opened, in words with figures.</summary>
    public string Why { get; set; } = "";
    /// <summary>What to do about it, in words.</summary>
    public string SuggestedWork { get; set; } = "";
    /// <summary>The figure when it was opened (again), in <see cref="Unit"/>; null: no data.</summary>
    public double? Value { get; set; }
    /// <summary>Lower end of the 95 % interval.</summary>
    public double? Lower { get; set; }
    public double? Upper { get; set; }
    /// <summary><c>ratio</c>, <c>s</c>, <c>USD</c> or <c>score</c>.</summary>
    public string Unit { get; set; } = "";
    /// <summary>Cases that the figure was computed over.</summary>
    public int N { get; set; }
    /// <summary>What the figure was held against: target, earlier level or control limit; null where there was none.</summary>
    public double? Reference { get; set; }
    /// <summary>First moment of the cases behind the figure, UTC.</summary>
    public DateTime? CasesFrom { get; set; }
    /// <summary>First moment after.</summary>
    public DateTime? CasesTo { get; set; }
    /// <summary>Expected value in cases a week, by which actions are ranked; 0 where it cannot be said.</summary>
    public double ExpectedValue { get; set; }
    public string? OwnerId { get; set; }
    public string? OwnerName { get; set; }
    public ActionState State { get; set; } = ActionState.Open;
    /// <summary>The release that is meant to resolve it, or did.</summary>
    public long? ReleaseId { get; set; }
    public DateTime OpenedAt { get; set; }
    public required string OpenedBy { get; set; }
    /// <summary>How often it was opened again.</summary>
    public int Reopened { get; set; }
    public DateTime? ReopenedAt { get; set; }
    /// <summary>When it was resolved or dismissed; null while it is open.</summary>
    public DateTime? ClosedAt { get; set; }
    /// <summary>All cases behind it are of the demo desk; goes with it.</summary>
    public bool Demo { get; set; }
    public List<ActionNote> Notes { get; set; } = [];

    /// <summary>Neither resolved nor dismissed.</summary>
    public bool IsOpen => State is ActionState.Open or ActionState.InWork;
}

/// <summary>What a line in an action's history is.</summary>
public enum ActionNoteKind { Opened = 1, Reopened = 2, Comment = 3, Owner = 4, Started = 5, Release = 6, Resolved = 7, Dismissed = 8, PutBack = 9 }

/// <summary>One line of an action's discussion and history. Never changed.</summary>
public sealed class ActionNote
{
    public long Id { get; set; }
    public long ActionId { get; set; }
    public DateTime At { get; set; }
    public required string By { get; set; }
    public ActionNoteKind Kind { get; set; }
    public string Text { get; set; } = "";
}
