using System.Globalization;
using System.Text.RegularExpressions;

namespace Acsr.Review;

/// <summary>The parts of <c>policy/clause@version</c>.</summary>
internal readonly partial record struct ClauseCitation(string PolicyId, string ClauseId, int Version)
{
    public static bool TryParse(string text, out ClauseCitation citation)
    {
        var match = Pattern().Match(text);
        citation = match.Success && int.TryParse(match.Groups[3].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new(match.Groups[1].Value, match.Groups[2].Value, version)
            : default;
        return citation.PolicyId is not null;
    }

    [GeneratedRegex("""^([^\s/@]+)/([^\s/@]+)@([0-9]+)$""")]
    private static partial Regex Pattern();
}
