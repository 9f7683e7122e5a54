namespace Acsr.Policies.Rules;

/// <summary>How rules and what they say are written on pages.</summary>
internal static class RulePageText
{
    public static string To(long id) => $"/policy-rules/rule/{id}";

    public static string State(PolicyRuleState state) => state switch { PolicyRuleState.On => "on", PolicyRuleState.Off => "off", PolicyRuleState.Draft => "draft" };

    public static string StateLook(PolicyRuleState state) => state == PolicyRuleState.On ? "is-good" : "";

    public static string Look(RuleOutcome outcome) => outcome switch { RuleOutcome.Pass => "is-good", RuleOutcome.Violation => "is-error", RuleOutcome.Unknown => "is-warn", RuleOutcome.NotApplicable => "" };

    public static string Severity(int severity) => severity switch { 1 => "1, slight", 2 => "2", 3 => "3, medium", 4 => "4", _ => "5, worst" };

    public static string Actions(IReadOnlyList<string> tools) => tools.Contains(CompiledRule.Everything) ? "everything that changes something" : string.Join(", ", tools);
}
