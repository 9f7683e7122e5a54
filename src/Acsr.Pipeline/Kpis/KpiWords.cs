using System.Globalization;

namespace Acsr.Kpis;

/// <summary>Writes figures in sentences.</summary>
public static class KpiWords
{
    /// <summary>With its unit, for example <c>61.2 %</c>.</summary>
    public static string Number(double value, string unit) => unit switch
    {
        "ratio" => string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.#} %"),
        "s" => string.Create(CultureInfo.InvariantCulture, $"{value:#,0.#} s"),
        "USD" => string.Create(CultureInfo.InvariantCulture, $"${value:0.00##}"),
        "Wh" => string.Create(CultureInfo.InvariantCulture, $"{value:0.###} Wh"),
        "tokens" => string.Create(CultureInfo.InvariantCulture, $"{value:#,0} tokens"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value:0.##}"),
    };
}
