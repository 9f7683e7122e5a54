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
        var words = new MoodWords(text, covered);
        var sum = Contrast(words, [.. Enumerable.Range(0, words.Words.Count).Select(index => words.Silent[index] ? 0 : ValenceAt(words, index, lexicon))]).Sum() + extra;
        return sum + (Math.Sign(sum) * Emphasis(text));
    }

    private static double ValenceAt(MoodWords words, int at, Lexicon lexicon)
    {
        var word = words.Lower[at];
        var next = at + 1 < words.Lower.Count ? words.Lower[at + 1] : "";
        if (Modifiers.BoostOf(word) != 0 || (word == "kind" && next == "of") || lexicon.Of(word) is not { } valence) { return 0; }
        valence = AfterNo(words, at, valence, word == "no" && lexicon.Of(next) is not null);
        if (words.IsLoud(at)) { valence += valence > 0 ? Modifiers.Capitals : -Modifiers.Capitals; }
        for (var back = 1; back <= Fading.Length && back <= at; back++)
        {
            if (lexicon.Of(words.Lower[at - back]) is not null) { continue; }
            valence = Negated(words, at, back, valence + (Boost(words, at - back, valence) * Fading[back - 1]));
            if (back == Fading.Length) { valence = Sayings(words, at, valence); }
        }

        return Least(words, at, valence, lexicon);
    }

    /// <summary>"No" before a word of mood has none itself, and turns that word round.</summary>
    private static double AfterNo(MoodWords words, int at, double valence, bool isNoBeforeMood)
    {
        bool IsNo(int back) => at >= back && words.Lower[at - back] == "no";
        var turned = IsNo(1) || IsNo(2) || (IsNo(3) && words.Lower[at - 1] is "or" or "nor");
        return turned ? valence * Modifiers.Negation : isNoBeforeMood ? 0 : valence;
    }

    private static double Boost(MoodWords words, int at, double valence)
    {
        var boost = Modifiers.BoostOf(words.Lower[at]);
        if (boost == 0) { return 0; }
        var sign = valence < 0 ? -1 : 1;
        return (boost * sign) + (words.IsLoud(at) ? valence > 0 ? Modifiers.Capitals : -Modifiers.Capitals : 0);
    }

    private static double Negated(MoodWords words, int at, int back, double valence)
    {
        string Before(int distance) => words.Lower[at - distance];
        var emphatic = back switch
        {
            2 => Before(2) == "never" && Before(1) is "so" or "this",
            3 => (Before(3) == "never" && Before(2) is "so" or "this") || Before(1) is "so" or "this",
            _ => false,
        };
        var certain = back > 1 && Before(back) == "without" && (Before(1) == "doubt" || (back == 3 && Before(2) == "doubt"));
        return emphatic ? valence * 1.25 : certain || !Modifiers.Negates(Before(back)) ? valence : valence * Modifiers.Negation;
    }

    private static double Sayings(MoodWords words, int at, double valence)
    {
        string Text(int from, int to) => string.Join(' ', words.Lower.Skip(at + from).Take(to - from + 1));
        string[] around = [Text(-1, 0), Text(-2, 0), Text(-2, -1), Text(-3, -1), Text(-3, -2)];
        valence = around.Select(Modifiers.IdiomOf).FirstOrDefault(idiom => idiom is not null) ?? valence;
        if (at + 1 < words.Lower.Count) { valence = Modifiers.IdiomOf(Text(0, 1)) ?? valence; }
        if (at + 2 < words.Lower.Count) { valence = Modifiers.IdiomOf(Text(0, 2)) ?? valence; }
        return valence + Modifiers.BoostOf(Text(-3, -1)) + Modifiers.BoostOf(Text(-3, -2)) + Modifiers.BoostOf(Text(-2, -1));
    }

    private static double Least(MoodWords words, int at, double valence, Lexicon lexicon)
    {
        var least = at > 0 && words.Lower[at - 1] == "least" && lexicon.Of("least") is null;
        return least && !(at > 1 && words.Lower[at - 2] is "at" or "very") ? valence * Modifiers.Negation : valence;
    }

    /// <summary>What comes after a "but" is what is meant.</summary>
    private static List<double> Contrast(MoodWords words, List<double> valences)
    {
        var but = words.Lower.Index().Where(word => word.Item == "but").Select(word => word.Index).DefaultIfEmpty(-1).First();
        return but < 0 ? valences : [.. valences.Select((valence, at) => at < but ? valence * .5 : at > but ? valence * 1.5 : valence)];
    }

    private static double Emphasis(string text)
    {
        var questions = text.Count(c => c == '?');
        return (Math.Min(text.Count(c => c == '!'), 4) * .292) + (questions <= 1 ? 0 : questions <= 3 ? questions * .18 : .96);
    }
}
