using System.Globalization;
using Acsr.Cases;

namespace Acsr.Releases;

/// <summary>
/// Writes down what the agent had seen when it came to a decisive step (formats D.7): messages and answered calls before it, in order. A
/// colleague's messages, overrides and reviewers' notes were never the agent's to see. Pure.
/// </summary>
public static class PromptBuilder
{
    /// <param name="steps">The whole case, in its order.</param>
    /// <param name="decisive">One of them.</param>
    public static IReadOnlyList<TrainingMessage> Build(IReadOnlyList<Step> steps, Step decisive)
    {
        var messages = new List<TrainingMessage>();
        var calls = 0;
        (string? Origin, int Index) open = default;
        foreach (var step in steps.TakeWhile(s => s.Id != decisive.Id).Where(s => WasSeen(s, decisive)))
        {
            if (!step.IsToolCall)
            {
                open = (step.Role == Role.Agent ? step.Id : null, messages.Count);
                messages.Add(TrainingMessage.Said(RoleOf(step.Role)!, step.Text!));
                continue;
            }

            // Ids are numbered anew: a sender's are random, and a model would learn to imitate the noise.
            var call = new TrainingCall(CallId(++calls), step.Name, JsonArguments.Wrap(step.Input));
            var origin = Origin(step);
            if (origin is not null && origin == open.Origin)
            {
                var asking = messages[open.Index];
                messages[open.Index] = asking with { Calls = [.. asking.Calls, call] };
            }
            else
            {
                open = (origin, messages.Count);
                messages.Add(TrainingMessage.Called(null, call));
            }

            messages.Add(TrainingMessage.Answered(call, ResultOf(step)));
        }

        return messages;
    }

    /// <summary>Id of the n-th call of a row, from 1.</summary>
    public static string CallId(int number) => string.Create(CultureInfo.InvariantCulture, $"call_{number}");

    private static bool WasSeen(Step step, Step decisive)
    {
        // One message may hold a text and several calls; its parts belong to the decision, and results of its calls came later.
        if (Origin(decisive) is { } message && (step.Id == message || Origin(step) == message)) { return false; }
        if (step.Role == Role.Human) { return false; }
        if (step.IsToolCall) { return !(step.EndedAt > decisive.StartedAt); }
        return step.Kind == StepKind.Message && RoleOf(step.Role) is not null && !string.IsNullOrWhiteSpace(step.Text);
    }

    /// <summary>The message that asked for a call, where the step's id tells it.</summary>
    private static string? Origin(Step step) =>
        step.CallId is { Length: > 0 } call && step.Id.EndsWith("#" + call, StringComparison.Ordinal) ? step.Id[..^(call.Length + 1)] : null;

    private static string? RoleOf(Role role) => role switch
    {
        Role.Customer => "user",
        Role.Agent => "assistant",
        Role.System => "system",
        Role.Human or Role.None => null,
    };

    // Some instrumentations write the result of a failed call as null; the agent saw the error.
    private static string ResultOf(Step step) =>
        step.Error is { } error && step.Output is null or "" or "null" ? $"Error: {error}" : step.Output ?? "";
}
