using Acsr.Cases;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Review;

public sealed class QueuesOnSqlite : QueueStoreTests<SqliteStore>;

public sealed class QueuesOnPostgres : QueueStoreTests<PostgresStore>;

/// <summary>Queues with rules, members, skills, several opinions and history.</summary>
public abstract class QueueStoreTests<TStore> : ReviewFixture<TStore> where TStore : TestStore, new()
{
    private ReviewQueues Queues => Store.Services.GetRequiredService<ReviewQueues>();
    private QueueBackfill Backfill => Store.Services.GetRequiredService<QueueBackfill>();
    private ReviewWorker Worker => Store.Services.GetRequiredService<ReviewWorker>();

    private static ReviewQueueSettings Named(string id, Action<ReviewQueueSettings>? with = null)
    {
        var queue = new ReviewQueueSettings { Id = id, Name = id };
        with?.Invoke(queue);
        return queue;
    }

    private async Task SaveAsync(ReviewQueueSettings queue) => Assert.Null(await Queues.SaveAsync(queue, "lea", default));

    /// <summary>A case with a thumbs down, folded into the queue.</summary>
    private async Task FoldAsync(string id, string? intent = null, bool signal = true)
    {
        var facts = new Case { Id = id, Intent = intent, At = Clock.Now, ClosedAt = Clock.Now, Language = "de" };
        var thumb = new Signal { CaseId = id, Id = "t", Kind = SignalKind.Thumb, Name = "thumb", Value = -1, Text = "" };
        await Store.AddAsync(signal ? [facts, thumb] : [facts]);
        await using var db = await Store.Contexts.CreateDbContextAsync();
        await Opener.ApplyAsync(db, id, new JudgedCase(facts, signal ? [thumb] : [], []), Clock.Now, default);
    }

    private Task<List<ReviewItem>> ItemsAsync() => Store.WithAsync(db => db.ReviewItems.AsNoTracking().OrderBy(i => i.Id).ToListAsync());

    [Fact]
    public async Task There_is_a_general_queue_that_nobody_set_up()
    {
        var queue = Assert.Single(await Queues.ListAsync(default));
        Assert.Equal(("general", 0, null), (queue.Settings.Id, queue.Open, queue.Guideline));

        await FoldAsync("c1");
        Assert.Equal(1, Assert.Single(await Queues.ListAsync(default)).Open);
    }

    [Fact]
    public async Task An_item_enters_the_queue_whose_rule_takes_it_and_is_due_there()
    {
        await SaveAsync(Named("refunds", q => (q.Intents, q.DueHours) = (["refund"], 24)));
        await FoldAsync("c1", "refund");
        await FoldAsync("c2", "other");

        Assert.Equal([("refunds", Clock.Now.AddHours(24)), ("general", null)], (await ItemsAsync()).Select(i => (i.Queue, i.DueAt)));
        Assert.Equal("c2", (await Store.WithAsync(db => db.ReviewItems.SingleAsync(i => i.Queue == "general"))).CaseId);
        Clock.Now += TimeSpan.FromHours(25);
        Assert.Equal([("refunds", 1, 1), ("general", 1, 0)], (await Queues.ListAsync(default)).Select(q => (q.Settings.Id, q.Open, q.Overdue)));
    }

    [Fact]
    public async Task A_cap_keeps_the_rest_of_the_day_out_and_lets_it_in_tomorrow()
    {
        await SaveAsync(Named("general", q => q.CapPerDay = 1));
        await FoldAsync("c1");
        await FoldAsync("c2");
        Assert.Single(await ItemsAsync());

        Clock.Now = Clock.Now.Date.AddDays(1);
        var facts = await Store.WithAsync(db => db.Cases.SingleAsync(c => c.Id == "c2"));
        var signals = await Store.WithAsync(db => db.Signals.Where(s => s.CaseId == "c2").ToListAsync());
        await using var db = await Store.Contexts.CreateDbContextAsync();
        await Opener.ApplyAsync(db, "c2", new JudgedCase(facts, signals, []), Clock.Now, default);

        Assert.Equal(2, (await ItemsAsync()).Count);
    }

    [Fact]
    public async Task Only_members_get_items_of_a_queue_and_who_has_other_skills_none_of_it()
    {
        await SaveAsync(Named("german", q => (q.Languages, q.Members) = (["de"], ["ann", "bob"])));
        await Queues.SaveProfileAsync(new ReviewerProfile { UserId = "bob", Languages = ["en"] }, "lea", default);
        await FoldAsync("c1");

        Assert.Equal(NothingReason.QueueEmpty, (await Queue.NextAsync("cem", default)).Nothing);
        Assert.Equal(NothingReason.NotAMember, (await Queue.NextAsync("cem", "german", default)).Nothing);
        Assert.Equal(ClaimOutcome.NotAMember, (await Queue.ClaimAsync((await ItemsAsync())[0].Id, "cem", default)).Outcome);
        Assert.Equal(NothingReason.NoneOfYourSkills, (await Queue.NextAsync("bob", "german", default)).Nothing);
        Assert.NotNull((await Queue.NextAsync("ann", "german", default)).Lease);
    }

    [Fact]
    public async Task Who_chose_a_queue_that_is_done_is_told_that_others_have_work()
    {
        await SaveAsync(Named("german", q => q.Languages = ["de"]));
        await AddItemsAsync(0.5);

        Assert.Equal(NothingReason.NoneInThisQueue, (await Queue.NextAsync("ann", "german", default)).Nothing);
        Assert.NotNull((await Queue.NextAsync("ann", "general", default)).Lease);
    }

    [Fact]
    public async Task Nobody_reviews_a_case_that_they_worked()
    {
        var id = (await AddItemsAsync(0.5))[0];
        await Store.WithAsync(db => db.ReviewItems.ExecuteUpdateAsync(i => i.SetProperty(x => x.Authors, new List<string> { "Ann" })));

        Assert.Equal(NothingReason.ExcludedAsAuthor, (await Queue.NextAsync("ann", default)).Nothing);
        Assert.Equal(ClaimOutcome.OwnCase, (await Queue.ClaimAsync(id, "ann", default)).Outcome);
        Assert.NotNull((await Queue.NextAsync("bob", default)).Lease);
    }

    [Theory]
    [InlineData(QueueOrder.Newest, 2, 1, 0)]
    [InlineData(QueueOrder.Oldest, 0, 1, 2)]
    [InlineData(QueueOrder.DueNext, 1, 0, 2)]
    [InlineData(QueueOrder.ExpectedValue, 1, 2, 0)]
    public async Task A_queue_hands_out_in_its_order(QueueOrder order, int first, int second, int third)
    {
        await SaveAsync(Named("general", q => q.Order = order));
        var ids = await AddItemsAsync(0.1, 0.9, 0.5);
        await Store.WithAsync(db => db.ReviewItems.Where(i => i.Id == ids[0]).ExecuteUpdateAsync(i => i.SetProperty(x => x.DueAt, Clock.Now.AddHours(2))));
        await Store.WithAsync(db => db.ReviewItems.Where(i => i.Id == ids[1]).ExecuteUpdateAsync(i => i.SetProperty(x => x.DueAt, Clock.Now.AddHours(1))));

        List<long> got = [];
        foreach (var user in (string[])["a", "b", "c"]) { got.Add((await Queue.NextAsync(user, "general", default)).Lease!.ItemId); }

        Assert.Equal([ids[first], ids[second], ids[third]], got);
    }

    [Fact]
    public async Task Two_opinions_come_from_two_people_and_where_they_differ_a_third_decides()
    {
        await SaveAsync(Named("general", q => (q.OverlapShare, q.Opinions) = (1, 2)));
        await FoldAsync("c1");
        Assert.Equal(2, (await ItemsAsync()).Count);

        var ann = await NextAsync("ann");
        Assert.Equal(ann.ItemId, (await NextAsync("ann")).ItemId);
        ann = await NextAsync("ann");
        Assert.Equal(SubmitOutcome.Accepted, (await SubmitAsync(ann, "ann")).Outcome);
        Assert.Equal(NothingReason.ExcludedAsAuthor, (await Queue.NextAsync("ann", default)).Nothing);
        Assert.Equal(OpinionStanding.Waiting, (await Store.WithAsync(db => db.Reviews.SingleAsync())).Standing);

        await SubmitAsync(await NextAsync("bob"), "bob", CompleteForm() with { FinalAction = "offer_voucher" });
        Assert.Equal(NothingReason.ExcludedAsAuthor, (await Queue.NextAsync("bob", default)).Nothing);
        var decided = await SubmitAsync(await NextAsync("cem"), "cem");

        var reviews = await Store.WithAsync(db => db.Reviews.AsNoTracking().OrderBy(r => r.Id).ToListAsync());
        Assert.Equal([OpinionStanding.Opinion, OpinionStanding.Opinion, OpinionStanding.Stands], reviews.Select(r => r.Standing));
        Assert.Equal(decided.ReviewId, reviews[2].Id);
        Assert.Equal(NothingReason.QueueEmpty, (await Queue.NextAsync("dan", default)).Nothing);
    }

    [Fact]
    public async Task Opinions_that_agree_need_nobody_to_decide_and_one_of_them_speaks_for_the_case()
    {
        await SaveAsync(Named("general", q => (q.OverlapShare, q.Opinions) = (1, 3)));
        await FoldAsync("c1");

        foreach (var user in (string[])["ann", "bob", "cem"]) { await SubmitAsync(await NextAsync(user), user); }

        Assert.Equal([OpinionStanding.Stands, OpinionStanding.Opinion, OpinionStanding.Opinion], await Store.WithAsync(db => db.Reviews.OrderBy(r => r.Id).Select(r => r.Standing).ToListAsync()));
        Assert.Equal(NothingReason.QueueEmpty, (await Queue.NextAsync("dan", default)).Nothing);
    }

    [Fact]
    public async Task Opinions_that_come_at_the_same_moment_settle_the_set_once()
    {
        await SaveAsync(Named("general", q => (q.OverlapShare, q.Opinions) = (1, 4)));
        await FoldAsync("c1");
        var leases = new List<(Lease Lease, string User)>();
        foreach (var user in (string[])["ann", "bob", "cem", "dan"]) { leases.Add((await NextAsync(user), user)); }

        await Task.WhenAll(leases.Select(l => Task.Run(() => SubmitAsync(l.Lease, l.User))));

        Assert.Equal(1, await Store.WithAsync(db => db.Reviews.CountAsync(r => r.Standing == OpinionStanding.Stands)));
        Assert.Equal(4, await Store.WithAsync(db => db.Reviews.CountAsync()));
    }

    [Fact]
    public async Task A_review_keeps_the_version_of_the_guideline_that_it_was_written_under()
    {
        Assert.Equal(1, await Queues.AmendAsync("general", "Be kind.", "lea", default));
        Assert.Equal(1, await Queues.AmendAsync("general", "Be kind.\r\n", "lea", default));
        await AddItemsAsync(0.5, 0.4);
        await SubmitAsync(await NextAsync("ann"), "ann");
        Assert.Equal(2, await Queues.AmendAsync("general", "Be kind and exact.", "lea", default));
        await SubmitAsync(await NextAsync("ann"), "ann");

        Assert.Equal([1, 2], await Store.WithAsync(db => db.Reviews.OrderBy(r => r.Id).Select(r => r.Guideline).ToListAsync()));
        Assert.Equal("Be kind.", (await Queues.GuidelineAsync("general", 1, default))!.Text);
    }

    [Fact]
    public async Task A_queue_that_asks_for_more_refuses_a_review_without_it()
    {
        await SaveAsync(Named("general", q => q.Required = ["*:RootCause"]));
        await AddItemsAsync(0.5);
        var lease = await NextAsync("ann");

        var refused = await SubmitAsync(lease, "ann");

        Assert.Equal([nameof(ReviewForm.RootCause)], refused.Missing.Select(part => part.Field));
        Assert.Equal(SubmitOutcome.Accepted, (await SubmitAsync(lease, "ann", CompleteForm() with { RootCause = "goal-deviation" })).Outcome);
    }

    [Fact]
    public async Task Backfill_brings_what_its_preview_said()
    {
        await FoldAsync("waits", "refund");
        await FoldAsync("elsewhere", "other");
        await FoldAsync("held", "refund");
        var held = (await ItemsAsync())[2];
        await Queue.ClaimAsync(held.Id, "ann", default);
        await FoldAsync("gone", "refund");
        await Store.WithAsync(db => db.ReviewItems.Where(i => i.CaseId == "gone").ExecuteDeleteAsync());
        await FoldAsync("quiet", "refund", signal: false);
        await SaveAsync(Named("refunds", q => q.Intents = ["refund"]));
        var (from, to) = (Clock.Now.AddDays(-1), Clock.Now.AddDays(1));

        var preview = await Backfill.PreviewAsync("refunds", from, to, default);
        var done = await Backfill.RunAsync("refunds", from, to, "lea", default);

        Assert.Equal(new BackfillCounts(1, 1, 5), preview);
        Assert.Equal(preview, done);
        Assert.Equal(["gone", "waits"], (await ItemsAsync()).Where(i => i.Queue == "refunds").Select(i => i.CaseId).Order());
        Assert.Equal(new BackfillCounts(0, 0, 5), await Backfill.PreviewAsync("refunds", from, to, default));
    }

    [Fact]
    public async Task The_worker_values_by_group_and_leaves_what_is_alone_at_its_risk()
    {
        for (var i = 0; i < 4; i++) { await FoldAsync($"many-{i}", "refund"); }
        await FoldAsync("alone", "other");

        await Worker.RunOnceAsync(default);

        var items = await ItemsAsync();
        Assert.Equal("3 like this in a week", items[0].Worth);
        Assert.Equal(("", Math.Round(0.15 / 1.15, 9)), (items[4].Worth, Math.Round(items[4].Priority, 9)));
        Assert.True(items[0].Priority > items[4].Priority);
        await SubmitAsync(await NextAsync("ann"), "ann");
        await Worker.RunOnceAsync(default);
        Assert.Equal("3 like this in a week, 1 like this reviewed already", (await ItemsAsync()).First(i => i.DoneAt is null && i.CaseId.StartsWith("many", StringComparison.Ordinal)).Worth);
        Assert.Equal(1, await Store.WithAsync(db => db.ReviewSamplingRates.CountAsync()));
    }

    [Fact]
    public async Task A_case_drawn_at_random_enters_without_any_signal_and_carries_its_probability()
    {
        await Store.AddAsync(new ReviewSamplingRate { From = Clock.Now.AddDays(-1), Rate = 1 });

        await FoldAsync("c1", signal: false);

        var item = Assert.Single(await ItemsAsync());
        Assert.Equal([ReviewReason.RandomSample], item.Reasons);
        Assert.Equal(1.0, item.InclusionProbability);
        await SubmitAsync(await NextAsync("ann"), "ann");
        Assert.Equal(1.0, (await Store.WithAsync(db => db.Reviews.SingleAsync())).InclusionProbability);
    }

    [Fact]
    public async Task A_removed_queue_leaves_its_items_to_the_general_one()
    {
        await SaveAsync(Named("refunds", q => q.Intents = ["refund"]));
        await FoldAsync("c1", "refund");

        Assert.True(await Queues.RemoveAsync("refunds", "lea", default));
        Assert.False(await Queues.RemoveAsync("general", "lea", default));

        Assert.Equal("general", Assert.Single(await ItemsAsync()).Queue);
        Assert.Equal("Give the queue a name.", await Queues.SaveAsync(Named("x", q => q.Name = " "), "lea", default));
    }
}
