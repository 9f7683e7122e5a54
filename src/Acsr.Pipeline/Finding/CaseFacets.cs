using Acsr.Cases;
using Acsr.Kpis;

namespace Acsr.Finding;

/// <summary>What of a case facets count.</summary>
internal sealed record FacetRow(
    Resolution Rung, Handler Handler, Severity DeadEnd, HandoffKind? Handoff, string? Intent, string? Agent, string? Version, string? Strategy, string? Channel, string? Language, string? Tier,
    string? Release, string? Source, List<string> Tags);

/// <summary>A value that matching cases have, and how many have it.</summary>
/// <param name="Value">As the address writes it.</param>
/// <param name="Count">Cases.</param>
public sealed record FacetValue(string Value, int Count);

/// <summary>Something that cases are told apart by.</summary>
/// <param name="Id">The name in the address.</param>
/// <param name="Values">The most frequent first; cases of which it is unknown are in none.</param>
public sealed record CaseFacet(string Id, IReadOnlyList<FacetValue> Values);

/// <summary>How many cases match, and what they have in common.</summary>
/// <param name="Count">Cases that were counted.</param>
/// <param name="More">There are more than were counted: <paramref name="Count"/> is <see cref="CaseFinder.Bound"/>, and the facets are about the newest of them.</param>
/// <param name="Facets">Those that any case has a value of.</param>
public sealed record CaseFacets(int Count, bool More, IReadOnlyList<CaseFacet> Facets)
{
    private const int MostValues = 30;

    internal static CaseFacets Of(List<FacetRow> rows)
    {
        var more = rows.Count > CaseFinder.Bound;
        if (more) { rows.RemoveAt(rows.Count - 1); }
        CaseFacet[] facets =
        [
            Facet("rung", row => Lower(row.Rung)),
            Facet("handler", row => row.Handler == Handler.Unknown ? null : Lower(row.Handler)),
            Facet("handoff", row => row.Handoff is { } kind ? HandoffWords.Of(kind) : null),
            Facet("severity", row => row.DeadEnd == Severity.None ? null : Lower(row.DeadEnd)),
            Facet("intent", row => row.Intent), Facet("agent", row => row.Agent), Facet("version", row => row.Version), Facet("strategy", row => row.Strategy),
            Facet("channel", row => row.Channel), Facet("language", row => row.Language), Facet("tier", row => row.Tier), Facet("release", row => row.Release), Facet("source", row => row.Source),
            .. rows.SelectMany(row => row.Tags).Select(tag => tag.Split('=')[0]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(OfTag),
        ];
        return new CaseFacets(rows.Count, more, [.. facets.Where(facet => facet.Values.Count > 0)]);

        CaseFacet Facet(string id, Func<FacetRow, string?> value) => new(id, Ranked(rows.Select(value)));

        // A tag without a value says no more than that it is there.
        CaseFacet OfTag(string name) => new(KpiDimension.OfTag(name).Id, Ranked(rows.Select(row => row.Tags.Find(tag => tag.Length > name.Length && tag[name.Length] == '=' && tag.StartsWith(name, StringComparison.Ordinal))?[(name.Length + 1)..])));
    }

    private static FacetValue[] Ranked(IEnumerable<string?> values) =>
        [.. values.OfType<string>().Where(v => v.Length > 0).CountBy(v => v).OrderByDescending(v => v.Value).ThenBy(v => v.Key, StringComparer.Ordinal).Take(MostValues).Select(v => new FacetValue(v.Key, v.Value))];

    private static string Lower<T>(T word) where T : struct, Enum => word.ToString().ToLowerInvariant();
}
