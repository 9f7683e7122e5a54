using Acsr.Access;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Review;

/// <summary>What a backfill does, or would do.</summary>
/// <param name="Move">Items that wait in other queues and that this one's rule takes now.</param>
/// <param name="Open">Cases that no item covers and that this queue takes.</param>
/// <param name="Looked">Cases of the period that were looked at.</param>
public sealed record BackfillCounts(int Move, int Open, int Looked);

/// <summary>Brings history into a queue whose rule is new: what waits elsewhere, and cases that no item covers. Preview and deed are the same code.</summary>
public sealed class QueueBackfill(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, ReviewOpener opener, IOptions<ReviewOptions> options, TimeProvider clock)
{
    private const int CasesAtOnce = 500;

    /// <summary>Counts what <see cref="RunAsync"/> would do now, cap per day aside.</summary>
    public Task<BackfillCounts> PreviewAsync(string queueId, DateTime from, DateTime to, CancellationToken cancellationToken) => WorkAsync(queueId, from, to, null, cancellationToken);

    /// <summary>Does it: cases that began in the period [from, to). Items that somebody has had in hand stay where they are.</summary>
    public Task<BackfillCounts> RunAsync(string queueId, DateTime from, DateTime to, string by, CancellationToken cancellationToken) => WorkAsync(queueId, from, to, by, cancellationToken);

    private async Task<BackfillCounts> WorkAsync(string queueId, DateTime from, DateTime to, string? by, CancellationToken cancellationToken)
    {
        var (moved, opened, looked) = (0, 0, 0);
        (DateTime At, string Id) last = (from.AddTicks(-1), "");
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var (afterAt, afterId) = last;
            var cases = await db.Cases.AsNoTracking().Where(c => c.At >= from && c.At < to && (c.At > afterAt || (c.At == afterAt && string.Compare(c.Id, afterId) > 0)))
                .OrderBy(c => c.At).ThenBy(c => c.Id).Take(CasesAtOnce).ToListAsync(cancellationToken);
            if (cases.Count == 0) { break; }
            looked += cases.Count;
            last = (cases[^1].At, cases[^1].Id);

            var queues = await ReviewQueues.ReadAsync(db, cancellationToken);
            var rates = await db.ReviewSamplingRates.AsNoTracking().ToListAsync(cancellationToken);
            var ids = cases.ConvertAll(c => c.Id);
            var items = (await db.ReviewItems.AsNoTracking().Where(i => ids.Contains(i.CaseId)).ToListAsync(cancellationToken)).ToLookup(i => i.CaseId);
            var signals = (await db.Signals.AsNoTracking().Where(s => ids.Contains(s.CaseId)).ToListAsync(cancellationToken)).ToLookup(s => s.CaseId);
            var requests = (await db.ReviewRequests.AsNoTracking().Where(r => ids.Contains(r.CaseId)).ToListAsync(cancellationToken)).ToLookup(r => r.CaseId, r => r.Group);
            var feedback = (await db.ReleaseFeedback.AsNoTracking().Where(f => ids.Contains(f.CaseId)).ToListAsync(cancellationToken)).ToLookup(f => f.CaseId);
            var (move, open) = (new List<ReviewItem>(), new List<JudgedCase>());
            foreach (var facts in cases)
            {
                var judged = new JudgedCase(facts, [.. signals[facts.Id]], []) { RequestedGroups = requests[facts.Id].ToHashSet() };
                var here = items[facts.Id].ToList();
                if (here.Find(i => i is { DoneAt: null, Purpose: ItemPurpose.Work }) is { } waiting)
                {
                    if (waiting.Token == 0 && waiting.Queue != queueId && IsFor(waiting, judged, queues, queueId)) { move.Add(waiting); }
                }
                else if (ReviewOpener.Plan(judged, here, clock.GetUtcNow().UtcDateTime, options.Value, null, Draw.RandomSample(facts, rates), [.. feedback[facts.Id]]).Open is [var item] && IsFor(item, judged, queues, queueId))
                {
                    open.Add(judged);
                }
            }

            moved += move.Count;
            opened += open.Count;
            if (by is not null) { await ApplyAsync(queueId, queues.First(q => q.Id == queueId), move, open, cancellationToken); }
        }

        if (by is not null && moved + opened > 0) { await TellAsync(queueId, moved, opened, by, cancellationToken); }
        return new(moved, opened, looked);
    }

    private static bool IsFor(ReviewItem item, JudgedCase judged, IReadOnlyList<ReviewQueueSettings> queues, string queueId) =>
        QueueRouter.Route(item, judged.Facts, judged.RequestedGroups.Count > 0, queues, new Dictionary<string, int>())?.Id == queueId;

    private async Task ApplyAsync(string queueId, ReviewQueueSettings queue, List<ReviewItem> move, List<JudgedCase> open, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var item in move)
        {
            var due = queue.DueHours is { } hours ? item.OpenedAt.AddHours(hours) : (DateTime?)null;
            await db.ReviewItems.Where(i => (i.Id == item.Id && i.Token == 0 && i.DoneAt == null) || (i.FirstId == item.Id && i.DoneAt == null && i.Token == 0))
                .ExecuteUpdateAsync(i => i.SetProperty(x => x.Queue, queueId).SetProperty(x => x.DueAt, due), cancellationToken);
        }

        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var judged in open) { await opener.ApplyAsync(db, judged.Facts.Id, judged, now, cancellationToken); }
        await transaction.CommitAsync(cancellationToken);
    }

    private async Task TellAsync(string queueId, int moved, int opened, string by, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.AppendAsync(db, by, "review-queue.backfilled", queueId, null, $"{moved} items moved here, {opened} cases opened", clock.GetUtcNow().UtcDateTime, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
