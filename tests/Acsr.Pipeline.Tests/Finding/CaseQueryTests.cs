using Acsr.Cases;
using Acsr.Kpis;

namespace Acsr.Finding;

public sealed class CaseQueryTests
{
    [Fact]
    public void An_address_says_all_of_a_query_and_nothing_twice()
    {
        var query = new CaseQuery
        {
            Cases = new KpiQuery(new DateTime(2026, 1, 2, 0, 0, 0, DateTimeKind.Utc), new DateTime(2026, 2, 1, 12, 30, 0, DateTimeKind.Utc), "bot & co", "1.0", "chat", "a=b;c", "crm/1", HandoffKind.Policy)
            {
                Language = "de",
                Strategy = "arm b",
                CustomerTier = "gold",
                Release = "r1",
                Handler = "hybrid",
                Tags = new KpiTags(["a=1", "b=2 & 3"]),
                Baseline = true,
            },
            Customer = "u 7",
            Rung = Resolution.Escalated,
            Severity = Severity.High,
            Group = "l1-0a",
            Text = "\"lost parcel\" 50 %",
            In = TextSide.Customer,
            Kpi = "csat_mean",
            Part = KpiPart.Counted,
            Sort = CaseSort.Csat,
        };

        Assert.Equal(query, CaseQuery.Parse(query.ToString()));
        Assert.Equal(query, CaseQuery.Parse("?" + query));
        Assert.Equal("/cases", new CaseQuery().Address);
        Assert.False(new CaseQuery { Sort = CaseSort.Csat }.IsFiltered);
    }

    [Theory]
    [InlineData("rung=7")]
    [InlineData("rung=nothing&sort=-1&severity=high,critical2&from=yesterday&q=%20&part=counted")]
    public void What_it_does_not_know_it_passes_over(string query) => Assert.Equal(new CaseQuery { Part = CaseQuery.Parse(query).Part }, CaseQuery.Parse(query));

    [Theory]
    [InlineData("lost parcel", "lost|parcel")]
    [InlineData("\"Lost parcel\" W-1001", "lost parcel|w 1001")]
    [InlineData("\"never closed", "never closed")]
    [InlineData("!!! — \"\"", "")]
    [InlineData("Ärger", "ärger")]
    public void Words_are_split_as_the_databases_split_them(string text, string expected) =>
        Assert.Equal(expected, string.Join('|', TextWords.Phrases(text).Select(phrase => string.Join(' ', phrase))));

    [Fact]
    public void A_kept_text_is_bounded_whole_and_without_control_characters()
    {
        var kept = TextWords.Kept(["a\u0000b\u0001c", null, "  ", new string('x', CaseText.Limit - 5) + "😀", "never"]);

        Assert.StartsWith("a b c\nx", kept, StringComparison.Ordinal);
        Assert.True(kept.Length <= CaseText.Limit);
        Assert.False(char.IsHighSurrogate(kept[^1]));
        Assert.DoesNotContain("never", kept, StringComparison.Ordinal);
    }
}
