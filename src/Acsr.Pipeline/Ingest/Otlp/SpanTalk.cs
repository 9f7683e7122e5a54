using Acsr.Cases;
using Acsr.Ingest.Otlp.Dialects;

namespace Acsr.Ingest.Otlp;

/// <summary>The messages that one span carries: what went in, history included, then what came out.</summary>
internal sealed class SpanTalk
{
    private readonly Dictionary<(Role Role, string Text), List<int>> _texts = [];
    private readonly Dictionary<string, int> _calls = new(StringComparer.Ordinal);

    public SpanTalk(SpanNode node)
    {
        Node = node;
        var inputs = node.Reading.In;
        Messages = [.. inputs, .. node.Reading.Out];
        Inputs = inputs.Count;
        for (var index = 0; index < Messages.Count; index++)
        {
            var message = Messages[index];
            if (IsSaid(message))
            {
                if (!_texts.TryGetValue((message.Role, message.Text), out var places)) { _texts[(message.Role, message.Text)] = places = []; }
                places.Add(index);
            }

            foreach (var call in message.Calls) { if (call.Id is not null) { _calls.TryAdd(call.Id, index); } }
        }
    }

    public SpanNode Node { get; }

    public IReadOnlyList<ChatMessage> Messages { get; }

    /// <summary>How many of the messages went in; the others came out.</summary>
    public int Inputs { get; }

    /// <summary>What was said before the call, as far as it was given.</summary>
    public List<(Role Role, string Text)> History() => [.. Messages.Take(Inputs).Where(IsSaid).Select(message => (message.Role, message.Text))];

    /// <summary>Whether the call ended in something said.</summary>
    public bool Answers => Messages.Skip(Inputs).Any(IsSaid);

    /// <summary>Whether all that is said in another call is said in this one.</summary>
    public bool Tells(SpanTalk other) => Messages.Count > 0 && other.Messages.Where(IsSaid).All(message => _texts.ContainsKey((message.Role, message.Text)))
        && other._calls.Keys.All(_calls.ContainsKey);

    /// <summary>Something that customer or agent said.</summary>
    public static bool IsSaid(ChatMessage message) => message.Role is Role.Customer or Role.Agent && message.Text.Length > 0;

    /// <summary>How many messages before this one say the same.</summary>
    public int OccurrenceOf(int index) => _texts[(Messages[index].Role, Messages[index].Text)].IndexOf(index);

    /// <summary>Where the n-th message of this text stands; null when it does not.</summary>
    public int? Find(Role role, string text, int occurrence) =>
        _texts.TryGetValue((role, text), out var places) && occurrence < places.Count ? places[occurrence] : null;

    public int? Find(string callId) => _calls.TryGetValue(callId, out var index) ? index : null;

    /// <summary>For example <c>in-0</c>: stable names for the messages of a span.</summary>
    public string NameOf(int index) => index < Inputs ? $"in-{index}" : $"out-{index - Inputs}";

    /// <summary>A step that stands in one of the messages.</summary>
    public PlacedStep Place(int index, Step step)
    {
        // When it was there at the latest: what went in when the span began, what came out when it ended.
        var nano = index < Inputs ? Node.Span.StartNano : Node.LastNano;
        return new(nano, Node.Place, index < Inputs ? 0 : 2, index, step with { StartedAt = SpanAttributes.TimeOf(nano) });
    }
}
