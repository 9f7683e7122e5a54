using Acsr.Commands.Demo.Texts;

namespace Acsr.Commands.Demo.Scenes;

/// <summary>How one customer writes, and the form that the channel asks of both sides.</summary>
internal sealed class Manner
{
    private readonly bool _careless;
    private readonly string _greeting;
    private readonly string _farewell;
    private readonly bool _email;
    private readonly Dice _dice;
    private readonly CommonTexts _common;

    private Manner(Dice dice, string channel, string language)
    {
        _dice = dice;
        _common = CommonTexts.In(language);
        _email = channel == "email";
        _careless = channel == "chat" && language == "en" && dice.Chance(0.2);
        _greeting = language != "en" ? "" : channel switch
        {
            "chat" => dice.Pick(["", "", "", "Hi! ", "Hello! ", "Hi there. "]),
            "voice" => dice.Pick(["Yes, hello. ", "Hi. ", "Good morning. ", "Oh, hello. ", "Hello, can you hear me? ", "Right, so. "]),
            _ => "",
        };
        _farewell = channel == "chat" && language == "en" ? dice.Pick(["", "", "", " Thanks", " Thank you", " Cheers"]) : "";
    }

    public static Manner Draw(Dice dice, string channel, string language) => new(dice, channel, language);

    public string Opening(string text, IReadOnlyDictionary<string, string> slots) => _email
        ? $"{Phrase.Say(_dice.Pick(_common.Salutations), _dice, slots)}\n\n{text}\n\n{Phrase.Say(_dice.Pick(_common.SignOffs), _dice, slots)}"
        : Reply(Greets(text) ? text + _farewell : _greeting + text + _farewell);

    public string Reply(string text) => _careless ? Careless(text) : text;

    public string Shop(string text, CommonTexts common, IReadOnlyDictionary<string, string> slots) => _email
        ? $"{Phrase.Say(common.ShopSalutation, _dice, slots)}\n\n{text}\n\n{Phrase.Say(common.ShopSignOff, _dice, slots)}"
        : text;

    public string Colleague(string text, CommonTexts common, IReadOnlyDictionary<string, string> slots) =>
        _email && !text.Contains(slots["colleague"], StringComparison.Ordinal) ? $"{Phrase.Say(common.ShopSalutation, _dice, slots)}\n\n{text}\n\n{slots["colleague"]}" : text;

    private static bool Greets(string text) => text.StartsWith("Hello", StringComparison.Ordinal) || text.StartsWith("Hi", StringComparison.Ordinal);

    /// <summary>Small letters, no full stop at the end, and short forms; order numbers stay as they are.</summary>
    private static string Careless(string text)
    {
        var words = text.TrimEnd('.').Split(' ').Select(word => word.Any(char.IsDigit) || word.Count(char.IsUpper) > 1 ? word : word.ToLowerInvariant());
        return string.Join(' ', words).Replace("please", "pls", StringComparison.Ordinal).Replace("i'm ", "im ", StringComparison.Ordinal).Replace("don't", "dont", StringComparison.Ordinal);
    }
}
