using Acsr.Components;
using Acsr.Releases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Kpis;

/// <summary>What happened to the agent, its policies and the definitions in a time: the lines on charts.</summary>
public sealed class KpiMarkers(ReleaseDesk releases, IDbContextFactory<ConsoleDbContext> contexts)
{
    /// <summary>Changes that went live or were taken back, releases that were approved, policies that came into force in a new version, and the day from which a definition counts otherwise.</summary>
    public async Task<IReadOnlyList<ChartMarker>> OfAsync(KpiDefinition kpi, DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var policies = await db.PolicyVersions.AsNoTracking().Where(v => v.Version > 1 && v.EffectiveFrom >= from && v.EffectiveFrom < to)
            .Select(v => new { v.PolicyId, v.Version, v.EffectiveFrom }).ToListAsync(cancellationToken);
        var live = await db.Deployments.AsNoTracking().Where(d => d.At >= from && d.At < to).Select(d => new { d.Name, d.At }).ToListAsync(cancellationToken);
        var back = await db.Deployments.AsNoTracking().Where(d => d.RevertedAt >= from && d.RevertedAt < to).Select(d => new { d.Name, At = d.RevertedAt!.Value }).ToListAsync(cancellationToken);
        return
        [
            .. live.Select(d => new ChartMarker(Millis(d.At), $"{d.Name} live")),
            .. back.Select(d => new ChartMarker(Millis(d.At), $"{d.Name} taken back")),
            .. (await releases.ListAsync(cancellationToken)).Where(r => r.IsApproved).Select(r => (r.Name, At: r.Approvals[^1].At)).Where(r => r.At >= from && r.At < to).Select(r => new ChartMarker(Millis(r.At), r.Name)),
            .. policies.Select(p => new ChartMarker(Millis(p.EffectiveFrom), $"Policy {p.PolicyId} {p.Version}")),
            .. KpiDefinitions.Versions(kpi.Id).Where(v => v.Since >= from && v.Since < to).Select(v => new ChartMarker(Millis(v.Since!.Value), $"Definition {v.Version}")),
        ];
    }

    /// <summary>A moment as charts take it.</summary>
    internal static long Millis(DateTime time) => new DateTimeOffset(time).ToUnixTimeMilliseconds();
}
