using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Acsr.Knowledge;
using Acsr.Signals.Gaps;

namespace Acsr.Releases.Curation;

/// <summary>What a row teaches against a clause.</summary>
/// <param name="Text">For people to read.</param>
/// <param name="IsPlain">More than a limit that the clause sets without any condition; else somebody has to look whether it is one.</param>
public sealed record ClauseFault(string Text, bool IsPlain);

/// <summary>
/// Compares what a row teaches with the words of a clause, as far as that goes without understanding them: an amount, share or time above the highest
/// limit of its kind, a call whose every word stands in a sentence that says "not", and an answer's sentence that differs from the clause's in a number
/// or a "not". Pure.
/// </summary>
public static partial class ClauseCheck
{
    private const string Money = "money";

    /// <summary>The first thing found; null where nothing is seen, which is no proof that there is nothing.</summary>
    public static ClauseFault? FaultOf(TrainingMessage target, string clause)
    {
        var sentences = EditChecks.Sentences(clause).ToList();
        return AboveLimit(target, sentences) ?? Forbidden(target, sentences) ?? Otherwise(target.Content, sentences);
    }

    private static ClauseFault? AboveLimit(TrainingMessage target, List<string> sentences)
    {
        var limits = sentences.SelectMany(s => Limit().Matches(s).Select(m => (Sentence: s, Unit: UnitOf(m), Value: Number(m.Groups["n"].Value)))).Where(l => l.Unit is not null).ToLookup(l => l.Unit!);
        foreach (var (unit, value, told) in Amounts(target))
        {
            if (!limits.Contains(unit)) { continue; }
            // A clause may allow more to some than to others: whatever is below its highest limit is not for us to judge.
            var highest = limits[unit].MaxBy(l => l.Value);
            if (value > highest.Value)
            {
                return new ClauseFault($"{told}, where the clause says “{Short(highest.Sentence)}”", unit == Money && limits[unit].Count() == 1 && !Condition().IsMatch(highest.Sentence));
            }
        }

        return null;
    }

    private static ClauseFault? Forbidden(TrainingMessage target, List<string> sentences)
    {
        foreach (var call in target.Calls)
        {
            var words = QuestionWords.Of(WordEnd().Replace(call.Name, " "));
            if (words.Count < 2) { continue; }
            if (sentences.Find(s => Negation().IsMatch(s) && !Condition().IsMatch(s) && words.All(QuestionWords.Of(s).Contains)) is { } forbids)
            {
                return new ClauseFault($"Calls {call.Name}, where the clause says “{Short(forbids)}”", false);
            }
        }

        return null;
    }

    private static ClauseFault? Otherwise(string? answer, List<string> sentences) => answer is null ? null
        : (from mine in EditChecks.Sentences(answer)
           from theirs in sentences
           let differs = EditChecks.Differs(mine, theirs)
           where differs is not null
           select new ClauseFault($"“{Short(mine)}”, where the clause says “{Short(theirs)}”: {differs}", false)).FirstOrDefault();

    private static IEnumerable<(string Unit, decimal Value, string Told)> Amounts(TrainingMessage target)
    {
        foreach (var call in target.Calls)
        {
            foreach (var (key, value) in Numbers(call.Arguments, ""))
            {
                if (UnitOfKey(key) is { } unit) { yield return (unit, value, string.Create(CultureInfo.InvariantCulture, $"Calls {call.Name} with {key} {value}")); }
            }
        }

        foreach (Match match in Said().Matches(target.Content ?? ""))
        {
            if (UnitOf(match) is { } unit) { yield return (unit, Number(match.Groups["n"].Value), $"Says “{match.Value.Trim()}”"); }
        }
    }

    private static IEnumerable<(string Key, decimal Value)> Numbers(JsonElement value, string key) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Numbers(member.Value, member.Name)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Numbers(item, key)),
        JsonValueKind.Number when value.TryGetDecimal(out var number) => [(key, number)],
        JsonValueKind.String when decimal.TryParse(value.GetString(), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => [(key, number)],
        _ => [],
    };

    /// <summary>What is given is an amount; what an order costs is none.</summary>
    private static string? UnitOfKey(string key)
    {
        var words = QuestionWords.Of(WordEnd().Replace(key, " "));
        bool Has(params string[] any) => any.Any(words.Contains);
        return Has("percent", "percentag", "pct") ? "%" : Has("day") ? "day" : Has("hour") ? "hour" : Has("week") ? "week" : Has("month") ? "month"
            : Has("amount", "refund", "credit", "compensation", "discount", "goodwill", "voucher") ? Money : null;
    }

    private static string? UnitOf(Match match)
    {
        if (match.Groups["sign"].Success) { return Money; }
        var unit = match.Groups["unit"].Value.ToLowerInvariant();
        return unit switch
        {
            "" => null,
            "%" or "percent" => "%",
            _ when unit.EndsWith("day", StringComparison.Ordinal) || unit.EndsWith("days", StringComparison.Ordinal) => "day",
            _ when unit.StartsWith("hour", StringComparison.Ordinal) => "hour",
            _ when unit.StartsWith("week", StringComparison.Ordinal) => "week",
            _ when unit.StartsWith("month", StringComparison.Ordinal) => "month",
            _ => Money,
        };
    }

    private static decimal Number(string text) => decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var value) ? value : 0;

    private static string Short(string sentence) => sentence.Length <= 160 ? sentence : sentence[..157] + "…";

    private const string Quantity = @"(?<sign>[$€£])?\s?(?<n>\d{1,9}(?:,\d{3})*(?:\.\d{1,4})?)\s?(?<unit>%|percent\b|usd\b|eur\b|gbp\b|dollars?\b|euros?\b|pounds?\b|(?:business |calendar |working )?days?\b|hours?\b|weeks?\b|months?\b)?";

    [GeneratedRegex(@"\b(?:at most|up to|no more than|not more than|(?:not|never) exceed(?:ing)?|maximum(?: amount)?(?: of| is)?|limited to|limit (?:of|is)|within|no later than)\s+(?:a total of |the |an? )?" + Quantity, RegexOptions.IgnoreCase)]
    private static partial Regex Limit();

    [GeneratedRegex(@"(?<![\p{L}\d.,])" + Quantity, RegexOptions.IgnoreCase)]
    private static partial Regex Said();

    [GeneratedRegex(@"\b(?:if|unless|except|when|where|without|until|before|after|only|per|each|every|approv\w*|otherwise|but|more than|over|above)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Condition();

    [GeneratedRegex(@"\b(?:not|never|cannot|can't|no)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Negation();

    [GeneratedRegex(@"[_\-.]|(?<=\p{Ll})(?=\p{Lu})")]
    private static partial Regex WordEnd();
}
