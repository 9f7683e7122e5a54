using System.Globalization;
using Acsr.Components;
using Acsr.Statistics;

namespace Acsr.Kpis;

/// <summary>How a KPI's figure is written.</summary>
public static class KpiText
{
    public static ChartUnit UnitOf(KpiDefinition kpi) => kpi.Unit switch { "ratio" => ChartUnit.Share, "s" => ChartUnit.Seconds, "USD" => ChartUnit.Usd, _ => ChartUnit.Number };

    /// <summary>The figure, or that there is none.</summary>
    public static string Value(KpiDefinition kpi, KpiValue value) => value.Value is null ? "No data" : Number(kpi, value.Value.Value);

    /// <summary>A number in the KPI's unit.</summary>
    public static string Number(KpiDefinition kpi, double value) => Quantity.Text(value, UnitOf(kpi)) + (kpi.Unit is "Wh" or "tokens" ? " " + kpi.Unit : "");

    /// <summary>The 95 % interval and the n with what it counts, for example <c>95 %: 61.2 % – 68.9 %, n = 412 cases</c>.</summary>
    public static string Evidence(KpiDefinition kpi, KpiValue value) =>
        (value.Lower is null ? "" : "95 %: " + Quantity.Interval(value.Lower, value.Upper, UnitOf(kpi)) + ", ") + string.Create(CultureInfo.InvariantCulture, $"n = {value.N:#,0}");

    /// <summary>The change against what it is compared with, signed; null where either has no data.</summary>
    public static string? Change(KpiDefinition kpi, KpiValue value, KpiValue? before) =>
        value.Value is { } now && before?.Value is { } then ? Change(kpi, now - then) : null;

    /// <summary>A change in the KPI's unit, signed.</summary>
    public static string Change(KpiDefinition kpi, double change)
    {
        var size = Math.Abs(change);
        // What rounds to nothing has no direction.
        var sign = size < (kpi.Unit == "ratio" ? .0005 : 1e-9) ? "±" : change > 0 ? "+" : "−";
        return kpi.Unit == "ratio"
            ? string.Create(CultureInfo.InvariantCulture, $"{sign}{size * 100:0.#} points")
            : sign + Number(kpi, size);
    }

    /// <summary><c>better</c>, <c>worse</c>, or <c>same</c> where the interval of the difference holds zero, or where neither direction is better.</summary>
    public static string Direction(KpiDefinition kpi, KpiValue value, KpiValue? before)
    {
        if (kpi.HigherIsBetter is not { } up || value.Value is not { } now || before?.Value is not { } then) { return "same"; }
        if (value is not { Lower: { } low, Upper: { } high } || before is not { Lower: { } lowThen, Upper: { } highThen }) { return "same"; }
        var difference = Newcombe.Difference(now, new Interval(low, high), then, new Interval(lowThen, highThen));
        return difference is { Lower: <= 0, Upper: >= 0 } ? "same" : now > then == up ? "better" : "worse";
    }
}
