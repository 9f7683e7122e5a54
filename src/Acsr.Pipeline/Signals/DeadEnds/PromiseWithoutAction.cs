using System.Text.RegularExpressions;
using Acsr.Cases;
using Acsr.Ingest;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L14: the agent's last message says that something was done, and no call did anything of that kind. Judged only where calls of the case
/// are known and each change in it is of a kind that the tool catalogue names; a change of unknown kind may be the one that was meant.
/// </summary>
public sealed partial class PromiseWithoutAction : IDeadEndRule
{
    /// <summary>What is said to be done, and how the tools begin that do it. Wide on purpose: to cancel often refunds as well.</summary>
    private static readonly (string Said, string[] Tools)[] Kinds =
    [
        ("cancel", ["cancel", "delete", "refund", "return", "update", "modify"]),
        ("refund", ["refund", "issue", "cancel", "return", "send", "exchange", "waive", "update"]),
        ("book", ["book", "create", "update", "modify", "exchange"]),
        ("update", ["update", "modify", "exchange", "create", "book", "delete", "cancel"]),
        ("modif", ["update", "modify", "exchange", "create", "book", "delete", "cancel"]),
        ("chang", ["update", "modify", "exchange", "create", "book", "delete", "cancel"]),
        ("issue", ["issue", "send", "create", "refund", "cancel", "return", "exchange"]),
        ("exchang", ["exchange", "return", "create", "update", "modify"]),
    ];

    public string Id => "L14";

    public string Name => "Promise without action";

    public string Meaning(DeadEndOptions options) =>
        "The agent's last message says that something was cancelled, refunded, booked, changed, issued or exchanged, but no tool call of that kind worked.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        var mine = CaseReading.Of(steps, options).Agents;
        if (mine.Count < steps.Count || CaseReading.Of(steps, options).Calls.Count == 0) { return []; }
        var last = steps.LastOrDefault(AgentSteps.IsAgent);
        if (last is null || Claim().Match(last.Text!) is not { Success: true } claim) { return []; }
        var kind = Kinds.First(kind => claim.Groups["done"].Value.StartsWith(kind.Said, StringComparison.OrdinalIgnoreCase));
        var changes = steps.Where(step => step is { Kind: StepKind.Action, Error: null });
        return changes.Any(step => ToolCatalogue.Guess(step.Name) != StepKind.Action || kind.Tools.Any(verb => step.Name.StartsWith(verb, StringComparison.OrdinalIgnoreCase))) ? [] :
        [
            new DeadEndHit(Id, Severity.High, $"The agent said '{claim.Value}', but no tool call did that.", [last.Id], 1),
        ];
    }

    [GeneratedRegex(@"\b(has been|have been|I have|I've) (now |just |successfully |already )?(?<done>cancell?ed|refunded|booked|updated|modified|changed|issued|exchanged)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Claim();
}
