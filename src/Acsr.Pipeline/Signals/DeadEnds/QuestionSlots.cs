using System.Text.RegularExpressions;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// What an agent asks a customer for: the slot that a question is to fill, such as the order number (formats F.4, L12). Senders do not say so;
/// it is read from English questions and requests, and where none is recognised there is none.
/// </summary>
internal static partial class QuestionSlots
{
    /// <summary>Names of the same number.</summary>
    private static readonly Dictionary<string, string> Numbers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["reservation"] = "booking",
        ["booking"] = "booking",
        ["confirmation"] = "booking",
        ["record"] = "booking",
        ["user"] = "account",
        ["customer"] = "account",
        ["member"] = "account",
        ["membership"] = "account",
        ["profile"] = "account",
        ["telephone"] = "phone",
        ["mobile"] = "phone",
        ["cell"] = "phone",
        ["contact"] = "phone",
        ["purchase"] = "order",
    };

    /// <summary>Questions of a message as they stand there. The offer of further help at the end is none.</summary>
    public static IEnumerable<string> Questions(string text) =>
        !text.Contains('?', StringComparison.Ordinal) ? [] : Question().Matches(text).Select(question => question.Value).Where(question => !FurtherHelp().IsMatch(question));

    /// <summary>The slots that a message asks for, each once.</summary>
    public static IReadOnlySet<string> In(string text)
    {
        HashSet<string> slots = new(StringComparer.Ordinal);
        foreach (var sentence in Sentence().EnumerateMatches(text))
        {
            var said = text.AsSpan(sentence.Index, sentence.Length);
            if (!Asks(said)) { continue; }
            foreach (Match match in Slot().Matches(said.ToString()))
            {
                var name = match.Groups.Cast<Group>().Skip(1).First(group => group.Success);
                slots.Add(name.Name == "number" ? $"{Numbers.GetValueOrDefault(name.Value, name.Value.ToLowerInvariant())} number" : name.Name.Replace('_', ' '));
            }
        }

        return slots;
    }

    /// <summary>Whether it wants to be told something, and not only yes or no.</summary>
    private static bool Asks(ReadOnlySpan<char> sentence) => Request().IsMatch(sentence) || (sentence[^1] == '?' && OpenQuestion().IsMatch(sentence));

    [GeneratedRegex(@"[^.?!\n]+[.?!]?", RegexOptions.CultureInvariant)]
    private static partial Regex Sentence();

    [GeneratedRegex(@"[^.?!\n]+\?", RegexOptions.CultureInvariant)]
    private static partial Regex Question();

    [GeneratedRegex(@"\b(else|further|sonst noch|autre chose|algo más)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FurtherHelp();

    [GeneratedRegex(@"\b((could|can|may|might|would|will) (you|i|we) (please |also |kindly |just |first |then )*|^\s*(and |so |then |now |ok(ay)?,? |thanks?( you)?,? )*(please|kindly) (also |just |first |then )*)(provide|tell|give|share|specify|send|enter|state|spell|repeat|verify|confirm|have|get|know|ask|let me (know|have))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Request();

    [GeneratedRegex(@"(^|[,;:–—]|\b(and|so|then|now|but|okay|ok|sorry|thanks|please))\s*((at|on|for|in|to|from|by|under|with) )?(what|what's|which|where|when|who|whose|how (many|much|long))\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OpenQuestion();

    [GeneratedRegex("""
        \b(?:
          (?<number>(?!your\b|the\b|an\b|this\b|that\b|any\b|each\b|valid\b|full\b|correct\b)[a-z]{3,})\s(?:ids?|numbers?|codes?|references?(?:\snumbers?)?)
        | (?<email>e-?mail(?:\saddress)?)
        | (?<phone_number>(?:tele)?phone|mobile)
        | (?<date_of_birth>date\sof\sbirth|birth\s?(?:date|day))
        | (?<security_answer>mother's\smaiden\sname|security\s(?:question|answer)|password|passcode|pin|childhood\spet|favou?rite\smovie)
        | (?<postcode>postcode|zip)
        | (?<address>address)
        | (?<name>name)
        | (?<payment_method>(?:payment|paying)\smethod|method\sof\spayment|which\s(?:credit\s)?card|how\s(?:would|do)\syou\s(?:like|want)\sto\spay)
        | (?<reason>reason|why)
        | (?<destination>destination|arrival\s(?:city|location|airport)|where\s.{0,40}\b(?:to|go|going))
        | (?<origin>origin|departure\s(?:city|location|airport)|where\s.{0,40}\bfrom|leaving\sfrom)
        | (?<time>(?:what|which)\stime|(?:start(?:ing)?|arrival|departure|pick-?\s?up)\stime|when\s(?:are|will|would|do)\syou)
        | (?<date>dates?|(?:what|which)\sday)
        | (?<amount>amount|how\smuch)
        | (?<size>size)
        | (?<colour>colou?r)
        )\b
        """, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Slot();
}
