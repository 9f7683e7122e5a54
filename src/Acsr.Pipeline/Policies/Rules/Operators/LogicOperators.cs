namespace Acsr.Policies.Rules;

/// <summary>And, or, not, if: three-valued.</summary>
internal static class LogicOperators
{
    /// <summary>The first that is false, else the last, as JsonLogic has it. Behind an unknown only the truth is certain, not the value.</summary>
    public static object? And(Evaluation e, CallNode call, Scope scope) => Joined(e, call, scope, decides: false);

    /// <summary>The first that is true, else the last.</summary>
    public static object? Or(Evaluation e, CallNode call, Scope scope) => Joined(e, call, scope, decides: true);

    public static object? Truth(Evaluation e, CallNode call, Scope scope, bool negated)
    {
        var value = e.Of(call.Arguments[0], scope);
        return RuleValue.Truth(value) is { } truth ? truth != negated : value;
    }

    public static object? If(Evaluation e, CallNode call, Scope scope) => From(e, call, scope, 0);

    private static object? Joined(Evaluation e, CallNode call, Scope scope, bool decides)
    {
        List<object?> unknown = [];
        object? value = null;
        foreach (var argument in call.Arguments)
        {
            value = e.Of(argument, scope);
            var truth = RuleValue.Truth(value);
            if (value is Unknown) { unknown.Add(value); }
            if (truth == decides) { return unknown.Count == 0 ? value : Unknown.Of(unknown, decides); }
        }

        return unknown.Count == 0 ? value : Unknown.Of(unknown, unknown.TrueForAll(u => RuleValue.Truth(u) is not null) ? !decides : null);
    }

    private static object? From(Evaluation e, CallNode call, Scope scope, int at)
    {
        if (at >= call.Arguments.Count) { return null; }
        var condition = e.Of(call.Arguments[at], scope);
        if (at == call.Arguments.Count - 1) { return condition; }
        if (RuleValue.Truth(condition) is { } truth) { return truth ? e.Of(call.Arguments[at + 1], scope) : From(e, call, scope, at + 2); }

        // Nobody knows which way it goes; what both ways agree on is known all the same.
        var (then, otherwise) = (e.Of(call.Arguments[at + 1], scope), From(e, call, scope, at + 2));
        if (then is not Unknown && otherwise is not Unknown && RuleValue.Same(then, otherwise, loose: false)) { return then; }
        var agreed = RuleValue.Truth(then) is { } one && one == RuleValue.Truth(otherwise) ? one : (bool?)null;
        return Unknown.Of([condition, then, otherwise], agreed);
    }
}
