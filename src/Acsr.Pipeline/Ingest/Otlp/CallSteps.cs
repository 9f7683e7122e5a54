using Acsr.Cases;
using Acsr.Ingest.Otlp.Dialects;

namespace Acsr.Ingest.Otlp;

/// <summary>
/// Tool calls that stand only in messages, because the sender traced no span for them (formats B.2): a step each, its result paired by
/// call id, or in order where there are no ids.
/// </summary>
internal sealed class CallSteps
{
    private readonly Dictionary<string, Derived> _byCallId = new(StringComparer.Ordinal);
    private readonly HashSet<string> _traced;
    private readonly Dictionary<(string Trace, string Tool), int> _tracedTools;
    private readonly Dictionary<(string Trace, string Tool), int> _tracedWithoutId;
    private readonly List<Derived> _derived = [];

    private readonly ToolCatalogue _tools;

    public CallSteps(IReadOnlyList<PlacedStep> own, ToolCatalogue tools)
    {
        _tools = tools;
        List<Step> calls = [.. own.Select(placed => placed.Step).Where(step => step.IsToolCall)];
        _traced = [.. calls.Select(step => step.CallId).OfType<string>()];
        _tracedTools = calls.CountBy(step => (TraceOf(step.Id), step.Name)).ToDictionary();
        _tracedWithoutId = calls.Where(step => step.CallId is null).CountBy(step => (TraceOf(step.Id), step.Name)).ToDictionary();
    }

    /// <param name="talks">The spans of one trace that carry messages, in order of time; the last one tells all.</param>
    /// <param name="firstNew">Index of the first message that was not told by an earlier trace.</param>
    public void Take(List<SpanTalk> talks, int firstNew)
    {
        var last = talks[^1];
        List<Derived> unanswered = [];
        for (var index = 0; index < last.Messages.Count; index++)
        {
            var message = last.Messages[index];
            for (var part = 0; part < message.Calls.Count; part++)
            {
                var call = message.Calls[part];
                if (call.Id is null && index < firstNew) { continue; }
                if (Call(talks, index, part, call) is { } derived) { unanswered.Add(derived); }
            }

            foreach (var result in message.Results)
            {
                var derived = result.Id is { } id ? _byCallId.GetValueOrDefault(id) : index >= firstNew ? unanswered.Find(open => open.Output is null) : null;
                if (derived is not null) { derived.Output ??= result.Response; }
            }
        }
    }

    public IEnumerable<PlacedStep> Steps() => _derived.Where(derived => !derived.IsTraced).Select(derived => derived.Step());

    /// <summary>Null when a span or an earlier message tells of the same call.</summary>
    private Derived? Call(List<SpanTalk> talks, int index, int part, ChatCall call)
    {
        if (call.Id is not null && (_traced.Contains(call.Id) || _byCallId.ContainsKey(call.Id))) { return null; }
        var (talk, place) = call.Id is null ? (talks[^1], index)
            : talks.Select(talk => (talk, Place: talk.Find(call.Id))).Where(found => found.Place is not null).Select(found => (found.talk, found.Place!.Value)).First();
        var derived = new Derived(talk, place, part, call, _tools.KindOf(call.Name)) { IsTraced = TakeTraced(call.Id is null ? _tracedTools : _tracedWithoutId, talk.Node.Span.TraceId, call.Name) };
        if (call.Id is not null) { _byCallId[call.Id] = derived; }
        _derived.Add(derived);
        return derived;
    }

    /// <summary>A span of the same tool in the same trace stands for one call, where span or call gives no id to compare.</summary>
    private static bool TakeTraced(Dictionary<(string Trace, string Tool), int> spans, string trace, string tool)
    {
        if (spans.GetValueOrDefault((trace, tool)) is not (> 0 and var left)) { return false; }
        spans[(trace, tool)] = left - 1;
        return true;
    }

    private static string TraceOf(string stepId) => stepId[..stepId.IndexOf('/', StringComparison.Ordinal)];

    private sealed class Derived(SpanTalk talk, int index, int part, ChatCall call, StepKind kind)
    {
        public bool IsTraced { get; init; }

        public string? Output { get; set; }

        public PlacedStep Step() => talk.Place(index, new()
        {
            Id = $"{talk.Node.Id}#{call.Id ?? $"{talk.NameOf(index)}.{part}"}",
            Kind = kind,
            Name = call.Name,
            Input = call.Arguments,
            Output = Output,
            Error = ToolResults.ErrorOf(Output),
            CallId = call.Id,
            Parent = talk.Node.Id,
        });
    }
}
