using Acsr.Kpis;

namespace Acsr.Improvement;

/// <summary>How an alert stands after a look at the cases.</summary>
/// <param name="State">Firing or not.</param>
/// <param name="HasData">Whether there were enough cases to say anything.</param>
/// <param name="Value">The figure over the window.</param>
/// <param name="Reference">What it was held against, where that is known.</param>
/// <param name="Why">In words with figures.</param>
public sealed record AlertReading(AlertState State, bool HasData, KpiValue Value, double? Reference, string Why);

/// <summary>Holds an alert against cases. Pure: how it would have stood on a past day is found by giving the time of that day.</summary>
/// <param name="alert">Which.</param>
/// <param name="kpi">Its KPI.</param>
/// <param name="target">Of KPI and segment; null where there is none.</param>
public sealed class AlertCheck(AlertRule alert, KpiDefinition kpi, double? target)
{
    private readonly CrossingCheck _crossing = new(kpi, RuleOf(alert), alert.Above);

    /// <summary>What its level is held against.</summary>
    public double? Threshold => alert.Threshold ?? target;

    /// <summary>The cases that it is about, in order of time.</summary>
    /// <param name="engine">Has them.</param>
    /// <param name="now">UTC.</param>
    /// <param name="days">On how many days it is looked at, up to now.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<List<KpiRow>> CasesAsync(KpiEngine engine, DateTime now, int days, CancellationToken cancellationToken)
    {
        var from = now.AddDays(1 - days - CrossingCheck.DaysOf(_crossing.Rule));
        return [.. (await engine.CasesAsync(kpi, KpiPart.Population, SegmentKey.Parse(alert.Segment).Query(from, null), cancellationToken)).Reverse()];
    }

    /// <summary>Looks.</summary>
    /// <param name="cases">As <see cref="CasesAsync"/> gives them.</param>
    /// <param name="now">UTC; later cases are passed over.</param>
    /// <param name="before">How it stood until now.</param>
    public AlertReading Read(List<KpiRow> cases, DateTime now, AlertState before)
    {
        var from = now.AddDays(-alert.WindowDays);
        var (first, start, next) = (Place(cases, now.AddDays(-CrossingCheck.DaysOf(_crossing.Rule))), Place(cases, from), Place(cases, now));
        var window = cases.GetRange(start, next - start);
        var value = KpiValue.Of(kpi, window);
        if (window.Count < Math.Max(2, alert.MinimumN)) { return NoData(value, before); }
        if (_crossing.Find(cases.GetRange(first, next - first), window, from, now, Threshold) is { } found) { return new(AlertState.Firing, true, value, found.Reference, found.Why); }

        // Once it fires it goes on until the figure itself is back: an interval that only touches the threshold again would have it flutter.
        var reference = alert.Check == RuleCheck.Level ? Threshold : null;
        var still = before == AlertState.Firing && reference is { } level && value.Value is { } number && _crossing.IsWorse(number, level);
        return new(still ? AlertState.Firing : AlertState.Quiet, true, value, reference, $"{kpi.Name} is {Figures.Text(value)}{(reference is { } held ? $", held against {Figures.Text(held, kpi.Unit)}" : "")}.");
    }

    private AlertReading NoData(KpiValue value, AlertState before) => new(
        alert.NoData switch { NoDataBehaviour.Fire => AlertState.Firing, NoDataBehaviour.Resolve => AlertState.Quiet, NoDataBehaviour.Keep => before }, false, value, null,
        $"No data: {value.N:#,0} of at least {alert.MinimumN:#,0} cases in {alert.WindowDays} days.");

    private static int Place(List<KpiRow> cases, DateTime time)
    {
        var (low, high) = (0, cases.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (cases[middle].At < time) { low = middle + 1; } else { high = middle; }
        }

        return low;
    }

    private static MatrixRule RuleOf(AlertRule alert) => new()
    {
        Row = "",
        Check = alert.Check,
        WindowDays = alert.WindowDays,
        BaselineDays = alert.BaselineDays,
        MinimumN = alert.MinimumN,
        MinimumChange = alert.MinimumChange,
        Sigmas = alert.Sigmas,
    };
}
