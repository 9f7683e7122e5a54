using System.Collections.Frozen;

namespace Acsr.Signals.Sentiment;

/// <summary>The words that change the mood of their neighbours, and how much (formats G.1).</summary>
internal static class Modifiers
{
    public const double Step = 0.293;
    public const double Capitals = 0.733;
    public const double Negation = -0.74;

    /// <summary>Characters, and one more, of the longest saying below.</summary>
    public const int LongestPhrase = 16;

    private static readonly string[] Strong =
    [
        "absolutely", "amazingly", "awfully", "completely", "considerable", "considerably", "decidedly", "deeply", "effing", "enormous", "enormously", "entirely",
        "especially", "exceptional", "exceptionally", "extreme", "extremely", "fabulously", "flipping", "flippin", "frackin", "fracking", "fricking", "frickin",
        "frigging", "friggin", "fully", "fuckin", "fucking", "fuggin", "fugging", "greatly", "hella", "highly", "hugely", "incredible", "incredibly", "intensely",
        "major", "majorly", "more", "most", "particularly", "purely", "quite", "really", "remarkably", "so", "substantially", "thoroughly", "total", "totally",
        "tremendous", "tremendously", "uber", "unbelievably", "unusually", "utter", "utterly", "very",
    ];

    private static readonly string[] Weak =
    [
        "almost", "barely", "hardly", "just enough", "kind of", "kinda", "kindof", "kind-of", "less", "little", "marginal", "marginally", "occasional",
        "occasionally", "partly", "scarce", "scarcely", "slight", "slightly", "somewhat", "sort of", "sorta", "sortof", "sort-of",
    ];

    private static readonly string[] Negations =
    [
        "aint", "arent", "cannot", "cant", "couldnt", "darent", "didnt", "doesnt", "dont", "hadnt", "hasnt", "havent", "isnt", "mightnt", "mustnt", "neednt",
        "neither", "never", "none", "nope", "nor", "not", "nothing", "nowhere", "oughtnt", "shant", "shouldnt", "uhuh", "wasnt", "werent", "without", "wont",
        "wouldnt", "rarely", "seldom", "despite",
    ];

    private static readonly FrozenDictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> Idioms = new Dictionary<string, double>
    {
        ["the shit"] = 3,
        ["the bomb"] = 3,
        ["bad ass"] = 1.5,
        ["badass"] = 1.5,
        ["bus stop"] = 0,
        ["yeah right"] = -2,
        ["kiss of death"] = -1.5,
        ["to die for"] = 3,
        ["beating heart"] = 3.1,
        ["broken heart"] = -2.9,
    }.ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, double>.AlternateLookup<ReadOnlySpan<char>> Boosts =
        Weak.ToDictionary(word => word, _ => -Step).Concat(Strong.ToDictionary(word => word, _ => Step)).ToFrozenDictionary(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Negating = Negations.ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What a word, or two of them, adds to the word that follows: positive for more, negative for less, 0 for neither.</summary>
    public static double BoostOf(ReadOnlySpan<char> words) => Boosts.TryGetValue(words, out var boost) ? boost : 0;

    public static bool Negates(ReadOnlySpan<char> word) => Negating.Contains(word) || word.Contains("n't", StringComparison.Ordinal);

    /// <summary>The mood of a saying as a whole; null when it is none.</summary>
    public static double? IdiomOf(ReadOnlySpan<char> words) => Idioms.TryGetValue(words, out var valence) ? valence : null;
}
