using System.Text;

namespace Acsr.Signals.Sentiment;

/// <summary>Emojis that customers use, in words that a lexicon knows.</summary>
internal static class Emojis
{
    private static readonly Dictionary<int, string> Words = new()
    {
        [0x1F600] = "grinning face",
        [0x1F601] = "beaming face with smiling eyes",
        [0x1F602] = "face with tears of joy",
        [0x1F603] = "happy face with big smile",
        [0x1F604] = "happy face with smiling eyes",
        [0x1F605] = "grinning face with sweat",
        [0x1F606] = "happy laughing face",
        [0x1F60A] = "smiling face with smiling eyes",
        [0x1F60D] = "smiling face that is in love",
        [0x1F60E] = "cool smiling face",
        [0x1F610] = "neutral face",
        [0x1F612] = "annoyed face",
        [0x1F614] = "sad face",
        [0x1F618] = "face that sends love",
        [0x1F61E] = "disappointed face",
        [0x1F620] = "angry face",
        [0x1F621] = "furious face",
        [0x1F622] = "sad crying face",
        [0x1F624] = "angry face with steam",
        [0x1F625] = "sad but relieved face",
        [0x1F629] = "frustrated weary face",
        [0x1F62B] = "tired frustrated face",
        [0x1F62D] = "sad loudly crying face",
        [0x1F631] = "scared screaming face",
        [0x1F641] = "sad face",
        [0x1F642] = "nice smiling face",
        [0x1F644] = "annoyed rolling eyes",
        [0x1F64F] = "thank you",
        [0x1F64C] = "hooray with hands",
        [0x1F389] = "hooray party",
        [0x1F44D] = "good",
        [0x1F44E] = "bad",
        [0x1F44F] = "bravo",
        [0x1F495] = "love hearts",
        [0x1F496] = "love sparkling heart",
        [0x1F498] = "heart with arrow",
        [0x1F48B] = "kiss mark",
        [0x1F494] = "broken heart",
        [0x1F4A9] = "crap",
        [0x1F92C] = "furious swearing face",
        [0x1F926] = "annoyed facepalm",
        [0x1F970] = "smiling face with love",
        [0x1F973] = "hooray party face",
        [0x2764] = "love heart",
        [0x263A] = "smiling happy face",
        [0x2639] = "sad frowning face",
    };

    /// <summary>The text with each known emoji replaced by its words.</summary>
    public static string Spell(string text)
    {
        if (Ascii.IsValid(text)) { return text; }
        var spelled = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Words.TryGetValue(rune.Value, out var words)) { spelled.Append(rune); continue; }
            if (spelled.Length > 0 && spelled[^1] != ' ') { spelled.Append(' '); }
            spelled.Append(words);
        }

        return spelled.ToString();
    }
}
