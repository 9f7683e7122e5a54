using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Policies.Rules;

/// <summary>Writes the audits of folded cases in place of those of the fold before, and sets the facts that are this stage's. Comes before the signals, which find the audits there.</summary>
internal sealed class PolicyJudge(RuleSet rules) : ICaseJudge
{
    public async Task JudgeAsync(ConsoleDbContext db, IReadOnlyList<FoldedCase> cases, IReadOnlyCollection<string> vanished, DateTime now, CancellationToken cancellationToken)
    {
        // Whoever switches a rule waits for this fold, so that no case is written by the old rules after the new ones were queued.
        await db.HoldRulesAsync(cancellationToken);
        var onDuty = await rules.OnDutyAsync(db, cancellationToken);
        var ids = cases.StoredBefore(vanished);
        if (ids.Count > 0) { await db.PolicyAudits.Where(a => ids.Contains(a.CaseId)).ExecuteDeleteAsync(cancellationToken); }
        foreach (var folded in cases)
        {
            var audit = CaseAudit.Of(folded, onDuty.Rules, onDuty.Timeline);
            audit.ApplyTo(folded.Facts);
            db.Rows.Add(audit.Audits);
        }
    }
}
