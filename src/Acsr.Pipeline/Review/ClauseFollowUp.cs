using Acsr.Access;
using Acsr.Policies;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>A case, and the clause whose new version is why somebody should look at it again.</summary>
public readonly record struct CaseOfClause(string CaseId, string ClauseId);

/// <summary>A review, and the clause whose new version is why it should train no more.</summary>
public readonly record struct ReviewOfClause(long ReviewId, string ClauseId);

/// <summary>What people do about cases and reviews once a clause got other words: send them back to the queue, or retire them.</summary>
public sealed class ClauseFollowUp(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    private const int CasesAtOnce = 200;
    private const int Attempts = 5;

    /// <summary>
    /// Sends cases back to the queue. A case that was sent back for the same clause and version before is passed over, whatever became
    /// of it; a review that exists stays as it is until a new one is submitted.
    /// </summary>
    /// <param name="policyId">The policy.</param>
    /// <param name="version">The version whose words are other ones.</param>
    /// <param name="wanted">Which cases, and because of which clause.</param>
    /// <param name="by">Name of the person, for people to read.</param>
    /// <param name="cancellationToken">Stops between two batches; each is whole.</param>
    /// <returns>How many cases were sent back now.</returns>
    public async Task<int> SendBackAsync(string policyId, int version, IReadOnlyCollection<CaseOfClause> wanted, string by, CancellationToken cancellationToken = default)
    {
        var sent = 0;
        foreach (var batch in wanted.GroupBy(w => w.CaseId).Chunk(CasesAtOnce))
        {
            sent += await SendBatchAsync(policyId, version, [.. batch.SelectMany(w => w).Distinct()], by, Attempts, cancellationToken);
        }

        return sent;
    }

    // A fold may open an item of the same case at the same moment; the table takes only one, and the next attempt finds it.
    private async Task<int> SendBatchAsync(string policyId, int version, List<CaseOfClause> wanted, string by, int attempts, CancellationToken cancellationToken)
    {
        try
        {
            return await SendBatchAsync(policyId, version, wanted, by, cancellationToken);
        }
        catch (DbUpdateException) when (attempts > 1)
        {
            return await SendBatchAsync(policyId, version, wanted, by, attempts - 1, cancellationToken);
        }
    }

    /// <summary>Retires reviews: they train no later release. One that is retired or superseded already is passed over.</summary>
    /// <returns>How many were retired now.</returns>
    public async Task<int> RetireAsync(string policyId, int version, IReadOnlyCollection<ReviewOfClause> wanted, string by, CancellationToken cancellationToken = default)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var clauses = wanted.DistinctBy(w => w.ReviewId).ToDictionary(w => w.ReviewId, w => w.ClauseId);
        var ids = clauses.Keys.ToList();
        var reviews = await db.Reviews.Where(r => ids.Contains(r.Id) && !db.ReviewRetirements.Any(t => t.ReviewId == r.Id)).Select(r => new { r.Id, r.CaseId }).ToListAsync(cancellationToken);
        if (reviews.Count == 0) { return 0; }

        var now = clock.GetUtcNow().UtcDateTime;
        db.ReviewRetirements.AddRange(reviews.Select(r => new ReviewRetirement
        {
            ReviewId = r.Id,
            CaseId = r.CaseId,
            PolicyId = policyId,
            ClauseId = clauses[r.Id],
            Version = version,
            At = now,
            By = by,
        }));
        await AuditLog.AppendAsync(db, by, "reviews.retired", $"{policyId}@{version}", null, Listed("review", reviews.ConvertAll(r => $"{r.Id}")), now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return reviews.Count;
    }

    /// <summary>Takes a retirement back: the review may train again. False when it is not retired, or superseded by a later review.</summary>
    public async Task<bool> ReactivateAsync(long reviewId, string by, CancellationToken cancellationToken = default)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.ReviewRetirements.Where(t => t.ReviewId == reviewId && t.SupersededBy == null).ExecuteDeleteAsync(cancellationToken) == 0) { return false; }
        await AuditLog.AppendAsync(db, by, "review.reactivated", $"review {reviewId}", "retired", null, clock.GetUtcNow().UtcDateTime, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// A review of a case that was sent back takes the place of the case's earlier ones by the same clause. Call it in the transaction
    /// that writes the review, once it has its id.
    /// </summary>
    internal static async Task SupersedeAsync(ConsoleDbContext db, ReviewItem item, CaseReview review, DateTime now, CancellationToken cancellationToken)
    {
        if (!item.Reasons.Contains(ReviewReason.ClauseChanged)) { return; }
        var recalls = (await db.ClauseRecalls.AsNoTracking().Where(r => r.CaseId == item.CaseId).ToListAsync(cancellationToken)).FindAll(r => item.SignalIds.Contains(r.SignalId));
        var earlier = await db.Reviews.AsNoTracking().Where(r => r.CaseId == item.CaseId && r.Id != review.Id && r.Clause != null && !db.ReviewRetirements.Any(t => t.ReviewId == r.Id))
            .Select(r => new { r.Id, r.Clause }).ToListAsync(cancellationToken);
        foreach (var old in earlier)
        {
            if (!ClauseCitation.TryParse(old.Clause, out var cited)) { continue; }
            var recall = recalls.Where(r => r.PolicyId == cited.PolicyId && r.ClauseId == cited.ClauseId && r.Version > cited.Version).MaxBy(r => r.Version);
            if (recall is null) { continue; }
            db.ReviewRetirements.Add(new ReviewRetirement
            {
                ReviewId = old.Id,
                CaseId = item.CaseId,
                PolicyId = recall.PolicyId,
                ClauseId = recall.ClauseId,
                Version = recall.Version,
                SupersededBy = review.Id,
                At = now,
                By = review.ReviewerName,
            });
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<int> SendBatchAsync(string policyId, int version, List<CaseOfClause> wanted, string by, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var ids = wanted.ConvertAll(w => w.CaseId);
        var demo = await db.Cases.Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Demo, cancellationToken);
        var known = (await db.ClauseRecalls.Where(r => r.PolicyId == policyId && r.Version == version && ids.Contains(r.CaseId))
            .Select(r => new { r.CaseId, r.ClauseId }).ToListAsync(cancellationToken)).ConvertAll(r => new CaseOfClause(r.CaseId, r.ClauseId)).ToHashSet();
        var fresh = wanted.FindAll(w => demo.ContainsKey(w.CaseId) && !known.Contains(w));
        if (fresh.Count == 0) { return 0; }

        var now = clock.GetUtcNow().UtcDateTime;
        db.ClauseRecalls.AddRange(fresh.Select(w => new ClauseRecall { CaseId = w.CaseId, PolicyId = policyId, ClauseId = w.ClauseId, Version = version, At = now, By = by }));
        var cases = fresh.ConvertAll(w => w.CaseId).Distinct().Order(StringComparer.Ordinal).ToList();
        await AuditLog.AppendAsync(db, by, "cases.sent-back", $"{policyId}@{version}", null, Listed("case", cases), now, cancellationToken);
        foreach (var caseId in cases) { await QueueAsync(db, caseId, demo[caseId], now, cancellationToken); }
        await transaction.CommitAsync(cancellationToken);
        return cases.Count;
    }

    private static async Task QueueAsync(ConsoleDbContext db, string caseId, bool demo, DateTime now, CancellationToken cancellationToken)
    {
        // A reviewer may settle the open item between our read and our write; then its row no longer matches, and we plan anew.
        while (true)
        {
            var recalls = await db.ClauseRecalls.AsNoTracking().Where(r => r.CaseId == caseId).ToListAsync(cancellationToken);
            var existing = await db.ReviewItems.AsNoTracking().Where(i => i.CaseId == caseId).ToListAsync(cancellationToken);
            if (await ReviewOpener.TryApplyAsync(db, ReviewOpener.Plan(caseId, demo, recalls, existing, now), existing, cancellationToken)) { return; }
        }
    }

    private static string Listed(string what, List<string> ids)
    {
        const int shown = 50;
        var more = ids.Count > shown ? $" and {ids.Count - shown} more" : "";
        return $"{ids.Count} {what}{(ids.Count == 1 ? "" : "s")}: {string.Join(", ", ids.Take(shown))}{more}";
    }
}
