namespace Acsr.Signals.Sentiment;

/// <summary>
/// The mood of a text by rules over a lexicon: negation, intensity, capitals, sayings, contrast and punctuation. Method and constants of
/// VADER (Hutto and Gilbert 2014; formats G.1), in our own words. One thing differs: each word's mood is halved or raised around a "but" by
/// its own place, where the original looks its place up by value and so changes the wrong one of two equal moods.
/// </summary>
public static class MoodRules
{
    private const int Alpha = 15;
    private static readonly double[] Fading = [1, .95, .9];

    /// <summary>−1 to +1.</summary>
    public static double Score(string text, Lexicon lexicon) => Compound(Sum(Emojis.Spell(text).Trim(), lexicon));

    /// <summary>From an open-ended sum to −1 to +1, four decimals.</summary>
    public static double Compound(double sum) => Math.Round(Math.Clamp(sum / Math.Sqrt((sum * sum) + Alpha), -1, 1), 4);

    /// <summary>Of a text without emojis: the moods of all words, and <paramref name="extra"/>, with the emphasis that punctuation adds.</summary>
    internal static double Sum(string text, Lexicon lexicon, double extra = 0, IReadOnlyList<Range>? covered = null)
    {
        var words = new MoodWords(text, lexicon, covered);
        var but = ButAt(words);
        var sum = 0.0;
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at].Silent) { continue; }
            // What comes after a "but" is what is meant.
            sum += ValenceAt(words, at, lexicon) * (but < 0 || at == but ? 1 : at < but ? .5 : 1.5);
        }

        sum += extra;
        return sum + (Math.Sign(sum) * Emphasis(text));
    }

    private static double ValenceAt(MoodWords words, int at, Lexicon lexicon)
    {
        if (words[at] is not { Mood: { } valence, Boost: 0 }) { return 0; }
        var hasNext = at + 1 < words.Count;
        if (words.Is(at, "kind") && hasNext && words.Is(at + 1, "of")) { return 0; }
        valence = AfterNo(words, at, valence, words.Is(at, "no") && hasNext && words[at + 1].Mood is not null);
        if (words.IsLoud(at)) { valence += valence > 0 ? Modifiers.Capitals : -Modifiers.Capitals; }
        for (var back = 1; back <= Fading.Length && back <= at; back++)
        {
            if (words[at - back].Mood is not null) { continue; }
            valence = Negated(words, at, back, valence + (Boost(words, at - back, valence) * Fading[back - 1]));
            if (back == Fading.Length) { valence = Sayings(words, at, valence); }
        }

        return Least(words, at, valence, lexicon);
    }

    /// <summary>"No" before a word of mood has none itself, and turns that word round.</summary>
    private static double AfterNo(MoodWords words, int at, double valence, bool isNoBeforeMood)
    {
        bool IsNo(int back) => at >= back && words.Is(at - back, "no");
        var turned = IsNo(1) || IsNo(2) || (IsNo(3) && (words.Is(at - 1, "or") || words.Is(at - 1, "nor")));
        return turned ? valence * Modifiers.Negation : isNoBeforeMood ? 0 : valence;
    }

    private static double Boost(MoodWords words, int at, double valence)
    {
        var boost = words[at].Boost;
        if (boost == 0) { return 0; }
        var sign = valence < 0 ? -1 : 1;
        return (boost * sign) + (words.IsLoud(at) ? valence > 0 ? Modifiers.Capitals : -Modifiers.Capitals : 0);
    }

    private static double Negated(MoodWords words, int at, int back, double valence)
    {
        bool Before(int distance, string word) => words.Is(at - distance, word);
        bool IsSo(int distance) => Before(distance, "so") || Before(distance, "this");
        var emphatic = back switch
        {
            2 => Before(2, "never") && IsSo(1),
            3 => (Before(3, "never") && IsSo(2)) || IsSo(1),
            _ => false,
        };
        var certain = back > 1 && Before(back, "without") && (Before(1, "doubt") || (back == 3 && Before(2, "doubt")));
        return emphatic ? valence * 1.25 : certain || !Modifiers.Negates(words.Lower(at - back)) ? valence : valence * Modifiers.Negation;
    }

    private static double Sayings(MoodWords words, int at, double valence)
    {
        double? Idiom(int from, int to) => Modifiers.IdiomOf(words.Phrase(at + from, at + to, stackalloc char[Modifiers.LongestPhrase]));
        double Boost(int from, int to) => Modifiers.BoostOf(words.Phrase(at + from, at + to, stackalloc char[Modifiers.LongestPhrase]));
        valence = Idiom(-1, 0) ?? Idiom(-2, 0) ?? Idiom(-2, -1) ?? Idiom(-3, -1) ?? Idiom(-3, -2) ?? valence;
        if (at + 1 < words.Count) { valence = Idiom(0, 1) ?? valence; }
        if (at + 2 < words.Count) { valence = Idiom(0, 2) ?? valence; }
        return valence + Boost(-3, -1) + Boost(-3, -2) + Boost(-2, -1);
    }

    private static double Least(MoodWords words, int at, double valence, Lexicon lexicon)
    {
        var least = at > 0 && words.Is(at - 1, "least") && lexicon.Of("least") is null;
        return least && !(at > 1 && (words.Is(at - 2, "at") || words.Is(at - 2, "very"))) ? valence * Modifiers.Negation : valence;
    }

    private static int ButAt(MoodWords words)
    {
        for (var at = 0; at < words.Count; at++)
        {
            if (words.Is(at, "but")) { return at; }
        }

        return -1;
    }

    private static double Emphasis(string text)
    {
        var questions = text.AsSpan().Count('?');
        return (Math.Min(text.AsSpan().Count('!'), 4) * .292) + (questions <= 1 ? 0 : questions <= 3 ? questions * .18 : .96);
    }
}
