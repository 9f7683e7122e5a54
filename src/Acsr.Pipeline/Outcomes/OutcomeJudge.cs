using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Outcomes;

/// <summary>
/// Makes a run for each call that a check has to look at, in the transaction that folds the case. A call has one run by each check,
/// however often its case is folded and whatever node folds it.
/// </summary>
internal sealed class OutcomeJudge : ICaseJudge
{
    public async Task JudgeAsync(ConsoleDbContext db, IReadOnlyList<FoldedCase> cases, IReadOnlyCollection<string> vanished, DateTime now, CancellationToken cancellationToken)
    {
        var checks = await db.OutcomeChecks.AsNoTracking().Where(c => c.OnSince != null).ToListAsync(cancellationToken);
        if (checks.Count == 0) { return; }
        if (vanished.Count > 0) { await db.OutcomeRuns.Where(r => vanished.Contains(r.CaseId) && r.State == OutcomeRunState.Waiting).ExecuteDeleteAsync(cancellationToken); }
        foreach (var (check, caseId, step) in checks.SelectMany(check => cases.SelectMany(folded => Calls(check, folded).Select(step => (check, folded.Facts.Id, step)))))
        {
            var due = (step.EndedAt ?? step.StartedAt)!.Value.AddSeconds(check.DelaySeconds);
            if (due < now) { due = now; }
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "OutcomeRuns" ("CheckId", "CaseId", "StepId", "State", "CreatedAt", "DueAt", "Attempts", "Token", "Finding")
                VALUES ({check.Id}, {caseId}, {step.Id}, 0, {now}, {due}, 0, 0, 0) ON CONFLICT ("CheckId", "CaseId", "StepId") DO NOTHING
                """, cancellationToken);
        }
    }

    /// <summary>
    /// The agent's successful calls of the check's tool since it was switched on: history that is imported is not asked about, and neither
    /// is what a made-up desk did.
    /// </summary>
    internal static IEnumerable<Step> Calls(OutcomeCheck check, FoldedCase folded) => folded.Facts.Demo || folded.Facts.Baseline ? []
        : folded.Steps.TakeWhile(step => !step.EndsAgentsPart)
            .Where(step => step is { IsToolCall: true, Error: null } && step.Name == check.Tool && (step.EndedAt ?? step.StartedAt) >= check.OnSince);
}
