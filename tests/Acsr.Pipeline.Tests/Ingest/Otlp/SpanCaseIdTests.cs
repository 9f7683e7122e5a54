using Acsr.Tests.Otlp;
using Google.Protobuf;

namespace Acsr.Ingest.Otlp;

/// <summary>The door, which reads the wire, and the fold, which reads built spans, must name the same case.</summary>
public sealed class SpanCaseIdTests
{
    [Fact]
    public void Each_name_of_a_conversation_counts_and_the_earlier_one_wins()
    {
        var names = SpanCaseId.Conversations;
        for (var first = 0; first < names.Length; first++)
        {
            // The order on the wire must not matter.
            Both("first", [.. names.Skip(first).Reverse().Select(name => (name, name == names[first] ? "first" : "later"))]);
        }
    }

    [Fact]
    public void An_id_that_cannot_be_one_gives_way_to_the_next()
    {
        Both("s-1", ("gen_ai.conversation.id", ""), ("session.id", new string('x', 201)), ("langfuse.session.id", "s-1"));
        Both(null, ("session.id", " "), ("session.idx", "a"), ("thread.id", "b"));
    }

    [Fact]
    public void Our_own_id_wins_over_all() => Both("c-1", ("session.id", "s-1"), ("gen_ai.conversation.id", "g-1"), ("acsr.case.id", "c-1"));

    private static void Both(string? expected, params (string Key, string Value)[] attributes)
    {
        var span = new Span { TraceId = ByteString.CopyFrom(Enumerable.Repeat((byte)1, 16).ToArray()), SpanId = ByteString.CopyFrom(Enumerable.Repeat((byte)2, 8).ToArray()) };
        foreach (var (key, value) in attributes) { span.Attributes.Add(new KeyValue { Key = key, Value = new AnyValue { StringValue = value } }); }
        var scope = new ScopeSpans();
        scope.Spans.Add(span);
        var resource = new ResourceSpans();
        resource.ScopeSpans.Add(scope);
        var request = new TraceRequest();
        request.ResourceSpans.Add(resource);
        var read = OtlpTraceRequest.Read(request.ToByteArray(), OtlpEncoding.Protobuf);
        Assert.Equal((expected, expected), (read.Touches[0].CaseId, SpanCaseId.Of(read.Spans[0])));
    }
}
