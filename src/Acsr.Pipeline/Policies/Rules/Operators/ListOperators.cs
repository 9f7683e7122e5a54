namespace Acsr.Policies.Rules;

/// <summary>Operators on lists. Nothing (a known null) is an empty list, as JsonLogic has it; what is no list at all gives an unknown.</summary>
internal static class ListOperators
{
    public static object? Map(Evaluation e, CallNode call, Scope scope)
    {
        var (list, unknown, name) = ListOf(e, call, scope);
        if (list is null) { return unknown; }
        var made = list.Select(item => e.Of(call.Arguments[1], new Scope(item, name))).ToArray();
        return made.Any(item => item is Unknown) ? Unknown.Of(made, made.Length > 0) : made;
    }

    public static object? Filter(Evaluation e, CallNode call, Scope scope)
    {
        var (list, unknown, truths) = Judged(e, call, scope);
        if (list is null) { return unknown; }
        return truths.Any(t => t.Truth is null)
            ? Unknown.Of(truths.Where(t => t.Truth is null).Select(t => t.Value), truths.Any(t => t.Truth == true) ? true : null)
            : list.Where((_, i) => truths[i].Truth == true).ToArray();
    }

    public static object? All(Evaluation e, CallNode call, Scope scope)
    {
        var (list, unknown, truths) = Judged(e, call, scope);
        return list is null ? unknown : list.Count == 0 ? false : Decided(truths, decides: false);
    }

    public static object? Some(Evaluation e, CallNode call, Scope scope)
    {
        var (list, unknown, truths) = Judged(e, call, scope);
        return list is null ? unknown : Decided(truths, decides: true);
    }

    public static object? None(Evaluation e, CallNode call, Scope scope) =>
        Some(e, call, scope) switch { bool found => !found, Unknown { Truth: { } truth } unknown => unknown with { Truth = !truth }, var other => other };

    public static object? Reduce(Evaluation e, CallNode call, Scope scope)
    {
        var (list, unknown, _) = ListOf(e, call, scope);
        if (list is null) { return unknown; }
        var sofar = e.Of(call.Arguments[2], scope);
        foreach (var item in list)
        {
            var fields = new Dictionary<string, object?> { ["current"] = item, ["accumulator"] = sofar };
            sofar = e.Of(call.Arguments[1], new Scope(fields, ""));
            if (sofar is Unknown stuck) { return stuck.Within; }
            e.Charge(RuleValue.Size(sofar));
        }

        return sofar;
    }

    public static object? Merge(Evaluation e, CallNode call, Scope scope)
    {
        var (values, unknown) = e.All(call, scope);
        if (unknown is not null) { return unknown; }
        var merged = values.SelectMany(value => value as IReadOnlyList<object?> ?? [value]).ToArray();
        e.Charge(merged.Length);
        return merged;
    }

    public static object? Count(Evaluation e, CallNode call, Scope scope) => e.Of(call.Arguments[0], scope) switch
    {
        Unknown unknown => unknown.Within,
        null => 0m,
        IReadOnlyList<object?> list => (decimal)list.Count,
        IReadOnlyDictionary<string, object?> fields => (decimal)fields.Count,
        var other => Unknown.Because($"'{RuleValue.Write(other)}' is no list"),
    };

    private static (IReadOnlyList<object?>? List, Unknown? Unknown, string Name) ListOf(Evaluation e, CallNode call, Scope scope)
    {
        var name = call.Arguments[0] is CallNode { Operator.Name: "var", Arguments: [LiteralNode { Value: string path }, ..] } ? scope.NameOf(path) + "[]" : "[]";
        return e.Of(call.Arguments[0], scope) switch
        {
            Unknown unknown => (null, unknown.Within, name),
            null => ([], null, name),
            IReadOnlyList<object?> list => (list, null, name),
            var other => (null, Unknown.Because($"'{RuleValue.Write(other)}' is no list"), name),
        };
    }

    private static (IReadOnlyList<object?>? List, Unknown? Unknown, List<(object? Value, bool? Truth)> Truths) Judged(Evaluation e, CallNode call, Scope scope)
    {
        var (list, unknown, name) = ListOf(e, call, scope);
        return (list, unknown, [.. (list ?? []).Select(item => e.Of(call.Arguments[1], new Scope(item, name))).Select(value => (value, RuleValue.Truth(value)))]);
    }

    private static object? Decided(List<(object? Value, bool? Truth)> truths, bool decides) =>
        truths.Exists(t => t.Truth == decides) ? decides
        : truths.Exists(t => t.Truth is null) ? Unknown.Of(truths.Where(t => t.Truth is null).Select(t => t.Value))
        : !decides;
}
