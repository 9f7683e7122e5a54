using Acsr.Access;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases;

public sealed partial class ReleaseDesk
{
    /// <summary>
    /// Records that a person read the release and lets it go. Who made it does not count, and rows that they reviewed themselves need somebody
    /// else as well. The approval that was missing signs the release and sends it on its way, in the same transaction.
    /// </summary>
    public async Task<ApproveOutcome> ApproveAsync(long id, string userId, string userName, CancellationToken cancellationToken = default)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var reviewers = await db.ReleaseRows.Where(r => r.ReleaseId == id).Select(r => r.ReviewerId).Distinct().ToListAsync(cancellationToken);
        if (reviewers.Count == 0) { return ApproveOutcome.NotFound; }
        if (reviewers.TrueForAll(r => r == userId)) { return ApproveOutcome.OwnReviewsOnly; }
        if (await db.Releases.AnyAsync(r => r.Id == id && r.CreatedById == userId, cancellationToken)) { return ApproveOutcome.OwnRelease; }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // From here on nobody else approves or withdraws.
        await AuditLog.LockAsync(db, cancellationToken);
        if (await db.Releases.AnyAsync(r => r.Id == id && r.WithdrawnAt != null, cancellationToken)) { return ApproveOutcome.Withdrawn; }
        var at = clock.GetUtcNow().UtcDateTime;
        var written = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "ReleaseApprovals" ("ReleaseId", "UserId", "UserName", "At") VALUES ({id}, {userId}, {userName}, {at})
            ON CONFLICT ("ReleaseId", "UserId") DO NOTHING
            """, cancellationToken);
        if (written == 0) { return ApproveOutcome.AlreadyApproved; }
        var release = await db.Releases.Include(r => r.Approvals).SingleAsync(r => r.Id == id, cancellationToken);
        var approved = await db.Releases.Approved().AnyAsync(r => r.Id == id, cancellationToken);
        if (approved && release.Signature is null) { await publisher.PublishAsync(db, release, cancellationToken); }
        await AuditLog.AppendAsync(db, userName, "release.approved", $"{release.Name} {release.Version}", null, $"manifest SHA-256 {release.Sha256}", at, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return approved ? ApproveOutcome.Approved : ApproveOutcome.AnotherNeeded;
    }
}
