using Acsr.Kpis.Columns;

namespace Acsr.Kpis;

/// <summary>Something that cases are told apart by: to filter, to break down and to cross.</summary>
/// <param name="Id">As addresses and keys call it; a declared tag is <c>tag:NAME</c>.</param>
/// <param name="Name">As people do.</param>
public sealed record KpiDimension(string Id, string Name)
{
    /// <summary>Stands in filters and tables for the cases of which the value is not known.</summary>
    public const string Unknown = "(unknown)";

    private const string TagPrefix = "tag:";

    internal int Column { get; private init; }

    /// <summary>The tag's name; null: it is no tag.</summary>
    internal string? Tag { get; private init; }

    /// <summary>Those that every case may have, in the order in which people read them.</summary>
    public static readonly IReadOnlyList<KpiDimension> All =
    [
        new("agent", "Agent") { Column = CaseColumns.Agent }, new("version", "Version") { Column = CaseColumns.AgentVersion }, new("strategy", "Strategy") { Column = CaseColumns.Strategy },
        new("channel", "Channel") { Column = CaseColumns.Channel }, new("intent", "Intent") { Column = CaseColumns.Intent }, new("language", "Language") { Column = CaseColumns.Language },
        new("tier", "Customer tier") { Column = CaseColumns.CustomerTier }, new("handler", "Handled by") { Column = CaseColumns.Handler }, new("release", "Release") { Column = CaseColumns.Release },
        new("source", "Source") { Column = CaseColumns.Source }, new("handoff", "Hand-off reason") { Column = CaseColumns.Handoff },
    ];

    /// <summary>The dimension of a declared tag.</summary>
    public static KpiDimension OfTag(string name) => new(TagPrefix + name, name) { Column = CaseColumns.Tags, Tag = name };

    /// <summary>The dimension of that id; null when there is none.</summary>
    public static KpiDimension? Find(string? id) =>
        All.FirstOrDefault(d => d.Id == id) ?? (id?.StartsWith(TagPrefix, StringComparison.Ordinal) == true && id.Length > TagPrefix.Length ? OfTag(id[TagPrefix.Length..]) : null);

    /// <summary>What a case has in it; null where it is unknown.</summary>
    public string? ValueOf(KpiRow row) => InText(row.Chunk.Texts[Column].Of(row.Index));

    /// <summary>The value that the text of its column says.</summary>
    internal string? InText(string? text)
    {
        if (Tag is null || text is null) { return text; }
        foreach (var tag in text.Split(CaseColumns.TagEnd))
        {
            if (tag.Length > Tag.Length && tag[Tag.Length] == '=' && tag.StartsWith(Tag, StringComparison.Ordinal)) { return tag[(Tag.Length + 1)..]; }
        }

        return null;
    }
}
