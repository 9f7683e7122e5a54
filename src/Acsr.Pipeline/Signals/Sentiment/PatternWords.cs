namespace Acsr.Signals.Sentiment;

/// <summary>
/// Which words a pattern can begin with: those that its expression spells out up to the first character that is none of a word. Of the
/// grammar of regular expressions it knows what our patterns begin with, and refuses anything else: text, groups, alternatives, <c>?</c> and <c>\b</c>.
/// </summary>
internal static class PatternWords
{
    /// <exception cref="FormatException">The beginning is not spelled out.</exception>
    public static IReadOnlySet<string> Of(string expression)
    {
        var at = 0;
        var words = Alternatives(expression, ref at, ended: false);
        // What does not end with the end of a word goes on in the text, and what begins with nothing begins with anything.
        return at == expression.Length && words.All(word => word is { Ended: true, Text.Length: > 0 }) ? words.Select(word => word.Text).ToHashSet()
            : throw new FormatException($"It is not plain which words this pattern begins with: {expression}");
    }

    /// <summary>As the expressions have it: letters, digits and the underscore.</summary>
    public static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    /// <param name="expression">All of it.</param>
    /// <param name="at">Where to read on.</param>
    /// <param name="ended">The first word came before; what is read here adds nothing to it.</param>
    private static HashSet<Beginning> Alternatives(string expression, ref int at, bool ended)
    {
        var all = Sequence(expression, ref at, ended);
        while (at < expression.Length && expression[at] == '|')
        {
            at++;
            all.UnionWith(Sequence(expression, ref at, ended));
        }

        return all;
    }

    private static HashSet<Beginning> Sequence(string expression, ref int at, bool ended)
    {
        HashSet<Beginning> words = [new("", ended)];
        while (at < expression.Length && expression[at] is not ('|' or ')'))
        {
            var over = words.All(word => word.Ended);
            if (expression.AsSpan(at).StartsWith(@"\b"))
            {
                at += 2;
                words = [.. words.Select(word => word with { Ended = word.Ended || word.Text.Length > 0 })];
                continue;
            }

            var next = Atom(expression, ref at, over);
            if (at < expression.Length && (expression[at] is '?' or '+'))
            {
                if (expression[at] == '?') { next.Add(new("", false)); }
                else if (!over) { throw new FormatException($"A repetition within the first word: {expression}"); }
                at++;
            }

            words = [.. words.SelectMany(word => word.Ended ? [word] : next.Select(more => new Beginning(word.Text + more.Text, more.Ended)))];
        }

        return words;
    }

    private static HashSet<Beginning> Atom(string expression, ref int at, bool over)
    {
        var c = expression[at++];
        switch (c)
        {
            case '(':
                var inner = Alternatives(expression, ref at, over);
                at++;
                return inner;
            case '\\' when over:
                at++;
                return [new("", true)];
            case '\\' or '[' or '{' or '.' or '*' or '^' or '$':
                throw new FormatException($"'{c}' within the first word: {expression}");
            default:
                return IsWord(c) ? [new(c.ToString(), false)] : [new("", true)];
        }
    }

    private readonly record struct Beginning(string Text, bool Ended);
}
