using Acsr.Cases;

namespace Acsr.Ingest.Otlp;

/// <summary>
/// Rebuilds a case's conversation from the messages on its inference spans. Each call repeats the history, so the last one of a
/// trace tells it all; over traces the histories are laid over one another. A step takes its id and time from the first span
/// of its trace that has it, so that neither changes when later spans come in.
/// </summary>
internal sealed class Conversation
{
    private readonly List<PlacedStep> _steps = [];
    private readonly List<(Role Role, string Text)> _told = [];
    private readonly Dictionary<(Role Role, string Text), int> _explicit;
    private readonly CallSteps _calls;
    private bool _hasInstructions;

    private Conversation(IReadOnlyList<PlacedStep> own)
    {
        _explicit = own.Select(placed => placed.Step).Where(step => step is { Kind: StepKind.Message, Text: not null })
            .CountBy(step => (step.Role, step.Text!.Trim())).ToDictionary();
        _hasInstructions = _explicit.Keys.Any(message => message.Role == Role.System);
        _calls = new CallSteps(own);
    }

    /// <param name="set">The spans.</param>
    /// <param name="own">Their own steps; what these say already is not said again.</param>
    public static IEnumerable<PlacedStep> Of(SpanSet set, IReadOnlyList<PlacedStep> own)
    {
        var conversation = new Conversation(own);
        foreach (var trace in set.Ordered.GroupBy(node => node.Span.TraceId))
        {
            var talks = trace.Where(HasMessages).Select(node => new SpanTalk(node)).Where(talk => talk.Messages.Count > 0).ToList();
            var inference = talks.Where(talk => talk.Node.Kind == StepKind.Model).ToList();
            // Agents whose model calls are not traced still may tell the conversation on the span around them.
            if (inference.Count == 0) { inference = talks; }
            if (inference.Count > 0) { conversation.Take(inference); }
        }

        return conversation._steps.Concat(conversation._calls.Steps());
    }

    private static bool HasMessages(SpanNode node) =>
        node.Span.Attributes.ContainsKey("gen_ai.input.messages") || node.Span.Attributes.ContainsKey("gen_ai.output.messages");

    private void Take(List<SpanTalk> talks)
    {
        var last = talks[^1];
        foreach (var talk in talks) { TakeInstructions(talk); }
        List<int> history = [.. Enumerable.Range(0, last.Inputs).Where(index => SpanTalk.IsSaid(last.Messages[index]))];
        var known = HistoryOverlap.Known(_told, history.ConvertAll(index => (last.Messages[index].Role, last.Messages[index].Text)));
        var firstNew = known == 0 ? 0 : history[known - 1] + 1;
        for (var index = firstNew; index < last.Messages.Count; index++)
        {
            if (SpanTalk.IsSaid(last.Messages[index])) { Say(talks, last, index); }
        }

        _calls.Take(talks, firstNew);
    }

    private void Say(List<SpanTalk> talks, SpanTalk last, int index)
    {
        var (role, text) = (last.Messages[index].Role, last.Messages[index].Text);
        _told.Add((role, text));
        if (_explicit.TryGetValue((role, text), out var times) && times > 0)
        {
            _explicit[(role, text)] = times - 1;
            return;
        }

        var occurrence = last.OccurrenceOf(index);
        var (talk, place) = talks.Select(talk => (talk, Place: talk.Find(role, text, occurrence))).First(found => found.Place is not null);
        Add(talk, place!.Value, role, text);
    }

    private void TakeInstructions(SpanTalk talk)
    {
        if (_hasInstructions) { return; }
        var index = talk.Messages.ToList().FindIndex(message => message is { Role: Role.System, Text.Length: > 0 });
        if (index >= 0)
        {
            Add(talk, index, Role.System, talk.Messages[index].Text);
            _hasInstructions = true;
        }
        else if (ChatMessages.Instructions(talk.Node.Span) is { } instructions)
        {
            _steps.Add(new(talk.Node.Span.StartNano, talk.Node.Place, 0, -1, Message(talk, "system", Role.System, instructions) with { StartedAt = SpanAttributes.TimeOf(talk.Node.Span.StartNano) }));
            _hasInstructions = true;
        }
    }

    private void Add(SpanTalk talk, int index, Role role, string text) => _steps.Add(talk.Place(index, Message(talk, talk.NameOf(index), role, text)));

    private static Step Message(SpanTalk talk, string name, Role role, string text) =>
        new() { Id = $"{talk.Node.Id}#{name}", Kind = StepKind.Message, Role = role, Text = text, Parent = talk.Node.Id };
}
