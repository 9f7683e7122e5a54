using Acsr.Cases;

namespace Acsr.Kpis;

/// <summary>Which cases are asked about. Every part that is null lets everything through; <see cref="KpiDimension.Unknown"/> asks for the cases of which it is not known.</summary>
/// <param name="From">First moment, UTC.</param>
/// <param name="To">First moment after, UTC.</param>
/// <param name="Agent">Of this agent.</param>
/// <param name="AgentVersion">Of this version of the agent.</param>
/// <param name="Channel">On this channel.</param>
/// <param name="Intent">With this intent.</param>
/// <param name="Source">From this key or import.</param>
/// <param name="Handoff">Only cases that the agent handed off for this reason.</param>
public sealed record KpiQuery(DateTime? From = null, DateTime? To = null, string? Agent = null, string? AgentVersion = null, string? Channel = null, string? Intent = null, string? Source = null, HandoffKind? Handoff = null)
{
    /// <summary>The strategy (arm) that the agent worked by.</summary>
    public string? Strategy { get; init; }
    public string? Language { get; init; }
    public string? CustomerTier { get; init; }
    /// <summary>The release that the agent ran.</summary>
    public string? Release { get; init; }
    /// <summary><c>agent</c>, <c>human</c> or <c>hybrid</c>.</summary>
    public string? Handler { get; init; }
    /// <summary>Tags that a case must have all of.</summary>
    public KpiTags Tags { get; init; }
    /// <summary>Only cases from before the agent; else only those that are not: the two are never mixed.</summary>
    public bool Baseline { get; init; }

    /// <summary>Its parts that are not time: dimension and value.</summary>
    public IEnumerable<(KpiDimension Dimension, string Value)> Parts
    {
        get
        {
            foreach (var dimension in KpiDimension.All) { if (Of(dimension) is { } value) { yield return (dimension, value); } }
            foreach (var tag in Tags.All)
            {
                var end = tag.IndexOf('=', StringComparison.Ordinal);
                yield return end < 0 ? (KpiDimension.OfTag(tag), "") : (KpiDimension.OfTag(tag[..end]), tag[(end + 1)..]);
            }
        }
    }

    /// <summary>What it asks for in a dimension; null: everything.</summary>
    public string? Of(KpiDimension dimension) => dimension.Id switch
    {
        "agent" => Agent,
        "version" => AgentVersion,
        "strategy" => Strategy,
        "channel" => Channel,
        "intent" => Intent,
        "language" => Language,
        "tier" => CustomerTier,
        "handler" => Handler,
        "release" => Release,
        "source" => Source,
        "handoff" => Handoff is { } kind ? HandoffWords.Of(kind) : null,
        _ => Tags.All.Where(t => t.StartsWith(dimension.Tag + "=", StringComparison.Ordinal)).Select(t => t[(dimension.Tag!.Length + 1)..]).FirstOrDefault(),
    };

    /// <summary>The same with another value in a dimension; null lets every value through.</summary>
    public KpiQuery With(KpiDimension dimension, string? value) => dimension.Id switch
    {
        "agent" => this with { Agent = value },
        "version" => this with { AgentVersion = value },
        "strategy" => this with { Strategy = value },
        "channel" => this with { Channel = value },
        "intent" => this with { Intent = value },
        "language" => this with { Language = value },
        "tier" => this with { CustomerTier = value },
        "handler" => this with { Handler = value },
        "release" => this with { Release = value },
        "source" => this with { Source = value },
        "handoff" => this with { Handoff = HandoffWords.Find(value) },
        _ => this with
        {
            Tags = new KpiTags([.. Tags.All.Where(t => !t.StartsWith(dimension.Tag + "=", StringComparison.Ordinal)), .. value is null ? Array.Empty<string>() : [$"{dimension.Tag}={value}"]]),
        },
    };

    /// <summary>The period of the same length that ends where this one begins; null where this one has no beginning.</summary>
    public KpiQuery? Previous() => From is { } from && To is { } to ? this with { From = from - (to - from), To = from } : null;

    /// <summary>The same days 52 weeks earlier, so that a Monday is held against a Monday; null where the range is open.</summary>
    public KpiQuery? LastYear() => From is { } from && To is { } to ? this with { From = from.AddDays(-364), To = to.AddDays(-364) } : null;

    /// <summary>All cases from before the agent that fit, whenever they were: their agent, version, strategy and release are not asked for.</summary>
    public KpiQuery BeforeTheAgent() => this with { From = null, To = null, Baseline = true, Agent = null, AgentVersion = null, Strategy = null, Release = null, Handler = null, Source = null };
}

/// <summary>Which of a KPI's cases are meant.</summary>
public enum KpiPart
{
    /// <summary>All that it is computed over: the n.</summary>
    Population = 0,
    /// <summary>Those of them that count: the numerator of a rate; for other KPIs the same as the population.</summary>
    Counted = 1,
}
