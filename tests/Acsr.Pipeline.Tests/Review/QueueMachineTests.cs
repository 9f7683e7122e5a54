using System.Collections.Concurrent;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Review;

public sealed class QueueMachineOnSqlite : QueueMachineTests<SqliteStore>;

public sealed class QueueMachineOnPostgres : QueueMachineTests<PostgresStore>;

/// <summary>
/// Everything that can happen to an item, by several people at once: it is claimed, forgotten, skipped, returned, handed on to a person or a lead,
/// submitted and taken back, with cases of known answer mixed in, further people asked where opinions differ, and the clock jumping over leases.
/// What must hold whatever they do is told by each assertion.
/// </summary>
public abstract class QueueMachineTests<TStore> : ReviewFixture<TStore> where TStore : TestStore, new()
{
    private const int Extra = 2;
    private const string Lead = "lea";

    private static readonly string[] People = ["ann", "bob", "cem", "dan", "eve"];

    private readonly ConcurrentDictionary<(long Item, long Token), string> _accepted = new();
    private int _handed, _undone, _asked;

    private ReviewEscalations Escalations => Store.Services.GetRequiredService<ReviewEscalations>();

    private ReviewUndo Undo => Store.Services.GetRequiredService<ReviewUndo>();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task No_item_is_lost_none_is_reviewed_twice_and_no_review_comes_without_its_lease(int seed)
    {
        var random = new Random(seed);
        await AddPeopleAsync([(Lead, Roles.Lead), .. People.Select(person => (person, Roles.Reviewer))]);
        var known = await MakeKnownAsync(3);
        var queue = ReviewQueues.Default;
        (queue.GoldShare, queue.ExtraOpinions) = (0.3, Extra);
        await Store.AddAsync(queue);
        var wanted = new Dictionary<long, int>();
        for (var i = 0; i < 12; i++) { await OpenAsync(wanted, random.Next(10) / 10.0, Math.Max(1, random.Next(5) - 1)); }

        // A run in which nothing of it happened proves nothing: then there are more rounds, each with a new item.
        for (var round = 0; round < 6 || (round < 60 && (_undone == 0 || _handed == 0 || _asked == 0)); round++)
        {
            if (round >= 6) { await OpenAsync(wanted, 0.5, 1); }
            await Task.WhenAll(People.Select((person, i) => Task.Run(() => WorkAsync(person, new Random((seed * 1000) + (round * 10) + i), 8))));
            if (round % 2 == 1) { Clock.Now += TimeSpan.FromMinutes(random.Next(20)); }
        }

        await FinishAsync();
        await AssertAsync(wanted, known);
        Assert.True(_undone > 0 && _handed > 0 && _asked > 0, $"{_undone} taken back, {_handed} handed on, {_asked} known answers");
    }

    private async Task OpenAsync(Dictionary<long, int> wanted, double priority, int opinions)
    {
        var id = (await AddItemsAsync(priority))[0];
        wanted[id] = opinions;
        await Store.WithAsync(db => db.ReviewItems.Where(item => item.Id == id).ExecuteUpdateAsync(item => item.SetProperty(x => x.Opinions, opinions)));
        await Store.AddAsync([.. QueueRouter.Copies(await Store.WithAsync(db => db.ReviewItems.AsNoTracking().SingleAsync(item => item.Id == id)))]);
    }

    private async Task<IReadOnlyList<long>> MakeKnownAsync(int count)
    {
        var made = Store.Services.GetRequiredService<KnownAnswers>();
        List<long> items = [];
        for (var i = 0; i < count; i++)
        {
            var id = (await AddItemsAsync(0.9))[0];
            await Store.AddAsync(new Case { Id = await Store.WithAsync(db => db.ReviewItems.Where(item => item.Id == id).Select(item => item.CaseId).SingleAsync()), Title = "A refund", At = Clock.Now });
            Assert.Null(await made.MakeAsync((await SubmitAsync(await NextAsync(Lead), Lead)).ReviewId!.Value, [], Lead, default));
            items.Add(id);
        }

        return items;
    }

    private async Task WorkAsync(string person, Random random, int turns)
    {
        for (var turn = 0; turn < turns; turn++)
        {
            if (random.Next(6) == 0) { await UndoAsync(person); }
            if ((await Queue.NextAsync(person, default)).Lease is not { } lease) { return; }
            switch (random.Next(8))
            {
                case 0: await Queue.ReturnAsync(lease.ItemId, person, lease.Token, default); break;
                case 1: await Queue.SkipAsync(lease.ItemId, person, lease.Token, null, default); break;
                case 2: return; // A crash: the lease stays until its time is over.
                case 3: await Queue.HeartbeatAsync(lease.ItemId, person, lease.Token, default); break;
                case 4: await HandOnAsync(person, lease, random); break;
                default: await SubmitAndNoteAsync(lease, person, ((string[])["deny_refund", "offer_voucher", "refund_order"])[random.Next(3)]); break;
            }
        }
    }

    private async Task HandOnAsync(string person, Lease lease, Random random)
    {
        // An opinion is the person's own, and a known-answer case is nobody else's.
        if (!await Store.WithAsync(db => db.ReviewItems.AnyAsync(i => i.Id == lease.ItemId && i.Opinions == 1 && i.ForUser == null))) { return; }
        var to = random.Next(2) == 0 ? null : People[random.Next(People.Length)];
        var outcome = await Escalations.EscalateAsync(lease, new(person, person), to is null ? null : new(to, to), "Please decide.", default);
        Assert.Equal(to == person ? HandOnOutcome.CannotDecide : HandOnOutcome.HandedOn, outcome);
        if (outcome == HandOnOutcome.HandedOn) { Interlocked.Increment(ref _handed); }
    }

    private async Task UndoAsync(string person)
    {
        var result = await Undo.UndoAsync(new(person, person), default);
        if (result.ItemId is not { } item) { Assert.NotNull(result.Refused); return; }
        Interlocked.Increment(ref _undone);
        foreach (var key in _accepted.Where(a => a.Key.Item == item && a.Value == person).Select(a => a.Key)) { _accepted.TryRemove(key, out _); }
    }

    private async Task SubmitAndNoteAsync(Lease lease, string person, string action)
    {
        var result = await SubmitAsync(lease, person, CompleteForm() with { FinalAction = action });
        if (result.Outcome != SubmitOutcome.Accepted) { return; }
        if (result.ReviewId is null) { Interlocked.Increment(ref _asked); return; }
        Assert.True(_accepted.TryAdd((lease.ItemId, lease.Token), person));
    }

    // Whoever crashed comes back, and everybody works until nothing is left for them.
    private async Task FinishAsync()
    {
        Clock.Now += TimeSpan.FromMinutes(16);
        await Store.WithAsync(db => db.ReviewSkips.ExecuteDeleteAsync());
        for (var worked = true; worked;)
        {
            worked = false;
            foreach (var person in People)
            {
                while ((await Queue.NextAsync(person, default)).Lease is { } lease)
                {
                    await SubmitAndNoteAsync(lease, person, lease.ItemId % 2 == 0 ? "deny_refund" : "offer_voucher");
                    worked = true;
                }
            }

            while (await Escalations.NextForLeadAsync(default) is { } handed)
            {
                await SubmitAndNoteAsync((await Queue.ClaimAsync(handed, Lead, default)).Lease!, Lead, "deny_refund");
                worked = true;
            }
        }
    }

    private async Task AssertAsync(Dictionary<long, int> wanted, IReadOnlyList<long> known)
    {
        var items = await Store.WithAsync(db => db.ReviewItems.AsNoTracking().ToListAsync());
        var reviews = await Store.WithAsync(db => db.Reviews.AsNoTracking().Where(r => !known.Contains(r.ItemId)).OrderBy(r => r.Id).ToListAsync());
        var replies = await Store.WithAsync(db => db.KnownAnswerReplies.AsNoTracking().ToListAsync());
        Assert.All(items.Where(i => i.ForUser is null), item => Assert.NotNull(item.DoneAt));
        Assert.Equal(_accepted.Count, reviews.Count);
        Assert.All(reviews, review => Assert.Equal(review.ReviewerId, _accepted[(review.ItemId, items.Single(i => i.Id == review.ItemId).Token)]));

        // A known answer is asked of each once, never of who gave it, and is no review.
        Assert.Equal(replies.Count, replies.Select(r => (r.KnownAnswerId, r.ReviewerId)).Distinct().Count());
        Assert.All(replies, reply => Assert.Equal(reply.ReviewerId, items.Single(i => i.Id == reply.ItemId).ForUser));
        Assert.DoesNotContain(replies, reply => reply.ReviewerId == Lead);
        Assert.DoesNotContain(reviews, review => items.Single(i => i.Id == review.ItemId).ForUser is not null);

        foreach (var (set, opinions) in wanted)
        {
            var all = reviews.FindAll(r => r.SetId == set);
            var independent = all.FindAll(r => items.Single(i => i.Id == r.ItemId).Purpose != ItemPurpose.Adjudication);
            Assert.Equal(all.Count, all.Select(r => r.ReviewerId).Distinct().Count());
            Assert.Single(all, r => r.Standing == OpinionStanding.Stands);
            // Nobody further is asked once they agree, and where they never do, as many as there may be, and one who decides.
            Assert.All(Enumerable.Range(opinions, independent.Count - opinions), asked => Assert.False(Settles(independent[..asked])));
            Assert.Equal(Settles(independent) ? 0 : 1, all.Count - independent.Count);
            if (!Settles(independent)) { Assert.Equal(2 + Extra, independent.Count); }
        }

        Assert.Contains(wanted.Values, opinions => opinions > 1);
    }

    private static bool Settles(List<CaseReview> reviews) =>
        Opinions.Agree(reviews) || (reviews.Count >= 3 && reviews.GroupBy(r => r.FinalAction).Any(alike => alike.Count() * 2 > reviews.Count));
}
