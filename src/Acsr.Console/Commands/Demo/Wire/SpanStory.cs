using System.Text.Json;
using Acsr.Ingest;

namespace Acsr.Commands.Demo.Wire;

/// <summary>Tells the agent's work in a case as spans, one trace for each turn, and leaves what people said and did as native events.</summary>
internal sealed class SpanStory
{
    private readonly List<CaseEvent> _events = [];
    private readonly List<DemoSpan> _spans = [];
    private readonly List<(string Key, object Value)> _decision = [];
    private readonly List<(string Key, object Value)> _common = [];
    private readonly string _case;
    private CaseOpenedEvent _opened = new();
    private DemoSpan? _root;
    private DateTime _cursor;
    private int _turn;

    private SpanStory(string id) => _case = id;

    public static (IReadOnlyList<CaseEvent> Events, IReadOnlyList<DemoSpan> Spans) Tell(DemoCase told)
    {
        var story = new SpanStory(told.Id);
        foreach (var happened in told.Events)
        {
            story.Take(happened);
        }

        return (story._events, story._spans);
    }

    private void Take(CaseEvent happened)
    {
        switch (happened)
        {
            case StepEvent step:
                Add(Work(step));
                break;
            case DecisionEvent decision:
                _decision.AddRange(Decision(decision));
                break;
            case HandoffEvent handoff:
                _spans[^1].Attributes.Add(("acsr.handoff.reason", handoff.Reason ?? ""));
                break;
            case MessageEvent { Role: "agent" } message:
                Add(Chat(message));
                _events.Add(message with { Model = null, InputTokens = null, OutputTokens = null, CostUsd = null });
                break;
            default:
                Notice(happened);
                _events.Add(happened);
                break;
        }
    }

    private void Notice(CaseEvent happened)
    {
        if (happened is CaseOpenedEvent opened)
        {
            _opened = opened;
            _common.AddRange([("acsr.case.id", _case), ("acsr.demo", true), ("acsr.release", opened.Release ?? ""), ("acsr.channel", opened.Channel ?? ""), ("acsr.customer.ref", opened.Customer ?? "")]);
        }
        else if (happened is MessageEvent { Role: "customer" } message)
        {
            _turn++;
            _root = null;
            _cursor = message.Time!.Value.AddMilliseconds(40);
        }
    }

    /// <summary>Adds a span to the turn's trace, with whatever was decided just before.</summary>
    private void Add(DemoSpan span)
    {
        span.Attributes.AddRange(_decision);
        _decision.Clear();
        Root(span.Start).End = span.End;
        _spans.Add(span);
        _cursor = span.End;
    }

    private DemoSpan Root(DateTime start)
    {
        if (_root is null)
        {
            _root = new DemoSpan
            {
                TraceId = TraceId,
                SpanId = RootId,
                Name = $"invoke_agent {DemoDesk.AgentName}",
                Kind = 1,
                Start = start,
                End = start,
                Attributes = [.. Common, ("gen_ai.operation.name", "invoke_agent"), ("gen_ai.agent.name", DemoDesk.AgentName), ("gen_ai.agent.version", _opened.AgentVersion ?? "")],
            };
            _spans.Add(_root);
        }

        return _root;
    }

    private DemoSpan Work(StepEvent step) => new()
    {
        TraceId = TraceId,
        SpanId = DemoSpan.IdFrom(step.Id, 8),
        ParentSpanId = RootId,
        Name = step.Kind == "intent" ? "classify_intent" : $"execute_tool {step.Name}",
        Kind = 1,
        Start = step.Time!.Value,
        End = step.EndTime!.Value,
        Error = step.Error,
        Attributes = [.. Common, .. step.Kind == "intent" ? IntentAttributes(step) : ToolAttributes(step)],
    };

    private DemoSpan Chat(MessageEvent message)
    {
        var time = message.Time!.Value;
        return new DemoSpan
        {
            TraceId = TraceId,
            SpanId = DemoSpan.IdFrom($"{message.Id}/chat", 8),
            ParentSpanId = RootId,
            Name = $"chat {message.Model}",
            Kind = 3,
            Start = _cursor < time ? _cursor : time,
            // The message follows what produced it, also where both are put in order of time.
            End = time.AddMilliseconds(-1) > _cursor ? time.AddMilliseconds(-1) : time,
            Attributes =
            [
                .. Common,
                ("acsr.step.kind", "model"),
                ("gen_ai.operation.name", "chat"),
                ("gen_ai.provider.name", "atlas"),
                ("gen_ai.request.model", message.Model ?? ""),
                ("gen_ai.response.model", message.Model ?? ""),
                ("gen_ai.response.finish_reasons", new[] { "stop" }),
                ("gen_ai.usage.input_tokens", message.InputTokens ?? 0),
                ("gen_ai.usage.output_tokens", message.OutputTokens ?? 0),
                ("acsr.cost.usd", message.CostUsd ?? 0),
            ],
        };
    }

    private static List<(string Key, object Value)> IntentAttributes(StepEvent step)
    {
        List<(string, object)> attributes = [("acsr.step.kind", "intent"), ("acsr.intent.name", step.Name), ("acsr.intent.candidates", step.Output!.Value.GetProperty("candidates").GetRawText())];
        if (step.Confidence is { } confidence)
        {
            attributes.Add(("acsr.intent.confidence", confidence));
        }

        return attributes;
    }

    private static List<(string Key, object Value)> ToolAttributes(StepEvent step)
    {
        List<(string, object)> attributes =
        [
            ("acsr.step.kind", step.Name == "transfer_to_human" ? "handoff" : step.Kind),
            ("gen_ai.operation.name", "execute_tool"),
            ("gen_ai.tool.name", step.Name),
            ("gen_ai.tool.type", "function"),
            ("gen_ai.tool.call.id", $"{step.Case}-{step.CallId}"),
        ];
        if (step.Input is { } input)
        {
            attributes.Add(("gen_ai.tool.call.arguments", input.GetRawText()));
        }

        if (step.Output is { } output)
        {
            attributes.Add(("gen_ai.tool.call.result", output.GetRawText()));
            attributes.AddRange(step.Kind == "policy_check" ? PolicyAttributes(output) : []);
        }

        if (step.Error is not null)
        {
            attributes.Add(("error.type", step.Error.Split(':')[0]));
        }

        return attributes;
    }

    private static List<(string Key, object Value)> PolicyAttributes(JsonElement output)
    {
        var allowed = output.EnumerateObject().First(property => property.Value.ValueKind is JsonValueKind.True or JsonValueKind.False).Value.GetBoolean();
        List<(string, object)> attributes = [("acsr.policy.document", DemoPolicy.Id), ("acsr.policy.version", "1"), ("acsr.policy.outcome", allowed ? "allow" : "deny")];
        if (output.TryGetProperty("clause", out var clause))
        {
            attributes.Add(("acsr.policy.clause_ids", new[] { ClauseId(clause.GetString()!) }));
        }

        return attributes;
    }

    private static IEnumerable<(string Key, object Value)> Decision(DecisionEvent decision)
    {
        yield return ("acsr.decision.action", decision.Action);
        yield return ("acsr.decision.confidence", decision.Confidence ?? 0);
        yield return ("acsr.decision.args", decision.Arguments!.Value.GetRawText());
        if (decision.Clauses is { } clauses)
        {
            yield return ("acsr.policy.document", DemoPolicy.Id);
            yield return ("acsr.policy.version", "1");
            yield return ("acsr.policy.clause_ids", clauses.Select(ClauseId).ToArray());
        }
    }

    /// <summary>The clause of a citation; document and version have attributes of their own.</summary>
    private static string ClauseId(string citation) => citation[(citation.IndexOf('/', StringComparison.Ordinal) + 1)..citation.LastIndexOf('@')];

    private IEnumerable<(string Key, object Value)> Common => [.. _common, ("acsr.turn.index", (long)_turn)];

    private string TraceId => DemoSpan.IdFrom($"{_case}/turn/{_turn}", 16);

    private string RootId => DemoSpan.IdFrom($"{_case}/root/{_turn}", 8);
}
