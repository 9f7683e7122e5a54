using Acsr.Tests.Otlp;
using CsCheck;
using Google.Protobuf;

namespace Acsr.Ingest.Otlp;

/// <summary>Logs on the wire, against an independent writer and reader.</summary>
public sealed class OtlpLogTests
{
    private static readonly OtlpLogRecord[] Good =
    [
        LogRecords.Said("gen_ai.user.message", 1, 2, 10, "Hi"),
        LogRecords.Evaluation(1, 2, 20, "tone", 0.5),
        LogRecords.Evaluation(0, 0, 30, "whole", 1, "case"),
    ];

    [Fact]
    public void What_an_independent_writer_wrote_is_read_field_by_field()
    {
        var record = new LogRecord
        {
            TimeUnixNano = 5,
            ObservedTimeUnixNano = 9,
            SeverityNumber = 9,
            SeverityText = "INFO",
            EventName = "gen_ai.user.message",
            Body = new AnyValue { StringValue = "Hi" },
            TraceId = ByteString.CopyFrom([1, .. new byte[15]]),
            SpanId = ByteString.CopyFrom([2, .. new byte[7]]),
            Attributes = { new KeyValue { Key = "session.id", Value = new AnyValue { StringValue = "s" } } },
        };
        var body = Request(record, new LogRecord { ObservedTimeUnixNano = 7, TraceId = ByteString.CopyFrom(new byte[16]), Attributes = { new KeyValue { Key = "event.name", Value = new AnyValue { StringValue = "other" } } } });

        var read = OtlpLogRequest.ReadPayload(body);

        Assert.Equal(("01000000000000000000000000000000", "0200000000000000", 5UL, "gen_ai.user.message", "Hi", 0), (read[0].TraceId, read[0].SpanId, read[0].TimeNano, read[0].Name, read[0].Body!.Text, read[0].Place));
        Assert.Equal("s", SpanCaseId.Of(read[0]));
        Assert.Equal((null, null, 7UL, "other", 1), (read[1].TraceId, read[1].SpanId, read[1].TimeNano, read[1].Name, read[1].Place));
    }

    [Fact]
    public void Json_says_the_same_as_protobuf_and_a_good_body_is_its_own_payload()
    {
        var json = OtlpLogRequest.Read(LogRecords.Json(Good), OtlpEncoding.Json);
        var protobuf = OtlpLogRequest.Read(json.Payload, OtlpEncoding.Protobuf);

        Assert.Equal((0, null, 0, null), (json.Rejected, json.Message, protobuf.Rejected, protobuf.Message));
        Assert.Equal(json.Touches, protobuf.Touches);
        Assert.True(protobuf.Payload.Equals(json.Payload));
        Assert.Equal(Good.Select(record => record.Id()), OtlpLogRequest.ReadPayload(json.Payload).Select(record => record.Id()));
        Assert.Equal([("case", ""), (null, $"{1:x32}")], protobuf.Touches.Select(touch => (touch.CaseId, touch.TraceId)).Distinct().OrderBy(t => t.Item2));
    }

    [Fact]
    public void The_payload_holds_the_accepted_events_alone()
    {
        var bad = LogRecords.Said("gen_ai.user.message", 1, 0, 10, "lost");

        var read = OtlpLogRequest.Read(LogRecords.Json([LogRecords.Record("order.shipped", 1, 2, 0), Good[0], bad, Good[1], LogRecords.Record("", 0, 0, 0)]), OtlpEncoding.Json);

        Assert.Equal((3, 2), (read.Rejected, read.Touches.Count));
        Assert.Equal(Good[..2].Select(record => record.Id()), OtlpLogRequest.ReadPayload(read.Payload).Select(record => record.Id()));
        Assert.Equal(0, OtlpLogRequest.Read(read.Payload, OtlpEncoding.Protobuf).Rejected);
    }

    [Fact]
    public void An_id_of_the_wrong_length_is_a_fault_of_its_record_and_spans_are_no_records()
    {
        var record = new LogRecord { EventName = "gen_ai.user.message", TraceId = ByteString.CopyFrom([1, 2]), SpanId = ByteString.CopyFrom(1, 2, 3, 4, 5, 6, 7, 8) };
        Assert.Contains("trace id has 2 bytes", OtlpLogRequest.Read(Request(record), OtlpEncoding.Protobuf).Message, StringComparison.Ordinal);

        var spans = OtlpTraceRequest.Read(SpanJson.Of([Spans.Span(1, 2, "chat m", 0, 1)]), OtlpEncoding.Json).Payload;
        Assert.Contains("/v1/traces", Assert.Throws<OtlpFormatException>(() => OtlpLogRequest.Read(spans, OtlpEncoding.Protobuf)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damaged_bodies_are_read_or_refused_and_what_is_kept_can_be_read_again() =>
        Gen.Select(Gen.Bool, Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte).Array[0, 3], Gen.Double.Unit).Sample((isJson, changes, part) =>
        {
            var body = isJson ? LogRecords.Json(Good) : OtlpLogRequest.Read(LogRecords.Json(Good), OtlpEncoding.Json).Payload.ToArray();
            foreach (var (place, value) in changes) { body[place % body.Length] = value; }
            if (part < 0.3) { body = body[..(int)(part / 0.3 * body.Length)]; }
            try
            {
                var read = OtlpLogRequest.Read(body, isJson ? OtlpEncoding.Json : OtlpEncoding.Protobuf);
                var records = OtlpLogRequest.ReadPayload(read.Payload);
                Assert.Equal(read.Touches.Count, records.Count);
                Assert.Equal(read.Touches, OtlpLogRequest.Read(read.Payload, OtlpEncoding.Protobuf).Touches);
                SpanLogs.Join("c", [], records);
            }
            catch (OtlpFormatException)
            {
                // Refused as a whole.
            }
        }, iter: 3_000);

    private static byte[] Request(params LogRecord[] records) =>
        new LogsRequest { ResourceLogs = { new ResourceLogs { ScopeLogs = { new ScopeLogs { LogRecords = { records } } } } } }.ToByteArray();
}
