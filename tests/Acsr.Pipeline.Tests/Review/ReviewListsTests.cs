using Acsr.Access;
using Acsr.Cases;
using Acsr.Store;

namespace Acsr.Review;

public sealed class ReviewListsOnSqlite : ReviewListsTests<SqliteStore>;

public sealed class ReviewListsOnPostgres : ReviewListsTests<PostgresStore>;

public abstract class ReviewListsTests<TStore> : ReviewFixture<TStore> where TStore : TestStore, new()
{
    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        await AddItemsAsync([.. Enumerable.Range(0, 25).Select(i => i % 4 / 4.0)]);
        List<ReviewRow> rows = [];
        ReviewKey? after = null;
        while (await Lists.ListAsync(ReviewFilter.Open, "ann", null, 7, after, default) is { Count: > 0 } page)
        {
            rows.AddRange(page);
            after = page[^1].Key;
        }

        Assert.Equal(25, rows.Select(row => row.Id).Distinct().Count());
        Assert.Equal(rows.OrderByDescending(row => row.Priority).ThenBy(row => row.Id), rows);
        Assert.Equal([.. rows.Select(row => row.Id).Order().Reverse().Take(7)], (await Lists.ListAsync(ReviewFilter.All, "ann", null, 7, null, default)).Select(row => row.Id));
    }

    [Fact]
    public async Task Each_filter_shows_its_items()
    {
        var ids = await AddItemsAsync(0.9, 0.8, 0.7, 0.6);
        await SubmitAsync(await NextAsync("bob"), "bob");
        await NextAsync("ann");
        await NextAsync("bob");

        async Task<IEnumerable<long>> Shown(ReviewFilter filter, ReviewReason? reason = null) =>
            (await Lists.ListAsync(filter, "ann", reason, 10, null, default)).Select(row => row.Id);

        Assert.Equal([ids[1], ids[2], ids[3]], await Shown(ReviewFilter.Open));
        Assert.Equal([ids[1]], await Shown(ReviewFilter.Mine));
        Assert.Equal([ids[0]], await Shown(ReviewFilter.Done));
        Assert.Equal([ids[3], ids[2], ids[1], ids[0]], await Shown(ReviewFilter.All));
        Assert.Equal([ids[1], ids[3]], await Shown(ReviewFilter.Open, ReviewReason.DeadEnd));
        Assert.Empty(await Shown(ReviewFilter.All, ReviewReason.LowCsat));
    }

    [Fact]
    public async Task A_row_names_its_case_its_holder_while_the_lease_lasts_and_its_reviewer()
    {
        await Store.AddAsync(new User { Id = "ann", UserName = "ann@example.org" }, new Case { Id = "case-0", Title = "Where is my refund?" });
        var id = (await AddItemsAsync(0.5))[0];
        var lease = await NextAsync("ann");

        var held = await Lists.FindAsync(id, default);
        Clock.Now = lease.Until;
        var expired = await Lists.FindAsync(id, default);
        await SubmitAsync(await NextAsync("bob"), "bob");
        var done = await Lists.FindAsync(id, default);

        Assert.Equal(("Where is my refund?", "ann", "ann@example.org", null), (held!.Title, held.LeasedBy, held.LeasedByName, held.ReviewedBy));
        Assert.Equal((null, null), (expired!.LeasedBy, expired.LeasedByName));
        Assert.Equal((Clock.Now, "BOB"), (done!.DoneAt, done.ReviewedBy));
        Assert.Null(await Lists.FindAsync(id + 1, default));
    }

    [Fact]
    public async Task Counts_tell_open_leased_and_done_today()
    {
        await AddItemsAsync(0.9, 0.8, 0.7, 0.6);
        await SubmitAsync(await NextAsync("bob"), "bob");
        Clock.Now = Clock.Now.Date.AddDays(1);
        await SubmitAsync(await NextAsync("bob"), "bob");
        await NextAsync("ann");

        Assert.Equal(new ReviewCounts(Open: 2, Leased: 1, DoneToday: 1), await Lists.CountsAsync(default));
    }
}
