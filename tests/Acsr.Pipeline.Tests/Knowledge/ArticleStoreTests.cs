using System.Text.Json;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

public sealed class ArticleStoreOnSqlite : ArticleStoreTests<SqliteStore>;

public sealed class ArticleStoreOnPostgres : ArticleStoreTests<PostgresStore>;

public abstract class ArticleStoreTests<TStore> : KnowledgeFixture<TStore> where TStore : TestStore, new()
{
    private static readonly (string, string) Gifts = ("gifts.md", "---\nsection: Returns\nclauses: [shop/gifts-1@2]\n---\n# Gifts\n\n## Return a gift\n\nBring it to the shop.\n\n## Wrap it\n\nWe do.\n");
    private static readonly (string, string) Hours = ("hours.md", "# Opening hours\n\nFrom nine to five.");

    [Fact]
    public async Task An_import_says_first_what_it_would_do_and_twice_changes_nothing()
    {
        var preview = await Import.PreviewAsync("help", Read(Gifts, Hours));
        Assert.Equal((2, 0), (preview.Count(ImportStep.New), preview.Count(ImportStep.Same)));
        Assert.Equal(0, await Store.WithAsync(db => db.Articles.CountAsync()));

        var first = await ImportAsync(Gifts, Hours);
        var again = await ImportAsync(Gifts, Hours);

        Assert.Equal((2, 0, "1.0.0", 3, 0), (first.New, first.Changed, first.Changeset!.Version, first.Changeset.Upserts, first.Changeset.Tombstones));
        Assert.Equal((0, 0), (again.New, again.Changed));
        Assert.Null(again.Changeset);
        Assert.Equal(2, await Store.WithAsync(db => db.ArticleVersions.CountAsync()));
        Assert.Equal(2, await Store.WithAsync(db => db.ChunkClauses.CountAsync(c => c.PolicyId == "shop" && c.ClauseId == "gifts-1" && c.Version == 2)));
        Assert.Contains("articles.imported", await Store.WithAsync(db => db.AuditEntries.Select(a => a.Action).ToListAsync()));
    }

    [Fact]
    public async Task Words_raise_the_patch_articles_that_come_the_minor_and_that_leave_the_major_version()
    {
        await ImportAsync(Gifts);
        var words = await ImportAsync((Gifts.Item1, Gifts.Item2.Replace("We do.", "We do, for £2.", StringComparison.Ordinal)));
        Assert.Equal(("1.0.1", 1, 0), (words.Changeset!.Version, words.Changeset.Upserts, words.Changeset.Tombstones));

        var came = await ImportAsync((Gifts.Item1, Gifts.Item2.Replace("We do.", "We do, for £2.", StringComparison.Ordinal)), Hours);
        Assert.Equal("1.1.0", came.Changeset!.Version);

        Assert.Equal(1, (await Import.PreviewAsync("help", Read(Hours))).Count(ImportStep.Gone));
        Assert.Null((await ImportAsync(Hours)).Changeset);
        var left = await ImportAsync(new ImportChoices(RetireGone: true), Hours);
        Assert.Equal(("2.0.0", 0, 2), (left.Changeset!.Version, left.Changeset.Upserts, left.Changeset.Tombstones));
        var story = (await Get<ArticleReader>().FindAsync("gifts"))!;
        Assert.Equal((ArticleStatus.Retired, 3), (story.Article.Status, story.Versions.Count));
    }

    [Fact]
    public async Task A_bad_file_makes_nothing_look_gone()
    {
        await ImportAsync(Gifts, Hours);

        var preview = await Import.PreviewAsync("help", Read(Hours, ("gifts.md", "no title any more")));

        Assert.Equal(0, preview.Count(ImportStep.Gone));
        Assert.Single(preview.Faults);
    }

    [Fact]
    public async Task The_feed_has_a_line_for_each_change_in_order_and_whoever_applies_them_has_the_knowledge_base()
    {
        await ImportAsync(Gifts, Hours);
        await ImportAsync(new ImportChoices(RetireGone: true), (Gifts.Item1, Gifts.Item2.Replace("## Wrap it\n\nWe do.\n", "", StringComparison.Ordinal)));

        var lines = await Store.WithAsync(db => db.ChunkChanges.AsNoTracking().OrderBy(c => c.Sequence).ToListAsync());
        var index = new Dictionary<string, string>();
        foreach (var change in lines)
        {
            using var json = JsonDocument.Parse(change.Line);
            Assert.Equal(change.Sequence, json.RootElement.GetProperty("seq").GetInt64());
            if (json.RootElement.GetProperty("op").GetString() == "delete") { index.Remove(change.ChunkId); }
            else { index[change.ChunkId] = json.RootElement.GetProperty("content_hash").GetString()!; }
        }

        var live = await Store.WithAsync(db => db.ArticleChunks.Where(c => db.Articles.Any(a => a.Id == c.ArticleId && a.Status == ArticleStatus.Published)).ToDictionaryAsync(c => c.Id, c => c.ContentHash));
        Assert.Equal(live, index);
        Assert.Equal("gifts#return-a-gift~1", Assert.Single(live).Key);
    }

    [Fact]
    public async Task Articles_are_narrowed_by_a_tag_that_is_meant_as_a_whole()
    {
        await ImportAsync(("a.md", "---\ntags: [gift_card, vip]\n---\n# A\n\nOne."), ("b.md", "---\ntags: [gift, vip]\n---\n# B\n\nTwo."), ("c.md", "# C\n\nThree."));

        var list = await Get<ArticleReader>().ListAsync(new ArticleFilter(Tag: "gift"), 10);

        Assert.Equal("b", Assert.Single(list.Lines).Article.Id);
        Assert.Equal((1, 3), (list.Total, list.All));
        Assert.Equal(["gift", "gift_card", "vip"], list.Tags);
        Assert.Empty((await Get<ArticleReader>().ListAsync(new ArticleFilter(Tag: "giftXcard"), 10)).Lines);
    }

    [Fact]
    public async Task Search_sees_at_once_what_changed_and_ranks_alike_on_both_databases()
    {
        await ImportAsync(Gifts, Hours, ("draft.md", "---\nstatus: draft\n---\n# A gift for staff\n\nSecret."));
        var reader = Get<ArticleReader>();

        var found = await reader.ListAsync(new ArticleFilter("returning gifts"), 10);
        Assert.Equal(["gifts", "draft"], found.Lines.Select(l => l.Article.Id));
        Assert.Equal("Return a gift", found.Lines[0].Heading);
        Assert.Equal(["gifts"], (await Get<ArticleIndex>().ArticlesAsync("gift", 10, all: false, default)).Select(h => h.Chunk.ArticleId));

        await ImportAsync(new ImportChoices(RetireGone: true), Hours);
        Assert.Empty(await Get<IArticleSearch>().SearchAsync("gift", 10, null, default));
        Assert.Equal(["hours"], (await reader.ListAsync(new ArticleFilter(Status: ArticleStatus.Published), 10)).Lines.Select(l => l.Article.Id));
    }

    [Fact]
    public async Task Two_imports_at_once_leave_no_number_out_and_give_none_twice()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Import.ApplyAsync($"help-{i}", Read(($"a{i}.md", $"# A{i}\n\nText {i}")), new ImportChoices(), "kim", demo: false)));

        var sets = await Store.WithAsync(db => db.Changesets.OrderBy(c => c.Id).ToListAsync());
        Assert.Equal(["1.0.0", "1.1.0", "1.2.0", "1.3.0"], sets.Select(s => s.Version));
        var numbers = await Store.WithAsync(db => db.ChunkChanges.OrderBy(c => c.Sequence).Select(c => c.Sequence).ToListAsync());
        Assert.Equal(4, numbers.Distinct().Count());
        Assert.Equal(sets.Select(s => s.LastSequence), numbers);
    }
}
