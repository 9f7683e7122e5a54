using System.Buffers;

namespace Acsr.Signals.Sentiment;

/// <summary>
/// A text as the rules read it: its words as written and in lower case, without the punctuation around them, each with its mood and with what
/// it does to the mood of the next. Words are stretches of the text and not texts of their own: most messages have many and few matter.
/// </summary>
internal sealed class MoodWords
{
    private static readonly SearchValues<char> Punctuation = SearchValues.Create("""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~""");

    private readonly string _text;
    private readonly string _lower;
    private readonly List<Word> _words = [];

    /// <param name="text">What was said.</param>
    /// <param name="lexicon">Knows moods.</param>
    /// <param name="covered">Stretches that are judged as a whole elsewhere; their words have no mood of their own.</param>
    public MoodWords(string text, Lexicon lexicon, IReadOnlyList<Range>? covered = null)
    {
        (_text, _lower) = (text, text.ToLowerInvariant());
        var capitals = 0;
        for (var (start, end) = (0, 0); start < text.Length; start = end)
        {
            while (start < text.Length && char.IsWhiteSpace(text[start])) { start++; }
            for (end = start; end < text.Length && !char.IsWhiteSpace(text[end]); end++) { }
            if (end == start) { break; }
            var (first, last) = Trimmed(start, end);
            var lower = _lower.AsSpan(first, last - first);
            var word = new Word(first, last - first, covered is not null && IsCovered(covered, start, end), lexicon.Of(lower), Modifiers.BoostOf(lower), IsCapitals(text.AsSpan(first, last - first)));
            _words.Add(word);
            if (word.Capitals) { capitals++; }
        }

        SomeAreCapitals = capitals > 0 && capitals < Count;
    }

    public int Count => _words.Count;

    /// <summary>Capitals mean something only among words that are not.</summary>
    public bool SomeAreCapitals { get; }

    public Word this[int index] => _words[index];

    public ReadOnlySpan<char> Lower(int index) => _lower.AsSpan(_words[index].Start, _words[index].Length);

    public bool Is(int index, string word) => Lower(index).SequenceEqual(word);

    public bool IsLoud(int index) => SomeAreCapitals && _words[index].Capitals;

    /// <summary>Some words in a row with one blank between them, as far as they fit; sayings are short.</summary>
    public ReadOnlySpan<char> Phrase(int first, int last, Span<char> buffer)
    {
        var length = 0;
        for (var at = first; at <= last; at++)
        {
            var word = Lower(at);
            if (length + word.Length + 1 > buffer.Length) { return []; }
            if (at > first) { buffer[length++] = ' '; }
            word.CopyTo(buffer[length..]);
            length += word.Length;
        }

        return buffer[..length];
    }

    // What would shrink to two signs may be a smiley, which is nothing but punctuation.
    private (int First, int Last) Trimmed(int start, int end)
    {
        var first = _text.AsSpan(start, end - start).IndexOfAnyExcept(Punctuation);
        if (first < 0) { return (start, end); }
        var last = _text.AsSpan(start, end - start).LastIndexOfAnyExcept(Punctuation);
        return last - first < 2 ? (start, end) : (start + first, start + last + 1);
    }

    private static bool IsCovered(IReadOnlyList<Range> covered, int start, int end)
    {
        foreach (var range in covered)
        {
            if (range.Start.Value < end && start < range.End.Value) { return true; }
        }

        return false;
    }

    private static bool IsCapitals(ReadOnlySpan<char> word)
    {
        var upper = false;
        foreach (var c in word)
        {
            if (char.IsLower(c)) { return false; }
            upper |= char.IsUpper(c);
        }

        return upper;
    }

    /// <summary>A word where it stands.</summary>
    /// <param name="Start">Its first character.</param>
    /// <param name="Length">Its characters.</param>
    /// <param name="Silent">It lies in a covered stretch.</param>
    /// <param name="Mood">By the lexicon; null where it is not in there.</param>
    /// <param name="Boost">What it adds to the word that follows.</param>
    /// <param name="Capitals">It is written in capitals.</param>
    public readonly record struct Word(int Start, int Length, bool Silent, double? Mood, double Boost, bool Capitals);
}
