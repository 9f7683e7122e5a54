using System.Text.RegularExpressions;
using Acsr.Cases;

namespace Acsr.Ingest;

/// <summary>What a tool does, guessed from its name (formats B.8).</summary>
public static partial class ToolCatalogue
{
    /// <summary>Action for a tool that changes something, Handoff, PolicyCheck, or else Tool. The case of letters does not matter.</summary>
    public static StepKind KindOf(string toolName) =>
        Action().IsMatch(toolName) ? StepKind.Action
        : Handoff().IsMatch(toolName) ? StepKind.Handoff
        : PolicyCheck().IsMatch(toolName) ? StepKind.PolicyCheck
        : StepKind.Tool;

    [GeneratedRegex("^(create|update|cancel|refund|issue|send|book|modify|delete|waive|exchange|return)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Action();

    [GeneratedRegex("^(transfer_to_human|escalate|handoff)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Handoff();

    [GeneratedRegex("policy|eligib|guard|check_", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex PolicyCheck();
}
