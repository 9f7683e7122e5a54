using System.Text.Json.Nodes;
using Acsr.Cases;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>
/// OpenTelemetry GenAI up to 1.36 (formats B.1): messages as <c>gen_ai.prompt.N.*</c>, as one JSON text, or as events, on the span or,
/// as Pydantic AI writes them, in an attribute; Google's ADK keeps request and answer whole.
/// </summary>
internal static class LegacyGenAiDialect
{
    public static SpanReading Read(OtlpSpan span)
    {
        var (asked, answered) = Events(span);
        return new()
        {
            // Some senders give neither an operation nor a name that tells; what carries a prompt is a model call.
            Kind = HasPrompt(span) ? StepKind.Model : null,
            InputTokens = span.Count("gen_ai.usage.prompt_tokens"),
            OutputTokens = span.Count("gen_ai.usage.completion_tokens"),
            CostUsd = span.Cost("gen_ai.usage.cost") ?? span.Cost("operation.cost"),
            Agent = span.Text("agent_name"),
            Input = span.Text("tool_arguments") ?? span.Text("gcp.vertex.agent.tool_call_args"),
            Output = span.Text("tool_response") ?? span.Text("gcp.vertex.agent.tool_response"),
            In = FirstOf(Indexed(span, "gen_ai.prompt", Role.Customer), asked, ChatJson.Of(span.Text("gcp.vertex.agent.llm_request"), Role.Customer)),
            Out = FirstOf(Indexed(span, "gen_ai.completion", Role.Agent), answered, ChatJson.Of(span.Text("gcp.vertex.agent.llm_response"), Role.Agent)),
        };
    }

    private static IReadOnlyList<ChatMessage> FirstOf(params ReadOnlySpan<IReadOnlyList<ChatMessage>> lists)
    {
        foreach (var list in lists)
        {
            if (list.Count > 0) { return list; }
        }

        return [];
    }

    private static bool HasPrompt(OtlpSpan span) => span.Name == "call_llm" ||
        span.Attributes.ContainsKey("gen_ai.prompt") || span.Attributes.Keys.Any(name => name.StartsWith("gen_ai.prompt.0", StringComparison.Ordinal));

    private static IReadOnlyList<ChatMessage> Indexed(OtlpSpan span, string name, Role speaker) =>
        FlatAttributes.Under(span.Attributes, name) is { } tree ? ChatJson.Of(tree, speaker) : ChatJson.Of(span.Text(name), speaker);

    private static (IReadOnlyList<ChatMessage> In, IReadOnlyList<ChatMessage> Out) Events(OtlpSpan span)
    {
        var asked = new JsonArray();
        var answered = new JsonArray();
        foreach (var item in span.Events.OrderBy(e => e.TimeNano))
        {
            switch (item.Name)
            {
                case "gen_ai.choice": answered.Add(Answer(FlatAttributes.Object(item.Attributes))); break;
                case "gen_ai.content.prompt": Append(asked, item, "gen_ai.prompt"); break;
                case "gen_ai.content.completion": Append(answered, item, "gen_ai.completion"); break;
                case "gen_ai.client.inference.operation.details":
                    Append(asked, item, "gen_ai.input.messages");
                    Append(answered, item, "gen_ai.output.messages");
                    break;
                default:
                    if (RoleOf(item.Name) is { } role)
                    {
                        var message = FlatAttributes.Object(item.Attributes);
                        message["role"] ??= role;
                        asked.Add(message);
                    }

                    break;
            }
        }

        Take(span.Text("events") ?? span.Text("all_messages_events"), asked, answered);
        return (ChatJson.Of(asked, Role.Customer), ChatJson.Of(answered, Role.Agent));
    }

    /// <summary>A choice holds its message as an object, which attributes turn into JSON text, or only what the message says.</summary>
    private static JsonObject Answer(JsonObject choice)
    {
        if (choice["message"] is not JsonValue told) { return choice; }
        var text = told.ToString();
        if (FlatAttributes.Parsed(text) is JsonObject message)
        {
            message["role"] ??= "assistant";
            return message;
        }

        choice.Remove("message");
        choice["role"] = "assistant";
        choice["content"] = text;
        return choice;
    }

    private static void Append(JsonArray to, OtlpSpanEvent item, string name)
    {
        if (FlatAttributes.Parsed(SpanAttributes.TextOf(item.Attributes.GetValueOrDefault(name))) is not { } value) { return; }
        foreach (var part in value as JsonArray ?? [value]) { to.Add(part?.DeepClone()); }
    }

    private static void Take(string? events, JsonArray asked, JsonArray answered)
    {
        foreach (var item in (FlatAttributes.Parsed(events) as JsonArray ?? []).OfType<JsonObject>())
        {
            var isAnswer = item["event.name"] is JsonValue name && name.TryGetValue<string>(out var text) && text == "gen_ai.choice";
            (isAnswer ? answered : asked).Add(item.DeepClone());
        }
    }

    private static string? RoleOf(string eventName) => eventName switch
    {
        "gen_ai.system.message" => "system",
        "gen_ai.user.message" => "user",
        "gen_ai.assistant.message" => "assistant",
        "gen_ai.tool.message" => "tool",
        _ => null,
    };
}
