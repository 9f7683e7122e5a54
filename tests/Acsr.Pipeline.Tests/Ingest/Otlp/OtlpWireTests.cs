using Acsr.Tests.Otlp;
using CsCheck;
using Google.Protobuf;

namespace Acsr.Ingest.Otlp;

/// <summary>Our reader against an independent one, on generated, mutated and random bodies.</summary>
public sealed class OtlpWireTests
{
    [Fact]
    public void Both_readers_see_the_same_spans() => WireRequests.Good.Sample(request =>
    {
        var body = request.ToByteArray();
        var read = OtlpTraceRequest.Read(body, OtlpEncoding.Protobuf);
        Assert.Equal(WireText.Of(request), WireText.Of(read.Spans));
        Assert.Equal(0, read.Rejected);
        Assert.True(read.Payload.Equals(body.AsMemory()), "A good body is its own payload, without a copy.");
    });

    [Fact]
    public void Json_says_the_same_as_protobuf() => WireRequests.Good.Sample(request =>
    {
        var json = OtlpTraceRequest.Read(WireJson.Of(request), OtlpEncoding.Json);
        Assert.Equal(WireText.Of(request), WireText.Of(json.Spans));
        Assert.Equal(OtlpTraceRequest.Read(request.ToByteArray(), OtlpEncoding.Protobuf).Touches, json.Touches);
    });

    [Fact]
    public void The_payload_holds_the_accepted_spans_and_nothing_is_rejected_when_it_is_read_again() => WireRequests.Mixed.Sample(request =>
    {
        var all = request.ResourceSpans.SelectMany(r => r.ScopeSpans).SelectMany(s => s.Spans).ToList();
        if (all.Count > 0 && all.TrueForAll(span => span.TraceId.IsEmpty && span.SpanId.IsEmpty)) { return; }
        var read = OtlpTraceRequest.Read(request.ToByteArray(), OtlpEncoding.Protobuf);
        var again = OtlpTraceRequest.Read(read.Payload, OtlpEncoding.Protobuf);
        Assert.Equal(all.Count(span => !WireText.IsGood(span)), read.Rejected);
        Assert.Equal(all.Count(WireText.IsGood), read.Touches.Count);
        Assert.Equal(0, again.Rejected);
        Assert.Equal(read.Touches, again.Touches);
        Assert.Equal(WireText.Of(request), WireText.Of(TraceRequest.Parser.ParseFrom(read.Payload.Span)));
        Assert.Equal(WireText.Of(request), WireText.Of(OtlpTraceRequest.ReadPayload(read.Payload)));
    });

    [Fact]
    public void Touches_say_of_each_span_what_its_attributes_say() => WireRequests.Good.Sample(request =>
    {
        var read = OtlpTraceRequest.Read(request.ToByteArray(), OtlpEncoding.Protobuf);
        Assert.Equal(
            read.Spans.Select(span => (span.TraceId, span.SpanId, span.StartNano, SpanCaseId.Of(span))),
            read.Touches.Select(touch => (touch.TraceId, touch.SpanId, touch.StartNano, touch.CaseId)));
    });

    [Fact]
    public void A_mutated_body_reads_as_the_other_reader_reads_it_or_is_refused() =>
        Gen.Select(WireRequests.Good, Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte).Array[1, 3]).Sample((request, changes) =>
        {
            var body = request.ToByteArray();
            if (body.Length == 0) { return; }
            foreach (var (place, value) in changes) { body[place % body.Length] = value; }
            AgreesOrRefuses(body);
        }, iter: 5_000);

    [Fact]
    public void A_cut_body_reads_as_the_other_reader_reads_it_or_is_refused() =>
        Gen.Select(WireRequests.Good, Gen.Double.Unit).Sample((request, part) =>
        {
            var body = request.ToByteArray();
            AgreesOrRefuses(body[..(int)(part * body.Length)]);
        }, iter: 2_000);

    [Fact]
    public void Random_bytes_are_read_or_refused() => Gen.Byte.Array[0, 200].Sample(body =>
    {
        AgreesOrRefuses(body);
        ReadsOrRefuses(body, OtlpEncoding.Json);
    }, iter: 5_000);

    [Fact]
    public void Mutated_json_is_read_or_refused() =>
        Gen.Select(WireRequests.Mixed, Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte).Array[1, 3]).Sample((request, changes) =>
        {
            var body = WireJson.Of(request);
            foreach (var (place, value) in changes) { body[place % body.Length] = value; }
            ReadsOrRefuses(body, OtlpEncoding.Json);
        }, iter: 3_000);

    private static OtlpTraceRequest? ReadsOrRefuses(byte[] body, OtlpEncoding encoding)
    {
        try
        {
            var read = OtlpTraceRequest.Read(body, encoding);
            Assert.Equal(read.Touches.Count, read.Spans.Count);
            return read;
        }
        catch (OtlpFormatException)
        {
            return null;
        }
    }

    private static void AgreesOrRefuses(byte[] body)
    {
        TraceRequest? request = null;
        var isBadText = false;
        try { request = TraceRequest.Parser.ParseFrom(body); }
        catch (InvalidProtocolBufferException error) { isBadText = error.Message.Contains("UTF-8", StringComparison.Ordinal); }
        var read = ReadsOrRefuses(body, OtlpEncoding.Protobuf);

        // The other reader refuses the whole body for a text that is not UTF-8; ours rejects only the spans that have to do with it.
        Assert.True(read is null || request is not null || isBadText, "The other reader refuses what this one accepts.");
        if (request is not null && read is { Rejected: 0 }) { Assert.Equal(WireText.Of(request), WireText.Of(read.Spans)); }
        if (request is not null && read is null) { Assert.DoesNotContain(request.ResourceSpans.SelectMany(r => r.ScopeSpans).SelectMany(s => s.Spans), WireText.IsGood); }
    }
}
