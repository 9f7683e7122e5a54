using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases;

/// <summary>A release that a case is in.</summary>
/// <param name="ReleaseId">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was frozen.</param>
/// <param name="Approved">It may be downloaded, so that an agent may have learned from it.</param>
/// <param name="Rows">The lines of the case in the release's files, from 1.</param>
public sealed record ReleaseOfCase(long ReleaseId, string Name, DateTime CreatedAt, bool Approved, IReadOnlyList<int> Rows);

/// <summary>From a case to the releases that teach what came of it.</summary>
public sealed class CaseLineage(IDbContextFactory<ConsoleDbContext> contexts)
{
    /// <summary>The releases that a case is in, newest first.</summary>
    public async Task<IReadOnlyList<ReleaseOfCase>> ReleasesAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.ReleaseRows.AsNoTracking().Where(r => r.CaseId == caseId).Select(r => new { r.ReleaseId, r.Position }).ToListAsync(cancellationToken);
        var ids = rows.Select(r => r.ReleaseId).Distinct().ToList();
        var releases = await db.Releases.AsNoTracking().Where(r => ids.Contains(r.Id)).OrderByDescending(r => r.Id).Select(r => new { r.Id, r.Name, r.CreatedAt, Approved = r.Approvals.Any() }).ToListAsync(cancellationToken);
        return [.. releases.Select(r => new ReleaseOfCase(r.Id, r.Name, r.CreatedAt, r.Approved, [.. rows.Where(row => row.ReleaseId == r.Id).Select(row => row.Position + 1).Order()]))];
    }
}
