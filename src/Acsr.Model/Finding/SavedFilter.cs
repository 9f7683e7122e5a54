namespace Acsr.Finding;

/// <summary>A filter of the list of cases that somebody gave a name.</summary>
public sealed class SavedFilter
{
    public long Id { get; set; }
    public required string Name { get; set; }
    public required string OwnerId { get; set; }
    public required string OwnerName { get; set; }
    /// <summary>Everybody who sees cases sees it; only its owner changes it.</summary>
    public bool Shared { get; set; }
    /// <summary>As in the address, without the question mark.</summary>
    public required string Query { get; set; }
    public DateTime CreatedAt { get; set; }
}

/// <summary>Which columns somebody wants in the list of cases, in order.</summary>
public sealed class CaseColumnChoice
{
    public required string UserId { get; set; }
    public List<string> Columns { get; set; } = [];
}
