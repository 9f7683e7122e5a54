using System.IO.Compression;
using System.Text;

namespace Acsr.Knowledge;

public sealed class ArticleReadingTests
{
    [Fact]
    public void Front_matter_says_what_stands_beside_the_words()
    {
        var read = Assert.Single(MarkdownArticle.Read("returns/gifts.md", "---\ntitle: \"Gifts: how to\"\nsection: Returns\ntags: [gift, returns]\nlocale: en-GB\nstatus: draft\nowner: Kim\nstale_after: 2026-12-31\nclauses:\n  - shop/gifts-1@2\ntype: article\nsources: [{resource: 'x'}]\n---\n\nBring it.\n").Documents);

        Assert.Equal(("returns-gifts", "Gifts: how to", "Returns", "en-gb", ArticleStatus.Draft, "Kim"), (read.Id, read.Text.Title, read.Text.Section, read.Text.Locale, read.Status, read.Text.Owner));
        Assert.Equal(["gift", "returns"], read.Text.Tags);
        Assert.Equal(["shop/gifts-1@2"], read.Text.Clauses);
        Assert.Equal(new DateTime(2026, 12, 31, 0, 0, 0, DateTimeKind.Utc), read.Text.StaleAfter);
        Assert.Equal("Bring it.", read.Text.Body);
    }

    [Theory]
    [InlineData("---\ntitle: a: b\n---\nText", "front matter is no YAML")]
    [InlineData("Text without a heading", "It has no title")]
    [InlineData("---\ntitle: Empty\n---\n", "It has no text")]
    [InlineData("---\ntitle: T\nstatus: shiny\n---\nText", "status 'shiny' is not known")]
    [InlineData("---\ntitle: T\nstale_after: soon\n---\nText", "stale_after 'soon' is no day")]
    [InlineData("---\ntitle: T\nclauses: [anything]\n---\nText", "'anything' cites no clause")]
    public void A_bad_file_says_what_is_wrong_and_costs_nothing_beside_it(string bad, string says)
    {
        var read = ArticleReading.Of([MarkdownArticle.Read("bad.md", bad), MarkdownArticle.Read("good.md", "# Good\n\nText")]);

        Assert.Equal("good", Assert.Single(read.Documents).Id);
        Assert.Contains(says, Assert.Single(read.Faults, f => f.Path == "bad.md").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_of_one_id_are_a_fault_of_the_second()
    {
        var read = ArticleReading.Of([MarkdownArticle.Read("a.md", "---\nid: same\n---\n# A\n\nText"), MarkdownArticle.Read("b.md", "---\nid: same\n---\n# B\n\nText")]);

        Assert.Equal("A", Assert.Single(read.Documents).Text.Title);
        Assert.Contains("that of a.md", Assert.Single(read.Faults).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Zendesk_and_intercom_exports_come_in_as_markdown()
    {
        var zendesk = HelpdeskArticles.Read("z.json", """{"articles":[{"id":42,"title":"Gifts","body":"<h2>Return</h2><p>Bring <b>it</b> to <a href=\"https://x.test/s\" onclick=\"evil()\">us</a>.</p><script>evil()</script>","locale":"en-us","section_id":7,"draft":false,"label_names":["gift"]},{"id":43,"title":"","body":"x","draft":true}]}""");
        var intercom = HelpdeskArticles.Read("i.json", """{"type":"list","data":[{"id":"9","title":"Points","body":"<p class='no-margin'>One <i>each</i></p>","state":"draft","parent_id":3,"author_id":1}]}""");

        var gifts = Assert.Single(zendesk.Documents);
        Assert.Equal(("zendesk-42", "7", "en-us", "## Return\n\nBring **it** to [us](https://x.test/s)."), (gifts.Id, gifts.Text.Section, gifts.Text.Locale, gifts.Text.Body));
        Assert.Equal(("z.json, article 2", "It has no title; give it one, in the front matter (title: …) or as its first heading."), (zendesk.Faults[0].Path, zendesk.Faults[0].Reason));
        var points = Assert.Single(intercom.Documents);
        Assert.Equal(("intercom-9", ArticleStatus.Draft, "One *each*"), (points.Id, points.Status, points.Text.Body));
    }

    [Theory]
    [InlineData("<ul><li>one<ul><li>two</li></ul></li><li>three</li></ul>", "- one\n\n  - two\n- three")]
    [InlineData("<ol><li><p>first</p></li><li>second</li></ol>", "1. first\n2. second")]
    [InlineData("<table><tr><th>a</th><th>b</th></tr><tr><td>1|2</td><td>3</td></tr></table>", "| a | b |\n| --- | --- |\n| 1\\|2 | 3 |")]
    [InlineData("<p>1 * 2 and [x] and <a href='javascript:alert(1)'>this</a></p>", "1 \\* 2 and \\[x\\] and this")]
    [InlineData("<p onload=x>a<img src=x onerror=alert(1) alt='a kettle'></p><iframe src=y></iframe>", "aa kettle")]
    [InlineData("<pre>a &lt; b</pre><blockquote>said</blockquote>", "```\na < b\n```\n\n> said")]
    [InlineData("<p>a<br>b</p><hr><p>&lt;script&gt;</p>", "a\nb\n\n---\n\n\\<script\\>")]
    public void Html_becomes_markdown_and_nothing_of_it_can_run(string html, string markdown) => Assert.Equal(markdown, HtmlArticle.ToMarkdown(html));

    [Fact]
    public void A_zip_is_read_as_its_folder_and_a_damaged_one_says_so()
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in new[] { ("kb/a.md", "# A\n\nText"), ("kb/index.md", "# Index"), ("__MACOSX/kb/a.md", "x"), ("kb/b.md", "no title") })
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        var read = ArticleFiles.Read("kb.zip", bytes.ToArray());

        Assert.Equal("kb-a", Assert.Single(read.Documents).Id);
        Assert.Equal("kb/b.md", Assert.Single(read.Faults).Path);
        Assert.Contains("is no zip", ArticleFiles.Read("kb.zip", [1, 2, 3]).Faults[0].Reason, StringComparison.Ordinal);
        Assert.Contains("not UTF-8", ArticleFiles.Read("a.md", [0x23, 0x20, 0xff, 0xfe]).Faults[0].Reason, StringComparison.Ordinal);
        Assert.Contains("Give Markdown", ArticleFiles.Read("a.docx", [1]).Faults[0].Reason, StringComparison.Ordinal);
    }
}
