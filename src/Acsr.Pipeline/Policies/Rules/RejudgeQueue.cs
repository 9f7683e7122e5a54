using Acsr.Infrastructure;
using Acsr.Ingest;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Policies.Rules;

/// <summary>
/// Has stored cases judged anew when a rule or a policy changed: it queues them to be folded, the newest first and a batch at a time, so
/// that what comes in meanwhile waits for one batch at most. What is left to do is in the database and survives a stop.
/// </summary>
public sealed class RejudgeQueue(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>Cases queued at once, and the most that may be waiting before more are.</summary>
    public const int Batch = 500;

    /// <summary>Asks for it, in the caller's transaction.</summary>
    /// <param name="ruleId">Null: every rule of the policy.</param>
    public static void Add(ConsoleDbContext db, string policyId, long? ruleId, DateTime now) =>
        db.PolicyRejudges.Add(new PolicyRejudge { PolicyId = policyId, RuleId = ruleId, RequestedAt = now });

    /// <summary>The same for a policy whose text or dates change, where it has rules that are on.</summary>
    public static async Task AddForPolicyAsync(ConsoleDbContext db, string policyId, DateTime now, CancellationToken cancellationToken)
    {
        if (await db.PolicyRules.AnyAsync(r => r.PolicyId == policyId && r.State == PolicyRuleState.On, cancellationToken)) { Add(db, policyId, null, now); }
    }

    /// <summary>Queues one batch.</summary>
    /// <returns>True when more is to be done at once; false when nothing is, or enough is waiting.</returns>
    public async Task<bool> QueueBatchAsync(CancellationToken cancellationToken)
    {
        await using (var look = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await look.PolicyRejudges.AnyAsync(cancellationToken)) { return false; }
            if (await look.CaseWork.CountAsync(cancellationToken) >= Batch) { return false; }
        }

        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var work = await db.PolicyRejudges.AsNoTracking().OrderBy(r => r.Id).FirstOrDefaultAsync(cancellationToken);
        if (work is null) { return false; }
        var next = await NextAsync(db, work, cancellationToken);
        if (next.Count > 0) { await TouchAsync(db, next.ConvertAll(c => c.Id), clock.GetUtcNow().UtcDateTime, cancellationToken); }

        // Another node that took the same batch has moved the cursor; then this one's writes are dropped.
        var row = db.PolicyRejudges.Where(r => r.Id == work.Id && r.CursorId == work.CursorId);
        var moved = next.Count < Batch
            ? await row.ExecuteDeleteAsync(cancellationToken)
            : await row.ExecuteUpdateAsync(r => r.SetProperty(x => x.CursorAt, next[^1].At).SetProperty(x => x.CursorId, next[^1].Id).SetProperty(x => x.Queued, x => x.Queued + next.Count), cancellationToken);
        if (moved == 0) { return true; }
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task<List<Place>> NextAsync(ConsoleDbContext db, PolicyRejudge work, CancellationToken cancellationToken)
    {
        var judging = work.RuleId is null || await db.PolicyRules.AnyAsync(r => r.Id == work.RuleId && r.State == PolicyRuleState.On, cancellationToken);
        var cases = db.Cases.AsNoTracking();
        // A rule that is off concerns only the cases it spoke of; one that is on concerns every case in which the agent may have done something.
        cases = judging
            ? cases.Where(c => c.ToolCalls > 0 || c.PolicyChecks > 0)
            : cases.Where(c => db.PolicyAudits.Any(a => a.CaseId == c.Id && a.RuleId == work.RuleId));
        if (work is { CursorAt: { } at, CursorId: { } id }) { cases = cases.Where(c => c.At < at || (c.At == at && string.Compare(c.Id, id) < 0)); }
        return await cases.OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(Batch).Select(c => new Place(c.Id, c.At)).ToListAsync(cancellationToken);
    }

    private static async Task TouchAsync(ConsoleDbContext db, List<string> ids, DateTime now, CancellationToken cancellationToken)
    {
        foreach (var chunk in ids.Order(StringComparer.Ordinal).Chunk(200))
        {
            var places = string.Join(", ", chunk.Select((_, i) => $"({{{i + 2}}}, {{0}}, {{1}}, 0)"));
            var sql = $"""
                INSERT INTO "CaseWork" ("CaseId", "DueAt", "Token", "Attempts") VALUES {places}
                ON CONFLICT ("CaseId") DO UPDATE SET "Token" = "CaseWork"."Token" + 1, "LeasedUntil" = NULL, "Attempts" = 0
                """;
            await db.Database.ExecuteSqlRawAsync(sql, [now, CaseWork.FirstToken(now), .. chunk], cancellationToken);
        }
    }

    private sealed record Place(string Id, DateTime At);
}

/// <summary>Works the queue off.</summary>
public sealed class RejudgeWorker(RejudgeQueue queue, IDbContextFactory<ConsoleDbContext> contexts, TimeProvider clock, ILogger<RejudgeWorker> log) : PeriodicWorker(contexts, clock, log)
{
    protected override TimeSpan Interval => TimeSpan.FromSeconds(1);

    public override Task<bool> RunOnceAsync(CancellationToken cancellationToken) => queue.QueueBatchAsync(cancellationToken);
}
