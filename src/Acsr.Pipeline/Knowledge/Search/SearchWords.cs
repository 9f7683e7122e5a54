using Acsr.Signals.Gaps;

namespace Acsr.Knowledge;

/// <summary>The words by which questions and texts are compared in search: as of knowledge gaps, but each as often as it stands there, and numbers too. Pure.</summary>
public static class SearchWords
{
    /// <summary>In the order of the text.</summary>
    public static IEnumerable<string> Of(string text) => At(text).Select(word => word.Word);

    /// <summary>With where each stands.</summary>
    public static IEnumerable<(string Word, int Start, int Length)> At(string text)
    {
        for (var (start, end) = (0, 0); start < text.Length; start = end + 1)
        {
            for (end = start; end < text.Length && char.IsLetterOrDigit(text[end]); end++) { }
            if (end == start) { continue; }
            var word = text[start..end].ToLowerInvariant();
            if (!QuestionWords.Asking.Contains(word) && word is not ("not" or "no" or "only")) { yield return (QuestionWords.Stem(word), start, end - start); }
        }
    }
}
