using System.Runtime.CompilerServices;
using System.Text;

namespace Acsr.Ingest.Otlp;

/// <summary>What the door reads off one span on the wire; everything in it is checked, nothing is built.</summary>
internal ref struct OtlpSpanScan
{
    public ReadOnlySpan<byte> TraceId;
    public ReadOnlySpan<byte> SpanId;
    public ReadOnlySpan<byte> ParentId;
    public ReadOnlySpan<byte> Name;
    /// <summary>The attribute <c>acsr.case.id</c> as a <c>KeyValue</c> message; empty when absent.</summary>
    public ReadOnlySpan<byte> CasePair;
    /// <summary>The span's message, which <see cref="Conversation"/> takes attributes from.</summary>
    public ReadOnlySpan<byte> Message;
    public ulong Start;
    public ulong End;
    /// <summary>What is wrong with its content; ids are judged by <see cref="IdFault"/>.</summary>
    public string? Fault;

    private ConversationPairs _conversations;

    /// <summary>An end of 0 was not sent and is not before anything.</summary>
    public readonly bool EndsBeforeStart => End != 0 && End < Start;

    public static OtlpSpanScan Run(ReadOnlySpan<byte> message)
    {
        var span = new OtlpSpanScan { Message = message };
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            switch (tag)
            {
                case OtlpTags.Span.TraceId: span.TraceId = reader.Bytes(); break;
                case OtlpTags.Span.SpanId: span.SpanId = reader.Bytes(); break;
                case OtlpTags.Span.ParentSpanId: span.ParentId = reader.Bytes(); break;
                case OtlpTags.Span.Start: span.Start = reader.Fixed64(); break;
                case OtlpTags.Span.End: span.End = reader.Fixed64(); break;
                case OtlpTags.Span.Attribute: span.Attribute(reader.Bytes()); break;
                case OtlpTags.Span.Name:
                    span.Name = reader.Bytes();
                    span.Note(OtlpAttributeCheck.Text(span.Name, "its name"));
                    break;
                case OtlpTags.Span.TraceState: span.Note(OtlpAttributeCheck.Text(reader.Bytes(), "its trace state")); break;
                case OtlpTags.Span.Event: span.Note(Part(reader.Bytes(), OtlpTags.Event.Name, OtlpTags.Event.Attribute, "an event's name")); break;
                case OtlpTags.Span.Link: span.Note(Part(reader.Bytes(), OtlpTags.Link.TraceState, OtlpTags.Link.Attribute, "a link's trace state")); break;
                case OtlpTags.Span.Status: span.Note(Part(reader.Bytes(), OtlpTags.Status.Message, attribute: 0, "its status message")); break;
                default: reader.Skip(tag); break;
            }
        }

        return span;
    }

    /// <summary>The conversation or session that the span names, by the rules of <see cref="SpanCaseId"/>.</summary>
    /// <param name="expected">Returned itself when the text is the same.</param>
    public readonly string? Conversation(string? expected)
    {
        foreach (var (offset, length) in _conversations)
        {
            if (length > 0 && OtlpCaseId.Read(Message.Slice(offset, length), expected) is { } id) { return id; }
        }

        return null;
    }

    public readonly string? IdFault() =>
        Id(TraceId, 16, "trace id") ?? Id(SpanId, 8, "span id")
        ?? (ParentId.Length is 0 or 8 ? null : $"its parent span id has {ParentId.Length} bytes instead of 8");

    /// <summary>Whether the message is a log record read as a span: a time where a span has its trace id.</summary>
    public static bool IsLogRecord(ReadOnlySpan<byte> message)
    {
        var hasTime = false;
        try
        {
            var reader = new ProtoReader(message);
            while (reader.Next(out var tag))
            {
                if (tag == OtlpTags.Span.TraceId) { return false; }
                hasTime |= tag is OtlpTags.LogRecord.Time or OtlpTags.LogRecord.ObservedTime;
                reader.Skip(tag);
            }
        }
        catch (OtlpFormatException)
        {
            return false;
        }

        return hasTime;
    }

    private void Attribute(ReadOnlySpan<byte> pair)
    {
        Note(OtlpAttributeCheck.KeyValue(pair, out var key));
        if (key.SequenceEqual("acsr.case.id"u8)) { CasePair = pair; }
        else if (key is [.., (byte)'d']) { NoteConversation(key, pair); }
    }

    private void NoteConversation(ReadOnlySpan<byte> key, ReadOnlySpan<byte> pair)
    {
        var names = SpanCaseId.Conversations;
        for (var place = 0; place < names.Length; place++)
        {
            if (Ascii.Equals(key, names[place]) && Message.Overlaps(pair, out var offset)) { _conversations[place] = (offset, pair.Length); }
        }
    }

    private void Note(string? fault) => Fault ??= fault;

    private static string? Part(ReadOnlySpan<byte> message, uint text, uint attribute, string textName)
    {
        string? fault = null;
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            if (tag == text) { fault = OtlpAttributeCheck.Text(reader.Bytes(), textName) ?? fault; }
            else if (tag == attribute) { fault = OtlpAttributeCheck.KeyValue(reader.Bytes()) ?? fault; }
            else { reader.Skip(tag); }
        }

        return fault;
    }

    private static string? Id(ReadOnlySpan<byte> id, int length, string name) =>
        id.Length == 0 ? $"it has no {name}"
        : id.Length != length ? $"its {name} has {id.Length} bytes instead of {length}"
        : id.IndexOfAnyExcept((byte)0) < 0 ? $"its {name} is all zero" : null;

    /// <summary>Where each of <see cref="SpanCaseId.Conversations"/> stands in the message; length 0 where it does not.</summary>
    [InlineArray(7)]
    private struct ConversationPairs
    {
        private (int Offset, int Length) _first;
    }
}
