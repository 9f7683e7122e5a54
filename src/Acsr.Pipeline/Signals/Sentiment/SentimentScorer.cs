using Microsoft.Extensions.Options;

namespace Acsr.Signals.Sentiment;

/// <summary>Scores what customers say: patterns of support talk first, then word by word what they leave. Pure; a signal, never a verdict.</summary>
public sealed class SentimentScorer(Lexicon lexicon)
{
    // A pasted log tells nothing of a mood, and must not hold up the fold.
    private const int MaxLength = 4_000;

    /// <summary>With the lexicon of the settings, or our own.</summary>
    /// <exception cref="FormatException">The file is no lexicon.</exception>
    public SentimentScorer(IOptions<SentimentOptions> options) : this(Open(options.Value.LexiconFile))
    {
    }

    /// <summary>−1 to +1; null where there is nothing to score: no words, or a language other than English.</summary>
    public double? Score(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) { return null; }
        var said = Emojis.Spell(text.Length <= MaxLength ? text : text[..MaxLength]).Replace('’', '\'').Trim();
        if (!LanguageGuess.IsEnglish(said)) { return null; }
        var found = SupportPatterns.FindIn(said);
        return MoodRules.Compound(MoodRules.Sum(said, lexicon, found.Sum(match => match.Valence), [.. found.Select(match => match.Where)]));
    }

    private static Lexicon Open(string? file)
    {
        if (string.IsNullOrWhiteSpace(file)) { return Lexicon.Own; }
        using var lines = new StreamReader(file);
        return Lexicon.Read(lines);
    }
}
