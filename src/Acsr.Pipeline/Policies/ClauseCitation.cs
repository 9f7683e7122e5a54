using System.Globalization;

namespace Acsr.Policies;

/// <summary>A clause as it is cited: <c>policy/clause@version</c>, for example <c>airline/cancel-flight-2@1</c>.</summary>
public readonly record struct ClauseCitation(string PolicyId, string ClauseId, int Version)
{
    /// <summary>False for whatever is not a citation of ours, such as a log's own words.</summary>
    public static bool TryParse(string? text, out ClauseCitation citation)
    {
        citation = default;
        if (text is null || text.Any(char.IsWhiteSpace)) { return false; }
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var at = text.LastIndexOf('@');
        if (slash < 1 || at < slash + 2 || !int.TryParse(text.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)) { return false; }
        citation = new ClauseCitation(text[..slash], text[(slash + 1)..at], version);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PolicyId}/{ClauseId}@{Version}");
}
