using Acsr.Tests.Otlp;
using CsCheck;
using Google.Protobuf;

namespace Acsr.Ingest.Otlp;

/// <summary>Generates trace requests, well-formed ones with good ids unless said otherwise.</summary>
internal static class WireRequests
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char['\u0020', '\u07FF'], 0, 12];

    private static readonly string[] Names =
    [
        "acsr.case.id", "gen_ai.conversation.id", "service.name", "acsr.step.kind", "acsr.cost.usd", "acsr.decision.action", "acsr.intent.name", "acsr.policy.clause_ids",
        "acsr.policy.document", "gen_ai.operation.name", "gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.system_instructions", "gen_ai.tool.name", "gen_ai.tool.call.id",
        "gen_ai.tool.call.result", "gen_ai.usage.input_tokens",
    ];

    private static readonly Gen<string> Key = Gen.OneOf(Text, Gen.Int[0, Names.Length - 1].Select(index => Names[index]));

    public static readonly Gen<TraceRequest> Good = Requests(GoodSpan(Id(16), Id(8)));

    /// <summary>About every third span lacks a proper id.</summary>
    public static readonly Gen<TraceRequest> Mixed = Requests(GoodSpan(
        Gen.Frequency((6, Id(16)), (1, Gen.Const(ByteString.CopyFrom(new byte[16]))), (1, Id(5))),
        Gen.Frequency((6, Id(8)), (1, Gen.Const(ByteString.Empty)))));

    private static Gen<ByteString> Id(int length) =>
        Gen.Byte.Array[length].Select(bytes => { bytes[0] |= 1; return ByteString.CopyFrom(bytes); });

    private static Gen<TraceRequest> Requests(Gen<Span> span) =>
        from resources in Gen.Select(Attributes(2), span.Array[0, 3].Array[0, 2], Text).Array[0, 3]
        select new TraceRequest
        {
            ResourceSpans =
            {
                resources.Select(r => new ResourceSpans
                {
                    Resource = new Resource { Attributes = { r.Item1 } },
                    SchemaUrl = r.Item3,
                    ScopeSpans = { r.Item2.Select(spans => new ScopeSpans { Scope = new Scope { Name = r.Item3, Version = "1" }, Spans = { spans } }) },
                }),
            },
        };

    private static Gen<Span> GoodSpan(Gen<ByteString> traceId, Gen<ByteString> spanId) =>
        from ids in Gen.Select(traceId, spanId, Gen.OneOf(Id(8), Gen.Const(ByteString.Empty)))
        from texts in Gen.Select(Text, Text, Text)
        from numbers in Gen.Select(Gen.Int[0, 5], Gen.ULong, Gen.ULong, Gen.Int[0, 2])
        from attributes in Attributes(3)
        from events in Gen.Select(Gen.ULong, Text, Attributes(1)).Array[0, 2]
        select new Span
        {
            TraceId = ids.Item1,
            SpanId = ids.Item2,
            ParentSpanId = ids.Item3,
            TraceState = texts.Item1,
            Name = texts.Item2,
            Kind = numbers.Item1,
            StartTimeUnixNano = numbers.Item2,
            EndTimeUnixNano = numbers.Item3,
            Status = new Status { Code = numbers.Item4, Message = texts.Item3 },
            Attributes = { attributes },
            Flags = 257,
            Events = { events.Select(e => new Span.Types.Event { TimeUnixNano = e.Item1, Name = e.Item2, Attributes = { e.Item3 } }) },
            Links = { new Span.Types.Link { TraceId = ids.Item1, SpanId = ids.Item2, Attributes = { attributes } } },
        };

    private static Gen<KeyValue[]> Attributes(int depth) =>
        Gen.Select(Key, Value(depth)).Select(pair => new KeyValue { Key = pair.Item1, Value = pair.Item2 }).Array[0, 4];

    private static Gen<AnyValue> Value(int depth)
    {
        var leaf = Gen.OneOf(
            Text.Select(text => new AnyValue { StringValue = text }),
            Gen.Bool.Select(flag => new AnyValue { BoolValue = flag }),
            Gen.Long.Select(whole => new AnyValue { IntValue = whole }),
            Gen.Double.Select(number => new AnyValue { DoubleValue = number }),
            Gen.Byte.Array[0, 5].Select(bytes => new AnyValue { BytesValue = ByteString.CopyFrom(bytes) }),
            Gen.Const(() => new AnyValue()));
        return depth == 0 ? leaf : Gen.OneOf(
            leaf,
            Value(depth - 1).Array[0, 3].Select(values => new AnyValue { ArrayValue = new ArrayValue { Values = { values } } }),
            Attributes(depth - 1).Select(pairs => new AnyValue { KvlistValue = new KeyValueList { Values = { pairs } } }));
    }
}
