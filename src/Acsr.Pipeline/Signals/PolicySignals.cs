using System.Globalization;
using Acsr.Cases;
using Acsr.Ingest.Events;
using Acsr.Policies;

namespace Acsr.Signals;

/// <summary>What rules of policy clauses say of a case, as signals: each violation, and once for each rule what could not be judged. Pure.</summary>
public static class PolicySignals
{
    public const string Violation = "policy violation";
    public const string NotJudged = "policy not judged";

    public static IEnumerable<Signal> Of(IEnumerable<PolicyAudit> audits)
    {
        var found = audits.ToList();
        var violations = found.Where(a => a.Outcome == RuleOutcome.Violation).Select(a => Based(a, Violation) with { Severity = SeverityOf(a.Severity), Value = 1 });
        var unknown = found.Where(a => a.Outcome == RuleOutcome.Unknown).GroupBy(a => a.RuleId).Select(g => Based(g.First(), NotJudged) with { Severity = Severity.Low });
        return violations.Concat(unknown);
    }

    /// <summary>A rule's 1 to 5 as the severity of a finding.</summary>
    public static Severity SeverityOf(int severity) => severity switch { <= 2 => Severity.Low, 3 => Severity.Medium, 4 => Severity.High, _ => Severity.Critical };

    private static Signal Based(PolicyAudit audit, string name) => new()
    {
        CaseId = audit.CaseId,
        Id = string.Create(CultureInfo.InvariantCulture, $"{EventBatch.OwnPolicyIds}{audit.RuleId}:{audit.StepId}"),
        Kind = SignalKind.PolicyFlag,
        Name = name,
        Text = CaseFacts.Clean($"{audit.Citation}: {audit.Text}", 500) ?? "",
        StepIds = [.. audit.Evidence],
        OccurredAt = audit.OccurredAt,
        Source = "rule",
    };
}
