namespace Acsr.Policies.Rules;

/// <summary>What an expression says of facts.</summary>
/// <param name="Holds">Null: unknown.</param>
/// <param name="Missing">Why it is unknown: paths of facts that are missing, or reasons in words; empty where it is not.</param>
/// <param name="Touched">Paths of the facts that were looked at.</param>
public sealed record RuleVerdict(bool? Holds, IReadOnlyList<string> Missing, IReadOnlyList<string> Touched);

/// <summary>
/// An expression in JsonLogic, read and checked. Judging never throws and always ends: nesting, operations and time are bounded, and a
/// rule that reaches a bound gives unknown with the reason. The same facts give the same verdict.
/// </summary>
/// <remarks>
/// Missing facts follow Kleene's logic, so that filling one in never turns a verdict round; only <c>missing</c>, <c>missing_some</c> and
/// the default of <c>var</c> ask for absence itself and may.
/// </remarks>
public sealed class RuleLogic
{
    private readonly RuleNode _root;

    private RuleLogic(RuleNode root, string json) => (_root, Json) = (root, json);

    /// <summary>As it was written.</summary>
    public string Json { get; }

    internal RuleNode Root => _root;

    /// <summary>Names of all operators, as they are written.</summary>
    public static IReadOnlyCollection<string> Operators => RuleOperators.ByName.Keys;

    /// <summary>Reads a rule; all faults at once, each with its place and how to mend it.</summary>
    public static (RuleLogic? Logic, IReadOnlyList<RuleFault> Faults) Parse(string json)
    {
        var (root, faults) = RuleParser.Parse(json);
        return (root is null ? null : new RuleLogic(root, json), faults);
    }

    public RuleVerdict Judge(RuleFacts facts)
    {
        var evaluation = new Evaluation(facts.Root);
        try
        {
            var value = evaluation.Of(_root, evaluation.Root);
            var truth = RuleValue.Truth(value);
            return new RuleVerdict(truth, truth is null ? [.. ((Unknown)value!).Missing] : [], [.. evaluation.Touched]);
        }
        catch (RuleBoundException bound)
        {
            return new RuleVerdict(null, [bound.Message], [.. evaluation.Touched]);
        }
    }

    /// <summary>What the expression gives, as people read it; for tests and explanations. Null where it is unknown.</summary>
    internal object? Value(RuleFacts facts) => Value(facts, _root);

    internal static object? Value(RuleFacts facts, RuleNode node)
    {
        var evaluation = new Evaluation(facts.Root);
        try { return evaluation.Of(node, evaluation.Root); }
        catch (RuleBoundException bound) { return Unknown.Because(bound.Message); }
    }
}
