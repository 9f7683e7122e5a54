namespace Acsr.Ingest.Otlp;

/// <summary>A span as it came over the wire, with the attributes of its resource.</summary>
public sealed record OtlpSpan
{
    /// <summary>32 hexadecimal digits, lower case.</summary>
    public required string TraceId { get; init; }
    /// <summary>16 hexadecimal digits, lower case.</summary>
    public required string SpanId { get; init; }
    /// <summary>16 hexadecimal digits, lower case; null for a root.</summary>
    public string? ParentSpanId { get; init; }
    public string Name { get; init; } = "";
    /// <summary>0 unspecified, 1 internal, 2 server, 3 client, 4 producer, 5 consumer.</summary>
    public int Kind { get; init; }
    /// <summary>Nanoseconds since 1970; 0 when not sent.</summary>
    public ulong StartNano { get; init; }
    public ulong EndNano { get; init; }
    /// <summary>0 unset, 1 ok, 2 error.</summary>
    public int StatusCode { get; init; }
    public string? StatusMessage { get; init; }
    public IReadOnlyDictionary<string, OtlpValue> Attributes { get; init; } = new Dictionary<string, OtlpValue>();
    public IReadOnlyDictionary<string, OtlpValue> Resource { get; init; } = new Dictionary<string, OtlpValue>();
    public IReadOnlyList<OtlpSpanEvent> Events { get; init; } = [];
    public string Scope { get; init; } = "";
}

/// <summary>An event within a span.</summary>
public sealed record OtlpSpanEvent(ulong TimeNano, string Name, IReadOnlyDictionary<string, OtlpValue> Attributes);

/// <summary>An OTLP <c>AnyValue</c>. Exactly one member is set; all null is an empty value, which the standard allows.</summary>
public sealed record OtlpValue
{
    public string? Text { get; init; }
    public bool? Flag { get; init; }
    public long? Whole { get; init; }
    public double? Number { get; init; }
    public IReadOnlyList<OtlpValue>? Items { get; init; }
    public IReadOnlyList<KeyValuePair<string, OtlpValue>>? Map { get; init; }
    public byte[]? Bytes { get; init; }
}
