namespace Acsr.Policies.Rules;

/// <summary>A part of a rule, and where in its JSON it stands.</summary>
/// <param name="Path">JSON path, for example <c>$.and[1]</c>.</param>
internal abstract record RuleNode(string Path);

internal sealed record LiteralNode(string Path, object? Value) : RuleNode(Path);

internal sealed record ListNode(string Path, IReadOnlyList<RuleNode> Items) : RuleNode(Path);

internal sealed record CallNode(string Path, RuleOperator Operator, IReadOnlyList<RuleNode> Arguments) : RuleNode(Path);

/// <summary>An operator: how many arguments it takes, and what it gives.</summary>
/// <param name="Name">As in the JSON.</param>
/// <param name="Least">Arguments at least.</param>
/// <param name="Most">Arguments at most.</param>
/// <param name="Meaning">In words, with the arguments.</param>
/// <param name="Apply">Evaluates its arguments itself, as some are not needed and some need another scope.</param>
internal sealed record RuleOperator(string Name, int Least, int Most, string Meaning, Func<Evaluation, CallNode, Scope, object?> Apply);

/// <summary>What <c>var</c> sees: the facts, or within <c>map</c> and its like one element of a list.</summary>
/// <param name="Data">The value.</param>
/// <param name="Prefix">How a fact in it is called from the root, for example <c>call.args.flights[]</c>; empty at the root.</param>
internal sealed record Scope(object? Data, string Prefix)
{
    public string NameOf(string path) => Prefix.Length == 0 ? path : path.Length == 0 ? Prefix : $"{Prefix}.{path}";
}
