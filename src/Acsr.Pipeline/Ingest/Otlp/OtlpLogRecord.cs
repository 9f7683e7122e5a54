using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Acsr.Ingest.Otlp;

/// <summary>A log record as it came over the wire, with the attributes of its resource; one with a name is an event.</summary>
public sealed record OtlpLogRecord
{
    /// <summary>32 hexadecimal digits, lower case; null where it was not emitted within a span.</summary>
    public string? TraceId { get; init; }
    /// <summary>16 hexadecimal digits, lower case; null where it was not emitted within a span.</summary>
    public string? SpanId { get; init; }
    /// <summary>When it happened, or else was observed, in nanoseconds since 1970; 0 when neither was sent.</summary>
    public ulong TimeNano { get; init; }
    /// <summary>The event's name; empty for a plain record.</summary>
    public string Name { get; init; } = "";
    public OtlpValue? Body { get; init; }
    public IReadOnlyDictionary<string, OtlpValue> Attributes { get; init; } = new Dictionary<string, OtlpValue>();
    public IReadOnlyDictionary<string, OtlpValue> Resource { get; init; } = new Dictionary<string, OtlpValue>();
    public string Scope { get; init; } = "";
    /// <summary>Its place in its request: the order of records of the same time.</summary>
    public int Place { get; init; }

    /// <summary>The span it was emitted in, <c>traceid/spanid</c>; null where it was in none.</summary>
    public string? Step => TraceId is null || SpanId is null ? null : $"{TraceId}/{SpanId}";

    /// <summary>The same for the same record wherever it comes again; nothing on the wire names a record.</summary>
    public string Id() => "otlp-log:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        TraceId, SpanId, TimeNano.ToString(CultureInfo.InvariantCulture), Name, Body is null ? "" : SpanAttributes.Json(Body), Everything(Attributes)))).AsSpan(0, 16));

    /// <summary>Attributes as one text in which their order does not show.</summary>
    internal static string Everything(IReadOnlyDictionary<string, OtlpValue> attributes) =>
        string.Join('\n', attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {SpanAttributes.Json(pair.Value)}"));
}
