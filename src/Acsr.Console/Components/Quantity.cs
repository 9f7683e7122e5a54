using System.Globalization;

namespace Acsr.Components;

/// <summary>Writes a measured value the same way on cards, in tables and in charts; nothing known is a dash, never a zero.</summary>
public static class Quantity
{
    public const string Unknown = "–";

    public static string Text(double? value, ChartUnit unit) => value is not { } number ? Unknown : unit switch
    {
        ChartUnit.Number => number.ToString(Math.Abs(number) >= 100 ? "#,0" : "#,0.##", CultureInfo.InvariantCulture),
        ChartUnit.Share => (number * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %",
        ChartUnit.Seconds => TimeText.Length(number),
        ChartUnit.Usd => "$" + number.ToString(Math.Abs(number) < 0.1 ? "0.####" : "#,0.00", CultureInfo.InvariantCulture),
    };

    /// <summary>A count with its noun, for example <c>1 case</c> or <c>2,673 searches</c>.</summary>
    public static string Count(int count, string noun) => $"{Text(count, ChartUnit.Number)} {noun}{(count == 1 ? "" : noun.EndsWith("ch", StringComparison.Ordinal) ? "es" : "s")}";

    /// <summary>An interval, for example <c>61.2 % – 68.9 %</c>; empty where there is none.</summary>
    public static string Interval(double? lower, double? upper, ChartUnit unit) =>
        lower is null || upper is null ? "" : $"{Text(lower, unit)} – {Text(upper, unit)}";
}
