using System.Text.RegularExpressions;
using Acsr.Cases;

namespace Acsr.Ingest;

/// <summary>What kind of step a tool is, judged by its name where nobody says it (formats B.8).</summary>
public static partial class ToolCatalogue
{
    /// <summary>
    /// Hand-off, then action, then policy check, else plain tool: a verb that changes something says more than the word
    /// "policy" behind it, as in <c>update_policy</c>.
    /// </summary>
    public static StepKind KindOf(string toolName) =>
        Handoffs().IsMatch(toolName) ? StepKind.Handoff
        : Actions().IsMatch(toolName) ? StepKind.Action
        : PolicyChecks().IsMatch(toolName) ? StepKind.PolicyCheck
        : StepKind.Tool;

    [GeneratedRegex("^(transfer_?to_?human|escalate|handoff)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Handoffs();

    [GeneratedRegex("^(create|update|cancel|refund|issue|send|book|modify|delete|waive|exchange|return)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Actions();

    [GeneratedRegex("policy|eligib|guard|check_", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PolicyChecks();
}
