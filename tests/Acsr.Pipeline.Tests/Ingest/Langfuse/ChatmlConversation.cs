using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Cases;

namespace Acsr.Ingest.Langfuse;

/// <summary>What Langfuse's own reading of a trace says was spoken and called, over all its model calls, each once.</summary>
internal sealed class ChatmlConversation
{
    public List<(Role Role, string Text)> Said { get; } = [];
    public List<(string Name, string Arguments)> Calls { get; } = [];
    /// <summary>False where Langfuse found no messages on one side of a model call, or in all of it.</summary>
    public bool IsComplete { get; private set; } = true;

    public static ChatmlConversation Of(JsonNode trace, JsonNode chatml)
    {
        var conversation = new ChatmlConversation();
        var observations = (trace["observations"] ?? trace["trace"]!["observations"])!.AsArray();
        foreach (var generation in observations.Where(o => (string?)o!["type"] == "GENERATION").OrderBy(o => (string?)o!["startTime"], StringComparer.Ordinal))
        {
            conversation.IsComplete &= chatml[(string)generation!["id"]!] is not null;
            foreach (var side in (string[])["input", "output"])
            {
                if (chatml[(string)generation!["id"]!]?[side] is not { } read) { continue; }
                if (!(bool)read["success"]!) { conversation.IsComplete = false; continue; }
                foreach (var message in read["data"]!.AsArray()) { conversation.Take(Lifted(message!)); }
            }
        }

        return conversation;
    }

    // Where Langfuse did not see that an object is a message, it is kept whole beside an empty one.
    private static JsonNode Lifted(JsonNode message) => message["role"] is null && message["json"]?["message"] is { } inner ? inner : message;

    private void Take(JsonNode message)
    {
        var role = (string?)message["role"] switch { "user" => Role.Customer, "assistant" or "model" => Role.Agent, "system" => Role.System, _ => Role.None };
        var parts = Parts(message["content"]).ToList();
        var text = string.Join('\n', parts.Select(part => (string?)part["text"]).OfType<string>()).Trim();
        if (role is not Role.None && text.Length > 0 && !Said.Contains((role, text))) { Said.Add((role, text)); }
        IsComplete &= message["role"] is not null;
        foreach (var call in (message["tool_calls"]?.AsArray() ?? []).Concat(parts.Where(part => part["text"] is null)))
        {
            var name = (string?)(call!["name"] ?? call["function"]?["name"]);
            if (name is not null) { Called(name, (call["arguments"] ?? call["input"] ?? call["function"]?["arguments"])!); }
        }
    }

    private void Called(string name, JsonNode arguments)
    {
        var call = (name, Compact(arguments.GetValueKind() == JsonValueKind.String ? (string)arguments! : arguments.ToJsonString()));
        if (!Calls.Contains(call)) { Calls.Add(call); }
    }

    public static string Compact(string? json) => string.IsNullOrEmpty(json) ? "" : JsonNode.Parse(json)!.ToJsonString();

    private static IEnumerable<JsonNode> Parts(JsonNode? content)
    {
        if (content is null) { return []; }
        if (content is JsonArray list) { return list.Select(part => part!); }
        var text = (string)content!;
        return text.StartsWith("[{\"type\":", StringComparison.Ordinal) || text.StartsWith("[{\"type\" :", StringComparison.Ordinal) || text.StartsWith("[{\"function\":", StringComparison.Ordinal)
            ? JsonNode.Parse(text)!.AsArray().Select(part => part!)
            : [new JsonObject { ["text"] = text }];
    }
}
