using System.Text;

namespace Acsr.Finding;

/// <summary>Splits what somebody looks for into words, as the databases split what was said.</summary>
public static class TextWords
{
    private const int MostPhrases = 12;

    /// <summary>
    /// The phrases, each its words in order: what stands in double quotes is one, and so is what signs join (<c>W-1001</c>). A text must hold
    /// all of them. Empty where no letter and no digit is asked for.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Phrases(string? text)
    {
        var phrases = new List<IReadOnlyList<string>>();
        // Every second part stands in quotes.
        foreach (var (n, part) in (text ?? "").Split('"').Index())
        {
            foreach (var chunk in n % 2 == 1 ? [part] : part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                if (Words(chunk) is { Count: > 0 } words) { phrases.Add(words); }
            }
        }

        return [.. phrases.Take(MostPhrases)];
    }

    /// <summary>A text as it is kept: without control characters, which no database takes everywhere, and no longer than <see cref="CaseText.Limit"/>.</summary>
    public static string Kept(IEnumerable<string?> messages)
    {
        var kept = new StringBuilder();
        foreach (var message in messages)
        {
            if (string.IsNullOrWhiteSpace(message)) { continue; }
            if (kept.Length >= CaseText.Limit) { break; }
            if (kept.Length > 0) { kept.Append('\n'); }
            foreach (var character in message.AsSpan(0, Math.Min(message.Length, CaseText.Limit - Math.Min(CaseText.Limit, kept.Length))))
            {
                kept.Append(char.IsControl(character) && character != '\n' ? ' ' : character);
            }
        }

        // A pair of surrogates that the limit cut in two is no text.
        if (kept.Length > 0 && char.IsHighSurrogate(kept[^1])) { kept.Length--; }
        return kept.ToString();
    }

    private static List<string> Words(string chunk)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var character in chunk.Append(' '))
        {
            if (char.IsLetterOrDigit(character)) { word.Append(char.ToLowerInvariant(character)); continue; }
            if (word.Length > 0) { words.Add(word.ToString()); }
            word.Clear();
        }

        return words;
    }
}
