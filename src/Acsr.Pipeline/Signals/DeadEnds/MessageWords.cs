namespace Acsr.Signals.DeadEnds;

/// <summary>How alike two messages are (formats F.4: lower case, without punctuation and stop words).</summary>
internal static class MessageWords
{
    private static readonly HashSet<string> StopWords =
    [
        "a", "an", "the", "and", "or", "but", "if", "then", "is", "are", "was", "were", "be", "been", "to", "of", "in", "on", "at", "for", "with", "by", "from", "as",
        "it", "its", "this", "that", "these", "those", "i", "you", "he", "she", "we", "they", "me", "my", "your", "our", "their",
        "do", "does", "did", "have", "has", "had", "will", "would", "can", "could", "should", "may", "might", "not", "no", "so",
    ];

    /// <summary>The words of a text, each once.</summary>
    public static HashSet<string> Of(string text)
    {
        HashSet<string> words = [];
        for (var (start, end) = (0, 0); start < text.Length; start = end + 1)
        {
            for (end = start; end < text.Length && IsWord(text[end]); end++) { }
            if (end > start && text[start..end].ToLowerInvariant() is var word && !StopWords.Contains(word)) { words.Add(word); }
        }

        return words;
    }

    /// <summary>Shared words ÷ all words, 0 to 1.</summary>
    public static double Jaccard(HashSet<string> a, HashSet<string> b)
    {
        var shared = a.Count(b.Contains);
        return a.Count + b.Count == 0 ? 0 : (double)shared / (a.Count + b.Count - shared);
    }

    /// <summary>Cosine of the counts of three letters in a row, 0 to 1: finds the same words written otherwise.</summary>
    public static double TrigramCosine(string a, string b)
    {
        var (x, y) = (Trigrams(a), Trigrams(b));
        var dot = x.Sum(pair => (double)pair.Value * y.GetValueOrDefault(pair.Key));
        return dot == 0 ? 0 : dot / Math.Sqrt(Square(x) * Square(y));
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static Dictionary<string, int> Trigrams(string text)
    {
        var plain = string.Join(' ', text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return Enumerable.Range(0, Math.Max(0, plain.Length - 2)).Select(at => plain.Substring(at, 3)).CountBy(trigram => trigram).ToDictionary();
    }

    private static double Square(Dictionary<string, int> counts) => counts.Values.Sum(count => (double)count * count);
}
