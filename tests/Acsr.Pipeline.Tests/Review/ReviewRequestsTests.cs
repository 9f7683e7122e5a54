using Acsr.Cases;
using Acsr.Signals;
using Acsr.Signals.Groups;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

public sealed class ReviewRequestsOnSqlite : ReviewRequestsTests<SqliteStore>;

public sealed class ReviewRequestsOnPostgres : ReviewRequestsTests<PostgresStore>;

public abstract class ReviewRequestsTests<TStore> : SignalsFixture<TStore> where TStore : TestStore, new()
{
    private ReviewRequests Requests => Get<ReviewRequests>();

    [Fact]
    public async Task Cases_that_are_no_dead_end_by_themselves_come_into_the_queue_when_somebody_asks_the_newest_first_and_stay()
    {
        await TellAsync([.. Enumerable.Range(0, 5).SelectMany(i => Hinted($"c{i}", i))]);
        Assert.Empty(await ItemsAsync());
        var group = await GroupAsync("L13");

        Assert.Equal(new SendResult(2, 0, 3), await Requests.SendAsync(group, 2, "lena", default));
        await Get<CaseFolder>().FoldAllDueAsync(default);
        Assert.Equal(["c3", "c4"], (await ItemsAsync()).Select(i => i.CaseId).Order());
        Assert.All(await ItemsAsync(), item => Assert.Equal([ReviewReason.DeadEnd], item.Reasons));

        await TellAsync(Case("c4", Noon.AddMinutes(4), "refund", "1.0", "escalated").TakeLast(1));
        Assert.Equal(2, (await ItemsAsync()).Count);
    }

    [Fact]
    public async Task No_case_is_sent_twice_also_by_two_at_once_and_none_that_is_there_or_was_reviewed()
    {
        await TellAsync([.. Enumerable.Range(0, 6).SelectMany(i => Hinted($"c{i}", i))]);
        var group = await GroupAsync("L13");
        await Requests.SendAsync(group, 2, "lena", default);
        await Get<CaseFolder>().FoldAllDueAsync(default);
        await Store.WithAsync(db => db.ReviewItems.ExecuteUpdateAsync(i => i.SetProperty(x => x.DoneAt, Noon)));

        var both = await Task.WhenAll(Requests.SendAsync(group, 100, "lena", default), Requests.SendAsync(group, 100, "lars", default));
        await Get<CaseFolder>().FoldAllDueAsync(default);

        Assert.Equal(4, both.Sum(r => r.Sent));
        Assert.Equal(new SendResult(0, 6, 0), await Requests.SendAsync(group, 100, "lena", default));
        Assert.Equal(6, (await ItemsAsync()).Select(i => i.CaseId).Distinct().Count());
        Assert.Equal(6, (await ItemsAsync()).Count);
        Assert.Equal(6, await Store.WithAsync(db => db.ReviewRequests.CountAsync()));
    }

    [Fact]
    public async Task What_the_console_queued_by_itself_is_there_already()
    {
        await TellAsync([.. Stuck("a", Noon), .. Stuck("b", Noon)]);
        Assert.Equal(2, (await ItemsAsync()).Count);

        var group = await GroupAsync("L4");

        Assert.Equal(new SendResult(0, 2, 0), await Requests.CountAsync(group, default));
        Assert.Equal(new SendResult(0, 2, 0), await Requests.SendAsync(group, 100, "lena", default));
        Assert.Empty(await Store.WithAsync(db => db.AuditEntries.ToListAsync()));
    }

    /// <summary>A hand-off before anything was tried: a low hint that queues nothing.</summary>
    private static IEnumerable<string> Hinted(string id, int minute) =>
        Case(id, Noon.AddMinutes(minute), "refund", "1.0", null, new { type = "step", kind = "tool", name = "transfer_to_human_agents", input = new { }, output = "ok" });

    private async Task<string> GroupAsync(string detector) =>
        (await Get<DeadEndGroupReader>().ListAsync(new DeadEndRange(), [], 50, default)).Groups.Single(g => g.Group.Detector == detector).Group.Key;

    private Task<List<ReviewItem>> ItemsAsync() => Store.WithAsync(db => db.ReviewItems.AsNoTracking().ToListAsync());
}
