using System.Text.Json;
using System.Text.RegularExpressions;
using Acsr.Cases;

namespace Acsr.Policies.Rules;

/// <summary>
/// The facts of each decision of the agent (formats I.2), from the folded case alone: its arguments, what the agent had looked up before,
/// and what had been said and done. Pure. Nothing that came later is in them, and nothing after a person took over.
/// </summary>
public sealed partial class DecisionFacts
{
    private readonly List<object?> _calls = [];
    private readonly Dictionary<string, IReadOnlyList<string>> _callSteps = [];
    private readonly KnownState _known = new();
    private Step? _said;
    private (string Text, string StepId)? _statedNow;

    /// <summary>Every call of a tool by the agent, in order. Its facts are built when they are asked for, which is while it is the current one.</summary>
    public static IEnumerable<(Step Step, Func<RuleFacts> Facts)> Of(FoldedCase folded)
    {
        var state = new DecisionFacts();
        foreach (var step in folded.Steps.TakeWhile(step => !step.EndsAgentsPart))
        {
            if (step.Kind == StepKind.Message) { state.Hear(step); }
            if (!step.IsToolCall) { continue; }
            var call = state.Call(step);
            yield return (step, () => state.Facts(folded.Facts, step, call));
            state.Learn(step, call);
        }
    }

    /// <summary>Whether a call changes something, by the tool's name or as its sender says.</summary>
    public static bool Changes(Step step) => step.Kind == StepKind.Action;

    private void Hear(Step step)
    {
        if (step.Role == Role.System && step.Text is { } text && StatedTime.In(text) is { } stated) { _statedNow = (stated, step.Id); }
        if (step.Role != Role.Customer || string.IsNullOrWhiteSpace(step.Text)) { return; }
        _said = step;
        if (Consent.In(step.Text) is not { } yes) { return; }
        foreach (var call in _calls.OfType<Dictionary<string, object?>>()) { call["confirmed_since"] = yes || call.GetValueOrDefault("confirmed_since") is true; }
    }

    private Dictionary<string, object?> Call(Step step)
    {
        var call = new Dictionary<string, object?> { ["tool"] = step.Name, ["args"] = JsonOf(step.Input) ?? new Dictionary<string, object?>(), ["ok"] = step.Error is null };
        if (step.StartedAt is { } at) { call["at"] = RuleTime.Write(at); }
        _callSteps[$"history.calls.{_calls.Count}"] = [step.Id];
        _calls.Add(call);
        return call;
    }

    private RuleFacts Facts(Case facts, Step step, Dictionary<string, object?> call)
    {
        var judged = new Dictionary<string, object?>(call);
        if ((step.Error ?? step.Output) is { } result) { judged["result"] = JsonOf(result); }
        if (step.Confidence is { } sure) { judged["confidence"] = (decimal)sure; }

        var evidence = new Dictionary<string, IReadOnlyList<string>>(_callSteps) { ["call"] = [step.Id] };
        var root = new Dictionary<string, object?>
        {
            ["case"] = CaseFields(facts, step),
            ["call"] = judged,
            ["before"] = _known.Before(call["args"], evidence),
            ["history"] = History(evidence),
        };
        root["customer"] = _known.Customer(facts.Customer, evidence);
        if (step.StartedAt is { } at) { (root["now"], evidence["now"]) = (RuleTime.Write(at), [step.Id]); }
        else if (_statedNow is { } stated) { (root["now"], evidence["now"]) = (stated.Text, [stated.StepId]); }
        return new RuleFacts(root, evidence);
    }

    private Dictionary<string, object?> History(Dictionary<string, IReadOnlyList<string>> evidence)
    {
        // A copy: the list grows with the case, and facts are of their moment.
        var history = new Dictionary<string, object?> { ["calls"] = _calls.Select(c => c is Dictionary<string, object?> call ? new Dictionary<string, object?>(call) : c).ToArray() };
        if (_said is not null && Consent.In(_said.Text) is { } yes)
        {
            (history["confirmed"], evidence["history.confirmed"]) = (yes, [_said.Id]);
        }

        return history;
    }

    private void Learn(Step step, Dictionary<string, object?> call)
    {
        if (step.Error is null && JsonOf(step.Output) is { } result) { _known.Learn(step, call["args"], result); }
    }

    private static Dictionary<string, object?> CaseFields(Case facts, Step step)
    {
        var fields = new Dictionary<string, object?> { ["id"] = facts.Id, ["source"] = facts.Source, ["turn"] = (decimal)step.Turn };
        foreach (var (name, value) in ((string, string?)[])[
            ("agent", facts.Agent), ("agent_version", facts.AgentVersion), ("release", facts.Release), ("channel", facts.Channel), ("intent", facts.Intent), ("language", facts.Language)])
        {
            if (value is not null) { fields[name] = value; }
        }

        if (facts.OpenedAt is { } opened) { fields["opened_at"] = RuleTime.Write(opened); }
        return fields;
    }

    /// <summary>JSON as values; text that is none as text; null where there is nothing.</summary>
    private static object? JsonOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) { return null; }
        if (text.AsSpan().TrimStart() is not ['{' or '[', ..]) { return text; }
        try
        {
            using var document = JsonDocument.Parse(text);
            return RuleValue.From(document.RootElement);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}

/// <summary>The present time as a text states it, for conversations that were recorded without times.</summary>
internal static partial class StatedTime
{
    public static string? In(string text) => Stated().Match(text) is { Success: true } match ? match.Groups["time"].Value.Trim() : null;

    [GeneratedRegex(@"current (?:date and )?time is:?\s*(?<time>\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:\s*(?:Z|[+-]\d{2}:\d{2}|[A-Z]{2,5}))?)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Stated();
}
