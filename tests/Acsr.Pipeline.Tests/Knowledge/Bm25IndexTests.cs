using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace Acsr.Knowledge;

public sealed class Bm25IndexTests
{
    [Fact]
    public void The_score_is_the_published_formula()
    {
        var index = new Bm25Index();
        index.Replace("a", [new("a#~1", "a", [], "kettle kettle lid")]);
        index.Replace("b", [new("b#~1", "b", [], "lid")]);

        var hit = Assert.Single(index.Search("kettle", 10));

        // idf = ln(1 + (2 − 1 + .5) ÷ (1 + .5)); tf 2, length 3, mean 2: 2 · 2.2 ÷ (2 + 1.2 · (.25 + .75 · 1.5))
        Assert.Equal(Math.Log(2) * 4.4 / (2 + (1.2 * (.25 + (.75 * 1.5)))), hit.Score, 12);
    }

    [Fact]
    public void An_overlay_ranks_as_if_it_had_been_indexed()
    {
        string[] words = ["gift", "return", "kettle", "lid", "order", "parcel", "shop", "voucher"];
        var dice = new Random(5);
        List<SearchChunk> Article(string id) => [.. Enumerable.Range(0, 3).Select(i => new SearchChunk($"{id}#{i}", id, [words[dice.Next(8)]], string.Join(' ', Enumerable.Range(0, 1 + dice.Next(9)).Select(_ => words[dice.Next(8)]))))];
        var (index, indexed) = (new Bm25Index(), new Bm25Index());
        foreach (var id in Enumerable.Range(0, 40).Select(i => $"a{i}"))
        {
            var chunks = Article(id);
            index.Replace(id, chunks);
            indexed.Replace(id, chunks);
        }

        var other = Article("a7");
        indexed.Replace("a7", other);

        foreach (var query in words)
        {
            Assert.Equal(indexed.Search(query, 20).Select(h => (h.Chunk, Math.Round(h.Score, 9))), index.Search(query, 20, new("a7", other)).Select(h => (h.Chunk, Math.Round(h.Score, 9))));
        }

        indexed.Replace("a7", []);
        Assert.Equal(indexed.Search("gift kettle", 20).Select(h => h.Chunk), index.Search("gift kettle", 20, new("a7", [])).Select(h => h.Chunk));
    }

    [Fact]
    public void Many_replacements_leave_what_was_there_last()
    {
        var index = new Bm25Index();
        for (var round = 0; round < 600; round++)
        {
            index.Replace("a", Enumerable.Range(0, 4).Select(i => new SearchChunk($"a#{i}", "a", [], $"round{round}")));
        }

        Assert.Equal(4, index.Count);
        Assert.Empty(index.Search("round598", 10));
        Assert.Equal(4, index.Search("round599", 10).Count);
    }

    [Fact]
    public void The_excerpt_is_where_most_of_what_was_asked_stands_and_marks_it()
    {
        var text = string.Concat(Enumerable.Repeat("Nothing of it here. ", 30)) + "**Gifts** are returned as store credit. " + string.Concat(Enumerable.Repeat("And so on. ", 60));

        var parts = Excerpt.Of(text, "return a gift");

        Assert.Equal(["Gifts", "returned"], parts.Where(p => p.IsHit).Select(p => p.Text));
        Assert.Equal(("… ", " …"), (parts[0].Text, parts[^1].Text));
        Assert.Equal("", string.Concat(Excerpt.Of("", "gift").Select(p => p.Text)));
    }

    /// <summary>The figure of the page is computed here: required documents among the first ten for the whole instruction, over the public bank's knowledge base.</summary>
    [Fact]
    public void A_banks_documents_are_found_at_least_as_well_as_plain_bm25_finds_them()
    {
        var index = new Bm25Index();
        var count = 0;
        foreach (var (id, title, content) in Documents(SharedData.Path("tau2-domains/banking_knowledge/documents_698.tar.gz")))
        {
            count++;
            index.Replace(id, ArticleChunks.Of(id, new ArticleText { Title = title, Body = content }).Select(c => new SearchChunk(c.Id, id, c.TitlePath, c.Text)));
        }

        var (found, pairs) = (0, 0);
        using var file = File.OpenRead(SharedData.Path("tau2-domains/banking_knowledge/tasks-to-50.json.gz"));
        using var tasks = JsonDocument.Parse(new GZipStream(file, CompressionMode.Decompress));
        foreach (var task in tasks.RootElement.EnumerateArray())
        {
            var question = task.GetProperty("user_scenario").GetProperty("instructions").GetString()!;
            var first = index.Search(question, 500).Select(h => h.Chunk.ArticleId).Distinct().Take(10).ToHashSet();
            foreach (var wanted in task.GetProperty("required_documents").EnumerateArray())
            {
                pairs++;
                found += first.Contains(wanted.GetString()!) ? 1 : 0;
            }
        }

        Assert.Equal((698, 245), (count, pairs));
        Assert.True(found >= 245 / 5, $"{found} of {pairs}");
        Assert.Contains($"**{found} of {pairs}**", Documentation(), StringComparison.Ordinal);
    }

    private static string Documentation()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Acsr.Console.sln"))) { folder = folder.Parent!; }
        return File.ReadAllText(Path.Combine(folder.FullName, "docs", "knowledge.md"));
    }

    private static IEnumerable<(string Id, string Title, string Content)> Documents(string path)
    {
        using var file = File.OpenRead(path);
        using var tar = new TarReader(new GZipStream(file, CompressionMode.Decompress));
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            if (entry.DataStream is null || !entry.Name.EndsWith(".json", StringComparison.Ordinal)) { continue; }
            using var json = JsonDocument.Parse(entry.DataStream);
            yield return (json.RootElement.GetProperty("id").GetString()!, json.RootElement.GetProperty("title").GetString()!, json.RootElement.GetProperty("content").GetString()!);
        }
    }
}
