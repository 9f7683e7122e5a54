namespace Acsr.Signals.Sentiment;

/// <summary>A text as the rules read it: its words as written and in lower case, without the punctuation around them.</summary>
internal sealed class MoodWords
{
    private const string Punctuation = """!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""";

    /// <param name="text">What was said.</param>
    /// <param name="covered">Stretches that are judged as a whole elsewhere; their words have no mood of their own.</param>
    public MoodWords(string text, IReadOnlyList<Range>? covered = null)
    {
        List<string> words = [];
        List<bool> silent = [];
        for (var (start, end) = (0, 0); start < text.Length; start = end)
        {
            while (start < text.Length && char.IsWhiteSpace(text[start])) { start++; }
            for (end = start; end < text.Length && !char.IsWhiteSpace(text[end]); end++) { }
            if (end == start) { break; }
            var word = text[start..end].Trim(Punctuation.ToCharArray());
            // What would shrink to two signs may be a smiley, which is nothing but punctuation.
            words.Add(word.Length <= 2 ? text[start..end] : word);
            silent.Add(covered?.Any(range => range.Start.Value < end && start < range.End.Value) == true);
        }

        (Words, Lower, Silent) = (words, words.ConvertAll(word => word.ToLowerInvariant()), silent);
        var capitals = words.Count(IsCapitals);
        SomeAreCapitals = capitals > 0 && capitals < words.Count;
    }

    public IReadOnlyList<string> Words { get; }

    public IReadOnlyList<string> Lower { get; }

    /// <summary>Whether a word lies in a covered stretch.</summary>
    public IReadOnlyList<bool> Silent { get; }

    /// <summary>Capitals mean something only among words that are not.</summary>
    public bool SomeAreCapitals { get; }

    public bool IsLoud(int index) => SomeAreCapitals && IsCapitals(Words[index]);

    private static bool IsCapitals(string word) => word.Any(char.IsUpper) && !word.Any(char.IsLower);
}
