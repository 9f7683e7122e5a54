using System.Text;

namespace Acsr.Commands.Demo.Texts;

/// <summary>
/// A sentence with choices and slots: <c>[Hi|Hello], where is {order}?</c>. Choices do not nest; a slot that nobody fills is an error.
/// </summary>
internal static class Phrase
{
    public static string Say(string template, Dice dice, IReadOnlyDictionary<string, string> slots) =>
        Capitalise(Fill(Choose(template, dice), slots));

    private static string Choose(string template, Dice dice)
    {
        var text = new StringBuilder();
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] != '[')
            {
                text.Append(template[at]);
                continue;
            }

            var end = template.IndexOf(']', at);
            text.Append(dice.Pick(template[(at + 1)..end].Split('|')));
            at = end;
        }

        return text.ToString();
    }

    private static string Fill(string template, IReadOnlyDictionary<string, string> slots)
    {
        var text = new StringBuilder();
        for (var at = 0; at < template.Length; at++)
        {
            if (template[at] != '{')
            {
                text.Append(template[at]);
                continue;
            }

            var end = template.IndexOf('}', at);
            text.Append(slots[template[(at + 1)..end]]);
            at = end;
        }

        return text.ToString();
    }

    /// <summary>Slots may stand at the start of a sentence, where a colour needs a capital.</summary>
    private static string Capitalise(string text)
    {
        var letters = text.ToCharArray();
        for (var at = 0; at < letters.Length; at++)
        {
            if (at == 0 || (at > 1 && letters[at - 1] is ' ' && letters[at - 2] is '.' or '!' or '?'))
            {
                letters[at] = char.ToUpperInvariant(letters[at]);
            }
        }

        return new string(letters);
    }
}
