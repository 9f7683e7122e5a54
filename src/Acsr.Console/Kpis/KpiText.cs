using System.Globalization;
using Acsr.Components;

namespace Acsr.Kpis;

/// <summary>How a KPI's figure is written.</summary>
public static class KpiText
{
    public static ChartUnit UnitOf(KpiDefinition kpi) => kpi.Unit switch { "ratio" => ChartUnit.Share, "s" => ChartUnit.Seconds, "USD" => ChartUnit.Usd, _ => ChartUnit.Number };

    /// <summary>The figure, or that there is none.</summary>
    public static string Value(KpiDefinition kpi, KpiValue value) => value.Value is null ? "No data" : Quantity.Text(value.Value, UnitOf(kpi));

    /// <summary>The 95 % interval and the n, for example <c>95 %: 61.2 % – 68.9 %, n = 412</c>.</summary>
    public static string Evidence(KpiDefinition kpi, KpiValue value) =>
        (value.Lower is null ? "" : "95 %: " + Quantity.Interval(value.Lower, value.Upper, UnitOf(kpi)) + ", ") + string.Create(CultureInfo.InvariantCulture, $"n = {value.N:#,0}");

    /// <summary>The change against the period before, signed; null where either has no data.</summary>
    public static string? Change(KpiDefinition kpi, KpiValue value, KpiValue? before)
    {
        if (value.Value is not { } now || before?.Value is not { } then) { return null; }
        var change = now - then;
        var sign = change > 0 ? "+" : change < 0 ? "−" : "±";
        var size = Math.Abs(change);
        return kpi.Unit == "ratio"
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{size * 100:0.#} points")
            : sign + Quantity.Text(size, UnitOf(kpi));
    }

    /// <summary><c>better</c>, <c>worse</c>, or <c>same</c> where the intervals overlap too much to say, or where neither direction is better.</summary>
    public static string Direction(KpiDefinition kpi, KpiValue value, KpiValue? before)
    {
        if (kpi.HigherIsBetter is not { } up || value.Value is not { } now || before?.Value is not { } then) { return "same"; }
        if (value.Lower is not { } low || value.Upper is not { } high || (then >= low && then <= high)) { return "same"; }
        return now > then == up ? "better" : "worse";
    }
}
