using System.Buffers;
using System.Text.Json;

namespace Acsr.Ingest.Events;

/// <summary>A body that is no batch of events at all; the message says what to send instead.</summary>
public sealed class EventFormatException(string message) : Exception(message);

/// <summary>Why one event was refused.</summary>
/// <param name="Line">Which one, from 1: the line of NDJSON, or the place in the array.</param>
/// <param name="Id">The event's id, if it could be read.</param>
/// <param name="Error">What is wrong and how to mend it.</param>
public sealed record EventError(int Line, string? Id, string Error);

/// <summary>
/// What came in through the native API: a JSON object, a JSON array, or NDJSON. Good events are kept whatever stands beside them.
/// </summary>
public sealed class EventBatch
{
    /// <summary>More in one request is refused as a whole: it could not be acknowledged in time.</summary>
    public const int MaxEvents = 10_000;
    private const int MaxName = 200;

    /// <summary>How the ids of dead ends begin, which stand beside those of a case's events.</summary>
    internal const string OwnIds = "dead-end:";

    /// <summary>The same of everything else that is derived from a case.</summary>
    internal const string DerivedIds = "derived:";

    private readonly ArrayBufferWriter<byte> _payload = new();
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly List<EventError> _errors = [];
    private readonly Func<CaseEvent, string?> _refusal;

    private EventBatch(Func<CaseEvent, string?>? refusal) => _refusal = refusal ?? (_ => null);

    /// <summary>The accepted events as NDJSON, each compact on its line.</summary>
    public ReadOnlyMemory<byte> Payload => _payload.WrittenMemory;
    public int Accepted { get; private set; }
    public IReadOnlyList<EventError> Errors => _errors;

    /// <summary>Reads a request body. Throws <see cref="EventFormatException"/> when it is neither JSON nor NDJSON.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="lines">True for NDJSON, one object a line; false for one JSON value, where NDJSON sent by mistake is understood too.</param>
    /// <param name="refusal">Why the sender may not send an event, or null when it may.</param>
    public static EventBatch Read(ReadOnlyMemory<byte> body, bool lines, Func<CaseEvent, string?>? refusal = null)
    {
        var batch = new EventBatch(refusal);
        if (lines || StartsWithWholeLine(body.Span))
        {
            batch.ReadLines(body.Span);
        }
        else
        {
            batch.ReadJson(body);
        }

        return batch;
    }

    /// <summary>Reads one stored payload back. Everything in it was accepted once.</summary>
    public static IEnumerable<CaseEvent> ReadPayload(ReadOnlyMemory<byte> payload)
    {
        var start = 0;
        while (start < payload.Length)
        {
            var length = payload.Span[start..].IndexOf((byte)'\n');
            var line = length < 0 ? payload[start..] : payload.Slice(start, length);
            start += line.Length + 1;
            if (line.Length > 0) { yield return JsonSerializer.Deserialize<CaseEvent>(line.Span, EventJson.Options)!; }
        }
    }

    /// <summary>The first of several lines is a JSON object by itself, which the first line of one larger value never is.</summary>
    private static bool StartsWithWholeLine(ReadOnlySpan<byte> body)
    {
        body = body.Trim(" \t\r\n"u8);
        var end = body.IndexOf((byte)'\n');
        if (end < 0 || body[0] != (byte)'{') { return false; }
        try
        {
            var reader = new Utf8JsonReader(body[..end]);
            return reader.Read() && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void ReadJson(ReadOnlyMemory<byte> body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException error)
        {
            throw new EventFormatException($"The body is not JSON: {Plain(error)} For one object a line send Content-Type application/x-ndjson.");
        }

        using (document)
        {
            if (document.RootElement.ValueKind == JsonValueKind.Array)
            {
                var place = 0;
                foreach (var element in document.RootElement.EnumerateArray()) { Take(++place, element); }
            }
            else
            {
                Take(1, document.RootElement);
            }
        }
    }

    private void ReadLines(ReadOnlySpan<byte> body)
    {
        var number = 0;
        foreach (var range in body.Split((byte)'\n'))
        {
            number++;
            var line = body[range].Trim(" \t\r"u8);
            if (line.IsEmpty) { continue; }
            try
            {
                var reader = new Utf8JsonReader(line);
                using var document = JsonDocument.ParseValue(ref reader);
                if (reader.BytesConsumed != line.Length)
                {
                    Refuse(number, null, "more than one JSON value on the line; send one object a line.");
                    continue;
                }

                Take(number, document.RootElement);
            }
            catch (JsonException error)
            {
                Refuse(number, null, $"not JSON: {Plain(error)}");
            }
        }
    }

    private void Take(int place, JsonElement element)
    {
        string? id = null;
        try
        {
            if (!element.IsReadable())
            {
                Refuse(place, null, "holds text that is not valid Unicode; send UTF-8 without lone surrogates.");
                return;
            }

            id = element.ValueKind == JsonValueKind.Object && element.TryGetProperty("id", out var given) && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
            if ((Parse(element, out var parsed) ?? _refusal(parsed!)) is { } fault)
            {
                Refuse(place, id, fault);
            }
            else
            {
                Keep(parsed!, element);
            }
        }
        catch (JsonException error)
        {
            Refuse(place, id, $"'{error.Path?.TrimStart('$', '.')}' {(error.InnerException is null ? error.Message.Split(" Path:")[0] : error.InnerException.Message)}");
        }
    }

    private static string? Parse(JsonElement element, out CaseEvent? parsed)
    {
        parsed = null;
        if (element.ValueKind != JsonValueKind.Object) { return $"a JSON {element.ValueKind} where an event object belongs."; }
        if (!element.TryGetProperty("type", out var type) || type.ValueKind != JsonValueKind.String) { return $"'type' is missing; use one of: {string.Join(", ", EventJson.Types)}."; }
        if (!EventJson.Types.Contains(type.GetString())) { return $"'type' is '{type.GetString()}'; use one of: {string.Join(", ", EventJson.Types)}."; }
        parsed = element.Deserialize<CaseEvent>(EventJson.Options)!;
        return Named("id", parsed.Id) ?? Named("case", parsed.Case)
            ?? (parsed.Time is null ? "'time' is missing: when it happened, RFC 3339 with an offset, for example 2026-03-01T12:00:00Z." : null)
            ?? ReservedId(OwnIds, parsed.Id) ?? ReservedId(DerivedIds, parsed.Id)
            ?? parsed.Fault()
            ?? (element.HasNul() ? "holds a NUL character; leave it out." : null);
    }

    private static string? Named(string field, string? value) =>
        string.IsNullOrWhiteSpace(value) ? $"'{field}' is missing: a text of 1 to {MaxName} characters."
        : value.Length > MaxName ? $"'{field}' has {value.Length} characters; at most {MaxName} are kept."
        : value.Any(char.IsControl) ? $"'{field}' holds a control character."
        : null;

    private static string? ReservedId(string prefix, string id) =>
        id.StartsWith(prefix, StringComparison.Ordinal) ? $"'id' begins with '{prefix}', as the ids of what the console derives do; choose another." : null;

    private void Keep(CaseEvent parsed, JsonElement element)
    {
        if (Accepted == MaxEvents) { throw new EventFormatException($"More than {MaxEvents} events in one request; send them in several."); }

        // On a line of its own first: what cannot be written must leave nothing behind.
        _line.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(_line, new JsonWriterOptions { Encoder = EventJson.Options.Encoder }))
        {
            element.WriteTo(writer);
        }

        _line.Write("\n"u8);
        _payload.Write(_line.WrittenSpan);
        Accepted++;
    }

    private void Refuse(int place, string? id, string error)
    {
        // A body of a million bad lines must not become an answer of a million errors.
        if (_errors.Count < 1_000) { _errors.Add(new EventError(place, id, error)); }
        Refused++;
    }

    /// <summary>Events refused; <see cref="Errors"/> names the first thousand.</summary>
    public int Refused { get; private set; }

    private static string Plain(JsonException error) => error.Message.Split(" LineNumber:")[0];
}
