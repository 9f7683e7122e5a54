using System.Text;

namespace Acsr.Ingest.Otlp;

/// <summary>Checks one <c>LogRecord</c> on the wire before anything of it is built.</summary>
internal static class OtlpLogCheck
{
    /// <summary>What is wrong with it, in words; null when it can be read. Only bytes that are no protobuf throw.</summary>
    /// <param name="message">The record.</param>
    /// <param name="name">The event's name, or the attribute that held it before events had one; empty for plain records.</param>
    public static string? Fault(ReadOnlySpan<byte> message, out string name)
    {
        string? fault = null;
        string own = "", attribute = "";
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            switch (tag)
            {
                // A span has its trace id where a record has its time.
                case OtlpTags.Span.TraceId:
                    if (reader.Bytes().Length == 16) { throw new OtlpFormatException(OtlpFaults.SpansMessage); }
                    break;
                case OtlpTags.LogRecord.TraceId: fault = Id(reader.Bytes(), 16, "trace id") ?? fault; break;
                case OtlpTags.LogRecord.SpanId: fault = Id(reader.Bytes(), 8, "span id") ?? fault; break;
                case OtlpTags.LogRecord.Body: fault = OtlpAttributeCheck.Value(reader.Bytes()) ?? fault; break;
                case OtlpTags.LogRecord.SeverityText: fault = OtlpAttributeCheck.Text(reader.Bytes(), "its severity") ?? fault; break;
                case OtlpTags.LogRecord.EventName:
                    var text = reader.Bytes();
                    fault = OtlpAttributeCheck.Text(text, "its event name") ?? fault;
                    own = Encoding.UTF8.GetString(text);
                    break;
                case OtlpTags.LogRecord.Attribute:
                    var pair = reader.Bytes();
                    fault = OtlpAttributeCheck.KeyValue(pair, out var key) ?? fault;
                    if (fault is null && key.SequenceEqual("event.name"u8)) { attribute = OtlpSpanDecoder.Pair(pair, 1).Value.Text ?? ""; }
                    break;
                default: reader.Skip(tag); break;
            }
        }

        name = own.Length > 0 ? own : attribute;
        return fault;
    }

    private static string? Id(ReadOnlySpan<byte> id, int length, string name) =>
        id.Length == length || id.Length == 0 ? null : $"its {name} has {id.Length} bytes instead of {length}";
}
