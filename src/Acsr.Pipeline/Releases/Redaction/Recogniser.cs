using System.Text.RegularExpressions;

namespace Acsr.Releases.Redaction;

/// <summary>One way in which personal data or a secret is written (formats J.1; the scheme of patterns, check digits and words before is Presidio's).</summary>
/// <param name="Entity">What it is, for example <c>EMAIL_ADDRESS</c>.</param>
/// <param name="Pattern">How it looks.</param>
/// <param name="Score">How sure the pattern alone makes us, 0 to 1.</param>
/// <param name="Check">Right check digits make it sure, wrong ones rule it out; null where there are none.</param>
/// <param name="Words">One of these among the five words before adds <see cref="ContextGain"/>.</param>
public sealed record Recogniser(string Entity, Regex Pattern, double Score, Func<string, bool>? Check = null, params string[] Words)
{
    /// <summary>What a word before adds.</summary>
    public const double ContextGain = .35;

    /// <summary>With such a word it is at least that sure.</summary>
    public const double ContextLeast = .4;

    private const int WordsBefore = 5;

    /// <summary>Everything of this kind in a text that is at least so sure.</summary>
    public IEnumerable<PersonalData> Find(string text, double threshold)
    {
        foreach (Match match in Pattern.Matches(text))
        {
            var value = match.Value;
            var score = Check is null ? Score : Check(value) ? 1 : 0;
            if (score == 0) { continue; }
            if (score < 1 && Words.Length > 0 && HasWordBefore(text.AsSpan(0, match.Index))) { score = Math.Max(score + ContextGain, ContextLeast); }
            if (score >= threshold) { yield return new PersonalData(Entity, match.Index, match.Length, Math.Min(1, score)); }
        }
    }

    private bool HasWordBefore(ReadOnlySpan<char> before)
    {
        for (var (end, words) = (before.Length, 0); end > 0 && words < WordsBefore; words++)
        {
            while (end > 0 && !char.IsLetterOrDigit(before[end - 1])) { end--; }
            var start = end;
            while (start > 0 && char.IsLetterOrDigit(before[start - 1])) { start--; }
            if (start == end) { return false; }
            foreach (var word in Words)
            {
                if (before[start..end].Equals(word, StringComparison.OrdinalIgnoreCase)) { return true; }
            }

            end = start;
        }

        return false;
    }
}

/// <summary>Something found in a text.</summary>
/// <param name="Entity">What it is.</param>
/// <param name="Start">Its first character, from 0.</param>
/// <param name="Length">How many.</param>
/// <param name="Score">How sure, 0 to 1.</param>
public readonly record struct PersonalData(string Entity, int Start, int Length, double Score)
{
    /// <summary>One behind its last character.</summary>
    public int End => Start + Length;
}
