using System.Collections.Frozen;

namespace Acsr.Policies.Rules;

/// <summary>
/// Every operator there is: those of JsonLogic (jsonlogic.com) and those that support policies need (formats I.1). Where a fact is
/// missing an operator gives an unknown, unless its result is the same whatever the fact is (Kleene's logic).
/// </summary>
internal static class RuleOperators
{
    private const int Any = int.MaxValue;

    public static FrozenDictionary<string, RuleOperator> ByName { get; } = new RuleOperator[]
    {
        new("var", 0, 2, "the fact of this path, or the second argument where there is no such fact", FactOperators.Var),
        new("missing", 0, Any, "the paths among these that have no fact", FactOperators.Missing),
        new("missing_some", 2, 2, "nothing where at least so many of these paths have a fact, else those that have none", FactOperators.MissingSome),
        new("called", 1, 1, "a call of this tool succeeded before", FactOperators.Called),
        new("user_confirmed_since", 1, 1, "the customer said yes since the proposal, or since the last call of this tool", FactOperators.ConfirmedSince),

        new("and", 1, Any, "all of these hold", LogicOperators.And),
        new("or", 1, Any, "one of these holds", LogicOperators.Or),
        new("!", 1, 1, "this does not hold", (e, call, scope) => LogicOperators.Truth(e, call, scope, negated: true)),
        new("!!", 1, 1, "this holds", (e, call, scope) => LogicOperators.Truth(e, call, scope, negated: false)),
        new("if", 0, Any, "the second where the first holds, else the third; further pairs may follow", LogicOperators.If),
        new("?:", 0, Any, "the second where the first holds, else the third", LogicOperators.If),

        new("==", 2, 2, "both are the same, a number and its text included", (e, call, scope) => CompareOperators.Same(e, call, scope, loose: true, wanted: true)),
        new("===", 2, 2, "both are the same and of one kind", (e, call, scope) => CompareOperators.Same(e, call, scope, loose: false, wanted: true)),
        new("!=", 2, 2, "both differ", (e, call, scope) => CompareOperators.Same(e, call, scope, loose: true, wanted: false)),
        new("!==", 2, 2, "both differ, or are of two kinds", (e, call, scope) => CompareOperators.Same(e, call, scope, loose: false, wanted: false)),
        new("<", 2, 3, "the first is less than the second; of three: the second lies between", (e, call, scope) => CompareOperators.Order(e, call, scope, sign => sign < 0)),
        new("<=", 2, 3, "the first is at most the second; of three: the second lies between, ends included", (e, call, scope) => CompareOperators.Order(e, call, scope, sign => sign <= 0)),
        new(">", 2, 3, "the first is more than the second", (e, call, scope) => CompareOperators.Order(e, call, scope, sign => sign > 0)),
        new(">=", 2, 3, "the first is at least the second", (e, call, scope) => CompareOperators.Order(e, call, scope, sign => sign >= 0)),
        new("in", 2, 2, "the first is in the second, a list or a text", CompareOperators.In),
        new("subset_of", 2, 2, "all of the first are in the second, a list or the names of an object", CompareOperators.SubsetOf),
        new("regex", 2, 2, "the text has this pattern", CompareOperators.Matches),

        new("+", 1, Any, "the sum", (e, call, scope) => NumberOperators.Fold(e, call, scope, 0, (a, b) => a + b)),
        new("*", 1, Any, "the product", (e, call, scope) => NumberOperators.Fold(e, call, scope, 1, (a, b) => a * b)),
        new("-", 1, 2, "the first without the second; of one: its negative", NumberOperators.Minus),
        new("/", 2, 2, "the first divided by the second", (e, call, scope) => NumberOperators.Two(e, call, scope, (a, b) => a / b)),
        new("%", 2, 2, "what is left when the first is divided by the second", (e, call, scope) => NumberOperators.Two(e, call, scope, (a, b) => a % b)),
        new("min", 1, Any, "the least", (e, call, scope) => NumberOperators.Fold(e, call, scope, null, Math.Min)),
        new("max", 1, Any, "the largest", (e, call, scope) => NumberOperators.Fold(e, call, scope, null, Math.Max)),
        new("money", 1, 1, "the amount, from a number or a text such as \"£1,250.50\", rounded to cents", NumberOperators.Money),
        new("date_diff_hours", 2, 2, "hours from the first time to the second", NumberOperators.HoursBetween),

        new("map", 2, 2, "each element of the first as the second makes it", ListOperators.Map),
        new("filter", 2, 2, "the elements of the first for which the second holds", ListOperators.Filter),
        new("reduce", 3, 3, "one value out of the first by the second, with \"current\" and \"accumulator\", beginning with the third", ListOperators.Reduce),
        new("all", 2, 2, "there are elements, and the second holds for all of them", ListOperators.All),
        new("some", 2, 2, "the second holds for at least one element", ListOperators.Some),
        new("none", 2, 2, "the second holds for no element", ListOperators.None),
        new("merge", 0, Any, "one list out of several", ListOperators.Merge),
        new("count", 1, 1, "how many elements", ListOperators.Count),

        new("cat", 0, Any, "the texts in a row", TextOperators.Cat),
        new("substr", 2, 3, "part of a text: from where (negative: from the end), how much", TextOperators.Substr),
    }.ToFrozenDictionary(o => o.Name);

    /// <summary>The operator that a misspelt one was most likely meant to be; null where none is near.</summary>
    public static string? Nearest(string name) =>
        ByName.Keys.Where(known => known.Length > 1).Select(known => (known, Distance: Distance(known, name.ToLowerInvariant()))).Where(k => k.Distance <= 2)
            .OrderBy(k => k.Distance).ThenBy(k => k.known, StringComparer.Ordinal).Select(k => k.known).FirstOrDefault();

    // Levenshtein over two rows.
    private static int Distance(string a, string b)
    {
        if (b.Length > 40) { return Any; }
        int[] last = [.. Enumerable.Range(0, b.Length + 1)];
        for (var i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++) { row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)); }
            last = row;
        }

        return last[^1];
    }
}
