using System.Security.Cryptography;
using System.Text;
using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>Takes what consumers of a release say about its rows. What is wrong with one brings its case into the queue, with the case's next fold.</summary>
public sealed class ReleaseFeedbackDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>Characters of a comment.</summary>
    public const int LongestComment = 2_000;

    /// <summary>Keeps it; false where the same was said before, and nothing was written.</summary>
    /// <param name="releaseId">The release.</param>
    /// <param name="release">Its name.</param>
    /// <param name="row">The row's id in its files, the review it was made of, and the case.</param>
    /// <param name="verdict">What is said.</param>
    /// <param name="comment">Why; null where nothing is said.</param>
    /// <param name="by">The sender's name.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public async Task<bool> TakeAsync(long releaseId, string release, (string Id, long ReviewId, string CaseId) row, RowVerdict verdict, string? comment, string by, CancellationToken cancellationToken)
    {
        var said = string.IsNullOrWhiteSpace(comment) ? null : comment.Trim();
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{releaseId}\n{row.Id}\n{by}\n{verdict}\n{said}")));
        var now = clock.GetUtcNow().UtcDateTime;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var written = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "ReleaseFeedback" ("Id", "ReleaseId", "Release", "Row", "ReviewId", "CaseId", "Verdict", "Comment", "By", "At")
            VALUES ({id}, {releaseId}, {release}, {row.Id}, {row.ReviewId}, {row.CaseId}, {(int)verdict}, {said}, {by}, {now}) ON CONFLICT ("Id") DO NOTHING
            """, cancellationToken);
        if (written == 0) { return false; }
        if (verdict != RowVerdict.Good && await db.Cases.AnyAsync(c => c.Id == row.CaseId, cancellationToken)) { await CaseTimers.TouchAsync(db, row.CaseId, now, cancellationToken); }
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>What was said about a release, newest first.</summary>
    public async Task<IReadOnlyList<ReleaseFeedback>> OfAsync(long releaseId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReleaseFeedback.AsNoTracking().Where(f => f.ReleaseId == releaseId).OrderByDescending(f => f.At).ThenBy(f => f.Id).ToListAsync(cancellationToken);
    }
}
