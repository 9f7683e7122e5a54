namespace Acsr.Signals.Sentiment;

public sealed class PatternWordsTests
{
    [Theory]
    [InlineData(@"\b(not|isn't) (very )?happy\b", "isn,not")]
    [InlineData(@"\b(still )?(doesn't|never) work\b", "doesn,never,still")]
    [InlineData(@"\bcharged?\b", "charge,charged")]
    [InlineData(@"\b(they|you)('ve| have)? asked\b|\bdouble(-| )charged\b", "double,they,you")]
    [InlineData(@"\bswitch(ing)? (to|from)( \w+)+ \d+\b", "switch,switching")]
    public void The_first_words_are_read_off_the_expression(string expression, string words) =>
        Assert.Equal(words.Split(','), PatternWords.Of(expression).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("happy")]
    [InlineData(@"\b\w+ again\b")]
    [InlineData(@"\b[ab]c\b")]
    [InlineData(@"\b(very )?\b")]
    [InlineData(@"\b(ha)+\b")]
    public void An_expression_that_does_not_spell_them_out_is_refused(string expression) => Assert.Throws<FormatException>(() => PatternWords.Of(expression));

    [Fact]
    public void Looking_by_first_words_finds_what_looking_for_every_pattern_finds()
    {
        var said = SupportPatternTests.Examples.SelectMany(row => (string[])[row.Data.Item2, row.Data.Item3]).ToList();
        foreach (var text in said.Concat(said.Zip(said.Skip(1), (a, b) => $"({a.ToUpperInvariant()} '{b}')")))
        {
            Assert.Equal(Everywhere(text), SupportPatterns.FindIn(text).Select(match => (match.Name, match.Where)));
        }
    }

    private static List<(string Name, Range Where)> Everywhere(string text)
    {
        List<(string Name, Range Where)> found = [];
        foreach (var pattern in SupportPatterns.All)
        {
            if (pattern.FindIn(text.ToLowerInvariant()) is { } where && !found.Exists(f => f.Where.Start.Value < where.End.Value && where.Start.Value < f.Where.End.Value)) { found.Add((pattern.Name, where)); }
        }

        return found;
    }
}
