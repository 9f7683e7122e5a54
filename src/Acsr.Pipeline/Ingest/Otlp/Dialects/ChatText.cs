using System.Text.RegularExpressions;
using Acsr.Cases;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>What stands in a text that is no JSON: something said, or a conversation written out as <c>user: …</c> lines.</summary>
internal static partial class ChatText
{
    /// <param name="text">The text.</param>
    /// <param name="speaker">Who says it if it names nobody; <see cref="Role.None"/> to pass over it.</param>
    public static IReadOnlyList<ChatMessage> Of(string text, Role speaker)
    {
        if (speaker == Role.None || string.IsNullOrWhiteSpace(text) || text is "None" or "null") { return []; }
        var marks = Marks().Matches(text);
        if (marks.Count == 0 || marks[0].Index != 0) { return [new(speaker, text.Trim(), [], [])]; }
        return [.. marks.Select((mark, place) => Said(mark.Groups[1].Value, text[(mark.Index + mark.Length)..(place + 1 < marks.Count ? marks[place + 1].Index : text.Length)].Trim()))];
    }

    /// <summary>The tool call that a text is, where the sender printed its object (as the OpenAI Agents instrumentation of Traceloop does).</summary>
    public static ChatCall? CallIn(string text) =>
        PrintedCall().Match(text) is { Success: true } call ? new(call.Groups["id"].Value, call.Groups["name"].Value, call.Groups["arguments"].Value) : null;

    // Python prints None for what was not said.
    private static ChatMessage Said(string role, string text) => text == "None" ? new(Role.None, "", [], []) : role switch
    {
        "user" => new(Role.Customer, text, [], []),
        "assistant" => new(Role.Agent, text, [], []),
        "tool" => new(Role.None, "", [], [new(null, text)]),
        _ => new(Role.System, text, [], []),
    };

    [GeneratedRegex("^(system|developer|user|assistant|tool): ", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Marks();

    [GeneratedRegex(@"\AResponseFunctionToolCall\(arguments='(?<arguments>.*?)', call_id='(?<id>[^']*)', name='(?<name>[^']*)'", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex PrintedCall();
}
