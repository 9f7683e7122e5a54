namespace Acsr.Knowledge;

/// <summary>How the list of intents changed.</summary>
public enum IntentChangeKind
{
    /// <summary>It is called otherwise from now on.</summary>
    Rename = 1,
    /// <summary>It goes into another one.</summary>
    Merge = 2,
    /// <summary>It is several; a person says of each of its cases which.</summary>
    Split = 3,
}

/// <summary>One change of the list of intents. Immutable; labels as they were given never change, they are read through all changes.</summary>
public sealed class IntentChange
{
    /// <summary>The version of the list that it makes.</summary>
    public long Id { get; set; }
    public IntentChangeKind Kind { get; set; }
    public required string From { get; set; }
    /// <summary>One intent, or the parts of one that is split.</summary>
    public List<string> To { get; set; } = [];
    public string Reason { get; set; } = "";
    public DateTime At { get; set; }
    /// <summary>Name of the person, for people to read.</summary>
    public required string By { get; set; }
}

/// <summary>What a person says that a case of a split intent is.</summary>
public sealed class IntentLabel
{
    public long ChangeId { get; set; }
    public required string CaseId { get; set; }
    public required string Intent { get; set; }
    public required string By { get; set; }
    public DateTime At { get; set; }
}
