using Acsr.Review;
using Acsr.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Releases;

public sealed class CandidateBoardOnSqlite : CandidateBoardTests<SqliteStore>;

public sealed class CandidateBoardOnPostgres : CandidateBoardTests<PostgresStore>;

public abstract class CandidateBoardTests<TStore> : ReleaseFixture<TStore> where TStore : TestStore, new()
{
    private CandidateBoard Board => Get<CandidateBoard>();

    [Fact]
    public async Task Each_filter_is_answered_by_theStore_and_all_of_them_together()
    {
        await Store.AddAsync(
            Of(1), Of(2, r => r.Queue = "vip"), Of(3, r => r.FinalIntent = "returns"), Of(4, r => r.ReviewerName = "Rob"), Of(5, r => r.Clause = "fees/refunds-12@1"), Of(6, r => r.At = r.At.AddDays(3)),
            Of(7, r => r.Verdict = Verdict.AgentWasRight), Of(8, r => (r.FinalIntent, r.Queue, r.Demo) = ("returns", "vip", true)), Of(9, r => r.Verdict = Verdict.CannotTell), Of(10, r => r.Rationale = " "),
            Of(11, r => (r.FinalAction, r.FinalAnswer) = (null, "Here you are.")), Of(12, r => (r.Clause, r.DataPoint) = (null, "order 7")));

        var all = await Board.OverviewAsync();

        Assert.Equal([1L, 2, 3, 4, 5, 6, 7, 8, 11, 12], all.Ids);
        Assert.Equal((2, true), (all.Incomplete, all.IsMixed));
        Assert.Equal(["fees/refunds-1", "fees/refunds-12"], all.Clauses);
        Assert.Equal((["General", "vip"], ["returns"], ["rita", "Rob"]), (all.Queues.Select(q => q == ReviewQueueSettings.General ? "General" : q).ToArray(), all.Intents.ToArray(), all.Reviewers.ToArray()), Alike);
        Assert.Equal([2L, 8], await Board.FindAsync(new(Queue: "vip")));
        Assert.Equal([3L, 8], await Board.FindAsync(new(Intent: "returns")));
        Assert.Equal([4L], await Board.FindAsync(new(Reviewer: "Rob")));
        Assert.Equal([5L], await Board.FindAsync(new(Clause: "fees/refunds-12")));
        Assert.Equal([1L, 2, 3, 4, 6, 7, 8, 11], await Board.FindAsync(new(Clause: "fees/refunds-1")));
        Assert.Equal([6L], await Board.FindAsync(new(From: new DateOnly(2026, 1, 6))));
        Assert.DoesNotContain(6L, await Board.FindAsync(new(To: new DateOnly(2026, 1, 5))));
        Assert.Equal([7L], await Board.FindAsync(new() { Verdict = Verdict.AgentWasRight }));
        Assert.Equal([1L, 11, 12], (await Board.FindAsync(new() { Case = "c1" })).Where(id => id is 1 or 11 or 12));
        Assert.Equal([8L], await Board.FindAsync(new(Queue: "vip", Intent: "returns")));
        Assert.Equal([2L, 5], await Board.FindAsync(new() { Only = [5, 2, 9, 99] }));
        Assert.Equal(all.Ids, await Board.FindAsync(new()));
        Assert.Equal([8L, 11], (await Board.ReadAsync([11, 8])).Select(c => c.ReviewId));
    }

    [Fact]
    public async Task Twenty_thousand_are_numbers_until_somebody_looks_at_them()
    {
        await Store.AddAsync([.. Enumerable.Range(1, 20_000).Select(i => Of(i, r => r.FinalIntent = $"intent {i % 7}"))]);

        var found = await Board.FindAsync(new(Intent: "intent 3"));

        Assert.Equal(20_000, (await Board.OverviewAsync()).Ids.Count);
        Assert.Equal(Enumerable.Range(1, 20_000).Where(i => i % 7 == 3).Select(i => (long)i), found);
        Assert.Equal(["intent 3"], (await Board.ReadAsync([.. found.Skip(2_000).Take(40)])).Select(c => c.FinalIntent).Distinct());
    }

    private static bool Alike((string[] Queues, string[] Intents, string[] Reviewers) a, (string[] Queues, string[] Intents, string[] Reviewers) b) =>
        a.Queues.Order().SequenceEqual(b.Queues.Order()) && a.Intents.SequenceEqual(b.Intents) && a.Reviewers.SequenceEqual(b.Reviewers);

    private static CaseReview Of(long id, Action<CaseReview>? change = null)
    {
        var review = Given.Review(id, $"c{id}");
        change?.Invoke(review);
        return review;
    }
}
