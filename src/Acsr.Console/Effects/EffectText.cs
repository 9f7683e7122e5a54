using Acsr.Components;
using Acsr.Kpis;

namespace Acsr.Effects;

/// <summary>How effects are written about.</summary>
internal static class EffectText
{
    public static string Of(EffectVerdict verdict) => verdict switch
    {
        EffectVerdict.Unknown => "being computed",
        EffectVerdict.Helped => "helped",
        EffectVerdict.NoEvidence => "no evidence",
        EffectVerdict.Hurt => "hurt",
    };

    public static string ColourOf(EffectVerdict verdict) => verdict switch
    {
        EffectVerdict.Helped => "is-good",
        EffectVerdict.Hurt => "is-error",
        _ => "",
    };

    public static string Of(MetricFinding finding) => finding switch
    {
        MetricFinding.NoData => "no data",
        MetricFinding.TooFew => "too few cases",
        MetricFinding.Unclear => "unclear",
        MetricFinding.Better => "better",
        MetricFinding.Worse => "worse",
        MetricFinding.Changed => "changed",
    };

    public static string ColourOf(MetricFinding finding) => finding switch { MetricFinding.Better => "is-good", MetricFinding.Worse => "is-error", MetricFinding.Changed => "is-warn", _ => "" };

    public static ChartUnit UnitOf(string unit) => unit switch { "ratio" => ChartUnit.Share, "s" => ChartUnit.Seconds, "USD" => ChartUnit.Usd, _ => ChartUnit.Number };

    /// <summary>A difference with its sign; shares in points.</summary>
    public static string Signed(double value, string unit) => (value < 0 ? "−" : "+")
        + (unit == "ratio" ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Math.Abs(value) * 100:0.0} points") : Quantity.Text(Math.Abs(value), UnitOf(unit)));

    /// <summary>The cases of one intent before or after, by the KPI that counts the same.</summary>
    public static string CasesLink(EffectReport report, IntentEffect one, string kpi, bool after) => KpiFilter.CasesLink(
        new KpiQuery(Midnight(after ? report.Day.AddDays(1) : report.From), Midnight(after ? report.To.AddDays(1) : report.Day), Intent: one.Intent), KpiDefinitions.Find(kpi), KpiPart.Population);

    public static DateTime Midnight(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
