using Acsr.Ingest;

namespace Acsr.Cases;

/// <summary>The triad of an override: what the log says, completed from the trace where the trace knows it (E5, E6).</summary>
internal static class OverrideFold
{
    public static OverrideFacts Of(OverrideEvent log, IReadOnlyList<Step> steps)
    {
        var decision = Decided(log, steps);
        var action = log.Original?.Action ?? decision?.Name;
        var confidence = log.Original?.Confidence ?? (action == decision?.Name ? decision?.Confidence : null);
        var arguments = log.Original?.Arguments?.GetRawText() ?? (action == decision?.Name ? decision?.Input : null);

        List<string> missing = [];
        if (string.IsNullOrWhiteSpace(action)) { missing.Add("the agent's decision"); }
        if (confidence is null) { missing.Add("the agent's confidence"); }
        if (string.IsNullOrWhiteSpace(log.Final?.Action)) { missing.Add("the final action"); }
        if (string.IsNullOrWhiteSpace(log.Final?.Rationale)) { missing.Add("the rationale"); }
        if (string.IsNullOrWhiteSpace(log.Clause) && string.IsNullOrWhiteSpace(log.DataPoint)) { missing.Add("the policy clause or data point"); }
        return new OverrideFacts(log.Id, log.Time, action, arguments, confidence, log.Final?.Action, log.Final?.Arguments?.GetRawText(),
            log.Final?.Rationale, log.Clause, log.DataPoint, log.By, missing);
    }

    /// <summary>The agent's last decision before the override; where it reported none, its last state-changing action.</summary>
    private static Step? Decided(OverrideEvent log, IReadOnlyList<Step> steps)
    {
        var before = steps.TakeWhile(s => s.Id != log.Id).ToList();
        return before.FindLast(s => s.Kind == StepKind.Decision) ?? before.FindLast(s => s.Kind == StepKind.Action);
    }
}
