namespace Acsr.Policies;

public sealed class ClauseMarkdownTests
{
    [Theory]
    [InlineData("<script>alert(1)</script>", "<script")]
    [InlineData("<img src=x onerror=alert(1)>", "<img")]
    [InlineData("[look](javascript:alert(1))", "href=\"javascript")]
    [InlineData("[look][a]\n\n[a]: javascript:alert(1)", "href=\"javascript")]
    [InlineData("<javascript:alert(1)>", "href=\"javascript")]
    [InlineData("[look](data:text/html,x)", "href=\"data")]
    [InlineData("![a picture](https://tracker.example/x.png)", "<img")]
    [InlineData("# A heading", "<h1")]
    public void What_could_do_harm_or_break_the_page_is_not_drawn(string markdown, string forbidden) =>
        Assert.DoesNotContain(forbidden, ClauseMarkdown.Draw(markdown).Value, StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Lists_tables_and_links_are_drawn()
    {
        var html = ClauseMarkdown.Draw("Refund at most **$20**:\n\n- once\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n[rules](https://example.com/rules)").Value;

        Assert.Contains("<strong>$20</strong>", html, StringComparison.Ordinal);
        Assert.Contains("<li>once</li>", html, StringComparison.Ordinal);
        Assert.Contains("<td>1</td>", html, StringComparison.Ordinal);
        Assert.Contains("href=\"https://example.com/rules\"", html, StringComparison.Ordinal);
    }
}
