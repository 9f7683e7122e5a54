using Acsr.Access;
using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>What became of the wish to have a group's cases reviewed.</summary>
/// <param name="Sent">Cases that come into the queue now.</param>
/// <param name="AlreadyThere">Cases of the group that were in the queue before, or reviewed.</param>
/// <param name="Left">Cases that were neither; more can be sent.</param>
public sealed record SendResult(int Sent, int AlreadyThere, int Left);

/// <summary>Sends the cases of a group of dead ends to the queue, each at most once.</summary>
public sealed class ReviewRequests(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>The most that are sent at once: a queue of thousands of the same helps nobody.</summary>
    public const int Most = 500;

    /// <summary>How many cases of a group are in the queue or reviewed, and how many are not.</summary>
    public async Task<SendResult> CountAsync(string group, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var all = await db.DeadEndFindings.CountAsync(f => f.Group == group, cancellationToken);
        var left = (await FreshAsync(db, group, cancellationToken)).Count;
        return new(0, all - left, left);
    }

    /// <summary>Sends the newest cases that are not there yet. Their folds, due at once, bring them into the queue.</summary>
    /// <param name="group">The group's key.</param>
    /// <param name="take">At most so many, and never more than <see cref="Most"/>.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public async Task<SendResult> SendAsync(string group, int take, string by, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Before looking: who sends the same group at the same moment waits here, and finds it sent.
        await AuditLog.LockAsync(db, cancellationToken);
        var all = await db.DeadEndFindings.CountAsync(f => f.Group == group, cancellationToken);
        var fresh = await FreshAsync(db, group, cancellationToken);
        var chosen = fresh.Take(Math.Min(take, Most)).ToList();
        foreach (var caseId in chosen)
        {
            db.ReviewRequests.Add(new ReviewRequest { CaseId = caseId, Group = group, By = by, At = now });
            await CaseTimers.TouchAsync(db, caseId, now, cancellationToken);
        }

        if (chosen.Count > 0) { await AuditLog.AppendAsync(db, by, "review.requested", $"group {group}", null, $"{chosen.Count} cases", now, cancellationToken); }
        await transaction.CommitAsync(cancellationToken);
        return new(chosen.Count, all - fresh.Count, fresh.Count - chosen.Count);
    }

    /// <summary>Cases of the group that nobody asked for yet and whose findings no item covers, the newest first.</summary>
    private static async Task<List<string>> FreshAsync(ConsoleDbContext db, string group, CancellationToken cancellationToken)
    {
        var candidates = await db.DeadEndFindings.Where(f => f.Group == group && !db.ReviewRequests.Any(r => r.CaseId == f.CaseId && r.Group == group))
            .OrderByDescending(f => f.At).ThenByDescending(f => f.CaseId).Select(f => f.CaseId).ToListAsync(cancellationToken);
        var covering = await db.ReviewItems.Where(i => db.DeadEndFindings.Any(f => f.Group == group && f.CaseId == i.CaseId)).Select(i => new { i.CaseId, i.SignalIds }).ToListAsync(cancellationToken);
        var queued = covering.Select(i => i.CaseId).ToHashSet();
        var signals = (await db.Signals.Where(s => s.Group == group && queued.Contains(s.CaseId)).Select(s => new { s.CaseId, s.Id }).ToListAsync(cancellationToken)).Select(s => (s.CaseId, s.Id)).ToHashSet();
        var covered = covering.Where(i => i.SignalIds.Any(id => signals.Contains((i.CaseId, id)))).Select(i => i.CaseId).ToHashSet();
        return candidates.FindAll(caseId => !covered.Contains(caseId));
    }
}
