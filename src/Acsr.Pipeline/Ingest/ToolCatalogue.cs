using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Acsr.Cases;

namespace Acsr.Ingest;

/// <summary>What tools do: as an operator says, and of the others as their names suggest (formats B.8).</summary>
public sealed partial class ToolCatalogue
{
    /// <summary>One in which nobody has said anything.</summary>
    public static readonly ToolCatalogue Empty = new([]);

    private readonly FrozenDictionary<string, ToolEntry> _entries;

    /// <param name="entries">Each tool once.</param>
    public ToolCatalogue(IEnumerable<ToolEntry> entries) => _entries = entries.ToFrozenDictionary(entry => entry.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>Action for a tool that changes something, Handoff, PolicyCheck, Retrieval, or else Tool. The case of letters does not matter.</summary>
    public StepKind KindOf(string toolName) => Find(toolName)?.Kind ?? Guess(toolName);

    /// <summary>What somebody said of a tool; null where nobody did.</summary>
    public ToolEntry? Find(string toolName) => _entries.GetValueOrDefault(toolName);

    /// <summary>What a tool takes, as an operator confirmed it; empty where nobody did. The case of letters of the tool does not matter.</summary>
    public IReadOnlyList<ToolArgument> ArgumentsOf(string toolName) => Find(toolName)?.Arguments ?? [];

    /// <summary>A step as the catalogue has it: what an operator says of a tool holds, whatever its sender or its name says.</summary>
    public Step Apply(Step step)
    {
        if (_entries.Count == 0 || !step.IsToolCall || Find(step.Name) is not { } entry) { return step; }
        return entry.MayBePolled || (entry.Kind is { } kind && kind != step.Kind) ? step with { Kind = entry.Kind ?? step.Kind, MayRepeat = entry.MayBePolled } : step;
    }

    /// <summary>What the name alone suggests.</summary>
    public static StepKind Guess(string toolName) =>
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
