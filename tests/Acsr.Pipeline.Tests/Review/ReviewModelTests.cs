using System.Globalization;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

public sealed class ReviewModelOnSqlite : ReviewModelTests<SqliteStore>;

public sealed class ReviewModelOnPostgres : ReviewModelTests<PostgresStore>;

/// <summary>Random operations of several people, some on stale leases, beside an oracle that a reader can check by eye.</summary>
public abstract class ReviewModelTests<TStore> : ReviewFixture<TStore> where TStore : TestStore, new()
{
    private static readonly string[] People = ["ann", "bob", "cem"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Every_operation_does_what_the_oracle_says(int seed)
    {
        var random = new Random(seed);
        var oracle = new Oracle();
        List<(Lease Lease, string User)> leases = [];

        for (var turn = 0; turn < 150; turn++)
        {
            if (turn % 12 == 0) { await OpenAsync(oracle, random.Next(3) / 2.0); }
            var user = People[random.Next(People.Length)];
            var itemId = oracle.Items[random.Next(oracle.Items.Count)].Id;
            var (lease, holder) = leases.Count > 0 ? leases[^random.Next(1, Math.Min(8, leases.Count) + 1)] : (new Lease(itemId, "", 0, Clock.Now), user);

            switch (random.Next(9))
            {
                case 0 or 1:
                    var next = await Queue.NextAsync(user, default);
                    Assert.Equal(oracle.Next(user, Clock.Now), (next.Lease?.ItemId, next.Lease?.Token, next.Nothing));
                    if (next.Lease is not null) { leases.Add((next.Lease, user)); }
                    break;
                case 2:
                    var claim = await Queue.ClaimAsync(itemId, user, default);
                    Assert.Equal(oracle.Claim(itemId, user, Clock.Now), (claim.Outcome, claim.Lease?.Token));
                    if (claim.Lease is not null) { leases.Add((claim.Lease, user)); }
                    break;
                case 3:
                    var until = await Queue.HeartbeatAsync(lease.ItemId, holder, lease.Token, default);
                    Assert.Equal(oracle.Heartbeat(lease, holder, Clock.Now), until);
                    break;
                case 4:
                    Assert.Equal(oracle.Return(lease, holder, Clock.Now), await Queue.ReturnAsync(lease.ItemId, holder, lease.Token, default));
                    break;
                case 5:
                    Assert.Equal(oracle.Skip(lease, holder, Clock.Now), await Queue.SkipAsync(lease.ItemId, holder, lease.Token, null, default));
                    break;
                case 6:
                    var text = turn.ToString(CultureInfo.InvariantCulture);
                    Assert.Equal(oracle.Draft(itemId, user, text), await Desk.SaveDraftAsync(itemId, user, text, default) is not null);
                    break;
                case 7:
                    Assert.Equal(oracle.Submit(lease, holder, Clock.Now), (await SubmitAsync(lease, holder)).Outcome);
                    break;
                default:
                    Clock.Now += TimeSpan.FromMinutes(random.Next(12));
                    break;
            }
        }

        await AssertSameAsync(oracle);
    }

    private async Task OpenAsync(Oracle oracle, double priority)
    {
        var id = (await AddItemsAsync(priority))[0];
        oracle.Items.Add(new Oracle.Item { Id = id, Priority = priority });
    }

    private async Task AssertSameAsync(Oracle oracle)
    {
        var items = await Store.WithAsync(db => db.ReviewItems.AsNoTracking().OrderBy(i => i.Id).ToListAsync());
        // A lease that has run out may still stand in the table or be swept out of it: it means nothing.
        Assert.Equal(oracle.Items.Select(i => (i.Id, i.Until > Clock.Now ? i.Holder : null, i.Until > Clock.Now ? i.Until : null, i.Token, i.Reviewer is not null)),
            items.Select(i => (i.Id, i.LeasedUntil > Clock.Now ? i.LeasedBy : null, i.LeasedUntil > Clock.Now ? i.LeasedUntil : null, i.Token, i.DoneAt is not null)));

        var reviews = await Store.WithAsync(db => db.Reviews.AsNoTracking().OrderBy(r => r.ItemId).Select(r => new { r.ItemId, r.ReviewerId }).ToListAsync());
        Assert.Equal(oracle.Items.Where(i => i.Reviewer is not null).Select(i => (i.Id, i.Reviewer!)), reviews.Select(r => (r.ItemId, r.ReviewerId)));
        // A run in which nothing much happened proves nothing.
        Assert.InRange(reviews.Count, 2, items.Count);

        var drafts = await Store.WithAsync(db => db.ReviewDrafts.AsNoTracking().ToListAsync());
        Assert.Equal(oracle.Drafts.ToHashSet(), drafts.Select(d => KeyValuePair.Create((d.ItemId, d.UserId), d.Form)).ToHashSet());
    }

    private sealed class Oracle
    {
        private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(15);

        public List<Item> Items { get; } = [];
        public Dictionary<(long, string), string> Drafts { get; } = [];

        public (long?, long?, NothingReason?) Next(string user, DateTime now)
        {
            var open = Items.Where(i => i.Reviewer is null).ToList();
            var item = open.Where(i => i.Holder == user && i.Until > now).OrderBy(i => i.Id).FirstOrDefault()
                ?? open.Where(i => !(i.Until > now) && !i.SkippedBy.Contains(user)).OrderByDescending(i => i.Priority).ThenBy(i => i.Id).FirstOrDefault();
            if (item is not null) { return (item.Id, Lease(item, user, now), null); }
            return (null, null, open.Count == 0 ? NothingReason.QueueEmpty
                : open.All(i => i.SkippedBy.Contains(user)) ? NothingReason.AllSkippedByYou : NothingReason.AllLeased);
        }

        public (ClaimOutcome, long?) Claim(long id, string user, DateTime now)
        {
            var item = Items.Single(i => i.Id == id);
            if (item.Reviewer is not null) { return (ClaimOutcome.Done, null); }
            return item.Until > now && item.Holder != user ? (ClaimOutcome.LeasedByOther, null) : (ClaimOutcome.Leased, Lease(item, user, now));
        }

        public DateTime? Heartbeat(Lease lease, string user, DateTime now) => Held(lease, user, now) is { } item ? item.Until = now + LeaseTime : null;

        public bool Return(Lease lease, string user, DateTime now)
        {
            if (Held(lease, user, now) is not { } item) { return false; }
            (item.Holder, item.Until) = (null, null);
            return true;
        }

        public bool Skip(Lease lease, string user, DateTime now)
        {
            var item = Held(lease, user, now);
            item?.SkippedBy.Add(user);
            return Return(lease, user, now);
        }

        public bool Draft(long id, string user, string text)
        {
            if (Items.Single(i => i.Id == id).Reviewer is not null) { return false; }
            Drafts[(id, user)] = text;
            return true;
        }

        public SubmitOutcome Submit(Lease lease, string user, DateTime now)
        {
            if (Held(lease, user, now) is not { } item)
            {
                return Items.Single(i => i.Id == lease.ItemId).Reviewer is null ? SubmitOutcome.LeaseLost : SubmitOutcome.AlreadyDone;
            }

            (item.Reviewer, item.Holder, item.Until) = (user, null, null);
            Drafts.Remove((item.Id, user));
            return SubmitOutcome.Accepted;
        }

        private Item? Held(Lease lease, string user, DateTime now) =>
            Items.SingleOrDefault(i => i.Id == lease.ItemId && i.Reviewer is null && i.Holder == user && i.Token == lease.Token && i.Until > now);

        private static long Lease(Item item, string user, DateTime now)
        {
            (item.Holder, item.Until) = (user, now + LeaseTime);
            return ++item.Token;
        }

        public sealed class Item
        {
            public long Id { get; init; }
            public double Priority { get; init; }
            public string? Holder { get; set; }
            public DateTime? Until { get; set; }
            public long Token { get; set; }
            public string? Reviewer { get; set; }
            public HashSet<string> SkippedBy { get; } = [];
        }
    }
}
