using System.Globalization;

namespace Acsr.Policies.Rules;

/// <summary>Operators that look at facts.</summary>
internal static class FactOperators
{
    private const string Calls = "history.calls";

    public static object? Var(Evaluation e, CallNode call, Scope scope)
    {
        var asked = call.Arguments.Count == 0 ? "" : e.Of(call.Arguments[0], scope);
        if (asked is Unknown unknown) { return unknown.Within; }
        var path = RuleValue.Write(asked);
        e.Touched.Add(scope.NameOf(path));
        if (TryFind(scope.Data, path, out var found)) { return found; }
        return call.Arguments.Count > 1 ? e.Of(call.Arguments[1], scope) : new Unknown([scope.NameOf(path)]);
    }

    public static object? Missing(Evaluation e, CallNode call, Scope scope)
    {
        var (values, unknown) = e.All(call, scope);
        return unknown ?? (object?)Absent(e, scope, values is [IReadOnlyList<object?> list] ? list : values);
    }

    public static object? MissingSome(Evaluation e, CallNode call, Scope scope)
    {
        var (values, unknown) = e.All(call, scope);
        if (unknown is not null) { return unknown; }
        if (RuleValue.Number(values[0]) is not { } needed || values[1] is not IReadOnlyList<object?> paths) { return Unknown.Because("missing_some takes a number and a list of paths"); }
        var absent = Absent(e, scope, paths);
        return paths.Count - absent.Length >= needed ? Array.Empty<object?>() : absent;
    }

    /// <summary>True only for calls before this one: the one that is judged has not yet happened.</summary>
    public static object? Called(Evaluation e, CallNode call, Scope scope)
    {
        var tool = e.Of(call.Arguments[0], scope);
        if (tool is Unknown unknown) { return unknown.Within; }
        if (!TryFind(e.Root.Data, Calls, out var history) || history is not IReadOnlyList<object?> calls) { return new Unknown([Calls]); }
        e.Charge(calls.Count);
        for (var i = calls.Count - 2; i >= 0; i--)
        {
            if (Field(calls[i], "ok") is not false && RuleValue.Same(Field(calls[i], "tool"), tool, loose: false))
            {
                e.Touched.Add(string.Create(CultureInfo.InvariantCulture, $"{Calls}.{i}"));
                return true;
            }
        }

        return false;
    }

    public static object? ConfirmedSince(Evaluation e, CallNode call, Scope scope)
    {
        var since = e.Of(call.Arguments[0], scope);
        if (since is Unknown unknown) { return unknown.Within; }
        if (since is "proposal")
        {
            e.Touched.Add("history.confirmed");
            return TryFind(e.Root.Data, "history.confirmed", out var confirmed) ? confirmed : new Unknown(["history.confirmed"]);
        }

        if (!TryFind(e.Root.Data, Calls, out var history) || history is not IReadOnlyList<object?> calls) { return new Unknown([Calls]); }
        e.Charge(calls.Count);
        for (var i = calls.Count - 2; i >= 0; i--)
        {
            if (!RuleValue.Same(Field(calls[i], "tool"), since, loose: false)) { continue; }
            e.Touched.Add(string.Create(CultureInfo.InvariantCulture, $"{Calls}.{i}"));
            e.Touched.Add("history.confirmed");
            return Field(calls[i], "confirmed_since") ?? Unknown.Because($"whether the customer said yes after '{RuleValue.Write(since)}'");
        }

        return Unknown.Because($"a call of '{RuleValue.Write(since)}' before this one");
    }

    /// <summary>What a dotted path leads to; numbers count the elements of a list from 0. False where it leads nowhere.</summary>
    public static bool TryFind(object? data, string path, out object? found)
    {
        found = data;
        if (path.Length == 0) { return true; }
        foreach (var part in path.Split('.'))
        {
            switch (found)
            {
                case IReadOnlyDictionary<string, object?> fields when fields.TryGetValue(part, out var field):
                    found = field;
                    break;
                case IReadOnlyList<object?> list when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < list.Count:
                    found = list[at];
                    break;
                default:
                    found = null;
                    return false;
            }
        }

        return found is not Unknown;
    }

    private static object?[] Absent(Evaluation e, Scope scope, IReadOnlyList<object?> paths)
    {
        e.Charge(paths.Count);
        return [.. paths.Where(path =>
        {
            e.Touched.Add(scope.NameOf(RuleValue.Write(path)));
            return !TryFind(scope.Data, RuleValue.Write(path), out var found) || found is null or "";
        })];
    }

    private static object? Field(object? fields, string name) => (fields as IReadOnlyDictionary<string, object?>)?.GetValueOrDefault(name);
}
