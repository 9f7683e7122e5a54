using System.Text.Json;

namespace Acsr.Ingest.Transcripts;

/// <summary>The shapes that are recognised by themselves: OpenAI messages, tau-bench and tau2.</summary>
internal static class KnownShapes
{
    /// <summary>The conversations in one value of a file: many in a tau2 file, one otherwise; one with a fault where the shape is not known.</summary>
    public static IEnumerable<Conversation> Read(JsonElement value) =>
        value.Field("simulations") is { ValueKind: JsonValueKind.Array } simulations ? Tau2(value, simulations)
        : value.Field("traj") is { ValueKind: JsonValueKind.Array } ? [TauBench(value)]
        : value.Field("messages") is { ValueKind: JsonValueKind.Array } ? [value.Field("reward_info") is null ? OpenAi(value) : Simulation(value, null, null)]
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().FirstOrDefault() is var first && ChatMessageReader.IsMessage(first) ? [Bare(value.EnumerateArray())]
        : [new Conversation { Fault = $"its shape is not known: it has {value.Names()}. Use messages as OpenAI writes them, tau-bench or tau2, or say with a map where things stand." }];

    /// <summary>A conversation that is nothing but its messages.</summary>
    public static Conversation Bare(IEnumerable<JsonElement> messages) => new() { Messages = Messages(messages), Channel = "chat" };

    private static Conversation OpenAi(JsonElement value) => new()
    {
        Id = value.Field("id").Word(),
        Messages = Messages(value.Field("messages").Items()),
        Model = value.Field("model").Word(),
        Channel = "chat",
    };

    private static Conversation TauBench(JsonElement value)
    {
        var conversation = new Conversation { Messages = Messages(value.Field("traj").Items()), Channel = "chat" };
        var id = Trial(value);
        return Rewarded(conversation, value.Field("reward")) with
        {
            Id = id,
            SpareId = id is null ? null : $"{id}~{conversation.ContentHash()[..8]}",
        };
    }

    /// <summary>Task and trial name a simulation, and its own id where two share them.</summary>
    private static IEnumerable<Conversation> Tau2(JsonElement file, JsonElement simulations)
    {
        var agent = file.At("info.agent_info.implementation").Word();
        var model = file.At("info.agent_info.llm").Word();
        var shared = simulations.EnumerateArray().Select(Trial).CountBy(trial => trial ?? "").Where(trial => trial.Value > 1).Select(trial => trial.Key).ToHashSet();
        return simulations.EnumerateArray().Select(value => Simulation(value, agent, model))
            .Select(simulation => simulation.Id is { } id && shared.Contains(id) ? simulation with { Id = simulation.SpareId } : simulation);
    }

    private static Conversation Simulation(JsonElement value, string? agent, string? model)
    {
        var messages = Messages(value.Field("messages").Items());
        var cost = value.Field("agent_cost").Number();
        var spent = messages.Where(message => message.Role == Speaker.Agent).Sum(message => message.CostUsd ?? 0);
        var conversation = new Conversation
        {
            Id = Trial(value),
            SpareId = value.Field("id").Word(),
            Messages = messages,
            Agent = agent,
            Model = model,
            Channel = "chat",
            OpenedAt = value.Field("start_time").Time(),
            ClosedAt = value.Field("end_time").Time(),
            HandlingSeconds = value.Field("duration").Number(),
            // The sum of the messages says the same with more detail; the file's own sum is only taken where it says something else.
            CostUsd = cost is { } sum && Math.Abs(sum - spent) > 1e-9 ? cost : null,
        };
        return Rewarded(conversation, value.At("reward_info.reward"));
    }

    private static string? Trial(JsonElement value) =>
        value.Field("task_id").Word() is { } task ? $"{task}-{value.Field("trial").Word() ?? "0"}" : null;

    private static Conversation Rewarded(Conversation conversation, JsonElement? reward) =>
        reward.Number() is { } number ? conversation with { Solved = Math.Abs(number - 1) < 1e-6, SolvedBy = "reward" } : conversation;

    private static List<ChatMessage> Messages(IEnumerable<JsonElement> messages) => [.. messages.Select(ChatMessageReader.Read)];
}
