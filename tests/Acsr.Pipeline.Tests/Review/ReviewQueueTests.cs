using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

public sealed class ReviewQueueOnSqlite : ReviewQueueTests<SqliteStore>;

public sealed class ReviewQueueOnPostgres : ReviewQueueTests<PostgresStore>;

public abstract class ReviewQueueTests<TStore> : ReviewFixture<TStore> where TStore : TestStore, new()
{
    [Fact]
    public async Task Two_hundred_items_and_eight_claimers_make_two_hundred_leases_each_of_another_item()
    {
        await AddItemsAsync([.. Enumerable.Range(0, 200).Select(i => i % 7 / 7.0)]);
        var unused = 0;

        // Each lease goes to a person of its own: nobody is handed what he holds already.
        var leased = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            List<long> mine = [];
            while ((await Queue.NextAsync($"user-{Interlocked.Increment(ref unused)}", default)).Lease is { } lease) { mine.Add(lease.ItemId); }
            return mine;
        })));

        var all = leased.SelectMany(ids => ids).ToList();
        Assert.Equal(200, all.Count);
        Assert.Equal(200, all.Distinct().Count());
        Assert.All(await Store.WithAsync(db => db.ReviewItems.AsNoTracking().ToListAsync()), item => Assert.Equal(1, item.Token));
    }

    [Fact]
    public async Task Claimers_of_one_chosen_item_make_one_lease()
    {
        var id = (await AddItemsAsync(0.5))[0];

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Queue.ClaimAsync(id, $"user-{i}", default))));

        var winner = Assert.Single(results, result => result.Outcome == ClaimOutcome.Leased);
        Assert.All(results.Except([winner]), result => Assert.Equal(ClaimOutcome.LeasedByOther, result.Outcome));
        Assert.Single(results.Where(result => result != winner).Select(result => result.LeasedBy).Distinct());
    }

    [Fact]
    public async Task The_weightiest_item_comes_first_and_the_oldest_among_equals()
    {
        var ids = await AddItemsAsync(0.2, 0.9, 0.5, 0.9);

        long[] order = [(await NextAsync("a")).ItemId, (await NextAsync("b")).ItemId, (await NextAsync("c")).ItemId, (await NextAsync("d")).ItemId];

        Assert.Equal([ids[1], ids[3], ids[2], ids[0]], order);
    }

    [Fact]
    public async Task Who_comes_back_gets_the_item_in_hand_and_the_older_tab_loses_it()
    {
        await AddItemsAsync(0.5);
        var first = await NextAsync("ann");
        await AddItemsAsync(0.9);

        var second = await NextAsync("ann");

        Assert.Equal(first.ItemId, second.ItemId);
        Assert.Null(await Queue.HeartbeatAsync(first.ItemId, "ann", first.Token, default));
        Assert.Equal(SubmitOutcome.LeaseLost, (await SubmitAsync(first, "ann")).Outcome);
        Assert.Equal(SubmitOutcome.Accepted, (await SubmitAsync(second, "ann")).Outcome);
    }

    [Fact]
    public async Task An_expired_lease_can_be_taken_and_the_old_token_is_worth_nothing()
    {
        await AddItemsAsync(0.5);
        var lost = await NextAsync("ann");
        Clock.Now += TimeSpan.FromMinutes(15);

        var taken = await NextAsync("bob");

        Assert.Equal(lost.ItemId, taken.ItemId);
        Assert.True(taken.Token > lost.Token);
        Assert.Null(await Queue.HeartbeatAsync(lost.ItemId, "ann", lost.Token, default));
        Assert.False(await Queue.ReturnAsync(lost.ItemId, "ann", lost.Token, default));
        Assert.False(await Queue.SkipAsync(lost.ItemId, "ann", lost.Token, null, default));
        Assert.Equal(SubmitOutcome.LeaseLost, (await SubmitAsync(lost, "ann")).Outcome);
        Assert.Equal(SubmitOutcome.Accepted, (await SubmitAsync(taken, "bob")).Outcome);
    }

    [Fact]
    public async Task A_heartbeat_makes_the_lease_last_longer()
    {
        await AddItemsAsync(0.5);
        var lease = await NextAsync("ann");
        Clock.Now += TimeSpan.FromMinutes(14);

        var until = await Queue.HeartbeatAsync(lease.ItemId, "ann", lease.Token, default);
        Clock.Now += TimeSpan.FromMinutes(14);

        Assert.Equal(lease.Until.AddMinutes(14), until);
        Assert.Equal(NothingReason.AllLeased, (await Queue.NextAsync("bob", default)).Nothing);
        Assert.Equal(SubmitOutcome.Accepted, (await SubmitAsync(lease, "ann")).Outcome);
    }

    [Fact]
    public async Task A_returned_item_is_free_at_once()
    {
        await AddItemsAsync(0.5);
        var lease = await NextAsync("ann");

        Assert.True(await Queue.ReturnAsync(lease.ItemId, "ann", lease.Token, default));

        Assert.Equal(lease.ItemId, (await NextAsync("bob")).ItemId);
        Assert.Equal(SubmitOutcome.LeaseLost, (await SubmitAsync(lease, "ann")).Outcome);
    }

    [Fact]
    public async Task A_skipped_item_goes_to_others_and_back_only_by_choice()
    {
        var id = (await AddItemsAsync(0.5))[0];
        var lease = await NextAsync("ann");

        Assert.True(await Queue.SkipAsync(id, "ann", lease.Token, "I know the customer", default));

        Assert.Equal(NothingReason.AllSkippedByYou, (await Queue.NextAsync("ann", default)).Nothing);
        Assert.Equal("I know the customer", (await Store.WithAsync(db => db.ReviewSkips.SingleAsync())).Reason);
        var others = await NextAsync("bob");
        Assert.Equal(ClaimOutcome.LeasedByOther, (await Queue.ClaimAsync(id, "ann", default)).Outcome);
        await Queue.ReturnAsync(id, "bob", others.Token, default);
        Assert.Equal(ClaimOutcome.Leased, (await Queue.ClaimAsync(id, "ann", default)).Outcome);
    }

    [Fact]
    public async Task Nothing_next_says_why()
    {
        Assert.Equal(NothingReason.QueueEmpty, (await Queue.NextAsync("ann", default)).Nothing);

        await AddItemsAsync(0.5);
        var lease = await NextAsync("bob");
        Assert.Equal(NothingReason.AllLeased, (await Queue.NextAsync("ann", default)).Nothing);

        await SubmitAsync(lease, "bob");
        Assert.Equal(NothingReason.QueueEmpty, (await Queue.NextAsync("ann", default)).Nothing);
        Assert.Equal(ClaimOutcome.Done, (await Queue.ClaimAsync(lease.ItemId, "ann", default)).Outcome);
        Assert.Equal(ClaimOutcome.NotFound, (await Queue.ClaimAsync(lease.ItemId + 1, "ann", default)).Outcome);
    }
}
