using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

public sealed class ExtraOpinionsOnSqlite : ExtraOpinionTests<SqliteStore>;

public sealed class ExtraOpinionsOnPostgres : ExtraOpinionTests<PostgresStore>;

/// <summary>Where opinions differ, the queue asks further people by itself, before anybody has to decide.</summary>
public abstract class ExtraOpinionTests<TStore> : ReviewFixture<TStore> where TStore : TestStore, new()
{
    private async Task<long> AskAsync(int extra)
    {
        var queue = ReviewQueues.Default;
        queue.ExtraOpinions = extra;
        await Store.AddAsync(queue);
        var id = (await AddItemsAsync(0.5))[0];
        await Store.WithAsync(db => db.ReviewItems.ExecuteUpdateAsync(i => i.SetProperty(x => x.Opinions, 2)));
        await Store.AddAsync([.. QueueRouter.Copies(await Store.WithAsync(db => db.ReviewItems.AsNoTracking().SingleAsync(i => i.Id == id)))]);
        return id;
    }

    private async Task SayAsync(string who, string action) =>
        Assert.Equal(SubmitOutcome.Accepted, (await SubmitAsync(await NextAsync(who), who, CompleteForm() with { FinalAction = action })).Outcome);

    private Task<List<(string, OpinionStanding)>> StandingAsync() =>
        Store.WithAsync(async db => (await db.Reviews.AsNoTracking().OrderBy(r => r.Id).ToListAsync()).ConvertAll(r => (r.ReviewerId, r.Standing)));

    private Task<List<ItemPurpose>> OpenAsync() => Store.WithAsync(db => db.ReviewItems.Where(i => i.DoneAt == null).Select(i => i.Purpose).ToListAsync());

    [Fact]
    public async Task A_third_person_is_asked_by_itself_and_who_most_agree_with_speaks_for_the_case()
    {
        await AskAsync(extra: 2);
        await SayAsync("ann", "deny_refund");
        await SayAsync("bob", "offer_voucher");

        Assert.Equal([ItemPurpose.Opinion], await OpenAsync());
        Assert.All(await StandingAsync(), one => Assert.Equal(OpinionStanding.Waiting, one.Item2));
        // Who has given an opinion is asked for no further one.
        Assert.Equal(NothingReason.ExcludedAsAuthor, (await Queue.NextAsync("ann", default)).Nothing);

        await SayAsync("cem", "offer_voucher");

        Assert.Empty(await OpenAsync());
        Assert.Equal([("ann", OpinionStanding.Opinion), ("bob", OpinionStanding.Stands), ("cem", OpinionStanding.Opinion)], await StandingAsync());
    }

    [Fact]
    public async Task Only_when_all_further_people_were_asked_somebody_decides()
    {
        await AskAsync(extra: 1);
        await SayAsync("ann", "deny_refund");
        await SayAsync("bob", "offer_voucher");
        await SayAsync("cem", "refund_order");

        Assert.Equal([ItemPurpose.Adjudication], await OpenAsync());
        await SayAsync("dan", "deny_refund");

        Assert.Equal(("dan", OpinionStanding.Stands), (await StandingAsync())[^1]);
        Assert.Equal(3, (await StandingAsync()).Count(one => one.Item2 == OpinionStanding.Opinion));
    }

    [Fact]
    public async Task Without_the_setting_somebody_decides_at_once()
    {
        await AskAsync(extra: 0);
        await SayAsync("ann", "deny_refund");
        await SayAsync("bob", "offer_voucher");

        Assert.Equal([ItemPurpose.Adjudication], await OpenAsync());
    }
}
