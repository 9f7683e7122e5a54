using System.Text.Json;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

public sealed class EditStoreOnSqlite : EditStoreTests<SqliteStore>;

public sealed class EditStoreOnPostgres : EditStoreTests<PostgresStore>;

public abstract class EditStoreTests<TStore> : KnowledgeFixture<TStore> where TStore : TestStore, new()
{
    private const string Gap = "00112233445566aa";
    private static readonly EditActor Ada = new("ada-id", "ada");
    private static readonly EditActor Kim = new("kim-id", "kim");
    private static readonly EditActor Lee = new("lee-id", "lee");
    private static readonly ArticleText Gifts = new() { Title = "Return a gift", Body = "Whoever received a gift may return it and gets store credit." };

    private EditDesk Desk => Get<EditDesk>();

    private EditPublisher Publisher => Get<EditPublisher>();

    [Fact]
    public async Task A_gap_becomes_an_article_that_is_tested_approved_by_another_and_in_the_feed()
    {
        await ShopAsync();
        await Store.AddAsync([new KnowledgeGap { Key = Gap, Question = "return a gift", Words = "gift return" }, Missed("c1", "how do I return a gift"), Missed("c2", "gift return without receipt")]);

        var id = await OpenAsync(new EditProposal(EditKind.Create, null, "Return a gift") { Gap = Gap, CaseIds = ["c1", "c2"], Reason = "Two cases were handed over." });
        Assert.IsType<EditOutcome.Refused>(await Get<EditTester>().TestAsync(id, false, Ada));
        await DoneAsync(Desk.SaveAsync(id, 1, new EditDraft(Gifts, "Two cases", []), Ada));
        await DoneAsync(Get<EditTester>().TestAsync(id, false, Ada));

        var story = await StoryAsync(id);
        Assert.Equal((EditState.Tested, "return-a-gift", 2), (story.Edit.State, story.Edit.ArticleId, story.Edit.Revision));
        Assert.Equal((2, 0), (story.Test!.Test.Fixed, story.Test.Test.Broken));
        Assert.Equal((0, 2), (story.Test.Recall(worked: false, after: false).Found, story.Test.Recall(worked: false, after: true).Found));
        // The questions that worked: "opening hours" led to its article in a solved case.
        Assert.Equal((1, 1), (story.Test.Recall(worked: true, after: true).Found, story.Test.Recall(worked: true, after: true).Of));
        Assert.Equal("return-a-gift#~1", story.Test.Questions[0].ChunkId);

        await DoneAsync(Desk.ApproveAsync(id, 2, null, Kim));
        var published = await DoneAsync(Publisher.PublishAsync(id, Ada));

        Assert.Equal(("1.1.0", 1, 0, "kim"), (published.Changeset!.Version, published.Changeset.Upserts, published.Changeset.Tombstones, published.Changeset.ApprovedBy));
        var page = await Get<ChangeFeed>().ReadAsync(published.Changeset.FirstSequence - 1, 10);
        using var line = JsonDocument.Parse(Assert.Single(page.Lines));
        Assert.Equal(("upsert", "return-a-gift#~1", $"edit:{id}"), (line.RootElement.GetProperty("op").GetString(), line.RootElement.GetProperty("chunk_id").GetString(), line.RootElement.GetProperty("source_refs")[0].GetString()));
        Assert.Equal("return-a-gift", (await Get<IArticleSearch>().SearchAsync("gift", 1, null, default))[0].Chunk.ArticleId);
        var audit = await Store.WithAsync(db => db.AuditEntries.OrderBy(a => a.Id).Select(a => a.Action).ToListAsync());
        Assert.Equal(["article-edit.proposed", "article-edit.drafted", "article-edit.tested", "article-edit.approved", "article-edit.published"], audit.Where(a => a.StartsWith("article-edit", StringComparison.Ordinal)));
        Assert.Equal(1, await Store.WithAsync(db => db.Notifications.CountAsync(n => n.Title == "Knowledge base 1.1.0")));
    }

    [Fact]
    public async Task Whoever_wrote_a_word_of_it_cannot_approve_it_and_the_table_itself_says_so_too()
    {
        await ShopAsync();
        var id = await OpenAsync(new EditProposal(EditKind.Create, null, "Return a gift") { Questions = ["gift"] });
        await DoneAsync(Desk.SaveAsync(id, 1, new EditDraft(Gifts, "", ["gift"]), Ada));
        await DoneAsync(Desk.SaveAsync(id, 2, new EditDraft(Gifts with { Owner = "Lee" }, "", ["gift"]), Lee));
        await DoneAsync(Get<EditTester>().TestAsync(id, false, Lee));

        Assert.Contains("You wrote at it", Reason(await Desk.ApproveAsync(id, 3, null, Lee)), StringComparison.Ordinal);
        Assert.Contains("You wrote at it", Reason(await Desk.ApproveAsync(id, 3, null, Ada)), StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => Store.WithAsync(db => db.ArticleEdits.Where(e => e.Id == id).ExecuteUpdateAsync(e => e.SetProperty(x => x.ApprovedById, x => x.AuthorId))));
        Assert.Null((await StoryAsync(id)).Edit.ApprovedById);

        await DoneAsync(Desk.ApproveAsync(id, 3, null, Kim));
        Assert.Contains("kim approved it already", Reason(await Desk.ApproveAsync(id, 3, null, new EditActor("x", "x"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_words_are_neither_tested_nor_approved()
    {
        await ShopAsync();
        var id = await OpenAsync(new EditProposal(EditKind.Create, null, "Return a gift") { Questions = ["gift"] });
        await DoneAsync(Desk.SaveAsync(id, 1, new EditDraft(Gifts, "", ["gift"]), Ada));
        Assert.Contains("not tested yet", Reason(await Desk.ApproveAsync(id, 2, null, Kim)), StringComparison.Ordinal);
        await DoneAsync(Get<EditTester>().TestAsync(id, false, Ada));
        await DoneAsync(Desk.ApproveAsync(id, 2, null, Kim));

        await DoneAsync(Desk.SaveAsync(id, 2, new EditDraft(Gifts with { Body = "Other words about a gift." }, "", ["gift"]), Ada));

        var story = await StoryAsync(id);
        Assert.Equal((EditState.Drafted, null, null), (story.Edit.State, story.Edit.ApprovedById, story.Test));
        Assert.Contains("not approved", Reason(await Publisher.PublishAsync(id, Kim)), StringComparison.Ordinal);
        Assert.Contains("changed it meanwhile", Reason(await Desk.SaveAsync(id, 2, new EditDraft(Gifts, "", []), Lee)), StringComparison.Ordinal);
        Assert.Contains("changed it meanwhile", Reason(await Desk.ApproveAsync(id, 2, null, Kim)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_article_that_changed_meanwhile_is_shown_and_never_overwritten_blindly()
    {
        await ShopAsync();
        var id = await ApprovedAsync(new EditProposal(EditKind.Change, "hours", ""), new ArticleText { Title = "Opening hours", Body = "From nine to six." });
        await ImportAsync(("hours.md", "# Opening hours\n\nFrom ten to five."), Returns);

        Assert.True((await StoryAsync(id)).IsOutdated);
        Assert.Contains("changed the article meanwhile (version 2)", Reason(await Publisher.PublishAsync(id, Kim)), StringComparison.Ordinal);

        await DoneAsync(Desk.RebaseAsync(id, 2, Ada));
        var story = await StoryAsync(id);
        Assert.Equal((EditState.Drafted, false, "From nine to six.", "# Opening hours\n\nFrom ten to five."), (story.Edit.State, story.IsOutdated, story.Edit.Body, story.Base!.Body));
    }

    [Fact]
    public async Task Taking_back_makes_another_changeset_and_brings_the_words_before_it_back()
    {
        await ShopAsync();
        var before = await Store.WithAsync(db => db.ArticleChunks.Where(c => c.ArticleId == "hours").Select(c => c.ContentHash).SingleAsync());
        var id = await ApprovedAsync(new EditProposal(EditKind.Change, "hours", ""), new ArticleText { Title = "Opening hours", Body = "# Opening hours\n\nFrom nine to six." });
        await DoneAsync(Publisher.PublishAsync(id, Ada));

        var back = await DoneAsync(Publisher.RollBackAsync(id, "The shop closes at five after all.", Kim));

        Assert.Equal(("1.0.2", ChangesetKind.Rollback, 1), (back.Changeset!.Version, back.Changeset.Kind, back.Changeset.Upserts));
        Assert.Equal(before, await Store.WithAsync(db => db.ArticleChunks.Where(c => c.ArticleId == "hours").Select(c => c.ContentHash).SingleAsync()));
        var story = await StoryAsync(id);
        Assert.Equal((EditState.RolledBack, 3), (story.Edit.State, story.Newest!.Version));
        Assert.Contains("Only what is published", Reason(await Publisher.RollBackAsync(id, "again", Kim)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retiring_lists_the_questions_that_it_breaks_and_needs_a_word_about_them()
    {
        await ShopAsync();
        var id = await OpenAsync(new EditProposal(EditKind.Retire, "hours", "") { Reason = "The shop is gone." });
        await DoneAsync(Get<EditTester>().TestAsync(id, false, Ada));

        var test = (await StoryAsync(id)).Test!;
        Assert.Equal((0, 1), (test.Test.Fixed, test.Test.Broken));
        Assert.Equal("opening hours", Assert.Single(test.Questions, q => q.IsBroken(test.Test.K)).Question);
        Assert.Contains("Say in the note why", Reason(await Desk.ApproveAsync(id, 1, " ", Kim)), StringComparison.Ordinal);
        await DoneAsync(Desk.ApproveAsync(id, 1, "There is no shop any more.", Kim));
        var left = await DoneAsync(Publisher.PublishAsync(id, Ada));

        Assert.Equal(("2.0.0", 0, 1), (left.Changeset!.Version, left.Changeset.Upserts, left.Changeset.Tombstones));
        await DoneAsync(Desk.VerifyAsync(id, "Nobody asks for it.", Kim));
        Assert.Equal(EditState.Verified, (await StoryAsync(id)).Edit.State);
    }

    [Fact]
    public async Task The_files_of_a_changeset_are_the_same_bytes_at_any_time_and_read_back_as_the_same_articles()
    {
        await ShopAsync();
        var files = Get<ChangesetFiles>();
        var first = new Dictionary<string, byte[]>();
        foreach (var name in ChangesetFiles.Names) { first[name] = (await files.FindAsync("1.0.0", name))!.Content; }
        await ImportAsync(("hours.md", "# Opening hours\n\nFrom ten to five."), Returns);

        foreach (var name in ChangesetFiles.Names) { Assert.Equal(first[name], (await files.FindAsync("1.0.0", name))!.Content); }
        Assert.Null(await files.FindAsync("9.9.9", ChangesetFiles.Feed));
        Assert.Null(await files.FindAsync("1.0.0", "other"));

        var zip = ArticleFiles.Read("kb.zip", (await files.FindAsync("1.0.1", ChangesetFiles.Folder))!.Content);
        Assert.Empty(zip.Faults);
        var preview = await Import.PreviewAsync("help", zip);
        Assert.Equal((2, 2), (preview.Lines.Count, preview.Count(ImportStep.Same)));
        var llms = System.Text.Encoding.UTF8.GetString(first[ChangesetFiles.Llms]);
        Assert.StartsWith("# Knowledge base\n\n> 2 articles, version 1.0.0", llms, StringComparison.Ordinal);
        Assert.Contains("- [Opening hours](hours.md)", llms, StringComparison.Ordinal);
        using var intercom = JsonDocument.Parse(first[ChangesetFiles.Intercom]);
        Assert.Equal("create", intercom.RootElement.GetProperty("articles")[0].GetProperty("operation").GetString());
    }

    [Fact]
    public async Task The_feed_goes_on_where_it_was_left_and_misses_nothing_while_others_publish()
    {
        var feed = Get<ChangeFeed>();
        var seen = new List<string>();
        var publishing = Task.WhenAll(Enumerable.Range(0, 6).Select(i => Import.ApplyAsync($"help-{i}", Read(($"a{i}.md", $"# A{i}\n\n## One\n\nText {i}\n\n## Two\n\nMore")), new ImportChoices(), "kim", demo: false)));
        long cursor = 0;
        while (!publishing.IsCompleted || (await feed.ReadAsync(cursor, 2)).Lines.Count > 0)
        {
            var page = await feed.ReadAsync(cursor, 2);
            seen.AddRange(page.Lines);
            cursor = page.Cursor;
        }

        await publishing;
        Assert.Equal(await Store.WithAsync(db => db.ChunkChanges.OrderBy(c => c.Sequence).Select(c => c.Line).ToListAsync()), seen);
        Assert.Equal(12, seen.Count);
        var rest = await feed.ReadAsync(cursor, 10);
        Assert.Equal((0, cursor, false), (rest.Lines.Count, rest.Cursor, rest.HasMore));
    }

    private static readonly (string, string) Returns = ("returns.md", "---\nsection: Returns\n---\n# Returns\n\nAn unused item can be returned within 30 days.");

    /// <summary>Two articles, and a solved case whose search found one of them.</summary>
    private async Task ShopAsync()
    {
        await ImportAsync(("hours.md", "# Opening hours\n\nFrom nine to five."), Returns);
        await Store.AddAsync(new Retrieval { CaseId = "fine", StepId = "s", Source = "help", Question = "opening hours", Form = "hours open", At = Noon, Solved = true, Documents = 1, Returned = ["Opening hours"] });
    }

    private async Task<long> OpenAsync(EditProposal proposal) => (await DoneAsync(Desk.ProposeAsync(proposal, Ada))).EditId;

    private async Task<long> ApprovedAsync(EditProposal proposal, ArticleText text)
    {
        var id = await OpenAsync(proposal);
        await DoneAsync(Desk.SaveAsync(id, 1, new EditDraft(text, "", ["when do you open"]), Ada));
        await DoneAsync(Get<EditTester>().TestAsync(id, false, Ada));
        await DoneAsync(Desk.ApproveAsync(id, 2, "I looked at it.", Kim));
        return id;
    }

    private async Task<EditStory> StoryAsync(long id) => (await Get<EditReader>().FindAsync(id))!;

    private static async Task<EditOutcome.Done> DoneAsync(Task<EditOutcome> work) => await work is var outcome && outcome is EditOutcome.Done done ? done : throw new InvalidOperationException(((EditOutcome.Refused)outcome).Reason);

    private static string Reason(EditOutcome outcome) => Assert.IsType<EditOutcome.Refused>(outcome).Reason;

    private static Retrieval Missed(string id, string question) => new() { CaseId = id, StepId = "s", Source = "help", Question = question, Form = question, Gap = Gap, Miss = RetrievalMiss.Empty, At = Noon, Day = DateOnly.FromDateTime(Noon).DayNumber };
}
