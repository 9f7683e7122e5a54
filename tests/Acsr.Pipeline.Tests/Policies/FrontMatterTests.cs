namespace Acsr.Policies;

public sealed class FrontMatterTests
{
    [Fact]
    public void A_document_says_who_answers_for_it_where_it_is_kept_and_when_it_holds()
    {
        var (read, fault) = FrontMatter.Read("""
            ---
            title: "Refunds: what we pay"
            owner: Claims team   # since May
            source: https://wiki.example.com/refunds
            effective_from: 2026-12-01
            effective_to: '2026-12-31'
            ---
            - A rule.
            """);

        Assert.Null(fault);
        Assert.Equal(new FrontMatter("Refunds: what we pay", "Claims team", "https://wiki.example.com/refunds", Day(2026, 12, 1), Day(2027, 1, 1)), read);
    }

    [Theory]
    [InlineData("- A rule.\nowner: nobody\n")]
    [InlineData("---\nowner: never closed\n")]
    [InlineData("---\ntags: [a, b]\nlayout:\n  owner: nested is another tool's\n---\n- A rule.\n")]
    [InlineData("---\nowner:\n# owner: a remark\n---\n")]
    public void What_is_not_said_there_in_these_words_is_passed_over(string text) => Assert.Equal((FrontMatter.None, null), FrontMatter.Read(text));

    [Theory]
    [InlineData("effective_from: 31.12.2026", "Line 2: effective_from '31.12.2026' is no day; write it as 2026-12-31.")]
    [InlineData("effective_to: 2026-02-30", "Line 2: effective_to '2026-02-30' is no day; write it as 2026-12-31.")]
    [InlineData("source: our wiki", "Line 2: source 'our wiki' is no address; write it in full, for example https://wiki.example.com/refunds.")]
    [InlineData("source: javascript:alert(1)", "Line 2: source 'javascript:alert(1)' is no address; write it in full, for example https://wiki.example.com/refunds.")]
    public void What_cannot_be_is_told_with_its_line(string line, string fault) => Assert.Equal(fault, FrontMatter.Read($"---\n{line}\n---\n").Fault);

    private static DateTime Day(int year, int month, int day) => new(year, month, day, 0, 0, 0, DateTimeKind.Utc);
}
