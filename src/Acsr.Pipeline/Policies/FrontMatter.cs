using System.Globalization;

namespace Acsr.Policies;

/// <summary>What a document says about itself between two lines of <c>---</c> at its top; null where it says nothing.</summary>
/// <param name="Title">Key <c>title</c>.</param>
/// <param name="Owner">Key <c>owner</c>.</param>
/// <param name="Source">Key <c>source</c>: an absolute http or https address.</param>
/// <param name="EffectiveFrom">Key <c>effective_from</c>: the first day, midnight UTC.</param>
/// <param name="EffectiveTo">Key <c>effective_to</c> names the last day; this is the midnight that ends it.</param>
public sealed record FrontMatter(string? Title = null, string? Owner = null, string? Source = null, DateTime? EffectiveFrom = null, DateTime? EffectiveTo = null)
{
    public static readonly FrontMatter None = new();

    private const string Fence = "---";

    /// <summary>
    /// Reads the lines <c>key: value</c> of the keys above; every other line belongs to some other tool and is passed over. Pure.
    /// </summary>
    /// <param name="text">The whole document, with line feeds.</param>
    /// <returns>What it says, and for people to read what is wrong with it, if anything is.</returns>
    public static (FrontMatter Read, string? Fault) Read(string text)
    {
        var lines = text.Split('\n');
        var end = lines[0].TrimEnd() == Fence ? Array.FindIndex(lines, 1, line => line.TrimEnd() is Fence or "...") : -1;
        var read = None;
        for (var i = 1; i < end; i++)
        {
            var colon = lines[i].IndexOf(':', StringComparison.Ordinal);
            if (colon < 1) { continue; }
            var (key, value) = (lines[i][..colon], Value(lines[i][(colon + 1)..]));
            if (value.Length == 0) { continue; }
            switch (key)
            {
                case "title": read = read with { Title = value }; break;
                case "owner": read = read with { Owner = value }; break;
                case "source" when IsAddress(value): read = read with { Source = value }; break;
                case "effective_from" when Day(value) is { } day: read = read with { EffectiveFrom = day }; break;
                case "effective_to" when Day(value) is { } day: read = read with { EffectiveTo = day.AddDays(1) }; break;
                case "source": return (read, $"Line {i + 1}: source '{value}' is no address; write it in full, for example https://wiki.example.com/refunds.");
                case "effective_from" or "effective_to": return (read, $"Line {i + 1}: {key} '{value}' is no day; write it as 2026-12-31.");
            }
        }

        return (read, null);
    }

    /// <summary>Whether a text is an absolute http or https address.</summary>
    public static bool IsAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https";

    // A scalar as YAML writes it: plain, with a remark behind it perhaps, or in quotes.
    private static string Value(string text)
    {
        var value = text.Trim();
        if (value.Length > 1 && value[0] is '"' or '\'' && value.IndexOf(value[0], 1) is var closing and > 0) { return value[1..closing]; }
        var remark = value.IndexOf(" #", StringComparison.Ordinal);
        return value.StartsWith('#') ? "" : remark < 0 ? value : value[..remark].TrimEnd();
    }

    private static DateTime? Day(string text) => DateTime.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day) ? day : null;
}
