using System.Text.Json;
using System.Text.RegularExpressions;
using Acsr.Releases.Curation;

namespace Acsr.Releases;

/// <summary>Writes a version that holds the rows of another but some, each byte of a row as it was. Pure.</summary>
public static partial class ReleaseSuccessor
{
    /// <summary>Null where a row that stays was frozen before items were kept: there is nothing to write it from.</summary>
    /// <param name="before">The version without which it would not be there.</param>
    /// <param name="manifest">Of that version.</param>
    /// <param name="next">Its own version.</param>
    /// <param name="stays">Rows that stay, at least one.</param>
    /// <param name="withdrawn">Ids of the items that go.</param>
    /// <param name="extras">Files beside the rows, without what goes.</param>
    public static BuiltRelease? Build(Release before, byte[] manifest, ReleaseVersion next, IReadOnlyList<ReleaseRow> stays, IReadOnlyList<string> withdrawn, IReadOnlyList<BuiltFile> extras)
    {
        if (stays.Any(row => row.Item is null)) { return null; }
        using var old = JsonDocument.Parse(manifest);
        var header = new ReleaseHeader(before.Name, next.ToString())
        {
            Before = new PrecedingVersion(before.Version, before.Sha256, withdrawn),
            Redacted = Count(stays),
            Gates = Gates(old.RootElement),
            Reason = Reason(old.RootElement),
            Extras = extras,
        };
        return ReleaseBuilder.Build(header, stays.Select(row => new CuratedItem(ReleaseItems.Read(row.Item!), row.HeldOut ? Split.HeldOut : Split.Train)), []);
    }

    /// <summary>The words that stand for personal data in what is left.</summary>
    private static SortedDictionary<string, int> Count(IEnumerable<ReleaseRow> rows)
    {
        SortedDictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (var word in rows.SelectMany(row => Pseudonym().Matches(row.Item!)).Select(match => match.Groups[1].Value).Where(entity => entity != "CASE"))
        {
            counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        return counts;
    }

    // What was found of all rows was found of these too, or of fewer.
    private static List<Gate> Gates(JsonElement manifest) => manifest.TryGetProperty("gates", out var gates)
        ? [.. gates.EnumerateObject().Select(gate => new Gate(gate.Name, char.ToUpperInvariant(gate.Name[0]) + gate.Name[1..].Replace('_', ' '), StateOf(gate.Value.GetProperty("state").GetString()!), gate.Value.GetProperty("finding").GetString()!, []))]
        : [];

    private static string? Reason(JsonElement manifest) => !manifest.TryGetProperty("gates", out var gates) ? null
        : gates.EnumerateObject().Select(gate => gate.Value.TryGetProperty("accepted_because", out var why) ? why.GetString() : null).FirstOrDefault(why => why is not null);

    private static GateState StateOf(string state) => Enum.GetValues<GateState>().FirstOrDefault(s => JsonNamingPolicy.SnakeCaseLower.ConvertName(s.ToString()) == state);

    [GeneratedRegex("<([A-Z_]+)_[A-Z2-7]{6}>")]
    private static partial Regex Pseudonym();
}
