using System.Text.RegularExpressions;
using Acsr.Cases;
using Acsr.Signals.DeadEnds;

namespace Acsr.Signals;

/// <summary>
/// Why the agent handed a case off. The sender's own word holds; else the words of the reason, of which the first pattern below that
/// matches holds; else what came just before. Pure.
/// </summary>
public static partial class HandoffKinds
{
    /// <summary>In the order in which they are tried.</summary>
    private static readonly (HandoffKind Kind, Regex Said)[] Patterns =
    [
        (HandoffKind.CustomerAsked, AskedForAPerson()), (HandoffKind.Policy, Policy()), (HandoffKind.ToolFailure, ToolFailure()),
        (HandoffKind.MissingKnowledge, MissingKnowledge()), (HandoffKind.ClarificationPending, Clarification()), (HandoffKind.Limit, Limit()),
        (HandoffKind.UnsupportedRequest, Unsupported()),
    ];

    /// <summary>Of a folded case; null where there was no hand-off.</summary>
    public static HandoffKind? Of(FoldedCase folded)
    {
        if (!folded.Facts.HandedOff) { return null; }
        if (folded.Facts.HandoffKind is { } told) { return told; }
        var place = folded.Steps.ToList().FindIndex(step => step is { Kind: StepKind.Handoff, Error: null });
        var handoff = place < 0 ? null : folded.Steps[place];
        return OfWords(folded.Facts.HandoffReason) ?? OfWords(handoff?.Text) ?? OfWords(handoff?.Input)
            ?? OfSteps(place < 0 ? folded.Steps : [.. folded.Steps.Take(place)]);
    }

    /// <summary>What a reason in free text says; null where no pattern matches.</summary>
    public static HandoffKind? OfWords(string? reason) => string.IsNullOrWhiteSpace(reason) ? null
        : Patterns.Where(pattern => pattern.Said.IsMatch(reason)).Select(pattern => (HandoffKind?)pattern.Kind).FirstOrDefault();

    private static HandoffKind OfSteps(IReadOnlyList<Step> before)
    {
        if (before.LastOrDefault(AgentSteps.IsCustomer) is { } said && CustomerWantsAPerson().IsMatch(said.Text!)) { return HandoffKind.CustomerAsked; }
        var last = before.LastOrDefault(step => step is { IsToolCall: true, Kind: not StepKind.Handoff });
        return last switch
        {
            { Error: not null } => HandoffKind.ToolFailure,
            { Kind: StepKind.Retrieval } when RetrievedDocuments.Of(last.Output) is { Count: 0 } => HandoffKind.MissingKnowledge,
            { Kind: StepKind.PolicyCheck, Output: { } outcome } when Refused().IsMatch(outcome) => HandoffKind.Policy,
            _ => HandoffKind.Unknown,
        };
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace;

    [GeneratedRegex(@"(ask|request|want|insist|demand|prefer)\w*\ .{0,30}\b(person|human|people|agent|manager|supervisor|representative|somebody|someone|colleague)\b | (speak|talk)\ (to|with)\ a\b", Options)]
    private static partial Regex AskedForAPerson();

    [GeneratedRegex(@"\b(polic(y|ies)|approv\w*|authori[sz]\w*|exception|discretion|compliance|not\ (allowed|permitted)|eligib\w*|regulat\w*)\b", Options)]
    private static partial Regex Policy();

    [GeneratedRegex(@"\b(tool|api|system|service|action|backend|lookup|call)s?\b.{0,30}\b(fail\w*|error|down|unavailable|not\ (reachable|available|respond\w*)|could\ not|timed?\ ?out) | \b(time\ ?out|outage|exception\ thrown)\b | ^\s*(error|failure)\b", Options)]
    private static partial Regex ToolFailure();

    [GeneratedRegex(@"\b(no|missing|lacks?|lacking|insufficient)\ (relevant\ )?(article|answer|document|knowledge|information\ in|content|source)s? | \bknowledge\ (gap|base) | \bnothing\ found | \b(low\ confidence|not\ (sure|confident|certain)|unsure|does\ not\ know|don'?t\ know)", Options)]
    private static partial Regex MissingKnowledge();

    [GeneratedRegex(@"\b(clarif\w*|verif\w*|identif\w*|ambiguous|unclear|waiting\ (for|on)|(more|further|missing)\ (information|details?)|did\ not\ (answer|reply|respond))\b", Options)]
    private static partial Regex Clarification();

    [GeneratedRegex(@"\b(limit|budget|maximum|max|threshold|quota|too\ many|exceed\w*|attempts?)\b", Options)]
    private static partial Regex Limit();

    [GeneratedRegex(@"\b(unsupported|not\ (supported|possible|able)|cannot|can'?t|unable|out\ of\ scope|outside\ (of\ )?(the\ )?(scope|capabilit\w*)|beyond|no\ tool|not\ implemented)\b", Options)]
    private static partial Regex Unsupported();

    [GeneratedRegex(@"\b(speak|talk|chat|connect|put|transfer|get|give|want|need)\w*\b.{0,24}\b(human|person|people|manager|supervisor|representative|agent|somebody|someone|colleague)\b | \b(menschen?|mitarbeiter\w*|kollegen?|conseiller\w*|humain\w*)\b", Options)]
    private static partial Regex CustomerWantsAPerson();

    [GeneratedRegex(@"\b(deny|denied|reject\w*|escalate|not[\ _](eligible|allowed|permitted)|ineligible|""?(eligible|allowed|permitted)""?\s*[:=]\s*false)\b", Options)]
    private static partial Regex Refused();
}
