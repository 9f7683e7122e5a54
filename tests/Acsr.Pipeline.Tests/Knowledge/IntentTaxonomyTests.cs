using Acsr.Cases;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

public sealed class IntentTaxonomyTests
{
    private static readonly DateTime Day = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    private static IntentChange Change(long id, IntentChangeKind kind, string from, params string[] to) => new() { Id = id, Kind = kind, From = from, To = [.. to], At = Day.AddDays(id), By = "kim" };

    [Fact]
    public void Labels_are_read_through_every_change_in_its_order()
    {
        var taxonomy = new IntentTaxonomy([Change(2, IntentChangeKind.Merge, "refunds", "money"), Change(1, IntentChangeKind.Rename, "refund", "refunds")], []);

        Assert.Equal(["money", "money", "money", "other", null], new[] { "refund", "refunds", "money", "other", null }.Select(i => taxonomy.Of(i, Day, "c")));
        Assert.Equal(2, taxonomy.Version);
    }

    [Fact]
    public void Of_a_split_only_what_a_person_said_since_counts()
    {
        var taxonomy = new IntentTaxonomy([Change(1, IntentChangeKind.Split, "card", "card", "card_lost")], [new IntentLabel { ChangeId = 1, CaseId = "said", Intent = "card_lost", By = "kim" }]);

        Assert.Null(taxonomy.Of("card", Day, "c"));
        Assert.Equal("card", taxonomy.Of("card", Day.AddDays(2), "c"));
        Assert.Equal("card_lost", taxonomy.Of("card", Day, "said"));
    }
}

public sealed class IntentDeskOnSqlite : IntentDeskTests<SqliteStore>;

public sealed class IntentDeskOnPostgres : IntentDeskTests<PostgresStore>;

public abstract class IntentDeskTests<TStore> : KnowledgeFixture<TStore> where TStore : TestStore, new()
{
    private IntentDesk Desk => Get<IntentDesk>();

    [Fact]
    public async Task Counts_follow_a_merge_and_what_cannot_be_is_refused()
    {
        await ArrangeAsync(("a", "refund"), ("b", "refund"), ("c", "money_back"));

        Assert.Contains("merge the two", await Desk.ChangeAsync(IntentChangeKind.Rename, "money_back", ["refund"], "", "kim"), StringComparison.Ordinal);
        Assert.Contains("no intent", await Desk.ChangeAsync(IntentChangeKind.Merge, "money_back", ["nothing"], "", "kim"), StringComparison.Ordinal);
        Assert.Contains("two parts", await Desk.ChangeAsync(IntentChangeKind.Split, "refund", ["one"], "", "kim"), StringComparison.Ordinal);
        Assert.Null(await Desk.ChangeAsync(IntentChangeKind.Merge, "money_back", ["refund"], "the same", "kim"));

        var line = Assert.Single((await Desk.ListAsync()).Intents);
        Assert.Equal(("refund", 3, 3), (line.Intent, line.Cases, line.Reviews));
        Assert.Equal(["money_back"], line.OldNames);
        var audited = await Store.WithAsync(db => db.AuditEntries.SingleAsync(a => a.Action == "intent.merged"));
        Assert.Equal(("kim", "money_back", "refund; the same"), (audited.Actor, audited.Before, audited.After));
    }

    [Fact]
    public async Task Waiting_work_goes_under_the_new_name_and_queues_and_skills_know_both()
    {
        await ArrangeAsync(("a", "refund"), ("b", "money_back"));
        await Store.AddAsync(
            new ReviewItem { Id = 11, CaseId = "a", Why = "w", Intent = "money_back", OpenedAt = Noon }, new ReviewItem { Id = 12, CaseId = "b", Why = "w", Intent = "money_back", OpenedAt = Noon, DoneAt = Noon },
            new ReviewQueueSettings { Id = "money", Name = "Money", Intents = ["money_back", "fees"] }, new ReviewQueueSettings { Id = "rest", Name = "Rest" }, new ReviewerProfile { UserId = "r", Intents = ["money_back"] });

        Assert.Null(await Desk.ChangeAsync(IntentChangeKind.Merge, "money_back", ["refund"], "", "kim"));
        Assert.Null(await Desk.ChangeAsync(IntentChangeKind.Split, "refund", ["refund_late", "refund_lost"], "", "kim"));

        Assert.Equal([(11L, "refund"), (12L, "money_back")], await Store.WithAsync(async db => (await db.ReviewItems.OrderBy(i => i.Id).Select(i => new { i.Id, i.Intent }).ToListAsync()).ConvertAll(i => (i.Id, i.Intent!))));
        var queues = await Store.WithAsync(db => db.ReviewQueues.ToDictionaryAsync(q => q.Id, q => q.Intents));
        Assert.Equal(["money_back", "fees", "refund", "refund_late", "refund_lost"], queues["money"]);
        Assert.Empty(queues["rest"]);
        Assert.Equal(["money_back", "refund", "refund_late", "refund_lost"], await Store.WithAsync(db => db.ReviewerProfiles.Select(p => p.Intents).SingleAsync()));
    }

    [Fact]
    public async Task Cases_of_a_split_wait_until_a_person_says_which_part_they_are()
    {
        await ArrangeAsync(("a", "card"), ("b", "card"), ("c", "refund"));
        Clock.Now = Noon.AddDays(1);
        Assert.Null(await Desk.ChangeAsync(IntentChangeKind.Split, "card", ["card_lost", "card_late"], "", "kim"));

        var split = Assert.Single((await Desk.ListAsync()).Splits);
        Assert.Equal(["a", "b"], split.Cases.Select(c => c.CaseId));
        Assert.False(await Desk.LabelAsync(split.Change.Id, "a", "refund", "kim"));
        Assert.True(await Desk.LabelAsync(split.Change.Id, "a", "card_late", "kim"));
        Assert.True(await Desk.LabelAsync(split.Change.Id, "a", "card_lost", "kim"));

        Assert.Equal(["b"], Assert.Single((await Desk.ListAsync()).Splits).Cases.Select(c => c.CaseId));
        var taxonomy = await Store.WithAsync(db => IntentTaxonomy.ReadAsync(db, default));
        Assert.Equal(("card_lost", null, "refund"), (taxonomy.Of("card", Noon, "a"), taxonomy.Of("card", Noon, "b"), taxonomy.Of("refund", Noon, "c")));
    }

    private async Task ArrangeAsync(params (string Id, string Intent)[] cases)
    {
        var item = 0;
        foreach (var (id, intent) in cases)
        {
            await Store.AddAsync(new Case { Id = id, Title = id, Intent = intent, Handler = Handler.Agent, At = Noon },
                new CaseReview { ItemId = ++item, CaseId = id, ReviewerId = "r", ReviewerName = "ray", At = Noon, Verdict = Verdict.AgentWasRight, Rationale = "r", FinalIntent = intent });
        }
    }
}
