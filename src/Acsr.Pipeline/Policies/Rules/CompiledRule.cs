namespace Acsr.Policies.Rules;

/// <summary>What one version of a rule says, as it is saved, tried out and compared.</summary>
/// <param name="RuleId">0 while the rule is not saved.</param>
/// <param name="Version">0 while it is not saved.</param>
/// <param name="PolicyId">The policy.</param>
/// <param name="ClauseId">The clause, whatever its text.</param>
/// <param name="Name">As people read it.</param>
/// <param name="AppliesTo">Names of tools; <c>*</c> for everything that changes something.</param>
/// <param name="AppliesWhen">JsonLogic, or null.</param>
/// <param name="Logic">JsonLogic.</param>
/// <param name="Severity">1 to 5.</param>
public sealed record RuleText(
    long RuleId, int Version, string PolicyId, string ClauseId, string Name, IReadOnlyList<string> AppliesTo, string? AppliesWhen, string Logic, int Severity)
{
    public static RuleText Of(PolicyRule rule, PolicyRuleVersion version) =>
        new(rule.Id, version.Version, rule.PolicyId, rule.ClauseId, rule.Name, version.AppliesTo, version.AppliesWhen, version.Logic, version.Severity);
}

/// <summary>What a rule says of one decision.</summary>
/// <param name="Outcome">Three-valued, or not applicable.</param>
/// <param name="Missing">Of an unknown: what is missing.</param>
/// <param name="Touched">Paths of the facts that were looked at.</param>
/// <param name="Text">In words.</param>
public sealed record RuleJudgement(RuleOutcome Outcome, IReadOnlyList<string> Missing, IReadOnlyList<string> Touched, string Text);

/// <summary>A rule ready to judge. Pure: the same facts give the same judgement.</summary>
public sealed class CompiledRule
{
    /// <summary>Stands for every call that changes something.</summary>
    public const string Everything = "*";

    private static readonly RuleJudgement NotApplicable = new(RuleOutcome.NotApplicable, [], [], "The rule does not apply.");

    private readonly HashSet<string> _tools;
    private readonly RuleLogic? _when;
    private readonly RuleLogic _logic;

    private CompiledRule(RuleText text, RuleLogic? when, RuleLogic logic)
    {
        (Text, _when, _logic) = (text, when, logic);
        _tools = text.AppliesTo.ToHashSet(StringComparer.OrdinalIgnoreCase);
    }

    public RuleText Text { get; }

    /// <summary>Reads a rule; all faults at once. Paths begin with <c>applies_when</c> where they are of that part.</summary>
    public static (CompiledRule? Rule, IReadOnlyList<RuleFault> Faults) Compile(RuleText text)
    {
        var (logic, faults) = RuleLogic.Parse(text.Logic);
        var (when, whenFaults) = string.IsNullOrWhiteSpace(text.AppliesWhen) ? (null, []) : RuleLogic.Parse(text.AppliesWhen);
        List<RuleFault> all = [.. faults, .. whenFaults.Select(f => f with { Path = "applies_when" + f.Path[1..] })];
        return all.Count == 0 ? (new CompiledRule(text, when, logic!), all) : (null, all);
    }

    /// <summary>Whether it looks at calls of a tool at all.</summary>
    /// <param name="tool">Its name.</param>
    /// <param name="changes">Whether the call changes something.</param>
    public bool LooksAt(string tool, bool changes) => _tools.Contains(tool) || (changes && _tools.Contains(Everything));

    /// <summary>Judges a decision whose tool it looks at.</summary>
    public RuleJudgement Judge(RuleFacts facts)
    {
        List<string> touched = [];
        if (_when is not null)
        {
            var applies = _when.Judge(facts);
            touched.AddRange(applies.Touched);
            if (applies.Holds == false) { return NotApplicable with { Touched = touched }; }
            if (applies.Holds is null) { return new RuleJudgement(RuleOutcome.Unknown, applies.Missing, touched, $"Nobody can say whether the rule applies. {Listed(applies.Missing)}."); }
        }

        var verdict = _logic.Judge(facts);
        touched.AddRange(verdict.Touched);
        return verdict.Holds switch
        {
            true => new RuleJudgement(RuleOutcome.Pass, [], touched, "The clause was kept."),
            false => new RuleJudgement(RuleOutcome.Violation, [], touched, (RuleWords.WhyNot(_logic.Root, facts) ?? "The rule does not hold") + "."),
            null => new RuleJudgement(RuleOutcome.Unknown, verdict.Missing, touched, $"It could not be judged. {Listed(verdict.Missing)}."),
        };
    }

    /// <summary>Judges facts by themselves, the tool's name taken from them: what an example and the page need.</summary>
    public RuleJudgement JudgeExample(RuleFacts facts)
    {
        var tool = FactOperators.TryFind(facts.Root, "call.tool", out var named) ? named as string : null;
        return tool is not null && !LooksAt(tool, changes: true) ? NotApplicable : Judge(facts);
    }

    private static string Listed(IReadOnlyList<string> missing) =>
        "Not known: " + string.Join(", ", missing.Take(4).Select(RuleWords.OfMissing)) + (missing.Count > 4 ? $" and {missing.Count - 4} more" : "");
}
