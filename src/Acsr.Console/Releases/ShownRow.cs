using System.Text.Json;
using Acsr.Releases.Formats;

namespace Acsr.Releases;

/// <summary>A message of a training row as people read it.</summary>
/// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</param>
/// <param name="Name">Of a tool's result: the tool.</param>
/// <param name="Content">The text; null where there is none.</param>
/// <param name="Calls">Tool calls.</param>
/// <param name="IsTarget">What the model is to learn; all else is what it had seen.</param>
internal sealed record ShownMessage(string Role, string? Name, string? Content, IReadOnlyList<ShownCall> Calls, bool IsTarget)
{
    /// <summary>Who speaks, in the words of support.</summary>
    public string Speaker => Role switch
    {
        "system" => "Instructions",
        "user" => "Customer",
        "assistant" => "Agent",
        _ => Name is null ? "Result" : $"Result of {Name}",
    };
}

/// <summary>A call of a tool; the arguments as indented JSON.</summary>
internal sealed record ShownCall(string Name, string Arguments);

/// <summary>Reads a line of the TRL file for showing. Pure.</summary>
internal static class ShownRow
{
    public static IReadOnlyList<ShownMessage> Messages(string line)
    {
        using var row = JsonDocument.Parse(line);
        return [.. Of(row.RootElement.GetProperty("prompt"), isTarget: false), .. Of(row.RootElement.GetProperty("completion"), isTarget: true)];
    }

    /// <summary>The line as it is, but indented.</summary>
    public static string Indented(string line)
    {
        using var row = JsonDocument.Parse(line);
        return Indented(row.RootElement);
    }

    private static List<ShownMessage> Of(JsonElement messages, bool isTarget) => [.. messages.EnumerateArray().Select(message => new ShownMessage(
        message.GetProperty("role").GetString()!, Text(message, "name"), Text(message, "content"),
        message.TryGetProperty("tool_calls", out var calls) ? [.. calls.EnumerateArray().Select(c => CallOf(c.GetProperty("function")))] : [],
        isTarget))];

    private static ShownCall CallOf(JsonElement function) => new(function.GetProperty("name").GetString()!, Indented(function.GetProperty("arguments")));

    private static string? Text(JsonElement message, string key) => message.TryGetProperty(key, out var value) ? value.GetString() : null;

    private static string Indented(JsonElement element) => System.Text.Encoding.UTF8.GetString(ReleaseJson.Write(element.WriteTo, indented: true));
}
