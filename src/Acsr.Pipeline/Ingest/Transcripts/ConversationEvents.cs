using System.Text.Json;
using Acsr.Cases;

namespace Acsr.Ingest.Transcripts;

/// <summary>
/// Turns a conversation into native events. Ids are <c>case#message</c>, <c>case#message.call</c> and so forth, counted from 0, and
/// <see cref="CaseEvent.Seq"/> is the position, so that a second import makes the same events.
/// Only the agent's messages carry cost, tokens and model on: in the tau sets the customer is a model too, but what it costs is no cost of support.
/// </summary>
internal sealed class ConversationEvents
{
    private readonly string _case;
    private readonly Conversation _conversation;
    private readonly ToolAnswers _answers;
    private readonly List<CaseEvent> _events = [];
    private int _messages, _calls, _errors;
    private bool _handedOff;

    private ConversationEvents(string caseId, Conversation conversation)
    {
        _case = caseId;
        _conversation = conversation;
        _answers = new ToolAnswers(conversation.Messages);
    }

    public static TranscriptCase Of(string caseId, Conversation conversation)
    {
        var fault = conversation.Fault ?? Fault(conversation.Messages);
        return fault is not null ? new TranscriptCase { CaseId = caseId, Refused = fault } : new ConversationEvents(caseId, conversation).Build();
    }

    private static string? Fault(IReadOnlyList<ChatMessage> messages)
    {
        var bad = messages.Index().FirstOrDefault(message => message.Item.Fault is not null);
        return bad.Item is not null ? $"message {bad.Index + 1}: {bad.Item.Fault}"
            : messages.Count == 0 ? "it has no messages, or the map leaves them all out; a conversation needs at least one. Take it out, or export it again."
            : messages.All(message => string.IsNullOrWhiteSpace(message.Text) && message.Calls.Count == 0)
                ? "none of its messages holds a text or a tool call; if they do, say with a map ('text') where." : null;
    }

    private TranscriptCase Build()
    {
        var messages = _conversation.Messages;
        var times = messages.Where(message => message.Time is not null).Select(message => message.Time).ToList();
        var closed = _conversation.ClosedAt ?? times.LastOrDefault();
        Add("opened", new CaseOpenedEvent
        {
            Time = _conversation.OpenedAt ?? times.FirstOrDefault(),
            Handler = "agent",
            Channel = _conversation.Channel,
            Agent = _conversation.Agent,
        });
        foreach (var (index, message) in messages.Index())
        {
            AddMessage(index, message);
        }

        if (_conversation.Solved is { } solved)
        {
            Add("outcome", new OutcomeEvent { Time = closed, Solved = solved, By = _conversation.SolvedBy });
        }

        Add("closed", new CaseClosedEvent { Time = closed, HandlingSeconds = _conversation.HandlingSeconds, CostUsd = _conversation.CostUsd });
        return _events.Find(e => e.Fault() is not null) is { } bad
            ? new TranscriptCase { CaseId = _case, Refused = $"event {bad.Id}: {bad.Fault()} Correct the file, or the map if there is one." }
            : new TranscriptCase { CaseId = _case, Events = _events, Messages = _messages, ToolCalls = _calls, ToolErrors = _errors, HandedOff = _handedOff };
    }

    private void AddMessage(int index, ChatMessage message)
    {
        if (message.Role == Speaker.Tool)
        {
            if (_answers.IsOrphan(message))
            {
                AddCall($"{index}", message, new ChatCall(message.CallId, message.ToolName ?? "unknown", null), message);
            }

            return;
        }

        var agent = message.Role == Speaker.Agent;
        var model = agent ? message.Model ?? _conversation.Model : null;
        if (!string.IsNullOrWhiteSpace(message.Text))
        {
            _messages++;
            Add($"{index}", new MessageEvent
            {
                Time = message.Time,
                Role = message.Role.ToString().ToLowerInvariant(),
                Text = message.Text,
                Model = model,
                InputTokens = agent ? message.InputTokens : null,
                OutputTokens = agent ? message.OutputTokens : null,
                CostUsd = agent ? message.CostUsd : null,
            });
        }
        else if (agent && (message.InputTokens ?? message.OutputTokens ?? message.CostUsd) is not null)
        {
            // A message that only calls tools has no text to hang its cost on; the model's own step is where it was spent.
            Add($"{index}", new StepEvent
            {
                Time = message.Time,
                Kind = "model",
                Name = model ?? "model",
                Model = model,
                InputTokens = message.InputTokens,
                OutputTokens = message.OutputTokens,
                CostUsd = message.CostUsd,
            });
        }

        foreach (var (number, call) in message.Calls.Index())
        {
            AddCall($"{index}.{number}", message, call, _answers.To(call));
        }
    }

    private void AddCall(string id, ChatMessage by, ChatCall call, ChatMessage? answer)
    {
        var kind = ToolCatalogue.Guess(call.Name);
        var content = answer?.Text ?? call.Answer;
        var error = ToolError.In(content) ?? (answer is { Failed: true } ? content ?? "failed" : null);
        // Customers call tools too in tau2 (on their own phone): worth seeing, but nothing that the agent did.
        var customers = by.Role == Speaker.Customer;
        var ended = answer?.Time >= by.Time ? answer?.Time : null;
        Add(id, new StepEvent
        {
            Time = by.Time,
            EndTime = ended,
            Kind = customers ? "other" : kind switch { StepKind.Action => "action", StepKind.PolicyCheck => "policy_check", _ => "tool" },
            Name = call.Name,
            Input = call.Arguments,
            Output = content is null ? null : JsonSerializer.SerializeToElement(content),
            Error = error,
            CallId = call.Id,
        });
        if (customers)
        {
            return;
        }

        _calls++;
        _errors += error is null ? 0 : 1;
        if (kind == StepKind.Handoff && error is null)
        {
            _handedOff = true;
            var reason = call.Arguments is { } arguments ? arguments.Field("reason") ?? arguments.Field("summary") : null;
            Add($"{id}.handoff", new HandoffEvent { Time = ended ?? by.Time, Reason = reason.Word() });
        }
    }

    private void Add(string id, CaseEvent e) => _events.Add(e with { Id = $"{_case}#{id}", Case = _case, Seq = _events.Count });
}
