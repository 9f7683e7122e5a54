namespace Acsr.Policies.Rules;

/// <summary>Operators on texts.</summary>
internal static class TextOperators
{
    public static object? Cat(Evaluation e, CallNode call, Scope scope)
    {
        var (values, unknown) = e.All(call, scope);
        if (unknown is not null) { return unknown; }
        e.Charge(values.Sum(RuleValue.Size));
        return string.Concat(values.Select(RuleValue.Write));
    }

    public static object? Substr(Evaluation e, CallNode call, Scope scope)
    {
        var (values, unknown) = e.All(call, scope);
        if (unknown is not null) { return unknown; }
        var text = RuleValue.Write(values[0]);
        if (Whole(values[1]) is not { } from || (values.Length > 2 && Whole(values[2]) is null)) { return Unknown.Because("substr takes whole numbers"); }
        var start = Math.Clamp(from < 0 ? text.Length + from : from, 0, text.Length);
        var length = values.Length > 2 ? Whole(values[2])!.Value : text.Length;
        var end = length < 0 ? Math.Max(start, text.Length + length) : Math.Min(text.Length, (long)start + length);
        return text[start..(int)end];
    }

    private static int? Whole(object? value) => RuleValue.Number(value) is { } number && Math.Abs(number) <= 1_000_000 ? (int)Math.Truncate(number) : null;
}
