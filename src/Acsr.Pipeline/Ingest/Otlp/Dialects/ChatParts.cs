using System.Text;
using System.Text.Json;
using Acsr.Cases;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>Takes one message apart: what is said in it, the tools it asks for and the results it brings.</summary>
internal sealed class ChatParts
{
    private static readonly string[] Contents = ["content", "contents", "parts", "text"];
    private readonly StringBuilder _text = new();
    private readonly List<ChatCall> _calls = [];
    private readonly List<ChatResult> _results = [];

    /// <summary>A message of which the role is known.</summary>
    public static ChatMessage Message(Role role, JsonElement value)
    {
        var parts = new ChatParts();
        parts.Take(value, Unwrapped(value));
        return new(role, parts._text.ToString().Trim(), parts._calls, parts._results);
    }

    /// <summary>Who speaks; <see cref="Role.None"/> for tools and unknown roles; null when this is no message.</summary>
    public static Role? RoleIn(JsonElement value)
    {
        var message = Unwrapped(value);
        if (message.Word("role") is { } role) { return RoleOf(role); }
        if (message.Word("type") is "function_call") { return Role.Agent; }
        if (message.Word("type") is "function_call_output") { return Role.None; }
        var type = IsLangChain(value) ? value.GetProperty("id").EnumerateArray().LastOrDefault().ToString() : message.Has("content") ? message.Word("type") : null;
        return type switch
        {
            "human" or "HumanMessage" => Role.Customer,
            "ai" or "AIMessage" or "AIMessageChunk" => Role.Agent,
            "system" or "SystemMessage" => Role.System,
            "tool" or "ToolMessage" => Role.None,
            _ => null,
        };
    }

    /// <summary>Parts of one message rather than messages.</summary>
    public static bool IsList(JsonElement list) => list.GetArrayLength() > 0 && list.EnumerateArray().All(IsPart);

    private static bool IsPart(JsonElement part) => part.ValueKind == JsonValueKind.Object && RoleIn(part) is null
        && (part.Word("type") is "text" or "tool_use" or "tool_result" or "tool-call" or "tool-result" or "tool_call" or "tool_call_response" or "function"
            || part.Has("text") || part.Has("toolCallId") || part.Has("toolUse") || part.Has("toolResult") || part.Has("function_call") || part.Has("function_response"));

    private void Take(JsonElement value, JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            TakeContent(message);
            return;
        }

        var word = message.Word("role") ?? message.Word("type");
        foreach (var name in Contents)
        {
            if (message.TryGetProperty(name, out var content)) { TakeContent(content); }
        }

        TakeCalls(message);
        if (message.Word("type") is "function_call" or "function_call_output") { TakePart(message); }
        var resultOf = message.Word("tool_call_id");
        var isResult = resultOf is not null || word is "tool" or "function" || (RoleIn(value) == Role.None && word is not null);
        // A tool that speaks brings its result; what it was asked may stand in the same place.
        if (isResult && _results.Count == 0 && _text.Length > 0 && _calls.Count == 0) { _results.Add(new(resultOf ?? (word == "tool" ? message.Word("id") : null), _text.ToString())); }
        if (isResult) { _text.Clear(); }
    }

    private void TakeContent(JsonElement content)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String: TakeText(content.GetString()!); break;
            case JsonValueKind.Array: foreach (var part in content.EnumerateArray()) { TakePart(part); } break;
            case JsonValueKind.Object: Take(content, Unwrapped(content)); break;
            default: break;
        }
    }

    /// <summary>Some senders write the parts of a message as text, as JSON or as Python prints them.</summary>
    private void TakeText(string text)
    {
        if (ChatText.CallIn(text) is { } printed) { _calls.Add(printed); return; }
        if (text.StartsWith("[{", StringComparison.Ordinal))
        {
            try
            {
                using var json = JsonDocument.Parse(text);
                if (IsList(json.RootElement) && json.RootElement.EnumerateArray().All(part => part.Has("type") || part.Has("toolUse") || part.Has("toolResult") || part.Names() == 1))
                {
                    TakeContent(json.RootElement);
                    return;
                }
            }
            catch (JsonException)
            {
                // It only looked like JSON: somebody said it.
            }
        }

        _text.Append(_text.Length > 0 && text.Length > 0 ? "\n" : "").Append(text);
    }

    private void TakePart(JsonElement outer)
    {
        var part = outer.ValueKind == JsonValueKind.Object && outer.TryGetProperty("message_content", out var wrapped) ? wrapped : outer;
        if (part.ValueKind == JsonValueKind.String) { TakeText(part.GetString()!); }
        if (part.ValueKind != JsonValueKind.Object) { return; }
        switch (part.Word("type"))
        {
            case null or "text" or "input_text" or "output_text" when (part.Word("text") ?? part.Word("content")) is { } text: TakeText(text); break;
            case "tool_call" or "tool_use" or "tool-call" or "function_call" or "function": Call(part); break;
            case "tool_call_response" or "tool_result" or "tool-result" or "function_call_output": Result(part); break;
            case null or "" when part.Has("toolCallId"): Call(part); break;
            case null: TakeUntyped(part); break;
            default: break;
        }
    }

    /// <summary>Gemini and Bedrock say by the member's name what a part is.</summary>
    private void TakeUntyped(JsonElement part)
    {
        foreach (var name in (string[])["function_call", "functionCall", "toolUse", "function"])
        {
            if (part.Field(name) is { ValueKind: JsonValueKind.Object } call) { Call(call, name == "function" ? part.Word("id") : null); }
        }

        foreach (var name in (string[])["function_response", "functionResponse", "toolResult"])
        {
            if (part.Field(name) is { ValueKind: JsonValueKind.Object } result) { Result(result); }
        }
    }

    private void TakeCalls(JsonElement message)
    {
        var calls = message.Field("tool_calls") is { ValueKind: JsonValueKind.Array } own && own.GetArrayLength() > 0 ? own
            : message.Field("additional_kwargs")?.Field("tool_calls") ?? message.Field("tool_calls");
        if (calls is { ValueKind: JsonValueKind.String } text) { calls = Parsed(text.GetString()!); }
        if (calls is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var item in list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object)) { Call(item.Field("tool_call") ?? item); }
        }

        if (message.Field("function_call") is { ValueKind: JsonValueKind.Object } old) { Call(old); }
    }

    private void Call(JsonElement call, string? id = null)
    {
        var function = call.Field("function") is { ValueKind: JsonValueKind.Object } inner ? inner : call;
        id ??= First(call, "id", "call_id", "toolCallId", "toolUseId", "tool_call_id");
        // Responses items have an id of their own beside the call's.
        if (call.Word("type") == "function_call" && call.Word("call_id") is { } callId) { id = callId; }
        var arguments = Any(function, "arguments") ?? Any(function, "args") ?? Any(function, "input");
        _calls.Add(new(string.IsNullOrEmpty(id) ? null : id, First(function, "name", "toolName") ?? "unknown", arguments));
    }

    private void Result(JsonElement result)
    {
        var value = Any(result, "response") ?? Any(result, "result") ?? Any(result, "content") ?? Any(result, "output");
        _results.Add(new(First(result, "id", "tool_use_id", "toolUseId", "toolCallId", "call_id"), value));
    }

    /// <summary>OpenInference and chat answers wrap a message in an object, LangChain in its constructor.</summary>
    private static JsonElement Unwrapped(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Object || value.Has("role")) { return value; }
        if (IsLangChain(value)) { return value.Field("kwargs") ?? value; }
        return value.Field("message") is { ValueKind: JsonValueKind.Object } inner && inner.Has("role") ? inner : value;
    }

    private static bool IsLangChain(JsonElement value) => value.Has("lc") && value.Field("id") is { ValueKind: JsonValueKind.Array };

    private static Role RoleOf(string role) => role switch
    {
        "user" or "human" => Role.Customer,
        "assistant" or "model" or "ai" => Role.Agent,
        "system" or "developer" => Role.System,
        _ => Role.None,
    };

    private static JsonElement? Parsed(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? First(JsonElement value, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (value.Word(name) is { } word) { return word; }
        }

        return null;
    }

    /// <summary>A text as it is, anything else as JSON.</summary>
    private static string? Any(JsonElement value, string name) =>
        value.Field(name) is not { } field ? null : field.ValueKind == JsonValueKind.String ? field.GetString() : field.GetRawText();
}
