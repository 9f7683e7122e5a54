using System.Buffers;
using System.Collections.Frozen;

namespace Acsr.Signals.Sentiment;

/// <summary>Tells by its commonest words whether a text is English; our lexicon knows no other language.</summary>
public static class LanguageGuess
{
    private static readonly HashSet<string> English =
    [
        "the", "a", "an", "and", "is", "are", "was", "were", "i", "i'm", "i've", "you", "your", "my", "me", "we", "it", "it's", "its", "this", "that", "that's", "to", "of", "for",
        "on", "at", "with", "from", "not", "no", "don't", "have", "has", "had", "be", "been", "do", "does", "did", "can", "can't", "will", "would", "what", "when", "where", "why", "how",
        "please", "thanks", "thank", "yes", "still", "just", "they", "there", "but", "if", "so", "your", "order", "help", "great", "good", "ok", "okay", "hello", "hi", "never", "very",
    ];

    private static readonly HashSet<string> Others =
    [
        "der", "die", "das", "und", "ist", "nicht", "ich", "sie", "wir", "mein", "meine", "ein", "eine", "einen", "für", "mit", "auf", "zu", "von", "habe", "danke", "bitte", "noch", "auch", "wie", "kein", "keine", "es", "ihr", "mir", "mich", "aber", "sehr", "ja", "nein",
        "le", "la", "les", "et", "est", "pas", "je", "vous", "nous", "mon", "ma", "mes", "un", "une", "des", "du", "pour", "avec", "sur", "que", "qui", "ne", "merci", "bonjour", "c'est", "j'ai", "votre", "très", "oui", "mais", "ce", "cette",
        "el", "los", "las", "y", "es", "mi", "su", "por", "para", "con", "gracias", "hola", "muy", "pero", "como", "una", "del", "ha", "lo", "se", "está", "sí",
        "il", "che", "di", "non", "è", "sono", "ho", "per", "grazie", "ciao", "della", "molto", "mio", "mia", "ma",
        "de", "het", "een", "en", "niet", "ik", "mijn", "van", "voor", "dank", "bedankt", "maar", "heb", "wel", "dat", "o", "os", "não", "obrigado", "obrigada", "meu", "minha", "você", "muito", "em", "com",
    ];

    private static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Known =
        English.Select(word => (Word: word, Counts: 1)).Concat(Others.Select(word => (Word: word, Counts: -1))).GroupBy(word => word.Word)
            .ToFrozenDictionary(same => same.Key, same => same.Sum(word => word.Counts), StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly SearchValues<char> Between = SearchValues.Create(" \t\r\n.,!?;:()\"");

    /// <summary>False where words of other languages outnumber English ones, or most letters are not Latin; a text that gives no hint counts as English.</summary>
    public static bool IsEnglish(string text)
    {
        var (letters, latin) = (0, 0);
        foreach (var c in text)
        {
            if (!char.IsLetter(c)) { continue; }
            letters++;
            if (c <= '\u024F') { latin++; }
        }

        if (latin * 2 < letters) { return false; }
        var lower = text.ToLowerInvariant().Replace('’', '\'').AsSpan();
        var english = 0;
        foreach (var word in lower.SplitAny(Between))
        {
            if (Known.TryGetValue(lower[word], out var counts)) { english += counts; }
        }

        return english >= 0;
    }
}
