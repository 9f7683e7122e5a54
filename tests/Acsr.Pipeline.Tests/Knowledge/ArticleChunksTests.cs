namespace Acsr.Knowledge;

public sealed class ArticleChunksTests
{
    private static readonly ArticleText Gifts = new()
    {
        Title = "Gifts",
        Clauses = ["shop/gifts-1@2"],
        Body = "Before all.\n\n## Return a gift\n\nBring it. See shop/returns-3@1.\n\n### Without receipt\n\n- one\n- two\n\n## Wrap it\n\nWe do.\n",
    };

    [Fact]
    public void A_piece_is_named_by_its_headings_and_cites_what_it_and_its_article_rest_on()
    {
        var chunks = ArticleChunks.Of("gifts", Gifts);

        Assert.Equal(["gifts#~1", "gifts#return-a-gift~1", "gifts#return-a-gift-without-receipt~1", "gifts#wrap-it~1"], chunks.Select(c => c.Id));
        Assert.Equal(["Gifts", "Return a gift", "Without receipt"], chunks[2].TitlePath);
        Assert.Equal("- one\n- two", chunks[2].Text);
        Assert.Equal(["shop/gifts-1@2", "shop/returns-3@1"], chunks[1].Clauses);
        Assert.Equal(["shop/gifts-1@2"], chunks[3].Clauses);
    }

    [Fact]
    public void Other_words_keep_the_id_and_a_section_that_comes_leaves_the_others_alone()
    {
        var before = ArticleChunks.Of("gifts", Gifts);
        var after = ArticleChunks.Of("gifts", Gifts with { Body = Gifts.Body.Replace("We do.", "We do, for £2.", StringComparison.Ordinal).Replace("## Wrap it", "## New\n\nHere.\n\n## Wrap it", StringComparison.Ordinal) });

        Assert.Equal(before.Select(c => c.Id).Append("gifts#new~1").Order(StringComparer.Ordinal), after.Select(c => c.Id).Order(StringComparer.Ordinal));
        var changed = after.Where(c => before.Any(b => b.Id == c.Id && b.ContentHash != c.ContentHash));
        Assert.Equal("gifts#wrap-it~1", Assert.Single(changed).Id);
    }

    [Fact]
    public void A_long_section_is_cut_between_its_paragraphs_and_never_within_one()
    {
        var paragraph = string.Concat(Enumerable.Repeat("All of this is one. ", 50)).Trim();
        var chunks = ArticleChunks.Of("long", new ArticleText { Title = "Long", Body = $"## Part\n\n{paragraph}\n\n{paragraph}\n\n{paragraph}" });

        Assert.Equal(["long#part~1", "long#part~2", "long#part~3"], chunks.Select(c => c.Id));
        Assert.All(chunks, c => Assert.Equal(paragraph, c.Text));
    }

    [Fact]
    public void The_hash_of_a_text_is_that_of_its_utf8_with_line_feeds_trimmed()
    {
        Assert.Equal("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824", ArticleChunks.Hash(" hello\r\n"));
        Assert.Equal(ArticleChunks.Hash("a\r\nb"), ArticleChunks.Hash("a\nb"));
    }
}
