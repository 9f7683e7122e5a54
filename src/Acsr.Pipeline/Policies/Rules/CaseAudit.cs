using Acsr.Cases;

namespace Acsr.Policies.Rules;

/// <summary>
/// What rules say of the decisions of the agent in one case, each under the clause in force when it was made (O3). Pure: the same case,
/// rules and policies give the same audits, whenever the rules were written.
/// </summary>
/// <param name="Audits">In order of the decisions, then of the rules; decisions to which a rule does not apply are left out.</param>
/// <param name="NotApplicable">Decisions that a rule looked at and does not apply to.</param>
/// <param name="NotInForce">Decisions that a rule looks at, made when its clause was not in force.</param>
public sealed record CaseAudit(IReadOnlyList<PolicyAudit> Audits, int NotApplicable = 0, int NotInForce = 0)
{
    private const int MaxEvidence = 20;

    public static CaseAudit Of(FoldedCase folded, IReadOnlyList<CompiledRule> rules, ClauseTimeline timeline)
    {
        if (rules.Count == 0 || !folded.Steps.Any(step => step.IsToolCall && rules.Any(rule => rule.LooksAt(step.Name, DecisionFacts.Changes(step))))) { return new CaseAudit([]); }
        List<PolicyAudit> audits = [];
        var (notApplicable, notInForce) = (0, 0);
        foreach (var (step, facts) in DecisionFacts.Of(folded))
        {
            RuleFacts? known = null;
            foreach (var rule in rules.Where(rule => rule.LooksAt(step.Name, DecisionFacts.Changes(step))))
            {
                if (timeline.At(rule.Text.PolicyId, rule.Text.ClauseId, step.StartedAt ?? folded.Facts.At) is not { } clause)
                {
                    notInForce++;
                    continue;
                }

                known ??= facts();
                var seen = known.WithNow(clause.StatedNow);
                var judgement = rule.Judge(seen);
                if (judgement.Outcome == RuleOutcome.NotApplicable) { notApplicable++; }
                else { audits.Add(Audit(folded, step, rule.Text, clause, judgement, seen)); }
            }
        }

        // A decision that came in twice under one id is one decision.
        return new CaseAudit([.. audits.DistinctBy(a => (a.StepId, a.RuleId))], notApplicable, notInForce);
    }

    /// <summary>Sets the facts of the case that are this stage's: decisions, each counted once however many rules looked at it.</summary>
    public void ApplyTo(Case facts)
    {
        var worst = Audits.GroupBy(a => a.StepId).Select(g =>
            g.Any(a => a.Outcome == RuleOutcome.Violation) ? RuleOutcome.Violation : g.Any(a => a.Outcome == RuleOutcome.Unknown) ? RuleOutcome.Unknown : RuleOutcome.Pass).ToList();
        facts.PolicyChecks = worst.Count;
        facts.PolicyViolations = worst.Count(o => o == RuleOutcome.Violation);
        facts.PolicyUnknowns = worst.Count(o => o == RuleOutcome.Unknown);
    }

    private static PolicyAudit Audit(FoldedCase folded, Step step, RuleText rule, ClauseVersions clause, RuleJudgement judgement, RuleFacts facts) => new()
    {
        CaseId = folded.Facts.Id,
        StepId = step.Id,
        RuleId = rule.RuleId,
        RuleVersion = rule.Version,
        PolicyId = rule.PolicyId,
        ClauseId = rule.ClauseId,
        ClauseVersion = clause.Version,
        Action = CaseFacts.Clean(step.Name, 200) ?? "",
        Outcome = judgement.Outcome,
        Severity = rule.Severity,
        Missing = [.. judgement.Missing.Select(m => CaseFacts.Clean(m, 300) ?? "").Take(MaxEvidence)],
        Evidence = [.. facts.EvidenceOf(judgement.Touched).Prepend(step.Id).Distinct(StringComparer.Ordinal).Take(MaxEvidence)],
        Text = CaseFacts.Clean($"{rule.Name}: {judgement.Text}", 600) ?? "",
        OccurredAt = step.StartedAt,
    };
}
