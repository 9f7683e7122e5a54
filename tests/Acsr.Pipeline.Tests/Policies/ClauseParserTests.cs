namespace Acsr.Policies;

public sealed class ClauseParserTests
{
    [Fact]
    public void The_airline_policy_reads_as_one_clause_for_each_rule()
    {
        var policy = ClauseParser.Parse(File.ReadAllText(SharedData.Path("tau-bench/airline_wiki.md")));

        Assert.Equal("Airline Agent Policy", policy.Title);
        Assert.Equal(
            [("Airline Agent Policy", 7), ("Domain Basic", 3), ("Book flight", 5), ("Modify flight", 6), ("Cancel flight", 4), ("Refund", 3)],
            policy.Clauses.CountBy(c => c.Heading).Select(c => (c.Key, c.Value)));
        var flight = policy.Clauses.Single(c => c.Text.StartsWith("Each flight has", StringComparison.Ordinal));
        Assert.EndsWith("\n- If the status is \"flying\", the flight has taken off but not landed, cannot be booked.", flight.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Headings_within_headings_of_the_retail_policy_make_a_path()
    {
        var policy = ClauseParser.Parse(File.ReadAllText(SharedData.Path("tau-bench/retail_wiki.md")));

        Assert.Equal(3, policy.Clauses.Count(c => c.Heading == "Modify pending order › Modify payment"));
        Assert.Equal(2, policy.Clauses.Count(c => c.Heading == "Modify pending order"));
        Assert.Equal(4, policy.Clauses.Count(c => c.Heading == "Return delivered order"));
    }

    [Theory]
    [InlineData("- one\n  - nested\n\n  more\n- two", "one\n- nested\n\nmore|two")]
    [InlineData("1. one\n2. two\n   continued", "one|two\ncontinued")]
    [InlineData("A paragraph\nover two lines.\n\nAnother.", "A paragraph\nover two lines.|Another.")]
    [InlineData("> quoted\n> twice", "> quoted\n> twice")]
    [InlineData("| a | b |\n| - | - |\n| 1 | 2 |", "| a | b |\n| - | - |\n| 1 | 2 |")]
    [InlineData("```\n- not a list\n\n# not a heading\n```", "```\n- not a list\n\n# not a heading\n```")]
    [InlineData("---\nowner: us\n---\n\nRule.\n\n<!-- a note -->\n\n---\n\n[link]: https://example.org", "Rule.")]
    [InlineData("-\n- \n", "")]
    [InlineData("- one\r\n- two\r\n", "one|two")]
    public void Blocks_become_clauses(string markdown, string clauses) =>
        Assert.Equal(clauses, string.Join('|', ClauseParser.Parse(markdown).Clauses.Select(c => c.Text)));

    [Fact]
    public void Several_headings_of_level_one_stand_in_the_path()
    {
        var policy = ClauseParser.Parse("# A\n\nx\n\n# B `c` & *d*\n\n### E\n\ny");

        Assert.Equal("A", policy.Title);
        Assert.Equal(["A", "B c & d › E"], policy.Clauses.Select(c => c.Heading));
    }
}
