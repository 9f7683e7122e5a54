using System.Text.Json;
using System.Text.RegularExpressions;
using Acsr.Cases;
using Acsr.Signals.DeadEnds;

namespace Acsr.Signals;

/// <summary>A change that the agent took back or made again (I8).</summary>
/// <param name="Name"><c>undone</c>, <c>repeated</c> or <c>changed again</c>.</param>
/// <param name="Text">In words.</param>
/// <param name="Count">How often.</param>
/// <param name="StepIds">The change first, then what came of it.</param>
public sealed record Backtrack(string Name, string Text, int Count, IReadOnlyList<string> StepIds);

/// <summary>
/// Finds the state changes that the agent undid or did again, among those that succeeded before a person took over. A change of the
/// customer's that is taken back is none of these: only what this agent did in this case counts. Pure.
/// </summary>
public static partial class Backtracking
{
    /// <summary>Verbs that take back what one of the verbs behind them did.</summary>
    private static readonly (string[] Undo, string[] Done)[] Opposites =
    [
        (["cancel", "delete", "remove", "void", "revoke", "reverse", "withdraw"], ["create", "book", "issue", "place", "add", "apply", "schedule", "reserve", "open", "order", "waive", "grant"]),
        (["close"], ["open"]), (["deactivate", "disable"], ["activate", "enable"]), (["activate", "enable"], ["deactivate", "disable"]), (["unsubscribe"], ["subscribe"]),
    ];

    private static readonly string[] Undoing = ["undo", "revert", "rollback", "restore"];
    private static readonly string[] Changing = ["update", "modify", "change", "set", "edit", "exchange"];

    public static IReadOnlyList<Backtrack> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        var changes = AgentSteps.Of(steps).Where(step => step is { Kind: StepKind.Action, IsToolCall: true, Error: null }).Select(step => new Change(step, options)).ToList();
        if (changes.Count == 0) { return []; }
        return [.. Repeated(changes), .. ChangedAgain(changes), .. Undone(changes)];
    }

    private static IEnumerable<Backtrack> Repeated(List<Change> changes) => changes.Where(change => !change.Step.MayRepeat).GroupBy(change => change.Canonical).Where(same => same.Count() > 1)
        .Select(same => new Backtrack("repeated", $"'{same.First().Step.Name}' was carried out {same.Count()} times with the same arguments", same.Count() - 1, Ids(same)));

    private static IEnumerable<Backtrack> ChangedAgain(List<Change> changes) => changes
        .Where(change => Changing.Contains(change.Verb) && change.Subject.Length > 0)
        .GroupBy(change => (Name: change.Step.Name.ToLowerInvariant(), change.Subject))
        .Select(same => same.DistinctBy(change => change.Canonical).ToList()).Where(same => same.Count > 1)
        .Select(same => new Backtrack("changed again", $"'{same[0].Step.Name}' was carried out again on the same thing with other arguments", same.Count - 1, Ids(same)));

    private static IEnumerable<Backtrack> Undone(List<Change> changes)
    {
        HashSet<Change> taken = [];
        for (var later = 0; later < changes.Count; later++)
        {
            var undo = changes[later];
            var done = Undoing.Contains(undo.Verb) ? changes.Take(later).LastOrDefault(change => !taken.Contains(change))
                : changes.Take(later).LastOrDefault(change => !taken.Contains(change) && Opposite(undo, change));
            if (done is null) { continue; }
            taken.Add(done);
            taken.Add(undo);
            yield return new Backtrack("undone", $"'{undo.Step.Name}' took back what '{done.Step.Name}' had done", 1, [done.Step.Id, undo.Step.Id]);
        }
    }

    private static bool Opposite(Change undo, Change done) => Opposites.Any(pair => pair.Undo.Contains(undo.Verb) && pair.Done.Contains(done.Verb))
        && undo.Thing == done.Thing && undo.Values.Overlaps(done.Values.Union(done.Given));

    private static string[] Ids(IEnumerable<Change> changes) => [.. changes.Select(change => change.Step.Id)];

    /// <summary>A state change, taken apart: <c>cancel_return_label</c> is the verb cancel and the thing return label.</summary>
    private sealed class Change
    {
        public Change(Step step, DeadEndOptions options)
        {
            Step = step;
            Canonical = CanonicalAction.Of(step, options);
            var words = Words().Matches(step.Name).Select(word => word.Value.ToLowerInvariant()).ToList();
            Verb = words.FirstOrDefault() ?? "";
            Thing = string.Join(' ', words.Skip(1));
            var arguments = Scalars(step.Input);
            Values = [.. arguments.Select(argument => argument.Value)];
            Given = [.. Scalars(step.Output).Select(result => result.Value)];
            Subject = string.Join('\n', arguments.Where(argument => Identity().IsMatch(argument.Name)).Select(argument => $"{argument.Name}={argument.Value}").Order(StringComparer.Ordinal));
        }

        public Step Step { get; }
        public string Canonical { get; }
        public string Verb { get; }
        public string Thing { get; }
        /// <summary>The arguments that name what is changed; empty where none does.</summary>
        public string Subject { get; }
        public HashSet<string> Values { get; }
        public HashSet<string> Given { get; }

        private static List<(string Name, string Value)> Scalars(string? json)
        {
            if (string.IsNullOrWhiteSpace(json)) { return []; }
            try
            {
                using var document = JsonDocument.Parse(json);
                return document.RootElement.ValueKind != JsonValueKind.Object ? []
                    : [.. document.RootElement.EnumerateObject().Where(field => field.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number && field.Value.ToString().Length > 0)
                        .Select(field => (field.Name, field.Value.ToString()))];
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException)
            {
                return [];
            }
        }
    }

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+|[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    [GeneratedRegex("(^|_|[a-z])(id|number|no|ref|reference|code|order|reservation|customer|account|email)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Identity();
}
