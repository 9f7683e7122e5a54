using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Acsr.Ingest.Otlp;

namespace Acsr.Bench.Ingest;

/// <summary>
/// Trace requests of an agent at work, encoded once: 100 spans of 40 cases, or of as many as are asked for, interleaved. Before each send the trace ids and case ids in the bytes
/// are replaced, so that every request brings new cases and costs the sender next to nothing.
/// </summary>
internal sealed class SpanRequests
{
    public const int Spans = 100;

    private const ulong Epoch = 1_700_000_000_000_000_000;
    private const int CaseIdLength = 20;

    private readonly byte[][] _bodies;
    private readonly List<(int Trace, int Case, int Number)>[] _places;

    /// <param name="pool">How many different bodies; text repeats after that.</param>
    /// <param name="cases">Cases of a request, whose spans are interleaved.</param>
    public SpanRequests(int pool, int cases = 40)
    {
        Cases = cases;
        var words = new Words(1);
        _bodies = new byte[pool][];
        _places = new List<(int, int, int)>[pool];
        for (var i = 0; i < pool; i++) { (_bodies[i], _places[i]) = Encode(words, i); }
    }

    public int Cases { get; }

    public double BytesPerSpan => _bodies.Average(b => b.Length) / Spans;

    public int Pool => _bodies.Length;

    /// <summary>A copy of body <paramref name="index"/>, for one sender to renew again and again.</summary>
    public byte[] Copy(int index) => [.. _bodies[index]];

    /// <summary>Gives the body of <see cref="Copy"/> cases and traces that were never sent.</summary>
    /// <param name="body">Is changed.</param>
    /// <param name="index">Which body it is a copy of.</param>
    /// <param name="request">A number that no other request has.</param>
    public void Renew(Span<byte> body, int index, long request)
    {
        foreach (var (trace, place, number) in _places[index])
        {
            // Scattered as random ids are: neighbours in time are no neighbours in an index.
            var id = (ulong)((request * Cases) + number + 1) * 0x9E3779B97F4A7C15;
            BinaryPrimitives.WriteUInt64BigEndian(body[trace..], id);
            id.TryFormat(body.Slice(place + CaseIdLength - 16, 16), out _, "x16", CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The attributes of a span as JSON, as a store of one row a span keeps them.</summary>
    public static string Json(Words words, int number) => string.Create(CultureInfo.InvariantCulture,
        $$$"""{"gen_ai.operation.name":"chat","gen_ai.provider.name":"openai","gen_ai.request.model":"gpt-4o","gen_ai.usage.input_tokens":{{{number % 4000}}},"gen_ai.usage.output_tokens":{{{number % 700}}},"acsr.cost.usd":0.0{{{number % 97}}},"acsr.case.id":"conv-{{{number:x15}}}","gen_ai.output.messages":"[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"{{{words.Text(80)}}}\"}]}]"}""");

    private (byte[], List<(int, int, int)>) Encode(Words words, int seed)
    {
        var writer = new ProtoWriter(128 * 1024);
        var resourceSpans = writer.Begin(OtlpTags.Request.ResourceSpans);
        var resource = writer.Begin(OtlpTags.ResourceSpans.Resource);
        Text(writer, OtlpTags.Resource.Attribute, "service.name", "support-agent");
        Text(writer, OtlpTags.Resource.Attribute, "service.version", "2.1.0");
        writer.End(resource);
        var scope = writer.Begin(OtlpTags.ResourceSpans.ScopeSpans);
        for (var i = 0; i < Spans; i++) { One(writer, words, seed, i); }
        writer.End(scope);
        writer.End(resourceSpans);
        var body = writer.ToArray();
        return (body, Places(body));
    }

    private void One(ProtoWriter writer, Words words, int seed, int number)
    {
        var one = number % Cases;
        var turn = number / Cases;
        Span<byte> traceId = stackalloc byte[16];
        traceId.Fill(0xEE);
        BinaryPrimitives.WriteUInt64BigEndian(traceId[8..], (ulong)one);
        Span<byte> spanId = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(spanId, ((ulong)seed << 32) + (ulong)number + 1);

        var span = writer.Begin(OtlpTags.ScopeSpans.Span);
        writer.Bytes(OtlpTags.Span.TraceId, traceId);
        writer.Bytes(OtlpTags.Span.SpanId, spanId);
        writer.Text(OtlpTags.Span.Name, turn % 3 == 1 ? "execute_tool lookup_order" : "chat gpt-4o");
        writer.Varint(OtlpTags.Span.Kind, 3);
        writer.Fixed64(OtlpTags.Span.Start, Epoch + ((ulong)number * 50_000_000));
        writer.Fixed64(OtlpTags.Span.End, Epoch + ((ulong)number * 50_000_000) + 900_000_000);
        Text(writer, OtlpTags.Span.Attribute, "acsr.case.id", new string('~', CaseIdLength));
        if (turn % 3 == 1)
        {
            Text(writer, OtlpTags.Span.Attribute, "gen_ai.operation.name", "execute_tool");
            Text(writer, OtlpTags.Span.Attribute, "gen_ai.tool.name", "lookup_order");
            Text(writer, OtlpTags.Span.Attribute, "gen_ai.tool.call.id", string.Create(CultureInfo.InvariantCulture, $"call_{seed}_{number}"));
            Text(writer, OtlpTags.Span.Attribute, "gen_ai.tool.call.arguments", $$"""{"order":"{{words.Text(2)}}"}""");
            Text(writer, OtlpTags.Span.Attribute, "gen_ai.tool.call.result", $$"""{"status":"{{words.Text(70)}}"}""");
        }
        else
        {
            Text(writer, OtlpTags.Span.Attribute, "gen_ai.operation.name", "chat");
            Text(writer, OtlpTags.Span.Attribute, "gen_ai.provider.name", "openai");
            Text(writer, OtlpTags.Span.Attribute, "gen_ai.request.model", "gpt-4o");
            Whole(writer, "gen_ai.usage.input_tokens", 900 + ((ulong)number * 7));
            Whole(writer, "gen_ai.usage.output_tokens", 80 + (ulong)number);
            Text(writer, OtlpTags.Span.Attribute, "gen_ai.input.messages", $$"""[{"role":"user","parts":[{"type":"text","content":"{{words.Text(20)}}"}]}]""");
            Text(writer, OtlpTags.Span.Attribute, "gen_ai.output.messages", $$"""[{"role":"assistant","parts":[{"type":"text","content":"{{words.Text(45)}}"}],"finish_reason":"stop"}]""");
        }

        writer.End(span);
    }

    private static void Text(ProtoWriter writer, uint tag, string key, string value)
    {
        var pair = writer.Begin(tag);
        writer.Text(OtlpTags.KeyValue.Key, key);
        var wrapped = writer.Begin(OtlpTags.KeyValue.Value);
        writer.Text(OtlpTags.AnyValue.Text, value);
        writer.End(wrapped);
        writer.End(pair);
    }

    private static void Whole(ProtoWriter writer, string key, ulong value)
    {
        var pair = writer.Begin(OtlpTags.Span.Attribute);
        writer.Text(OtlpTags.KeyValue.Key, key);
        var wrapped = writer.Begin(OtlpTags.KeyValue.Value);
        writer.Varint(OtlpTags.AnyValue.Whole, value);
        writer.End(wrapped);
        writer.End(pair);
    }

    /// <summary>Where each span's trace id and case id stand; the writer moves bytes, so they are known only when it is done.</summary>
    private List<(int Trace, int Case, int Number)> Places(byte[] body)
    {
        ReadOnlySpan<byte> trace = [0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE, 0xEE];
        var marks = Encoding.ASCII.GetBytes(new string('~', CaseIdLength));
        List<(int, int, int)> places = [];
        for (var at = 0; ;)
        {
            var found = body.AsSpan(at).IndexOf(trace);
            if (found < 0) { return places; }
            var traceAt = at + found;
            var caseAt = traceAt + body.AsSpan(traceAt).IndexOf(marks);
            "conv"u8.CopyTo(body.AsSpan(caseAt));
            places.Add((traceAt, caseAt, places.Count % Cases));
            at = caseAt;
        }
    }
}
