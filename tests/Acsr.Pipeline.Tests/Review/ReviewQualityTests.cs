using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Review;

public sealed class ReviewQualityOnSqlite : ReviewQualityTests<SqliteStore>;

public sealed class ReviewQualityOnPostgres : ReviewQualityTests<PostgresStore>;

/// <summary>Figures about reviewers, undoing, and proposals.</summary>
public abstract class ReviewQualityTests<TStore> : ReviewFixture<TStore> where TStore : TestStore, new()
{
    private ReviewQuality Quality => Store.Services.GetRequiredService<ReviewQuality>();
    private ReviewUndo Undo => Store.Services.GetRequiredService<ReviewUndo>();

    private async Task AddPairAsync()
    {
        var first = (await AddItemsAsync(0.5))[0];
        await Store.WithAsync(db => db.ReviewItems.Where(i => i.Id == first).ExecuteUpdateAsync(i => i.SetProperty(x => x.Opinions, 2)));
        await Store.AddAsync(QueueRouter.CopyOf(await Store.WithAsync(db => db.ReviewItems.AsNoTracking().SingleAsync(i => i.Id == first)), ItemPurpose.Opinion));
    }

    [Fact]
    public async Task Team_counts_what_was_done_and_how_far_two_people_agree()
    {
        await AddPairAsync();
        await SubmitAsync(await NextAsync("ann"), "ann", CompleteForm() with { Seconds = 60 });
        await SubmitAsync(await NextAsync("bob"), "bob", CompleteForm() with { Seconds = 120 });
        await AddPairAsync();
        await SubmitAsync(await NextAsync("ann"), "ann");
        await SubmitAsync(await NextAsync("bob"), "bob", CompleteForm() with { Verdict = Verdict.CannotTell });

        var team = await Quality.TeamAsync(28, default);

        Assert.Equal((4, 28), (team.Done, team.PerDay.Count));
        Assert.Equal([("ANN", 2, 60.0, 1, 2), ("BOB", 2, 120.0, 1, 2)], team.Reviewers.Select(r => (r.Name, r.Done, r.MedianSeconds!.Value, r.Agreed, r.Compared)));
        // Both cases are through; the second waits for somebody to decide.
        Assert.Equal((1, 1), (team.Open, team.Backlog.Single().UnderDay));
        var verdict = team.Agreement[0];
        Assert.Equal(("Verdict", 2, 4, 0.5), (verdict.Field, verdict.Alpha!.Units, verdict.Alpha.Ratings, verdict.Alpha.Raw));
        Assert.Equal(2, verdict.Kappa!.N);
        Assert.Null(team.Agreement.Single(field => field.Field == "Root cause").Alpha);
        Assert.Equal(1, (await Quality.OfAsync(new Reviewer("ann", "ANN"), 28, default)).Agreed);
        Assert.Equal((0, null), ((await Quality.OfAsync(new Reviewer("zoe", "ZOE"), 28, default)).Done, (await Quality.OfAsync(new Reviewer("zoe", "ZOE"), 28, default)).AgreedWithin));
    }

    [Fact]
    public async Task What_was_submitted_last_can_be_taken_back_and_is_a_draft_in_hand_again()
    {
        await AddItemsAsync(0.9, 0.1);
        var lease = await NextAsync("ann");
        await SubmitAsync(lease, "ann");
        await SubmitAsync(await NextAsync("bob"), "bob");

        var undone = await Undo.UndoAsync(new Reviewer("ann", "ANN"), default);

        Assert.Equal((1, lease.ItemId, null), (undone.Undone, undone.ItemId!.Value, undone.Refused));
        Assert.Equal("bob", (await Store.WithAsync(db => db.Reviews.SingleAsync())).ReviewerId);
        Assert.Equal("deny_refund", ReviewForm.FromJson((await Desk.LoadDraftAsync(lease.ItemId, "ann", default))!.Form).FinalAction);
        var again = await NextAsync("ann");
        Assert.Equal(lease.ItemId, again.ItemId);
        Assert.True(again.Token > lease.Token);
        Assert.Equal(SubmitOutcome.Accepted, (await SubmitAsync(again, "ann")).Outcome);
    }

    [Fact]
    public async Task A_review_that_a_colleague_has_given_an_opinion_on_stays()
    {
        await AddPairAsync();
        await SubmitAsync(await NextAsync("ann"), "ann");
        await SubmitAsync(await NextAsync("bob"), "bob");

        var refused = await Undo.UndoAsync(new Reviewer("ann", "ANN"), default);

        Assert.Equal((0, null, "A colleague has given an opinion on the same case since; yours stays."), (refused.Undone, refused.ItemId, refused.Refused));
        Assert.Equal(2, await Store.WithAsync(db => db.Reviews.CountAsync()));
        Assert.Equal("You have written no review that could be taken back.", (await Undo.UndoAsync(new Reviewer("zoe", "ZOE"), default)).Refused);
    }

    [Fact]
    public async Task A_proposal_carries_the_case_and_is_settled_once()
    {
        var desk = Store.Services.GetRequiredService<ProposalDesk>();
        var item = (await AddItemsAsync(0.5))[0];

        var id = await desk.ProposeAsync(ProposalKind.Knowledge, item, " Say that used tickets are not refunded. ", "ANN", default);

        var open = Assert.Single(await desk.ListAsync(ProposalState.Open, default));
        Assert.Equal((id, "case-0", item, "Say that used tickets are not refunded."), (open.Id, open.CaseId, open.ItemId!.Value, open.Text));
        Assert.Null(await desk.ProposeAsync(ProposalKind.Policy, item, " ", "ANN", default));
        Assert.True(await desk.SettleAsync(open.Id, ProposalState.Taken, "LEA", default));
        Assert.False(await desk.SettleAsync(open.Id, ProposalState.Declined, "LEA", default));
        Assert.Empty(await desk.ListAsync(ProposalState.Open, default));
    }
}
