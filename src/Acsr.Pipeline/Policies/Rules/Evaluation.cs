using System.Diagnostics;

namespace Acsr.Policies.Rules;

/// <summary>One evaluation of a rule: what is left of its bounds, and which facts it looked at.</summary>
internal sealed class Evaluation(IReadOnlyDictionary<string, object?> root)
{
    /// <summary>Enough for any clause, and a few milliseconds.</summary>
    public const int MaxOperations = 10_000;
    /// <summary>A thousand times what as many operations take: a busy machine must not change what a rule says, so the count is the bound that works.</summary>
    public static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    private readonly long _started = Stopwatch.GetTimestamp();
    private int _operations;

    public Scope Root { get; } = new(root, "");

    /// <summary>Paths of the facts that were looked at, found or not.</summary>
    public HashSet<string> Touched { get; } = [];

    public object? Of(RuleNode node, Scope scope)
    {
        Charge(1);
        switch (node)
        {
            case LiteralNode literal:
                return literal.Value;
            case ListNode list:
                var items = list.Items.Select(item => Of(item, scope)).ToArray();
                return items.Any(item => item is Unknown) ? Unknown.Of(items, truth: true) : items;
            default:
                var call = (CallNode)node;
                return call.Operator.Apply(this, call, scope);
        }
    }

    /// <summary>All arguments of a call; the unknown among them as one, where there is any.</summary>
    public (object?[] Values, Unknown? Unknown) All(CallNode call, Scope scope)
    {
        var values = call.Arguments.Select(argument => Of(argument, scope)).ToArray();
        return (values, values.Any(value => value is Unknown) ? Unknown.Of(values) : null);
    }

    /// <summary>Pays for work; a rule that cannot pay is stopped.</summary>
    public void Charge(int operations)
    {
        _operations += operations;
        if (_operations > MaxOperations) { throw new RuleBoundException($"the rule needs more than {MaxOperations:N0} operations"); }
        if (Stopwatch.GetElapsedTime(_started) > MaxTime) { throw new RuleBoundException($"the rule ran for more than {MaxTime.TotalSeconds:N0} seconds"); }
    }
}

/// <summary>A rule reached one of its bounds; caught where the rule is judged, and never seen outside.</summary>
internal sealed class RuleBoundException(string message) : Exception(message);
