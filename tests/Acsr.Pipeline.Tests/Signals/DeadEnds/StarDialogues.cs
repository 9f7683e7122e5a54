using System.IO.Compression;
using System.Text.Json.Nodes;
using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// Real dialogues of people, read from the folder of real data: one asks, one answers as the assistant and queries a knowledge base. A query
/// that books is an action, any other a search; an answer that says it failed is an error.
/// </summary>
internal static class StarDialogues
{
    private static readonly Lock Gate = new();
    private static Dictionary<int, (bool Complete, IReadOnlyList<Step> Steps)>? _read;

    public static IReadOnlyDictionary<int, (bool Complete, IReadOnlyList<Step> Steps)> All
    {
        get
        {
            lock (Gate) { return _read ??= Read(SharedData.Path("star/dialogues-even.jsonl.gz")); }
        }
    }

    private static Dictionary<int, (bool, IReadOnlyList<Step>)> Read(string path)
    {
        Dictionary<int, (bool, IReadOnlyList<Step>)> dialogues = [];
        using var lines = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            var dialogue = JsonNode.Parse(line)!;
            dialogues[(int)dialogue["DialogueID"]!] = ((string)dialogue["CompletionLevel"]! == "Complete", Steps(dialogue["Events"]!.AsArray()));
        }

        return dialogues;
    }

    private static List<Step> Steps(JsonArray events)
    {
        List<Step> steps = [];
        foreach (var e in events.OfType<JsonObject>())
        {
            var at = e["UnixTime"] is JsonValue time ? DateTimeOffset.FromUnixTimeSeconds((long)time.GetValue<double>()).UtcDateTime : (DateTime?)null;
            var step = ((string?)e["Agent"], (string?)e["Action"]) switch
            {
                ("User", "utter") => Message(Role.Customer),
                ("Wizard", "utter" or "pick_suggestion") => Message(Role.Agent),
                ("Wizard", "query") => Query(e),
                _ => null,
            };
            if (step is not null) { steps.Add(step with { Id = $"s{steps.Count}", StartedAt = at }); }
            if ((string?)e["Action"] == "return_item") { steps[^1] = Answered(steps[^1], e); }

            Step Message(Role role) => new() { Id = "", Kind = StepKind.Message, Role = role, Text = (string?)e["Text"] };
        }

        return steps;
    }

    private static Step Query(JsonObject e)
    {
        var arguments = new JsonObject();
        foreach (var (name, value) in e["Constraints"]?.AsArray().OfType<JsonObject>().SelectMany(constraint => constraint) ?? []) { arguments[name] = value?.DeepClone(); }
        var books = ((string?)arguments["RequestType"])?.Contains("Book", StringComparison.Ordinal) == true;
        return new Step { Id = "", Kind = books ? StepKind.Action : StepKind.Retrieval, Name = (string?)e["APIName"] ?? "query", Input = arguments.ToJsonString() };
    }

    private static Step Answered(Step query, JsonObject e)
    {
        var item = e["Item"]?.ToJsonString() ?? "null";
        return item.Contains("Failed", StringComparison.Ordinal) ? query with { Error = item } : query with { Output = e["TotalItems"] is JsonValue n && n.GetValue<int>() == 0 ? "[]" : $"[{item}]" };
    }
}
