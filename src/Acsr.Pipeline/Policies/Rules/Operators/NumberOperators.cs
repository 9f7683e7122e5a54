using System.Globalization;
using System.Text.RegularExpressions;

namespace Acsr.Policies.Rules;

/// <summary>Operators that count with decimals. What is no number gives an unknown that says so, never zero.</summary>
internal static partial class NumberOperators
{
    /// <param name="start">What nothing gives; null: nothing gives an unknown.</param>
    public static object? Fold(Evaluation e, CallNode call, Scope scope, decimal? start, Func<decimal, decimal, decimal> step)
    {
        var (values, unknown) = e.All(call, scope);
        if (unknown is not null) { return unknown; }
        var items = values is [IReadOnlyList<object?> list] ? list : values;
        e.Charge(items.Count);
        return Exact(call, () =>
        {
            var result = start;
            foreach (var item in items)
            {
                if (RuleValue.Number(item) is not { } number) { return NoNumber(item); }
                result = result is { } sofar ? step(sofar, number) : number;
            }

            return result ?? (object)Unknown.Because($"'{call.Operator.Name}' of an empty list");
        });
    }

    public static object? Minus(Evaluation e, CallNode call, Scope scope) => call.Arguments.Count == 2
        ? Two(e, call, scope, (a, b) => a - b)
        : e.Of(call.Arguments[0], scope) switch { Unknown unknown => unknown.Within, var value => RuleValue.Number(value) is { } number ? -number : NoNumber(value) };

    public static object? Two(Evaluation e, CallNode call, Scope scope, Func<decimal, decimal, decimal> compute)
    {
        var (values, unknown) = e.All(call, scope);
        if (unknown is not null) { return unknown; }
        return RuleValue.Number(values[0]) is not { } a ? NoNumber(values[0]) : RuleValue.Number(values[1]) is not { } b ? NoNumber(values[1]) : Exact(call, () => compute(a, b));
    }

    public static object? Money(Evaluation e, CallNode call, Scope scope)
    {
        var value = e.Of(call.Arguments[0], scope);
        if (value is Unknown unknown) { return unknown.Within; }
        if (value is IReadOnlyDictionary<string, object?> fields) { value = fields.GetValueOrDefault("amount") ?? fields.GetValueOrDefault("value"); }
        var amount = value is bool ? null : RuleValue.Number(value) ?? (value is string text && Amount().Match(text) is { Success: true } match ? RuleValue.Number(match.Groups["amount"].Value.Replace(",", "", StringComparison.Ordinal)) : null);
        return amount is { } exact ? Math.Round(exact, 2, MidpointRounding.AwayFromZero) : Unknown.Because(value is null ? "an amount of money" : $"'{RuleValue.Write(value)}' is no amount of money");
    }

    public static object? HoursBetween(Evaluation e, CallNode call, Scope scope)
    {
        var (values, unknown) = e.All(call, scope);
        if (unknown is not null) { return unknown; }
        if (RuleTime.Read(values[0]) is not { } from) { return Unknown.Because($"'{RuleValue.Write(values[0])}' is no time"); }
        if (RuleTime.Read(values[1]) is not { } to) { return Unknown.Because($"'{RuleValue.Write(values[1])}' is no time"); }
        return (decimal)(to - from).Ticks / TimeSpan.TicksPerHour;
    }

    private static object? Exact(CallNode call, Func<object?> compute)
    {
        try { return compute(); }
        catch (DivideByZeroException) { return Unknown.Because($"'{call.Operator.Name}' divides by zero"); }
        catch (OverflowException) { return Unknown.Because($"'{call.Operator.Name}' gives a number that is too large"); }
    }

    private static object? Exact(CallNode call, Func<decimal> compute) => Exact(call, () => (object?)compute());

    private static Unknown NoNumber(object? value) => Unknown.Because(value is null ? "a number" : $"'{RuleValue.Write(value)}' is no number");

    [GeneratedRegex(@"^\s*(?:[A-Z]{3}|\p{Sc})?\s*(?<amount>-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|-?\d+(?:\.\d+)?)\s*(?:[A-Z]{3}|\p{Sc})?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();
}

/// <summary>Times as tools and policies write them.</summary>
internal static partial class RuleTime
{
    /// <summary>
    /// ISO 8601, also with a space for the T, a date alone included. A time with an offset is brought to UTC; one without stays as it is,
    /// and so do names of zones, which are ambiguous: they are taken to be the zone in which the other times are written too.
    /// </summary>
    public static DateTime? Read(object? value)
    {
        if (value is not string text || Time().Match(text) is not { Success: true } match) { return null; }
        var written = match.Groups["time"].Value.Replace(' ', 'T') + (match.Groups["offset"].Success ? match.Groups["offset"].Value : "Z");
        return DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.UtcDateTime : null;
    }

    public static string Write(DateTime time) => time.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFZ", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\s*(?<time>\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,7})?)?)?)\s*(?:(?<offset>Z|[+-]\d{2}:\d{2})|[A-Z]{2,5})?\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
