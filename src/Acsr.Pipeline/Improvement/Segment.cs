using Acsr.Kpis;

namespace Acsr.Improvement;

/// <summary>A part of the cases: of one agent, version, channel, intent or source, or of several at once. All null: the whole.</summary>
public sealed record Segment(string? Agent = null, string? AgentVersion = null, string? Channel = null, string? Intent = null, string? Source = null)
{
    public static readonly Segment Whole = new();

    /// <summary>The dimensions: how the address and keys call them, and how people do.</summary>
    public static readonly IReadOnlyList<(string Id, string Name)> Dimensions =
        [("agent", "Agent"), ("version", "Version"), ("channel", "Channel"), ("intent", "Intent"), ("source", "Source")];

    /// <summary>The segment in one dimension.</summary>
    /// <exception cref="ArgumentException">There is no such dimension.</exception>
    public static Segment Of(string dimension, string value) => dimension switch
    {
        "agent" => new(Agent: value),
        "version" => new(AgentVersion: value),
        "channel" => new(Channel: value),
        "intent" => new(Intent: value),
        "source" => new(Source: value),
        _ => throw new ArgumentException($"There is no dimension '{dimension}'.", nameof(dimension)),
    };

    /// <summary>The part of a query that is not its time.</summary>
    public static Segment Of(KpiQuery query) => new(query.Agent, query.AgentVersion, query.Channel, query.Intent, query.Source);

    /// <summary>What a case has in a dimension; null where it is unknown.</summary>
    public static string? ValueOf(string dimension, KpiRow row) => dimension switch
    {
        "agent" => row.Agent,
        "version" => row.AgentVersion,
        "channel" => row.Channel,
        "intent" => row.Intent,
        "source" => row.Source,
        _ => throw new ArgumentException($"There is no dimension '{dimension}'.", nameof(dimension)),
    };

    /// <summary>For example <c>intent=refund</c>; empty for the whole. Values are escaped, so that no value can look like another segment.</summary>
    public string Key => string.Join(';', Parts.Select(part => $"{part.Id}={Uri.EscapeDataString(part.Value)}"));

    /// <summary>For people, for example <c>intent refund</c>.</summary>
    public string Words => this == Whole ? "all cases" : string.Join(", ", Parts.Select(part => $"{part.Id} {part.Value}"));

    /// <summary>Its dimensions and values.</summary>
    public IEnumerable<(string Id, string Value)> Parts =>
        new[] { ("agent", Agent), ("version", AgentVersion), ("channel", Channel), ("intent", Intent), ("source", Source) }
            .Where(part => part.Item2 is not null).Select(part => (part.Item1, part.Item2!));

    /// <summary>Its cases in a time.</summary>
    public KpiQuery Query(DateTime? from, DateTime? to) => new(from, to, Agent, AgentVersion, Channel, Intent, Source);
}
