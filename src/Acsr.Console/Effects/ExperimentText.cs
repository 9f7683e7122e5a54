namespace Acsr.Effects;

/// <summary>How experiments are written about.</summary>
internal static class ExperimentText
{
    public static string Of(Experiment experiment) => experiment.State switch
    {
        ExperimentState.Draft => "not started",
        ExperimentState.Running => "running",
        ExperimentState.Stopped => experiment.Chosen is { } chosen ? $"ended, {chosen} chosen" : "ended",
    };

    /// <summary>What a metric is called.</summary>
    public static string NameOf(string metric) => ExperimentDesk.Metrics.FirstOrDefault(m => m.Id == metric).Name ?? metric;

    public static string UnitOf(string metric) => ExperimentDesk.Metrics.FirstOrDefault(m => m.Id == metric).Unit ?? "ratio";
}
