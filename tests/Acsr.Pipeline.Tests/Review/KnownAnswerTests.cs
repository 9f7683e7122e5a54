using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Review;

public sealed class KnownAnswersOnSqlite : KnownAnswerTests<SqliteStore>;

public sealed class KnownAnswersOnPostgres : KnownAnswerTests<PostgresStore>;

/// <summary>Cases whose answer is known: made of reviews, mixed in blind, scored, told, and kept out of everything else.</summary>
public abstract class KnownAnswerTests<TStore> : ReviewFixture<TStore> where TStore : TestStore, new()
{
    private KnownAnswers Known => Store.Services.GetRequiredService<KnownAnswers>();
    private KnownAnswerScores Scores => Store.Services.GetRequiredService<KnownAnswerScores>();
    private ReviewUndo Undo => Store.Services.GetRequiredService<ReviewUndo>();

    private Task<int> QueueIsAsync(Action<ReviewQueueSettings> with)
    {
        var queue = ReviewQueues.Default;
        with(queue);
        return Store.WithAsync(async db =>
        {
            await db.ReviewQueues.ExecuteDeleteAsync();
            db.ReviewQueues.Add(queue);
            return await db.SaveChangesAsync();
        });
    }

    /// <summary>A known-answer case of a review by Lea, and another item that is free.</summary>
    private async Task<KnownAnswer> MakeAsync()
    {
        var ids = await AddItemsAsync(0.9);
        var caseId = await Store.WithAsync(db => db.ReviewItems.Where(i => i.Id == ids[0]).Select(i => i.CaseId).SingleAsync());
        await Store.AddAsync(new Case { Id = caseId, Title = "A refund", At = Clock.Now });
        var result = await SubmitAsync(await NextAsync("lea"), "lea");
        Assert.Null(await Known.MakeAsync(result.ReviewId!.Value, [], "LEA", default));
        await AddItemsAsync(0.1, 0.1, 0.1, 0.1);
        Clock.Now += TimeSpan.FromMinutes(1);
        return (await Known.OfReviewAsync(result.ReviewId.Value, default))!;
    }

    [Fact]
    public async Task A_known_answer_case_is_handed_out_blind_scored_and_no_review()
    {
        await QueueIsAsync(q => q.GoldShare = 0.5);
        var known = await MakeAsync();
        await QueueIsAsync(q => q.GoldShare = 1);
        var before = await Lists.CountsAsync(default);

        var lease = await NextAsync("ann");

        var row = (await Lists.FindAsync(lease.ItemId, default))!;
        Assert.Equal((known.CaseId, "Because.", "general"), (lease.CaseId, row.Why, row.Queue));
        // Nobody else sees, counts or gets it.
        Assert.Equal(before, await Lists.CountsAsync(default));
        Assert.DoesNotContain(await Lists.ListAsync(ReviewFilter.All, "bob", null, 50, null, default), r => r.Id == lease.ItemId);
        Assert.Contains(await Lists.ListAsync(ReviewFilter.Mine, "ann", null, 50, null, default), r => r.Id == lease.ItemId);
        Assert.NotEqual(ClaimOutcome.Leased, (await Queue.ClaimAsync(lease.ItemId, "bob", default)).Outcome);

        Assert.Equal((SubmitOutcome.Accepted, null), (await SubmitAsync(lease, "ann", CompleteForm() with { FinalAction = "offer_voucher" })) is var result ? (result.Outcome, result.ReviewId) : default);

        var feedback = Assert.Single(await Known.UnreadAsync("ann", default));
        Assert.Equal(["FinalAction"], feedback.Reply.Wrong);
        Assert.Equal(("deny_refund", "offer_voucher"), (feedback.Known.FinalAction, feedback.Given.FinalAction));
        await Known.ReadAsync(feedback.Reply.Id, "ann", default);
        Assert.Empty(await Known.UnreadAsync("ann", default));
        Assert.Equal((0, 1), (await Scores.OfAsync(new Reviewer("ann", "ANN"), DateTime.UnixEpoch, default)) is var score ? (score.Right, score.Asked) : default);
        Assert.Equal((0, 1), ((await Known.ListAsync(default))[0].Right, (await Known.ListAsync(default))[0].Asked));

        // No review, so nothing that is built on reviews can see it; once a person, and never its author.
        Assert.Equal("lea", (await Store.WithAsync(db => db.Reviews.SingleAsync())).ReviewerId);
        Assert.Equal(0, (await Store.Services.GetRequiredService<ReviewQuality>().TeamAsync(28, default)).Reviewers.Count(r => r.Name == "ANN"));
        Assert.NotEqual(known.CaseId, (await NextAsync("ann")).CaseId);
        Assert.NotEqual(known.CaseId, (await NextAsync("lea")).CaseId);
        Assert.Equal(known.CaseId, (await NextAsync("bob")).CaseId);
    }

    [Fact]
    public async Task What_was_given_back_comes_again_and_what_was_skipped_does_not()
    {
        await QueueIsAsync(q => q.GoldShare = 1);
        var known = await MakeAsync();
        var lease = await NextAsync("ann");
        Assert.Equal(known.CaseId, lease.CaseId);

        await Queue.ReturnAsync(lease.ItemId, "ann", lease.Token, default);
        var again = await NextAsync("ann");
        Assert.Equal((lease.ItemId, lease.Token + 1), (again.ItemId, again.Token));

        await Queue.SkipAsync(again.ItemId, "ann", again.Token, null, default);
        Assert.NotEqual(known.CaseId, (await NextAsync("ann")).CaseId);
        await Known.SetActiveAsync(known.Id, false, "LEA", default);
        Assert.NotEqual(known.CaseId, (await NextAsync("bob")).CaseId);
    }

    [Fact]
    public async Task Who_falls_below_the_threshold_is_paused_is_told_why_and_goes_on_when_a_lead_says_so()
    {
        await QueueIsAsync(q => (q.GoldShare, q.GoldPauseBelow, q.GoldPauseAfter) = (1, 0.7, 2));
        for (var i = 0; i < 2; i++) { await MakeAsync(); }
        for (var i = 0; i < 2; i++) { await SubmitAsync(await NextAsync("ann"), "ann", CompleteForm() with { Verdict = Verdict.AgentWasRight }); }

        Assert.Equal(NothingReason.Paused, (await Queue.NextAsync("ann", default)).Nothing);
        Assert.Equal(NothingReason.Paused, (await Queue.NextAsync("ann", "general", default)).Nothing);
        var open = await Store.WithAsync(db => db.ReviewItems.FirstAsync(i => i.DoneAt == null && i.ForUser == null));
        Assert.Equal(ClaimOutcome.Paused, (await Queue.ClaimAsync(open.Id, "ann", default)).Outcome);
        var pause = Assert.Single(await Scores.PausesAsync("ann", default));
        Assert.Equal((0, 2, 0.7), (pause.Right, pause.Asked, pause.Below));
        Assert.NotNull((await Queue.NextAsync("bob", default)).Lease);

        Clock.Now += TimeSpan.FromMinutes(1);
        Assert.True(await Scores.ResumeAsync(pause.Id, "LEA", default));
        Assert.False(await Scores.ResumeAsync(pause.Id, "LEA", default));
        Assert.NotNull((await Queue.NextAsync("ann", default)).Lease);
        Assert.Equal(["reviewer.paused", "reviewer.resumed"], await Store.WithAsync(db => db.AuditEntries.Where(a => a.Action.StartsWith("reviewer.")).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
    }

    [Fact]
    public async Task Feedback_that_comes_later_waits_for_the_next_day_and_what_was_said_can_be_taken_back_till_then()
    {
        await QueueIsAsync(q => (q.GoldShare, q.GoldFeedback) = (1, GoldFeedback.Later));
        await MakeAsync();
        var lease = await NextAsync("ann");
        await SubmitAsync(lease, "ann");
        Assert.Empty(await Known.UnreadAsync("ann", default));
        Assert.Empty(await Known.ToldAsync("ann", 10, default));

        Assert.Equal((1, lease.ItemId), (await Undo.UndoAsync(new Reviewer("ann", "ANN"), default)) is var undone ? (undone.Undone, undone.ItemId!.Value) : default);
        Assert.Equal("deny_refund", ReviewForm.FromJson((await Desk.LoadDraftAsync(lease.ItemId, "ann", default))!.Form).FinalAction);
        await SubmitAsync(await NextAsync("ann"), "ann");

        Clock.Now = Clock.Now.Date.AddDays(1).AddHours(1);
        Assert.True(Assert.Single(await Known.ToldAsync("ann", 10, default)).Reply.Right);
        Assert.NotNull((await Undo.UndoAsync(new Reviewer("ann", "ANN"), default)).Refused);
    }

    [Fact]
    public async Task Only_a_decided_and_complete_review_can_say_what_is_right()
    {
        await AddItemsAsync(0.9, 0.5);
        var unsure = await SubmitAsync(await NextAsync("lea"), "lea", CompleteForm() with { Verdict = Verdict.CannotTell });
        Assert.Contains("cannot tell", await Known.MakeAsync(unsure.ReviewId!.Value, [], "LEA", default));
        var good = await SubmitAsync(await NextAsync("lea"), "lea");
        Assert.Contains("at least one", await Known.MakeAsync(good.ReviewId!.Value, ["RootCause"], "LEA", default));
        Assert.Null(await Known.MakeAsync(good.ReviewId.Value, ["Verdict", "FinalArguments"], "LEA", default));
        Assert.Contains("already", await Known.MakeAsync(good.ReviewId.Value, [], "LEA", default));
        Assert.Contains("known-answer", (await Undo.UndoAsync(new Reviewer("lea", "LEA"), default)).Refused);
    }

    [Fact]
    public void Versions_of_a_clause_and_the_order_of_arguments_do_not_matter()
    {
        var known = CompleteForm() with { Clause = "airline/refund-2@1", FinalArguments = """{"a":1,"b":"x"}""" };
        var fields = KnownAnswerCheck.Fields.Keys;
        Assert.Empty(KnownAnswerCheck.Wrong(known, known with { Clause = "airline/refund-2@3", FinalArguments = """{ "b": "x", "a": 1 }""", FinalAction = "Deny_Refund " }, fields));
        Assert.Equal(["Clause", "FinalArguments"], KnownAnswerCheck.Wrong(known, known with { Clause = "airline/refund-3@1", FinalArguments = """{"a":2,"b":"x"}""" }, fields));
    }
}
