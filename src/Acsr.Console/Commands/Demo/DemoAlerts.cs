using Acsr.Improvement;

namespace Acsr.Commands.Demo;

/// <summary>What the demo's lead wants to be told of. Nothing is set so that it fires: the cases of the desk decide.</summary>
public static class DemoAlerts
{
    /// <summary>The alerts there are.</summary>
    public static IReadOnlyList<AlertRule> Rules =>
    [
        new() { Name = "More than one case in eight is a dead end", Kpi = "dead_end_rate", Threshold = .125, Above = true, WindowDays = 28, ChangedBy = "", Demo = true },
        new() { Name = "Autonomous resolution below target", Kpi = "autonomous_resolution_rate", Threshold = .5, Above = false, WindowDays = 28, ChangedBy = "", Demo = true },
        new() { Name = "More overrides than the target allows", Kpi = "override_rate", Above = true, WindowDays = 28, ChangedBy = "", Demo = true },
        new() { Name = "Satisfaction fell", Kpi = "csat_mean", Check = RuleCheck.Change, MinimumChange = .05, Above = false, WindowDays = 14, ChangedBy = "", Demo = true },
    ];

    /// <summary>Saves them, unless somebody has an alert already, and looks at them once.</summary>
    public static async Task SaveAsync(AlertDesk desk, AlertWorker worker, string by, CancellationToken cancellationToken)
    {
        if ((await desk.ListAsync(cancellationToken)).Count > 0) { return; }
        foreach (var rule in Rules) { await desk.SaveAsync(rule, by, cancellationToken); }
        await worker.EvaluateAsync(cancellationToken);
    }
}
