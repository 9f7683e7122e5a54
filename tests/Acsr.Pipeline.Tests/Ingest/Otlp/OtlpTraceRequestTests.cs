using System.Text;
using Acsr.Tests.Otlp;
using Google.Protobuf;

namespace Acsr.Ingest.Otlp;

/// <summary>What is accepted, what is rejected span by span, and what is refused as a whole.</summary>
public sealed class OtlpTraceRequestTests
{
    private const string GoodIds = """ "traceId":"5B8EFFF798038103d269b633813fc60c","spanId":"EEE19B7EC3C1B174" """;

    [Fact]
    public void The_example_of_the_standard_reads()
    {
        var read = OtlpTraceRequest.Read(File.ReadAllBytes(SharedData.Path("otlp/opentelemetry-proto/trace.json")), OtlpEncoding.Json);
        Assert.Null(read.Message);
        var span = Assert.Single(read.Spans);
        Assert.Equal("5b8efff798038103d269b633813fc60c", span.TraceId);
        Assert.Equal("eee19b7ec3c1b174", span.SpanId);
        Assert.Equal("eee19b7ec3c1b173", span.ParentSpanId);
        Assert.Equal((2, 1544712660000000000UL, 1544712661000000000UL), (span.Kind, span.StartNano, span.EndNano));
        Assert.Equal("I'm a server span", span.Name);
        Assert.Equal("some value", span.Attributes["my.span.attr"].Text);
        Assert.Equal("my.service", span.Resource["service.name"].Text);
        Assert.Equal("my.library", span.Scope);
    }

    [Theory]
    [InlineData("langwatch/otlp_fastApiOpenTelemetryRequest.json", "base64")]
    [InlineData("langwatch/otlp_openInferenceOpenAIRequest.json", "base64")]
    [InlineData("langwatch/otlp_openllmetryLangChainRequest.json", "base64")]
    [InlineData("langwatch/otlp_openllmetryOpenAIRequest.json", "base64")]
    [InlineData("langwatch/otlp_strandsTrace.json", "base64")]
    [InlineData("langwatch/otlp_traceWithException.json", "base64")]
    [InlineData("langwatch/otlp_springAITrace.json", "SPAN_KIND_INTERNAL")]
    [InlineData("agentevals/helm.json", "resourceSpans")]
    [InlineData("agentevals/k8s.json", "resourceSpans")]
    [InlineData("strands-evals/openai_agents_genai_adot_spans.json", "resourceSpans")]
    [InlineData("strands-evals/openai_agents_genai_live_spans.json", "a list")]
    [InlineData("opentelemetry-proto/logs.json", "/v1/logs")]
    [InlineData("opentelemetry-proto/events.json", "/v1/logs")]
    [InlineData("opentelemetry-proto/metrics.json", "metrics")]
    public void A_body_of_another_dialect_is_refused_as_a_whole_with_the_reason(string file, string reason)
    {
        var body = File.ReadAllBytes(SharedData.Path("otlp/" + file));
        Assert.Contains(reason, Refusal(body, OtlpEncoding.Json), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "JSON")]
    [InlineData("{", "JSON")]
    [InlineData("[]", "a list")]
    [InlineData("""{"resource_spans":[]}""", "resource_spans")]
    [InlineData("""{"resourceSpans":{}}""", "must be a list")]
    [InlineData("""{"resourceSpans":[1]}""", "must be an object")]
    [InlineData("""{"resourceSpans":[{"resource":{"attributes":{"service.name":"x"}}}]}""", "must be a list of {\"key\"")]
    public void A_body_that_is_no_request_is_refused(string body, string reason) =>
        Assert.Contains(reason, Refusal(Encoding.UTF8.GetBytes(body), OtlpEncoding.Json), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "traceId":"5B8EFFF798038103d269b633813fc60c","spanId":"EEE19B7EC3C1B174","attributes":{"a":"b"} }""", "must be a list of {\"key\"")]
    [InlineData("""{ "traceId":"5B8EFFF798038103d269b633813fc60c","spanId":"EEE19B7EC3C1B174","attributes":[{"key":"a","value":"b"}] }""", "stringValue")]
    [InlineData("""{ "traceId":"5B8EFFF798038103d269b633813fc60c","spanId":"EEE19B7EC3C1B174","kind":"SPAN_KIND_CLIENT" }""", "numbers")]
    [InlineData("""{ "traceId":"5B8EFFF798038103d269b633813fc60c","spanId":"EEE19B7EC3C1B174","status":{"code":"STATUS_CODE_ERROR"} }""", "numbers")]
    [InlineData("""{ "traceId":"mLt2CryyC2bSMDv62DoncQ==","spanId":"EEE19B7EC3C1B174" }""", "base64")]
    [InlineData("""{ "traceId":"5B8EFFF798038103d269b633813fc60c","spanId":"EEE1" }""", "16 hexadecimal digits")]
    [InlineData("""{ "traceId":"5B8EFFF798038103d269b633813fc60c","spanId":"EEE19B7EC3C1B174","startTimeUnixNano":"soon" }""", "nanoseconds")]
    [InlineData("""{ "traceId":"5B8EFFF798038103d269b633813fc60c","spanId":"EEE19B7EC3C1B174","name":"\ud800" }""", "Unicode")]
    public void One_span_against_the_encoding_is_rejected_and_the_others_stay_but_alone_it_is_a_refusal(string bad, string reason)
    {
        var read = OtlpTraceRequest.Read(Json(bad, $"{{{GoodIds}}}"), OtlpEncoding.Json);
        Assert.Equal(1, read.Rejected);
        Assert.Single(read.Spans);
        Assert.Contains(reason, read.Message, StringComparison.Ordinal);
        Assert.Contains("spans[0]", read.Message, StringComparison.Ordinal);
        Assert.Contains(reason, Refusal(Json(bad, bad), OtlpEncoding.Json), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_request_is_a_good_one()
    {
        Assert.Empty(OtlpTraceRequest.Read(Array.Empty<byte>(), OtlpEncoding.Protobuf).Spans);
        Assert.Empty(OtlpTraceRequest.Read("{}"u8.ToArray(), OtlpEncoding.Json).Spans);
        Assert.Null(OtlpTraceRequest.Read("{\"resourceSpans\":[]}"u8.ToArray(), OtlpEncoding.Json).Message);
    }

    [Fact]
    public void Numbers_may_be_texts_and_unknown_members_mean_nothing()
    {
        var body = Json($$$"""
            {{{{GoodIds}}},"kind":3,"startTimeUnixNano":1544712660000000000,"endTimeUnixNano":"1544712661000000000","parent_span_id":7,"flags":1,"status":null,
             "attributes":[{"key":"i","value":{"intValue":"-9"}},{"key":"j","value":{"intValue":7}},{"key":"d","value":{"doubleValue":"NaN"}},{"key":"n","value":{}},{"key":"b","value":{"bytesValue":"AQI="}}]}
            """);
        var span = Assert.Single(OtlpTraceRequest.Read(body, OtlpEncoding.Json).Spans);
        Assert.Equal((3, 1544712660000000000UL, 1544712661000000000UL), (span.Kind, span.StartNano, span.EndNano));
        Assert.Equal((-9L, 7L), (span.Attributes["i"].Whole, span.Attributes["j"].Whole));
        Assert.True(double.IsNaN(span.Attributes["d"].Number!.Value));
        Assert.Equal(new OtlpValue(), span.Attributes["n"]);
        Assert.Equal([1, 2], span.Attributes["b"].Bytes!);
    }

    [Fact]
    public void Bad_spans_are_rejected_one_by_one_and_named_by_place_and_name()
    {
        var request = Request(Good("fine"), Good("no id"), Good("zeros"), Good("short"), Good("orphan"));
        var spans = request.ResourceSpans[0].ScopeSpans[0].Spans;
        spans[1].SpanId = ByteString.Empty;
        spans[2].TraceId = ByteString.CopyFrom(new byte[16]);
        spans[3].TraceId = ByteString.CopyFrom(1, 2, 3);
        spans[4].ParentSpanId = ByteString.CopyFrom(1);
        var read = OtlpTraceRequest.Read(request.ToByteArray(), OtlpEncoding.Protobuf);
        Assert.Equal(4, read.Rejected);
        Assert.Equal("fine", Assert.Single(read.Spans).Name);
        Assert.Equal(
            "4 of 5 spans were rejected and must not be sent again as they are: resourceSpans[0].scopeSpans[0].spans[1] \"no id\": it has no span id; "
            + "resourceSpans[0].scopeSpans[0].spans[2] \"zeros\": its trace id is all zero; resourceSpans[0].scopeSpans[0].spans[3] \"short\": its trace id has 3 bytes instead of 16; and 1 more.",
            read.Message);
    }

    [Fact]
    public void A_span_with_text_that_is_not_utf8_is_rejected()
    {
        var body = Request(Good("fine"), Good("QQQQ")).ToByteArray();
        body[body.AsSpan().IndexOf("QQQQ"u8)] = 0xFF;
        var read = OtlpTraceRequest.Read(body, OtlpEncoding.Protobuf);
        Assert.Equal(("fine", 1), (Assert.Single(read.Spans).Name, read.Rejected));
        Assert.Contains("its name is not valid UTF-8", read.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(32, 0)]
    [InlineData(33, 1)]
    [InlineData(5_000, 1)]
    public void Values_may_be_nested_up_to_a_limit(int depth, int rejected)
    {
        var value = new byte[] { 0x10, 0x01 };
        for (var level = 1; level < depth; level++) { value = Field(5, Field(1, value)); }
        var pair = Field(9, [.. Field(1, "deep"u8.ToArray()), .. Field(2, value)]);
        var body = Field(1, Field(2, Field(2, [.. Good("x").ToByteArray(), .. pair])));
        var read = OtlpTraceRequest.Read(body, OtlpEncoding.Protobuf);
        Assert.Equal(rejected, read.Rejected);
        Assert.Equal(1 - rejected, read.Spans.Count);
    }

    [Fact]
    public void Deep_json_is_rejected_or_refused_and_never_more()
    {
        foreach (var depth in (int[])[32, 33, 50, 100_000])
        {
            var value = string.Concat(Enumerable.Repeat("""{"arrayValue":{"values":[""", depth - 1)) + "{}" + string.Concat(Enumerable.Repeat("]}}", depth - 1));
            var body = Json($$"""{{{GoodIds}}}""", $$"""{{{GoodIds}},"attributes":[{"key":"deep","value":{{value}}}]}""");
            if (depth > 100) { Assert.Contains("JSON", Refusal(body, OtlpEncoding.Json), StringComparison.Ordinal); }
            else { Assert.Equal(depth > 32 ? 1 : 0, OtlpTraceRequest.Read(body, OtlpEncoding.Json).Rejected); }
        }
    }

    [Fact]
    public void A_span_that_ends_before_it_starts_is_corrected_with_a_remark()
    {
        var span = Good("backwards");
        (span.StartTimeUnixNano, span.EndTimeUnixNano) = (20, 10);
        var read = OtlpTraceRequest.Read(Request(span).ToByteArray(), OtlpEncoding.Protobuf);
        Assert.Equal((0, 20UL), (read.Rejected, read.Spans[0].EndNano));
        Assert.Contains("ends before it starts", read.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_logs_export_sent_as_traces_is_refused_by_name()
    {
        var record = new LogRecord { TimeUnixNano = 5, SeverityText = "Info", Body = new AnyValue { StringValue = "hello" } };
        var traced = new LogRecord(record) { TraceId = ByteString.CopyFrom(Enumerable.Range(200, 16).Select(b => (byte)b).ToArray()), SpanId = ByteString.CopyFrom(1, 2, 3, 4, 5, 6, 7, 8) };
        foreach (var log in (LogRecord[])[record, traced])
        {
            var body = new LogsRequest { ResourceLogs = { new ResourceLogs { ScopeLogs = { new ScopeLogs { LogRecords = { log } } } } } }.ToByteArray();
            Assert.Contains("/v1/logs", Refusal(body, OtlpEncoding.Protobuf), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_case_id_that_cannot_be_one_is_not_used_and_said_so()
    {
        var span = Good("chat");
        span.Attributes.Add(new KeyValue { Key = "acsr.case.id", Value = new AnyValue { StringValue = new string('x', 201) } });
        span.Attributes.Add(new KeyValue { Key = "gen_ai.conversation.id", Value = new AnyValue { StringValue = "c-1" } });
        var read = OtlpTraceRequest.Read(Request(span).ToByteArray(), OtlpEncoding.Protobuf);
        Assert.Equal("c-1", read.Touches[0].CaseId);
        Assert.Contains("acsr.case.id", read.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_stored_payload_gives_only_the_traces_that_are_asked_for()
    {
        var other = Good("other");
        other.TraceId = ByteString.CopyFrom(Enumerable.Repeat((byte)9, 16).ToArray());
        var payload = OtlpTraceRequest.Read(Request(Good("one"), other).ToByteArray(), OtlpEncoding.Protobuf).Payload;
        Assert.Equal("other", Assert.Single(OtlpTraceRequest.ReadPayload(payload, [string.Concat(Enumerable.Repeat("09", 16))])).Name);
        Assert.Equal(2, OtlpTraceRequest.ReadPayload(payload).Count);
        Assert.Throws<OtlpFormatException>(() => OtlpTraceRequest.ReadPayload(payload[..^3]));
    }

    private static string Refusal(byte[] body, OtlpEncoding encoding) => Assert.Throws<OtlpFormatException>(() => OtlpTraceRequest.Read(body, encoding)).Message;

    private static byte[] Json(params string[] spans) => Encoding.UTF8.GetBytes($$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{string.Join(',', spans)}}]}]}]}""");

    private static Span Good(string name) => new()
    {
        TraceId = ByteString.CopyFrom(Enumerable.Repeat((byte)7, 16).ToArray()),
        SpanId = ByteString.CopyFrom(1, 2, 3, 4, 5, 6, 7, 8),
        Name = name,
    };

    private static TraceRequest Request(params Span[] spans) => new() { ResourceSpans = { new ResourceSpans { ScopeSpans = { new ScopeSpans { Spans = { spans } } } } } };

    private static byte[] Field(int number, byte[] content)
    {
        using var stream = new MemoryStream();
        using (var output = new CodedOutputStream(stream, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(content));
        }

        return stream.ToArray();
    }
}
