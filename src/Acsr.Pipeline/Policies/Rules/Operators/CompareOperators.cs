using System.Text.RegularExpressions;

namespace Acsr.Policies.Rules;

/// <summary>Operators that compare.</summary>
internal static class CompareOperators
{
    public static object? Same(Evaluation e, CallNode call, Scope scope, bool loose, bool wanted)
    {
        var (values, unknown) = e.All(call, scope);
        if (unknown is not null) { return unknown; }
        e.Charge(Math.Min(RuleValue.Size(values[0]), RuleValue.Size(values[1])));
        return RuleValue.Same(values[0], values[1], loose) == wanted;
    }

    /// <summary>Each with the next. Numbers and texts that say numbers by value, other texts by their letters, which is right for ISO dates.</summary>
    public static object? Order(Evaluation e, CallNode call, Scope scope, Func<int, bool> holds)
    {
        var values = call.Arguments.Select(argument => e.Of(argument, scope)).ToArray();
        var unknown = new List<object?>();
        for (var i = 1; i < values.Length; i++)
        {
            var (a, b) = (values[i - 1], values[i]);
            if (a is Unknown || b is Unknown) { unknown.AddRange([a, b]); }
            else if (RuleValue.Number(a) is { } x && RuleValue.Number(b) is { } y) { if (!holds(x.CompareTo(y))) { return false; } }
            else if (a is string s && b is string t) { if (!holds(string.CompareOrdinal(s, t))) { return false; } }
            else { unknown.Add(NotComparable(a, b)); }
        }

        return unknown.Count == 0 ? true : Unknown.Of(unknown);
    }

    /// <summary>Found is found, whatever the unknown elements of a list are.</summary>
    public static object? In(Evaluation e, CallNode call, Scope scope)
    {
        var needle = e.Of(call.Arguments[0], scope);
        IReadOnlyList<object?>? list = null;
        object? hay = null;
        if (call.Arguments[1] is ListNode written) { list = [.. written.Items.Select(item => e.Of(item, scope))]; }
        else { hay = e.Of(call.Arguments[1], scope); list = hay as IReadOnlyList<object?>; }

        if (needle is Unknown || hay is Unknown) { return list is { Count: 0 } ? false : Unknown.Of([needle, hay, .. list ?? []]); }
        if (list is not null)
        {
            e.Charge(RuleValue.Size(list));
            var unknown = list.OfType<Unknown>().ToList();
            return list.Any(item => item is not Unknown && RuleValue.Same(item, needle, loose: false)) ? true : unknown.Count == 0 ? false : Unknown.Of(unknown);
        }

        e.Charge(RuleValue.Size(hay));
        return hay is string text ? needle is not (null or IReadOnlyList<object?> or IReadOnlyDictionary<string, object?>) && text.Contains(RuleValue.Write(needle), StringComparison.Ordinal) : false;
    }

    public static object? SubsetOf(Evaluation e, CallNode call, Scope scope)
    {
        var (values, unknown) = e.All(call, scope);
        if (unknown is not null) { return unknown; }
        var whole = values[1] switch
        {
            IReadOnlyList<object?> items => items,
            IReadOnlyDictionary<string, object?> fields => [.. fields.Keys],
            _ => null,
        };
        if (whole is null) { return Unknown.Because("subset_of takes a list or an object as its second argument"); }
        var part = values[0] as IReadOnlyList<object?> ?? [values[0]];
        e.Charge(RuleValue.Size(whole) * Math.Max(1, part.Count));
        return part.All(item => whole.Any(other => RuleValue.Same(item, other, loose: false)));
    }

    public static object? Matches(Evaluation e, CallNode call, Scope scope)
    {
        var value = e.Of(call.Arguments[0], scope);
        if (value is Unknown unknown) { return unknown.Within; }
        if (value is not (string or decimal)) { return Unknown.Because("regex was given something that is no text"); }
        var text = RuleValue.Write(value);
        e.Charge(RuleValue.Size(text));
        var pattern = (Regex)((LiteralNode)call.Arguments[1]).Value!;
        try { return pattern.IsMatch(text); }
        catch (RegexMatchTimeoutException) { return Unknown.Because($"the pattern '{pattern}' took more than {pattern.MatchTimeout.TotalMilliseconds:0} ms"); }
    }

    private static Unknown NotComparable(object? a, object? b) => Unknown.Because($"{Named(a)} cannot be compared with {Named(b)}");

    private static string Named(object? value) => value switch
    {
        null => "nothing",
        string text => $"the text '{(text.Length <= 40 ? text : text[..39] + "…")}'",
        IReadOnlyList<object?> => "a list",
        IReadOnlyDictionary<string, object?> => "an object",
        _ => RuleValue.Write(value),
    };
}
