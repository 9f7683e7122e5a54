using System.Globalization;
using Acsr.Statistics;

namespace Acsr.Kpis;

/// <summary>A day or hour whose figure is not what its like have been.</summary>
/// <param name="From">Its first moment, UTC.</param>
/// <param name="Value">Its figure.</param>
/// <param name="Expected">The median of its like before it.</param>
/// <param name="Lower">From here on down it would be out of the ordinary.</param>
/// <param name="Upper">From here on up.</param>
/// <param name="Deviations">How far it is from the median, in robust standard deviations.</param>
/// <param name="Reason">In words with figures.</param>
public sealed record KpiAnomaly(DateTime From, KpiValue Value, double Expected, double Lower, double Upper, double Deviations, string Reason);

/// <summary>
/// Finds days and hours that stand out from their like: days from the same weekday of the eight weeks before, hours from the same hour of it. Median and MAD
/// (formats H13), so that one bad day does not hide the next; a share may also vary by chance as much as its n allows.
/// </summary>
public static class KpiAnomalies
{
    /// <summary>Fewer cases say nothing about a day or an hour.</summary>
    public const int FewestCases = 30;

    /// <summary>Weeks that are looked back on.</summary>
    public const int Weeks = 8;

    private const int FewestLike = 4;

    /// <summary>The points that stand out, in order of time.</summary>
    /// <param name="kpi">Whose figures.</param>
    /// <param name="points">In order of time without gaps, one for each day or each hour, beginning eight weeks before the first that may stand out where so much is known.</param>
    /// <param name="from">Points before it are only looked back on.</param>
    /// <param name="fewestCases">Points with fewer cases neither stand out nor count.</param>
    public static IReadOnlyList<KpiAnomaly> Find(KpiDefinition kpi, IReadOnlyList<(DateTime From, KpiValue Value)> points, DateTime from, int fewestCases = FewestCases)
    {
        if (points.Count < 2) { return []; }
        var hourly = points[1].From - points[0].From < TimeSpan.FromDays(1);
        var week = hourly ? 7 * 24 : 7;
        var found = new List<KpiAnomaly>();
        for (var i = 0; i < points.Count; i++)
        {
            if (points[i].From < from || points[i].Value is not { Value: { } value, N: var n } || n < fewestCases) { continue; }
            var like = Enumerable.Range(1, Weeks).Select(w => i - (w * week)).Where(k => k >= 0 && points[k].Value.N >= fewestCases).Select(k => points[k].Value.Value).OfType<double>().Order().ToArray();
            if (like.Length < FewestLike) { continue; }
            var median = Quantile.Of(like, .5)!.Value;
            var spread = Quantile.Of([.. like.Select(v => Math.Abs(v - median)).Order()], .5)!.Value / .6745;
            if (kpi.Kind == KpiKind.Rate) { spread = Math.Max(spread, Math.Sqrt(Math.Max(median * (1 - median), .25 / n) / n)); }
            if (spread == 0) { continue; }
            var deviations = (value - median) / spread;
            if (Math.Abs(deviations) <= ModifiedZ.Limit) { continue; }
            var (lower, upper) = (median - (ModifiedZ.Limit * spread), median + (ModifiedZ.Limit * spread));
            found.Add(new(points[i].From, points[i].Value, median, lower, upper, deviations, Reason(kpi, points[i], hourly, like.Length, median, deviations)));
        }

        return found;
    }

    private static string Reason(KpiDefinition kpi, (DateTime From, KpiValue Value) point, bool hourly, int like, double median, double deviations) => string.Create(CultureInfo.InvariantCulture,
        $"{point.From.ToString(hourly ? "ddd d MMM HH:mm" : "ddd d MMM", CultureInfo.InvariantCulture)}: {KpiWords.Number(point.Value.Value!.Value, kpi.Unit)} (n = {point.Value.N:#,0}). The same {(hourly ? "hour of the week" : "weekday")} in {like} of the {Weeks} weeks before had a median of {KpiWords.Number(median, kpi.Unit)}; this is {Math.Abs(deviations):0.0} robust standard deviations {(deviations > 0 ? "above" : "below")}.");
}
