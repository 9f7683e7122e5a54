using System.Globalization;

namespace Acsr.Ingest.Otlp;

/// <summary>A span as people read it: everything that came over the wire, nothing interpreted.</summary>
internal static class SpanRaw
{
    public static OtlpValue Of(OtlpSpan span) => Map(
        ("name", Text(span.Name)), ("traceId", Text(span.TraceId)), ("spanId", Text(span.SpanId)), ("parentSpanId", span.ParentSpanId is null ? null : Text(span.ParentSpanId)),
        ("scope", span.Scope.Length == 0 ? null : Text(span.Scope)), ("kind", new OtlpValue { Whole = span.Kind }), ("start", Time(span.StartNano)), ("end", Time(span.EndNano)),
        ("status", new OtlpValue { Whole = span.StatusCode }), ("statusMessage", span.StatusMessage is null ? null : Text(span.StatusMessage)),
        ("attributes", Map(span.Attributes)), ("resource", Map(span.Resource)),
        ("events", span.Events.Count == 0 ? null : new OtlpValue { Items = [.. span.Events.Select(e => Map(("name", Text(e.Name)), ("time", Time(e.TimeNano)), ("attributes", Map(e.Attributes))))] }));

    private static OtlpValue Map(params (string Name, OtlpValue? Value)[] members) =>
        new() { Map = [.. members.Where(m => m.Value is not null).Select(m => KeyValuePair.Create(m.Name, m.Value!))] };

    private static OtlpValue Map(IReadOnlyDictionary<string, OtlpValue> attributes) => new() { Map = [.. attributes.OrderBy(a => a.Key, StringComparer.Ordinal)] };

    private static OtlpValue Text(string text) => new() { Text = text };

    private static OtlpValue? Time(ulong nano) => SpanAttributes.TimeOf(nano) is { } time ? Text(time.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)) : null;
}
