using System.Globalization;

namespace Acsr.Components;

/// <summary>Sizes as people read them.</summary>
public static class ByteText
{
    /// <summary>Bytes in the unit that fits, powers of 1,024.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1 << 10 => Text(bytes, "B"),
        < 1 << 20 => Text(bytes / 1024.0, "KiB"),
        < 1 << 30 => Text(bytes / (1024.0 * 1024), "MiB"),
        _ => Text(bytes / (1024.0 * 1024 * 1024), "GiB"),
    };

    private static string Text(double number, string unit) => number.ToString(number >= 100 || unit == "B" ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + unit;
}
