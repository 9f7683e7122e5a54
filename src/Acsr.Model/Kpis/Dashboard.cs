namespace Acsr.Kpis;

/// <summary>A page that somebody put together from saved views. Written by Kpis.</summary>
public sealed class Dashboard
{
    public long Id { get; set; }
    public required string Name { get; set; }
    /// <summary>Whose it is.</summary>
    public required string UserId { get; set; }
    /// <summary>What they are called.</summary>
    public required string UserName { get; set; }
    /// <summary>Everybody who sees KPIs sees it too; only its owner changes it.</summary>
    public bool Shared { get; set; }
    /// <summary>Its tiles in order, as JSON: <c>[{"title", "show", "view"}]</c>.</summary>
    public required string Tiles { get; set; }
    public DateTime SavedAt { get; set; }
}
