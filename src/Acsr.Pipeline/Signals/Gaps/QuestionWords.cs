using System.Security.Cryptography;
using System.Text;

namespace Acsr.Signals.Gaps;

/// <summary>The words of a question by which it is compared: lower case, each once, without those that every question has. Pure.</summary>
public static class QuestionWords
{
    /// <summary>How questions are asked, in the languages that our detectors know; what they are about is in the other words.</summary>
    internal static readonly HashSet<string> Asking =
    [
        "a", "an", "the", "and", "or", "but", "if", "then", "is", "are", "was", "were", "be", "been", "am", "to", "of", "in", "on", "at", "for", "with", "by", "from", "as", "about",
        "it", "its", "this", "that", "these", "those", "there", "i", "im", "you", "he", "she", "we", "they", "me", "my", "mine", "your", "our", "their", "us", "s", "t", "m", "ve", "re", "ll", "d",
        "do", "does", "did", "have", "has", "had", "will", "would", "can", "could", "should", "may", "might", "so", "just", "still", "any", "some",
        "how", "what", "when", "where", "who", "which", "why", "whats", "please", "tell", "know", "want", "need", "help", "get", "got",
        "der", "die", "das", "den", "dem", "ein", "eine", "einen", "einem", "einer", "und", "oder", "ist", "sind", "ich", "wir", "sie", "mein", "meine", "meinen", "wie", "was", "wann", "wo", "warum", "kann", "bitte", "zu", "mit", "von", "für", "im", "auf",
        "le", "la", "les", "un", "une", "et", "ou", "est", "je", "mon", "ma", "mes", "comment", "quand", "où", "pourquoi", "peux", "puis", "de", "du", "des", "à", "pour", "sur",
    ];

    /// <summary>Sorted by ordinal; empty where the text holds nothing to compare by.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        SortedSet<string> words = new(StringComparer.Ordinal);
        for (var (start, end) = (0, 0); start < text.Length; start = end + 1)
        {
            for (end = start; end < text.Length && char.IsLetterOrDigit(text[end]); end++) { }
            if (end == start) { continue; }
            var word = text[start..end].ToLowerInvariant();
            // A number names one order, not a kind of question.
            if (!Asking.Contains(word) && !word.All(char.IsDigit)) { words.Add(Stem(word)); }
        }

        return [.. words];
    }

    /// <summary>The key of questions with these words: 16 hexadecimal digits; null without words.</summary>
    public static string? Form(IReadOnlyList<string> words) =>
        words.Count == 0 ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', words)))[..8]);

    /// <summary>Shared words ÷ all words, 0 to 1.</summary>
    public static double Jaccard(IReadOnlyList<string> a, IReadOnlyList<string> b)
    {
        var (at, other, shared) = (0, 0, 0);
        while (at < a.Count && other < b.Count)
        {
            var order = string.CompareOrdinal(a[at], b[other]);
            if (order == 0) { shared++; }
            if (order <= 0) { at++; }
            if (order >= 0) { other++; }
        }

        return a.Count + b.Count == 0 ? 0 : (double)shared / (a.Count + b.Count - shared);
    }

    /// <summary>Plurals and the commonest endings of verbs, no more: a wrong merger of two words costs more than a missed one.</summary>
    internal static string Stem(string word) => word switch
    {
        { Length: > 4 } when word.EndsWith("ies", StringComparison.Ordinal) => word[..^3] + "y",
        { Length: > 5 } when word.EndsWith("ing", StringComparison.Ordinal) => Undouble(word[..^3]),
        { Length: > 4 } when word.EndsWith("ed", StringComparison.Ordinal) => Undouble(word[..^2]),
        { Length: > 3 } when word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) && !word.EndsWith("us", StringComparison.Ordinal) => Silent(word[..^1]),
        _ => Silent(word),
    };

    private static string Undouble(string word) => word.Length > 3 && word[^1] == word[^2] && word[^1] is not ('l' or 's') ? word[..^1] : Silent(word);

    /// <summary>"change" and "chang(ing)" are one word.</summary>
    private static string Silent(string word) => word.Length > 4 && word[^1] == 'e' ? word[..^1] : word;
}
