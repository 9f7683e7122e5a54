using System.Security.Cryptography;
using System.Text.Json;
using Acsr.Cases;
using Acsr.Signals.DeadEnds;

namespace Acsr.Signals.Groups;

/// <summary>What makes dead ends one group: the same detector, intent and tool.</summary>
/// <param name="Detector">Its id.</param>
/// <param name="Intent">The case's; null where nobody names one.</param>
/// <param name="Tool">In lower case; null where the finding is about none.</param>
public sealed record DeadEndGroupKey(string Detector, string? Intent, string? Tool)
{
    /// <summary>The group that a finding falls into.</summary>
    public static DeadEndGroupKey Of(FoldedCase folded, DeadEndHit hit)
    {
        var aboutATool = DeadEndRules.All.FirstOrDefault(rule => rule.Id == hit.Rule)?.IsAboutATool ?? true;
        return new(hit.Rule, folded.Facts.Intent, aboutATool ? ToolOf(folded.Steps, hit) : null);
    }

    /// <summary>The detector's id and a hash of all three: fit for an address whatever an intent's name holds.</summary>
    public override string ToString() =>
        $"{Detector.ToLowerInvariant()}-{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new[] { Detector, Intent, Tool }))[..8])}";

    /// <summary>The tool that the cited steps call most; of several the first by name, so that the order of calls does not matter.</summary>
    private static string? ToolOf(IReadOnlyList<Step> steps, DeadEndHit hit) => steps
        .Where(step => step.IsToolCall && hit.StepIds.Contains(step.Id))
        .CountBy(step => step.Name.ToLowerInvariant()).OrderByDescending(tool => tool.Value).ThenBy(tool => tool.Key, StringComparer.Ordinal)
        .Select(tool => tool.Key).FirstOrDefault();
}

/// <summary>A group with its key as text, which is worked out once.</summary>
public readonly record struct DeadEndGroupName(string Id, DeadEndGroupKey Key)
{
    /// <summary>Names a group.</summary>
    public static DeadEndGroupName Of(DeadEndGroupKey key) => new(key.ToString(), key);
}
