using System.Text.Json;

namespace Acsr.Releases.Formats;

/// <summary>Rules that checkers of chat rows share. Each answers what is wrong, or null. They read the written bytes and know no item.</summary>
internal static class RowRules
{
    // A name that comes twice is read differently by different readers, so it is refused.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static string? Check(ReadOnlyMemory<byte> line, Func<JsonElement, string?> rules)
    {
        if (line.Span.ContainsAny((byte)'\n', (byte)'\r')) { return "The row holds a line break."; }
        try
        {
            using var document = JsonDocument.Parse(line, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object ? rules(document.RootElement) : "The row is not a JSON object.";
        }
        catch (JsonException error)
        {
            return $"The row is not JSON: {error.Message}";
        }
    }

    public delegate string? MessageRule(JsonElement message, string role, List<string> unanswered, bool isLast);

    /// <summary>Roles in an order that trainers take, every call answered at once, the assistant last.</summary>
    public static string? Conversation(IReadOnlyList<JsonElement> messages, MessageRule check)
    {
        var unanswered = new List<string>();
        for (var i = 0; i < messages.Count; i++)
        {
            var message = messages[i];
            var isLast = i == messages.Count - 1;
            if (message.ValueKind != JsonValueKind.Object || TextIn(message, "role") is not null) { return $"Message {i} has no role."; }
            var role = message.GetProperty("role").GetString()!;
            if (role is not ("system" or "user" or "assistant" or "tool")) { return $"Message {i} has the unknown role '{role}'."; }
            if (isLast && role != "assistant") { return "The last message is not the assistant's."; }
            if (role != "tool" && unanswered.Count > 0) { return $"Message {i} comes before '{unanswered[0]}' was answered."; }
            if (check(message, role, unanswered, isLast) is { } fault) { return $"Message {i}: {fault}"; }
        }

        return messages.Any(m => m.GetProperty("role").ValueEquals("user")) ? null : "No message is a user's.";
    }

    public static string? KeysAre(JsonElement element, params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (!element.TryGetProperty(key, out _)) { return $"'{key}' is missing."; }
        }

        return KeysWithin(element, keys);
    }

    public static string? KeysWithin(JsonElement element, params ReadOnlySpan<string> keys)
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!keys.Contains(property.Name)) { return $"'{property.Name}' is no key of this format."; }
        }

        return null;
    }

    public static string? ItemsOf(JsonElement element, string key, out List<JsonElement> items)
    {
        var isList = element.GetProperty(key) is { ValueKind: JsonValueKind.Array };
        items = isList ? [.. element.GetProperty(key).EnumerateArray()] : [];
        return items.Count > 0 ? null : $"'{key}' is not a list with messages.";
    }

    public static string? TextIn(JsonElement element, string key) =>
        element.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.String ? null : $"'{key}' is not a text.";

    public static string? ContentOrCalls(JsonElement message)
    {
        var hasText = message.TryGetProperty("content", out var content) && content.ValueKind != JsonValueKind.Null;
        if (hasText && content.ValueKind != JsonValueKind.String) { return "'content' is not a text."; }
        return hasText || message.TryGetProperty("tool_calls", out _) ? null : "The assistant neither says nor calls anything.";
    }

    /// <summary>Adds each call's key to those that wait for an answer; the last message's calls wait for ever, which is what is learnt.</summary>
    public static string? Calls(JsonElement message, List<string> unanswered, Func<JsonElement, string?> check, Func<JsonElement, string> keyOf)
    {
        if (!message.TryGetProperty("tool_calls", out var calls)) { return null; }
        if (calls.ValueKind != JsonValueKind.Array || calls.GetArrayLength() == 0) { return "'tool_calls' is not a list with calls."; }
        foreach (var call in calls.EnumerateArray())
        {
            if (call.ValueKind != JsonValueKind.Object) { return "A call is not an object."; }
            if (check(call) is { } fault) { return fault; }
            unanswered.Add(keyOf(call));
        }

        return null;
    }

    public static string? Function(JsonElement call, JsonValueKind arguments)
    {
        if (!call.GetProperty("type").ValueEquals("function")) { return "A call is not of the type 'function'."; }
        var function = call.GetProperty("function");
        if (function.ValueKind != JsonValueKind.Object) { return "'function' is not an object."; }
        if ((KeysAre(function, "name", "arguments") ?? TextIn(function, "name")) is { } fault) { return fault; }
        if (function.GetProperty("name").GetString()!.Length == 0) { return "A function has no name."; }
        var value = function.GetProperty("arguments");
        if (value.ValueKind != arguments) { return $"'arguments' is not {(arguments == JsonValueKind.String ? "a text" : "an object")}."; }
        if (arguments == JsonValueKind.Object) { return null; }
        try
        {
            using var inner = JsonDocument.Parse(value.GetString()!, Strict);
            return inner.RootElement.ValueKind == JsonValueKind.Object ? null : "'arguments' holds no JSON object.";
        }
        catch (JsonException)
        {
            return "'arguments' holds no JSON.";
        }
    }

    /// <summary>A result answers the call that has waited longest.</summary>
    public static string? Answers(JsonElement message, string key, List<string> unanswered)
    {
        if (TextIn(message, key) is { } fault) { return fault; }
        if (unanswered.Count == 0 || !message.GetProperty(key).ValueEquals(unanswered[0])) { return "A result answers no call, or not in the order of the calls."; }
        unanswered.RemoveAt(0);
        return null;
    }
}
