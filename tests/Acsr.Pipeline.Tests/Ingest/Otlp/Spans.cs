using System.Globalization;
using System.Text.Json;

namespace Acsr.Ingest.Otlp;

/// <summary>Builds spans and messages for tests in few words.</summary>
internal static class Spans
{
    private const ulong Epoch = 1_700_000_000_000_000_000;

    public static readonly DateTime Start = DateTime.UnixEpoch.AddTicks((long)(Epoch / 100));

    /// <summary>A span of one trace; times in milliseconds behind <see cref="Start"/>.</summary>
    public static OtlpSpan Span(int trace, int span, string name, int startMs, int endMs, int? parent = null, params (string Key, object Value)[] attributes) => new()
    {
        TraceId = trace.ToString("x32", CultureInfo.InvariantCulture),
        SpanId = span.ToString("x16", CultureInfo.InvariantCulture),
        ParentSpanId = parent?.ToString("x16", CultureInfo.InvariantCulture),
        Name = name,
        StartNano = Epoch + ((ulong)startMs * 1_000_000),
        EndNano = Epoch + ((ulong)endMs * 1_000_000),
        Attributes = attributes.ToDictionary(a => a.Key, a => Value(a.Value)),
    };

    public static string Id(int trace, int span) => $"{trace:x32}/{span:x16}";

    /// <summary>Messages as the JSON text in which Microsoft.Extensions.AI sends them.</summary>
    public static string Messages(params object[] messages) => JsonSerializer.Serialize(messages, Indented);

    public static OtlpValue List(params string[] items) => new() { Items = [.. items.Select(item => new OtlpValue { Text = item })] };

    public static object User(string text) => new { role = "user", parts = new[] { new { type = "text", content = text } } };

    public static object Instructs(string text) => new { role = "system", parts = new[] { new { type = "text", content = text } } };

    public static object Assistant(string text, string finish = "stop") => new { role = "assistant", parts = new[] { new { type = "text", content = text } }, finish_reason = finish };

    public static object Asks(string? id, string tool, object arguments, string? text = null) => new
    {
        role = "assistant",
        parts = text is null ? (object[])[new { type = "tool_call", id, name = tool, arguments }] : [new { type = "text", content = text }, new { type = "tool_call", id, name = tool, arguments }],
        finish_reason = "tool_call",
    };

    public static object Gives(string? id, object response) => new { role = "tool", parts = new[] { new { type = "tool_call_response", id, response } } };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static OtlpValue Value(object value) => value switch
    {
        string text => new() { Text = text },
        bool flag => new() { Flag = flag },
        int whole => new() { Whole = whole },
        double number => new() { Number = number },
        OtlpValue ready => ready,
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}
