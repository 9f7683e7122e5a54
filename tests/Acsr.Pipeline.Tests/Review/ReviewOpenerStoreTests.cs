using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

public sealed class ReviewOpenerOnSqlite : ReviewOpenerStoreTests<SqliteStore>;

public sealed class ReviewOpenerOnPostgres : ReviewOpenerStoreTests<PostgresStore>;

public abstract class ReviewOpenerStoreTests<TStore> : ReviewFixture<TStore> where TStore : TestStore, new()
{
    private static readonly Signal First = ReviewOpenerTests.Signal("o1", SignalKind.Override);
    private static readonly Signal Second = ReviewOpenerTests.Signal("o2", SignalKind.Override);

    [Fact]
    public async Task A_fold_opens_extends_and_repeats_without_a_trace()
    {
        await FoldAsync(First);
        await FoldAsync(First, Second);
        await FoldAsync(Second, First);

        var item = Assert.Single(await ItemsAsync());
        Assert.Equal(["o1", "o2"], item.SignalIds);
        Assert.Equal([ReviewReason.Override, ReviewReason.IncompleteTriad], item.Reasons);
    }

    [Fact]
    public async Task A_fold_that_is_rolled_back_leaves_the_queue_as_it_was()
    {
        await FoldAsync(First);
        await using (var db = await Store.Contexts.CreateDbContextAsync())
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await Opener.ApplyAsync(db, "c", ReviewOpenerTests.Folded([First, Second]), Clock.Now, default);
        }

        Assert.Equal(["o1"], Assert.Single(await ItemsAsync()).SignalIds);
    }

    [Fact]
    public async Task A_fold_extends_an_item_in_hand_and_the_lease_goes_on()
    {
        await FoldAsync(First);
        var lease = await NextAsync("ann");

        await FoldAsync(First, Second);

        Assert.Equal(SubmitOutcome.Accepted, (await SubmitAsync(lease, "ann")).Outcome);
        Assert.Equal(["o1", "o2"], Assert.Single(await ItemsAsync()).SignalIds);
    }

    [Fact]
    public async Task A_vanished_case_takes_item_draft_and_skips_along()
    {
        await FoldAsync(First);
        var skipped = await NextAsync("bob");
        await Queue.SkipAsync(skipped.ItemId, "bob", skipped.Token, null, default);
        var lease = await NextAsync("ann");
        await Desk.SaveDraftAsync(lease.ItemId, "ann", "{}", default);

        await ApplyAsync(opener: (db, now) => Opener.ApplyAsync(db, "c", null, now, default));

        Assert.Empty(await ItemsAsync());
        Assert.Equal((0, 0), await Store.WithAsync(async db => (await db.ReviewDrafts.CountAsync(), await db.ReviewSkips.CountAsync())));
        Assert.Equal(SubmitOutcome.LeaseLost, (await SubmitAsync(lease, "ann")).Outcome);
    }

    [Fact]
    public async Task A_signal_that_meets_a_review_being_submitted_opens_an_item_of_its_own()
    {
        await FoldAsync(First);
        Task fold;
        await using (var db = await Store.Contexts.CreateDbContextAsync())
        {
            await using var submission = await db.Database.BeginTransactionAsync();
            await db.ReviewItems.ExecuteUpdateAsync(item => item.SetProperty(i => i.DoneAt, Clock.Now));
            fold = Task.Run(() => FoldAsync(First, Second));
            await Task.Delay(300);
            Assert.False(fold.IsCompleted);
            await submission.CommitAsync();
        }

        await fold;

        Assert.Equal([["o1"], ["o2"]], (await ItemsAsync()).Select(item => item.SignalIds));
    }

    private Task FoldAsync(params Signal[] signals) =>
        ApplyAsync((db, now) => Opener.ApplyAsync(db, "c", ReviewOpenerTests.Folded(signals), now, default));

    private async Task ApplyAsync(Func<ConsoleDbContext, DateTime, Task> opener)
    {
        await using var db = await Store.Contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await opener(db, Clock.Now);
        await transaction.CommitAsync();
    }

    private Task<List<ReviewItem>> ItemsAsync() => Store.WithAsync(db => db.ReviewItems.AsNoTracking().OrderBy(i => i.Id).ToListAsync());
}
