using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Ingest.Otlp.Dialects;

namespace Acsr.Ingest.Langfuse;

/// <summary>
/// Says a trace that Langfuse gives out (<c>GET /api/public/traces/ID</c>, or its trace with the observations beside it) in OTLP again:
/// the attributes that Langfuse kept of each span, and what it made of them in its own attributes (formats B.5). So an old trace is read
/// exactly as if it came in today.
/// </summary>
internal static class LangfuseExport
{
    /// <summary>An OTLP/JSON trace request, or what is wrong with the trace.</summary>
    public static (byte[]? Request, string? Fault) Request(JsonElement item)
    {
        var trace = item.Field("trace") ?? item;
        if (trace.Word("id") is not { } traceId) { return (null, "it has no 'id'; export whole traces, as GET /api/public/traces/ID gives them."); }
        var list = item.Field("observations") ?? trace.Field("observations");
        if (list is not { ValueKind: JsonValueKind.Array } observations) { return (null, $"{traceId}: it has no 'observations'; export whole traces, not the list of traces."); }
        var spans = new JsonArray();
        foreach (var observation in observations.EnumerateArray())
        {
            if (observation.Word("id") is not { } id || Nanoseconds(observation.Word("startTime")) is not { } start)
            {
                return (null, $"{traceId}: observation {spans.Count + 1} has no 'id' or no 'startTime' that is a time.");
            }

            spans.Add(Span(trace, traceId, observation, id, start));
        }

        if (spans.Count == 0) { return (null, $"{traceId}: it has no observations."); }
        var request = new JsonObject { ["resourceSpans"] = spans };
        return (Encoding.UTF8.GetBytes(request.ToJsonString()), null);
    }

    private static JsonObject Span(JsonElement trace, string traceId, JsonElement observation, string id, string start)
    {
        var kept = Object(observation.Field("metadata"));
        var span = new JsonObject
        {
            ["traceId"] = Hex(traceId, 16),
            ["spanId"] = Hex(id, 8),
            ["parentSpanId"] = observation.Word("parentObservationId") is { } parent ? Hex(parent, 8) : "",
            ["name"] = observation.Word("name") ?? "",
            ["startTimeUnixNano"] = start,
            ["endTimeUnixNano"] = Nanoseconds(observation.Word("endTime")) ?? "0",
            ["attributes"] = Attributes(Object(kept?.Field("attributes")), Told(trace, traceId, observation)),
        };
        return new()
        {
            ["resource"] = new JsonObject { ["attributes"] = Attributes(Object(kept?.Field("resourceAttributes")), []) },
            ["scopeSpans"] = new JsonArray(new JsonObject
            {
                ["scope"] = new JsonObject { ["name"] = kept?.Field("scope")?.Word("name") ?? "" },
                ["spans"] = new JsonArray(span),
            }),
        };
    }

    /// <summary>What Langfuse itself says of an observation, in its own attributes.</summary>
    private static Dictionary<string, JsonElement?> Told(JsonElement trace, string traceId, JsonElement observation)
    {
        Dictionary<string, JsonElement?> told = new()
        {
            ["langfuse.observation.type"] = observation.Field("type"),
            ["langfuse.observation.input"] = observation.Field("input"),
            ["langfuse.observation.output"] = observation.Field("output"),
            ["langfuse.observation.model.name"] = observation.Field("model"),
            ["langfuse.observation.usage_details"] = NotEmpty(observation.Field("usageDetails")),
            ["langfuse.observation.cost_details"] = NotEmpty(observation.Field("costDetails")),
            ["langfuse.observation.level"] = observation.Field("level"),
            ["langfuse.observation.status_message"] = observation.Field("statusMessage"),
            ["langfuse.session.id"] = trace.Field("sessionId"),
            ["langfuse.user.id"] = trace.Field("userId"),
            ["langfuse.release"] = trace.Field("release"),
            ["langfuse.environment"] = trace.Field("environment"),
        };
        // A trace id of a client's own making is what people know the trace by, and is lost in the span's id.
        if (!IsHex(traceId, 16) && trace.Field("sessionId") is null) { told["acsr.case.id"] = trace.Field("id"); }
        return told;
    }

    private static JsonArray Attributes(JsonElement? kept, Dictionary<string, JsonElement?> told)
    {
        var attributes = new JsonArray();
        foreach (var (name, value) in told)
        {
            if (value is { } own) { attributes.Add(Pair(name, own)); }
        }

        foreach (var field in kept?.EnumerateObject().DistinctBy(field => field.Name) ?? [])
        {
            if (field.Value.ValueKind != JsonValueKind.Null && !told.ContainsKey(field.Name)) { attributes.Add(Pair(field.Name, field.Value)); }
        }

        return attributes;
    }

    private static JsonObject Pair(string name, JsonElement value) => new()
    {
        ["key"] = name,
        ["value"] = value.ValueKind switch
        {
            JsonValueKind.String => new JsonObject { ["stringValue"] = value.GetString() },
            JsonValueKind.True or JsonValueKind.False => new JsonObject { ["boolValue"] = value.GetBoolean() },
            JsonValueKind.Number when value.TryGetInt64(out var whole) => new JsonObject { ["intValue"] = whole.ToString(CultureInfo.InvariantCulture) },
            JsonValueKind.Number => new JsonObject { ["doubleValue"] = value.GetDouble() },
            _ => new JsonObject { ["stringValue"] = value.GetRawText() },
        },
    };

    /// <summary>An object, also one that is written as a text, as older exports do.</summary>
    private static JsonElement? Object(JsonElement? value)
    {
        if (value is { ValueKind: JsonValueKind.String } text)
        {
            try
            {
                value = JsonSerializer.Deserialize<JsonElement>(text.GetString()!);
            }
            catch (JsonException)
            {
                return null;
            }
        }

        return value is { ValueKind: JsonValueKind.Object } ? value : null;
    }

    private static JsonElement? NotEmpty(JsonElement? value) => value is { } counted && counted.Names() > 0 ? value : null;

    private static string? Nanoseconds(string? time) =>
        DateTime.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) && at > DateTime.UnixEpoch
            ? ((UInt128)(at - DateTime.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>The id itself where it can be one in OTLP, else a fixed one made from it.</summary>
    public static string Hex(string id, int bytes) =>
        IsHex(id, bytes) ? id.ToLowerInvariant() : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, bytes));

    private static bool IsHex(string id, int bytes) => id.Length == bytes * 2 && id.AsSpan().IndexOfAnyExcept(HexDigits) < 0 && id.AsSpan().IndexOfAnyExcept('0') >= 0;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
}
