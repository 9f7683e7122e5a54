using System.Collections.Concurrent;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

public sealed class OpinionModelOnSqlite : OpinionModelTests<SqliteStore>;

public sealed class OpinionModelOnPostgres : OpinionModelTests<PostgresStore>;

/// <summary>
/// Several people at once claim, forget, skip, return and submit items of sets of one to three opinions, while the clock jumps over the end
/// of leases. What must hold whatever they do: no item is lost, each set gets exactly its opinions, all by different people, a further one
/// decides exactly where they differ, and no review comes without the last lease of its item.
/// </summary>
public abstract class OpinionModelTests<TStore> : ReviewFixture<TStore> where TStore : TestStore, new()
{
    private static readonly string[] People = ["ann", "bob", "cem", "dan", "eve"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_set_gets_exactly_its_opinions_by_different_people(int seed)
    {
        var random = new Random(seed);
        var wanted = new Dictionary<long, int>();
        for (var i = 0; i < 12; i++)
        {
            var (id, opinions) = ((await AddItemsAsync(random.Next(10) / 10.0))[0], random.Next(1, 4));
            wanted[id] = opinions;
            await Store.WithAsync(db => db.ReviewItems.Where(item => item.Id == id).ExecuteUpdateAsync(item => item.SetProperty(x => x.Opinions, opinions)));
            var first = await Store.WithAsync(db => db.ReviewItems.AsNoTracking().SingleAsync(item => item.Id == id));
            await Store.AddAsync([.. QueueRouter.Copies(first)]);
        }

        var accepted = new ConcurrentDictionary<(long Item, long Token), string>();
        for (var round = 0; round < 6; round++)
        {
            await Task.WhenAll(People.Select((person, i) => Task.Run(() => WorkAsync(person, new Random((seed * 100) + (round * 10) + i), accepted, 8))));
            if (round % 2 == 1) { Clock.Now += TimeSpan.FromMinutes(random.Next(20)); }
        }

        // Whoever crashed comes back, and everybody works until nothing is left for them.
        Clock.Now += TimeSpan.FromMinutes(16);
        await Store.WithAsync(db => db.ReviewSkips.ExecuteDeleteAsync());
        foreach (var _ in People)
        {
            foreach (var person in People)
            {
                while ((await Queue.NextAsync(person, default)).Lease is { } lease) { await SubmitAndNoteAsync(lease, person, lease.ItemId % 2 == 0, accepted); }
            }
        }

        var items = await Store.WithAsync(db => db.ReviewItems.AsNoTracking().ToListAsync());
        var reviews = await Store.WithAsync(db => db.Reviews.AsNoTracking().ToListAsync());
        Assert.All(items, item => Assert.NotNull(item.DoneAt));
        Assert.Equal(accepted.Count, reviews.Count);
        Assert.All(reviews, review => Assert.Equal(review.ReviewerId, accepted[(review.ItemId, items.Single(i => i.Id == review.ItemId).Token)]));
        foreach (var (set, opinions) in wanted)
        {
            var all = reviews.Where(r => r.SetId == set).ToList();
            var independent = all.Where(r => items.Single(i => i.Id == r.ItemId).Purpose != ItemPurpose.Adjudication).ToList();
            Assert.Equal(opinions, independent.Count);
            Assert.Equal(all.Count, all.Select(r => r.ReviewerId).Distinct().Count());
            Assert.Equal(Opinions.Agree(independent) ? opinions : opinions + 1, all.Count);
            Assert.Single(all, r => r.Standing == OpinionStanding.Stands);
        }

        Assert.Contains(wanted.Values, opinions => opinions > 1);
    }

    private async Task WorkAsync(string person, Random random, ConcurrentDictionary<(long, long), string> accepted, int turns)
    {
        for (var turn = 0; turn < turns; turn++)
        {
            if ((await Queue.NextAsync(person, default)).Lease is not { } lease) { return; }
            switch (random.Next(6))
            {
                case 0: await Queue.ReturnAsync(lease.ItemId, person, lease.Token, default); break;
                case 1: await Queue.SkipAsync(lease.ItemId, person, lease.Token, null, default); break;
                case 2: return; // A crash: the lease stays until its time is over.
                case 3: await Queue.HeartbeatAsync(lease.ItemId, person, lease.Token, default); break;
                default: await SubmitAndNoteAsync(lease, person, random.Next(2) == 0, accepted); break;
            }
        }
    }

    private async Task SubmitAndNoteAsync(Lease lease, string person, bool other, ConcurrentDictionary<(long, long), string> accepted)
    {
        var result = await SubmitAsync(lease, person, other ? CompleteForm() with { FinalAction = "offer_voucher" } : CompleteForm());
        if (result.Outcome == SubmitOutcome.Accepted) { Assert.True(accepted.TryAdd((lease.ItemId, lease.Token), person)); }
    }
}
