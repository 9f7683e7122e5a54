using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace Acsr.Signals.DeadEnds;

/// <summary>How alike two messages are (formats F.4: lower case, without punctuation and stop words).</summary>
internal static class MessageWords
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> StopWords = FrozenSet.Create(StringComparer.Ordinal,
    [
        "a", "an", "the", "and", "or", "but", "if", "then", "is", "are", "was", "were", "be", "been", "to", "of", "in", "on", "at", "for", "with", "by", "from", "as",
        "it", "its", "this", "that", "these", "those", "i", "you", "he", "she", "we", "they", "me", "my", "your", "our", "their",
        "do", "does", "did", "have", "has", "had", "will", "would", "can", "could", "should", "may", "might", "not", "no", "so",
    ]).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The words of a text, each once.</summary>
    public static HashSet<string> Of(string text)
    {
        HashSet<string> words = new(StringComparer.Ordinal);
        var known = words.GetAlternateLookup<ReadOnlySpan<char>>();
        var lower = text.ToLowerInvariant().AsSpan();
        for (var (start, end) = (0, 0); start < text.Length; start = end + 1)
        {
            for (end = start; end < text.Length && IsWord(text[end]); end++) { }
            if (end > start && !StopWords.Contains(lower[start..end])) { known.Add(lower[start..end]); }
        }

        return words;
    }

    /// <summary>Shared words ÷ all words, 0 to 1.</summary>
    public static double Jaccard(HashSet<string> a, HashSet<string> b)
    {
        var shared = 0;
        foreach (var word in a)
        {
            if (b.Contains(word)) { shared++; }
        }

        return a.Count + b.Count == 0 ? 0 : (double)shared / (a.Count + b.Count - shared);
    }

    /// <summary>Cosine of the counts of three letters in a row, 0 to 1: finds the same words written otherwise.</summary>
    public static double TrigramCosine(string a, string b)
    {
        var (x, y) = (Trigrams(a), Trigrams(b));
        var dot = 0L;
        foreach (var (trigram, count) in x) { dot += (long)count * y.GetValueOrDefault(trigram); }
        return dot == 0 ? 0 : dot / Math.Sqrt(Square(x) * Square(y));
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    /// <summary>Three characters are one number: each takes sixteen bits of it.</summary>
    private static Dictionary<ulong, int> Trigrams(string text)
    {
        Dictionary<ulong, int> counts = new(text.Length);
        var (last, length, isGap) = (0UL, 0, false);
        foreach (var c in text.ToLowerInvariant())
        {
            if (char.IsWhiteSpace(c))
            {
                isGap = length > 0;
                continue;
            }

            if (isGap) { Add(' '); }
            isGap = false;
            Add(c);
        }

        return counts;

        void Add(char c)
        {
            last = ((last << 16) | c) & 0xFFFF_FFFF_FFFF;
            if (++length >= 3) { CollectionsMarshal.GetValueRefOrAddDefault(counts, last, out _)++; }
        }
    }

    private static double Square(Dictionary<ulong, int> counts)
    {
        var sum = 0.0;
        foreach (var count in counts.Values) { sum += (double)count * count; }
        return sum;
    }
}
