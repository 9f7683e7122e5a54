using System.Text.RegularExpressions;

namespace Acsr.Cases;

/// <summary>Whether a customer says yes, in the languages whose words for it are known here.</summary>
public static partial class Consent
{
    /// <summary>Null where nothing was said, or in letters other than Latin ones: there silence proves nothing.</summary>
    public static bool? In(string? said) => said is null || !(said.Any(char.IsAsciiLetter) || !said.Any(char.IsLetter)) ? null : Yes().IsMatch(said);

    [GeneratedRegex("""
        \b(yes|yeah|yep|yup|sure|ok|okay|confirm\w*|proceed|go\ ahead|correct|agreed?|fine|sounds\ good|that\ works|please\ do|do\ it|absolutely|definitely
        |ja|jawohl|genau|gerne?|einverstanden|in\ ordnung|passt|stimmt|bitte\ machen
        |oui|d['’]accord|allez-y|volontiers|parfait
        |sí|vale|claro|adelante|de\ acuerdo|sim|certo|va\ bene|sì|akkoord|graag)\b | 👍
        """, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Yes();
}
