using System.Text.RegularExpressions;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Signals.Standards;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L14: the agent's last message says that something was done, and no call did anything of that kind. Judged only where calls of the case
/// are known and it is known of each change what it carries out: as the tool catalogue says, or else as the tool is named. A change of unknown
/// kind may be the one that was meant. Critical where a check of the system of record finds nothing of it.
/// </summary>
public sealed partial class PromiseWithoutAction : IDeadEndRule
{
    /// <summary>What is said to be done, and how the tools begin that do it. Wide on purpose: to cancel often refunds as well.</summary>
    private static readonly (string Said, string Deed, string[] Tools)[] Kinds =
    [
        ("cancel", "cancel", ["cancel", "delete", "refund", "return", "update", "modify"]),
        ("refund", "refund", ["refund", "issue", "cancel", "return", "send", "exchange", "waive", "update"]),
        ("book", "book", ["book", "create", "update", "modify", "exchange"]),
        ("update", "change", ["update", "modify", "exchange", "create", "book", "delete", "cancel"]),
        ("modif", "change", ["update", "modify", "exchange", "create", "book", "delete", "cancel"]),
        ("chang", "change", ["update", "modify", "exchange", "create", "book", "delete", "cancel"]),
        ("issue", "issue", ["issue", "send", "create", "refund", "cancel", "return", "exchange"]),
        ("exchang", "exchange", ["exchange", "return", "create", "update", "modify"]),
    ];

    public string Id => "L14";

    public string Name => "Promise without action";

    public string Meaning(DeadEndOptions options) =>
        "The agent's last message says that something was cancelled, refunded, booked, changed, issued or exchanged, but no tool call of that kind worked; critical where a check of the system of record did not find it either.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        var mine = CaseReading.Of(steps, options).Agents;
        if (mine.Count < steps.Count || CaseReading.Of(steps, options).Calls.Count == 0) { return []; }
        var last = steps.LastOrDefault(AgentSteps.IsAgent);
        if (last is null || Claim().Match(last.Text!) is not { Success: true } claim) { return []; }
        var kind = Kinds.First(kind => claim.Groups["done"].Value.StartsWith(kind.Said, StringComparison.OrdinalIgnoreCase));
        var done = steps.Any(step => step is { Kind: StepKind.Action, Error: null } && MayHaveDone(step, kind.Deed, kind.Tools));
        return done ? [] : [new DeadEndHit(Id, Severity.High, $"The agent said '{claim.Value}', but no tool call did that.", [last.Id], 1)];
    }

    public IEnumerable<DeadEndHit> Find(FoldedCase folded, DeadEndOptions options, CaseStandards standards)
    {
        var refuted = folded.Feedback.Any(said => said is { Kind: FeedbackKind.Verification, Check: { Superseded: false, Result: Verification.Contradicted or Verification.NotFound } });
        return Find(folded.Steps, options).Select(hit => refuted ? hit with { Severity = Severity.Critical, Text = hit.Text + " A check of the system of record did not find it either." } : hit);
    }

    /// <summary>What the catalogue says of the tool holds; else its name, and where that tells no kind of change, it may be the one.</summary>
    private static bool MayHaveDone(Step step, string deed, string[] tools) => step.Does.Count > 0 ? step.Does.Contains(deed)
        : ToolCatalogue.Guess(step.Name) != StepKind.Action || tools.Any(verb => step.Name.StartsWith(verb, StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex(@"\b(has been|have been|I have|I've) (now |just |successfully |already )?(?<done>cancell?ed|refunded|booked|updated|modified|changed|issued|exchanged)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Claim();
}
