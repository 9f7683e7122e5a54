using System.Globalization;

namespace Acsr.Improvement;

/// <summary>Writes figures in the sentences of actions and notifications.</summary>
public static class Figures
{
    public static string Text(double value, string unit) => unit switch
    {
        "ratio" => string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.#} %"),
        "s" => string.Create(CultureInfo.InvariantCulture, $"{value:#,0} s"),
        "USD" => string.Create(CultureInfo.InvariantCulture, $"${value:0.00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}"),
    };

    public static string Text(Kpis.KpiValue value) => value.Value is not { } number ? "no data"
        : Text(number, value.Unit) + (value is { Lower: { } lower, Upper: { } upper } ? $" (95 %: {Text(lower, value.Unit)} – {Text(upper, value.Unit)}" : " (")
            + (value.Lower is null ? "" : ", ") + string.Create(CultureInfo.InvariantCulture, $"n = {value.N:#,0})");
}
