using System.Globalization;
using Acsr.Kpis;
using Acsr.Statistics;

namespace Acsr.Improvement;

/// <summary>Looks for days that leave what was normal before (formats H13): EWMA, CUSUM or p-chart over the figure of each day.</summary>
internal sealed class ControlCheck(CrossingCheck crossing)
{
    private const int FewestDays = 10;
    private const int FewestCasesOfADay = 5;

    private readonly KpiDefinition _kpi = crossing.Kpi;
    private readonly MatrixRule _rule = crossing.Rule;

    /// <summary>What the first day outside crossed; null where none did, or the time before says too little.</summary>
    /// <param name="cases">Of the KPI's population, baseline and window, in order of time.</param>
    /// <param name="start">First moment that is looked at.</param>
    /// <param name="baselineEnd">First moment after what counts as normal.</param>
    public Crossing? Find(List<KpiRow> cases, DateTime start, DateTime baselineEnd)
    {
        var days = cases.GroupBy(r => r.At.Date).Select(g => new Day(g.Key, KpiValue.Of(_kpi, g, interval: false), g.Count(_kpi.Counted), g.Count()))
            .Where(d => d.N >= FewestCasesOfADay && d.Value.Value is not null).OrderBy(d => d.Date).ToList();
        var normal = days.FindAll(d => d.Date < baselineEnd.Date);
        var looked = days.FindAll(d => d.Date >= baselineEnd.Date && d.Date >= start.Date);
        if (normal.Count < FewestDays || looked.Count == 0) { return null; }
        return _rule.Check == RuleCheck.PChart && _kpi.Kind == KpiKind.Rate ? Share(normal, looked) : _rule.Check == RuleCheck.Cusum ? Sum(normal, looked) : Average(normal, looked);
    }

    private Crossing? Share(List<Day> normal, List<Day> looked)
    {
        var centre = CentreOf(normal);
        foreach (var day in looked)
        {
            // A weekday has its own normal share, once enough of its kind are known.
            var like = normal.FindAll(d => d.Date.DayOfWeek == day.Date.DayOfWeek);
            var expected = like.Count >= 4 ? CentreOf(like) : centre;
            var share = (double)day.Counted / day.N;
            if (PChart.Limits(expected, day.N, _rule.Sigmas) is { } limits && crossing.IsWorse(share, expected) && (share < limits.Lower || share > limits.Upper))
            {
                return new(expected, $"On {Date(day.Date)} {_kpi.Name} was {Figures.Text(share, "ratio")} (n = {day.N}), outside the control limits {Limits(limits)} around {Figures.Text(expected, "ratio")}.");
            }
        }

        return null;
    }

    private Crossing? Average(List<Day> normal, List<Day> looked)
    {
        var (mean, sigma) = Spread(normal);
        if (sigma == 0) { return null; }
        var limits = Ewma.Limits(mean, sigma, _rule.Sigmas);
        var averages = Ewma.Of([.. looked.Select(d => d.Value.Value!.Value)], mean);
        for (var i = 0; i < averages.Length; i++)
        {
            if (crossing.IsWorse(averages[i], mean) && (averages[i] < limits.Lower || averages[i] > limits.Upper))
            {
                return new(mean, $"On {Date(looked[i].Date)} the weighted mean of the days of {_kpi.Name} was {Text(averages[i])}, outside the control limits {Limits(limits)} around {Text(mean)}.");
            }
        }

        return null;
    }

    private Crossing? Sum(List<Day> normal, List<Day> looked)
    {
        var (mean, sigma) = Spread(normal);
        if (sigma == 0) { return null; }
        var (high, low) = Cusum.Of([.. looked.Select(d => d.Value.Value!.Value)], mean, sigma / 2);
        var sums = crossing.IsWorse(1, 0) ? high : low;
        var at = Array.FindIndex(sums, sum => sum > _rule.Sigmas * sigma);
        return at < 0 ? null
            : new(mean, $"By {Date(looked[at].Date)} the deviations of {_kpi.Name} from {Text(mean)} had summed up to {Text(sums[at])}, beyond the decision interval {Text(_rule.Sigmas * sigma)}.");
    }

    private static double CentreOf(List<Day> days) => (double)days.Sum(d => d.Counted) / days.Sum(d => d.N);

    private static (double Mean, double Sigma) Spread(List<Day> days)
    {
        var mean = days.Average(d => d.Value.Value!.Value);
        return (mean, Math.Sqrt(days.Sum(d => Math.Pow(d.Value.Value!.Value - mean, 2)) / (days.Count - 1)));
    }

    private string Text(double value) => Figures.Text(value, _kpi.Unit);

    private string Limits(Interval limits) => $"{Text(limits.Lower)} – {Text(limits.Upper)}";

    private static string Date(DateTime day) => day.ToString("d MMM", CultureInfo.InvariantCulture);

    private sealed record Day(DateTime Date, KpiValue Value, int Counted, int N);
}
