namespace Acsr.Policies.Rules;

/// <summary>A rule as somebody writes it.</summary>
public sealed record RuleDraft
{
    /// <summary>Null for a new rule.</summary>
    public long? RuleId { get; init; }
    /// <summary>The newest version when the writing began; a save over a newer one is refused. 0 for a new rule.</summary>
    public int BasedOn { get; init; }
    public required string PolicyId { get; init; }
    public required string ClauseId { get; init; }
    public required string Name { get; init; }
    public IReadOnlyList<string> AppliesTo { get; init; } = [];
    public string? AppliesWhen { get; init; }
    public required string Logic { get; init; }
    public int Severity { get; init; } = 3;
    public string? Remedy { get; init; }
    public IReadOnlyList<RuleExample> Examples { get; init; } = [];

    public RuleText Text => new(RuleId ?? 0, 0, PolicyId, ClauseId, Name, AppliesTo, AppliesWhen, Logic, Severity);
}

/// <summary>An example as it was run.</summary>
/// <param name="Example">What was expected of what.</param>
/// <param name="Judgement">What the rule says; null where the facts could not be read.</param>
/// <param name="Fault">Why they could not.</param>
public sealed record ExampleRun(RuleExample Example, RuleJudgement? Judgement, string? Fault)
{
    public bool Agrees => Judgement?.Outcome == Example.Expected;
}

/// <summary>Whether a rule can be saved: what is wrong, and what its examples give. Pure.</summary>
/// <param name="Faults">Of the JSON, each with its place.</param>
/// <param name="Problems">Of everything else, in words that say how to mend it.</param>
/// <param name="Examples">As run; empty where the JSON cannot be read.</param>
public sealed record RuleCheck(IReadOnlyList<RuleFault> Faults, IReadOnlyList<string> Problems, IReadOnlyList<ExampleRun> Examples)
{
    public const int MaxName = 120;
    public const int MaxExamples = 30;
    public const int MaxTools = 50;

    public bool IsGood => Faults.Count == 0 && Problems.Count == 0;

    public static RuleCheck Of(RuleDraft draft)
    {
        var (rule, faults) = CompiledRule.Compile(draft.Text);
        var runs = rule is null ? [] : draft.Examples.Take(MaxExamples).Select(example => Run(rule, example)).ToList();
        return new RuleCheck(faults, [.. ProblemsOf(draft, rule, runs)], runs);
    }

    private static ExampleRun Run(CompiledRule rule, RuleExample example)
    {
        var (facts, fault) = RuleFacts.Parse(example.Facts);
        return new ExampleRun(example, facts is null ? null : rule.JudgeExample(facts), fault);
    }

    private static IEnumerable<string> ProblemsOf(RuleDraft draft, CompiledRule? rule, List<ExampleRun> runs)
    {
        if (string.IsNullOrWhiteSpace(draft.Name)) { yield return "Give the rule a name."; }
        if (draft.Name.Length > MaxName) { yield return $"The name has {draft.Name.Length} characters; use at most {MaxName}."; }
        if (draft.ClauseId.Length == 0) { yield return "Choose the clause that the rule checks."; }
        if (draft.AppliesTo.Count == 0 || draft.AppliesTo.Any(string.IsNullOrWhiteSpace)) { yield return "Say which actions the rule applies to, or choose everything that changes something."; }
        if (draft.AppliesTo.Count > MaxTools) { yield return $"The rule applies to {draft.AppliesTo.Count} actions; name at most {MaxTools}, or choose everything that changes something."; }
        if (draft.Severity is < 1 or > 5) { yield return "The severity is a number from 1 (slight) to 5 (worst)."; }
        if (draft.Remedy?.Length > 1000) { yield return "The remedy is longer than 1,000 characters; shorten it."; }
        if (draft.Examples.Count > MaxExamples) { yield return $"There are {draft.Examples.Count} examples; keep at most {MaxExamples}."; }
        if (!draft.Examples.Any(e => e.Expected == RuleOutcome.Pass)) { yield return "Add an example that keeps the clause."; }
        if (!draft.Examples.Any(e => e.Expected == RuleOutcome.Violation)) { yield return "Add an example that breaks the clause."; }
        if (rule is null) { yield break; }
        foreach (var run in runs.Where(run => !run.Agrees))
        {
            yield return run.Fault is { } fault ? $"Example '{run.Example.Name}': {fault}"
                : $"Example '{run.Example.Name}' is expected to be {Named(run.Example.Expected)} and is {Named(run.Judgement!.Outcome)}: mend the rule or the example.";
        }
    }

    /// <summary>An outcome as people say it.</summary>
    public static string Named(RuleOutcome outcome) => outcome switch
    {
        RuleOutcome.Pass => "kept",
        RuleOutcome.Violation => "broken",
        RuleOutcome.Unknown => "not known",
        RuleOutcome.NotApplicable => "not applicable",
    };
}
