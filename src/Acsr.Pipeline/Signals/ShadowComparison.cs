using System.Globalization;
using System.Text.RegularExpressions;
using Acsr.Cases;
using Acsr.Signals.DeadEnds;

namespace Acsr.Signals;

/// <summary>A proposal in shadow mode beside what the human did (C2).</summary>
/// <param name="Proposal">What the agent would have done.</param>
/// <param name="Done">The first thing that the human did after it, and before the next proposal.</param>
/// <param name="SameAction">The same action.</param>
/// <param name="Agreed">The same action with the same arguments, as far as both are told.</param>
public sealed partial record ShadowComparison(Step Proposal, Step Done, bool SameAction, bool Agreed)
{
    /// <summary>Names of its signals.</summary>
    public const string Same = "agreed", OtherArguments = "other arguments", OtherAction = "another action";

    /// <summary>Each proposal that a human's action followed. Pure.</summary>
    public static IReadOnlyList<ShadowComparison> Of(IReadOnlyList<Step> steps)
    {
        List<ShadowComparison> found = [];
        Step? proposal = null;
        foreach (var step in steps)
        {
            if (step is { Shadow: true, Kind: StepKind.Decision }) { proposal = step; }
            else if (proposal is not null && step is { Kind: StepKind.Override or StepKind.Action, Name.Length: > 0, Error: null })
            {
                found.Add(Of(proposal, step));
                proposal = null;
            }
        }

        return found;
    }

    /// <summary>All of them agreed; null where there is nothing to compare.</summary>
    public static bool? AllAgreed(IReadOnlyList<ShadowComparison> comparisons) => comparisons.Count == 0 ? null : comparisons.All(c => c.Agreed);

    /// <summary>The signals of a case's comparisons, each known by its proposal.</summary>
    public static IEnumerable<Signal> Signals(FoldedCase folded, IReadOnlyList<ShadowComparison> comparisons) => comparisons.Select(c =>
    {
        var known = folded.Receipts.TryGetValue(c.Proposal.Id, out var receipt);
        var sure = c.Proposal.Confidence is { } confidence ? string.Create(CultureInfo.InvariantCulture, $" ({confidence * 100:0} % sure)") : "";
        return new Signal
        {
            CaseId = folded.Facts.Id,
            Id = c.Proposal.Id,
            Kind = SignalKind.Shadow,
            Name = c.Agreed ? Same : c.SameAction ? OtherArguments : OtherAction,
            Severity = c.Agreed ? Severity.None : Severity.Medium,
            Text = CaseFacts.Clean($"The agent proposed {c.Proposal.Name}{sure}; the human did {(c.SameAction ? c.Agreed ? "the same" : "it with other arguments" : c.Done.Name)}.", 500)!,
            Value = c.Agreed ? 1 : 0,
            ScaleMin = 0,
            ScaleMax = 1,
            HigherIsBetter = true,
            StepIds = [c.Proposal.Id, c.Done.Id],
            Turn = c.Proposal.Turn > 0 ? c.Proposal.Turn : null,
            OccurredAt = c.Done.StartedAt,
            ReceivedAt = known ? receipt.At : null,
            Source = known ? receipt.Source : folded.Facts.Source,
        };
    });

    /// <summary>How sure the agent was by the text of a signal, in whole per cent; null where it did not say.</summary>
    public static double? ConfidenceIn(string text) => Sure().Match(text) is { Success: true } found ? double.Parse(found.Groups[1].ValueSpan, CultureInfo.InvariantCulture) / 100 : null;

    /// <summary>What was proposed and what was done by a signal's name and text; null where the text was cut off.</summary>
    public static (string Proposed, string Done)? ActionsIn(string name, string text) =>
        Actions().Match(text) is { Success: true } found ? (found.Groups[1].Value, name == OtherAction ? found.Groups[2].Value : found.Groups[1].Value) : null;

    [GeneratedRegex(@"^The agent proposed (.+?)(?: \(\d{1,3} % sure\))?; the human did (.+)\.$", RegexOptions.CultureInvariant)]
    private static partial Regex Actions();

    [GeneratedRegex(@" \((\d{1,3}) % sure\); the human did ", RegexOptions.CultureInvariant)]
    private static partial Regex Sure();

    private static ShadowComparison Of(Step proposal, Step done)
    {
        var same = proposal.Name.Trim().Equals(done.Name.Trim(), StringComparison.OrdinalIgnoreCase);
        var told = !string.IsNullOrWhiteSpace(proposal.Input) && !string.IsNullOrWhiteSpace(done.Input);
        return new(proposal, done, same, same && (!told || CanonicalAction.Of(proposal with { Name = "" }) == CanonicalAction.Of(done with { Name = "" })));
    }
}
