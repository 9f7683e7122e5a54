using Acsr.Cases;

namespace Acsr.Ingest.Otlp;

/// <summary>
/// Rebuilds a case's conversation from the messages on its inference spans. Where each call repeats the history, the last one of a
/// thread tells it all; over threads and traces the histories are laid over one another. A step takes its id and time from the first span
/// of its trace that has it, so that neither changes when later spans come in.
/// </summary>
internal sealed class Conversation
{
    private readonly List<PlacedStep> _steps = [];
    private readonly List<(Role Role, string Text)> _told = [];
    private readonly Dictionary<(Role Role, string Text), int> _explicit;
    private readonly CallSteps _calls;
    private bool _hasInstructions;

    private Conversation(IReadOnlyList<PlacedStep> own, ToolCatalogue tools)
    {
        _explicit = own.Select(placed => placed.Step).Where(step => step is { Kind: StepKind.Message, Text: not null })
            .CountBy(step => (step.Role, step.Text!.Trim())).ToDictionary();
        _hasInstructions = _explicit.Keys.Any(message => message.Role == Role.System);
        _calls = new CallSteps(own, tools);
    }

    /// <param name="set">The spans.</param>
    /// <param name="own">Their own steps; what these say already is not said again.</param>
    public static IEnumerable<PlacedStep> Of(SpanSet set, IReadOnlyList<PlacedStep> own)
    {
        var conversation = new Conversation(own, set.Conventions.Tools);
        foreach (var trace in set.Ordered.GroupBy(node => node.Span.TraceId))
        {
            var talks = trace.Where(node => node.Reading.In.Count + node.Reading.Out.Count > 0).Select(node => new SpanTalk(node)).ToList();
            var inference = talks.Where(talk => talk.Node.Kind == StepKind.Model).ToList();
            // Agents whose model calls are not traced still may tell the conversation on the span around them.
            if (inference.Count == 0) { inference = talks; }
            // An agent that is another one's tool talks to that one, not to the customer.
            if (inference.FindAll(talk => !IsInTool(talk.Node)) is { Count: > 0 } open) { inference = open; }
            var begun = conversation._told.Count;
            foreach (var thread in Threads(Outermost(inference))) { conversation.Take(thread, begun); }
        }

        return conversation._steps.Concat(conversation._calls.Steps());
    }

    private static bool IsInTool(SpanNode node)
    {
        // Depth falls on the way up except where a damaged trace goes in a circle.
        for (var around = node.Parent; around is not null; around = around.Parent is { } next && next.Depth < around.Depth ? next : null)
        {
            if (around.Reading.IsTool) { return true; }
        }

        return false;
    }

    /// <summary>Without those that tell only what a call around them tells: two instrumentations may trace one call.</summary>
    private static List<SpanTalk> Outermost(List<SpanTalk> talks)
    {
        if (talks.Count < 2) { return talks; }
        var byNode = talks.ToDictionary(talk => talk.Node);
        return talks.FindAll(talk => talk.Node.Parent is not { } around || !byNode.TryGetValue(around, out var outer) || !outer.Tells(talk));
    }

    /// <summary>
    /// Calls that each repeat what the one before was given, and have something in place of its answer. A trace has several threads
    /// where several agents work in it, or where the provider keeps the history and is sent only what is new.
    /// </summary>
    private static List<List<SpanTalk>> Threads(List<SpanTalk> talks)
    {
        List<List<SpanTalk>> threads = [];
        foreach (var talk in talks)
        {
            var history = talk.History();
            if (threads.FindLast(thread => Goes(thread[^1], history)) is { } open) { open.Add(talk); }
            else { threads.Add([talk]); }
        }

        return threads;
    }

    private static bool Goes(SpanTalk before, List<(Role Role, string Text)> history)
    {
        var known = before.History();
        return known.Count > 0 && history.Count >= known.Count + (before.Answers ? 1 : 0) && history.Take(known.Count).SequenceEqual(known);
    }

    /// <param name="talks">Of one thread, in order of time.</param>
    /// <param name="begun">How much was told before this trace.</param>
    private void Take(List<SpanTalk> talks, int begun)
    {
        var last = talks[^1];
        foreach (var talk in talks) { TakeInstructions(talk); }
        List<int> history = [.. Enumerable.Range(0, last.Inputs).Where(index => SpanTalk.IsSaid(last.Messages[index]))];
        var texts = last.History();
        // Within one trace nobody says the same again, so what is said in the same order is the same.
        var known = Math.Max(HistoryOverlap.Known(_told, texts), HistoryOverlap.InOrder(_told.Skip(begun), texts));
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
        else if (talk.Node.Reading.Instructions is { } instructions)
        {
            _steps.Add(new(talk.Node.Span.StartNano, talk.Node.Place, 0, -1, Message(talk, "system", Role.System, instructions) with { StartedAt = SpanAttributes.TimeOf(talk.Node.Span.StartNano) }));
            _hasInstructions = true;
        }
    }

    private void Add(SpanTalk talk, int index, Role role, string text) => _steps.Add(talk.Place(index, Message(talk, talk.NameOf(index), role, text)));

    private static Step Message(SpanTalk talk, string name, Role role, string text) =>
        new() { Id = $"{talk.Node.Id}#{name}", Kind = StepKind.Message, Role = role, Text = text, Parent = talk.Node.Id };
}
