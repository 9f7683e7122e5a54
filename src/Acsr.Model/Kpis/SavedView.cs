namespace Acsr.Kpis;

/// <summary>What somebody wants to see again: the address of a page with its KPI, range, filters and breakdown.</summary>
public sealed class SavedView
{
    public long Id { get; set; }
    public required string Name { get; set; }
    /// <summary>Whose it is.</summary>
    public required string UserId { get; set; }
    /// <summary>What they are called.</summary>
    public required string UserName { get; set; }
    /// <summary>Everybody who sees KPIs sees it too; only its owner changes it.</summary>
    public bool Shared { get; set; }
    /// <summary>What stands behind the question mark.</summary>
    public required string Address { get; set; }
    public DateTime SavedAt { get; set; }
}
