using Acsr.Ingest;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

public sealed class ReviewDeskOnSqlite : ReviewDeskTests<SqliteStore>;

public sealed class ReviewDeskOnPostgres : ReviewDeskTests<PostgresStore>;

public abstract class ReviewDeskTests<TStore> : ReviewFixture<TStore> where TStore : TestStore, new()
{
    [Fact]
    public async Task A_submitted_review_is_kept_as_written_and_settles_the_item()
    {
        await AddPolicyAsync();
        await AddItemsAsync(0.5);
        var lease = await NextAsync("ann");
        await Desk.SaveDraftAsync(lease.ItemId, "ann", "{}", default);
        var form = CompleteForm() with { Clause = " airline/refund-2@1 ", DataPoint = " ", FinalArguments = null, FinalIntent = "refund" };

        var result = await SubmitAsync(lease, "ann", form);

        Assert.Equal(SubmitOutcome.Accepted, result.Outcome);
        var review = await Store.WithAsync(db => db.Reviews.AsNoTracking().SingleAsync());
        Assert.Equal(result.ReviewId, review.Id);
        Assert.True(review.IsTriadComplete);
        Assert.Equal(("case-0", "ann", "ANN", Clock.Now), (review.CaseId, review.ReviewerId, review.ReviewerName, review.At));
        Assert.Equal(("refund_order", 0.92, "deny_refund", "{}"), (review.OriginalAction, review.OriginalConfidence, review.FinalAction, review.FinalArguments));
        Assert.Equal(("airline/refund-2@1", null, "refund"), (review.Clause, review.DataPoint, review.FinalIntent));
        var item = await Store.WithAsync(db => db.ReviewItems.AsNoTracking().SingleAsync());
        Assert.Equal((Clock.Now, null, null), (item.DoneAt, item.LeasedBy, item.LeasedUntil));
        Assert.Null(await Desk.LoadDraftAsync(lease.ItemId, "ann", default));
    }

    [Fact]
    public async Task A_second_submission_is_told_that_the_item_is_done()
    {
        await AddItemsAsync(0.5);
        var lease = await NextAsync("ann");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => SubmitAsync(lease, "ann"))));

        Assert.Single(outcomes, result => result.Outcome == SubmitOutcome.Accepted);
        Assert.Equal(5, outcomes.Count(result => result.Outcome == SubmitOutcome.AlreadyDone));
        Assert.Equal(1, await Store.WithAsync(db => db.Reviews.CountAsync()));
    }

    [Fact]
    public async Task An_incomplete_review_writes_nothing_and_says_what_is_missing()
    {
        await AddItemsAsync(0.5);
        var lease = await NextAsync("ann");

        var result = await SubmitAsync(lease, "ann", CompleteForm() with { DataPoint = null });

        Assert.Equal(SubmitOutcome.Incomplete, result.Outcome);
        Assert.Equal(nameof(ReviewForm.Clause), Assert.Single(result.Missing).Field);
        Assert.Equal(0, await Store.WithAsync(db => db.Reviews.CountAsync()));
        Assert.NotNull(await Queue.HeartbeatAsync(lease.ItemId, "ann", lease.Token, default));
    }

    [Theory]
    [InlineData("airline/refund-2@2")]
    [InlineData("airline/refund-3@1")]
    [InlineData("hotel/refund-2@1")]
    public async Task A_clause_that_no_policy_has_cannot_be_cited(string clause)
    {
        await AddPolicyAsync();
        await AddItemsAsync(0.5);

        var result = await SubmitAsync(await NextAsync("ann"), "ann", CompleteForm() with { Clause = clause });

        Assert.Equal((SubmitOutcome.Incomplete, nameof(ReviewForm.Clause)), (result.Outcome, result.Missing.Single().Field));
    }

    [Fact]
    public async Task A_lease_is_needed_and_must_be_ones_own()
    {
        var id = (await AddItemsAsync(0.5))[0];
        Assert.Equal(SubmitOutcome.LeaseLost, (await SubmitAsync(new Lease(id, "", 0, default), "ann")).Outcome);

        var lease = await NextAsync("ann");

        Assert.Equal(SubmitOutcome.LeaseLost, (await SubmitAsync(lease, "bob")).Outcome);
        Clock.Now = lease.Until;
        Assert.Equal(SubmitOutcome.LeaseLost, (await SubmitAsync(lease, "ann")).Outcome);
    }

    [Fact]
    public async Task A_draft_outlives_the_lease_and_belongs_to_its_writer()
    {
        await AddItemsAsync(0.5);
        var lease = await NextAsync("ann");
        await Desk.SaveDraftAsync(lease.ItemId, "ann", """{"rationale":"first"}""", default);
        Clock.Now += TimeSpan.FromHours(1);
        var taken = await NextAsync("bob");

        var savedAt = await Desk.SaveDraftAsync(lease.ItemId, "ann", """{"rationale":"second"}""", default);

        Assert.Equal(Clock.Now, savedAt);
        Assert.Equal(new Draft("""{"rationale":"second"}""", Clock.Now), await Desk.LoadDraftAsync(lease.ItemId, "ann", default));
        Assert.Null(await Desk.LoadDraftAsync(lease.ItemId, "bob", default));
        await SubmitAsync(taken, "bob");
        Assert.NotNull(await Desk.LoadDraftAsync(lease.ItemId, "ann", default));
    }

    [Fact]
    public async Task A_late_draft_of_a_settled_item_is_not_kept()
    {
        await AddItemsAsync(0.5);
        var lease = await NextAsync("ann");
        await SubmitAsync(lease, "ann");

        Assert.Null(await Desk.SaveDraftAsync(lease.ItemId, "ann", "{}", default));
        Assert.Null(await Desk.LoadDraftAsync(lease.ItemId, "ann", default));
    }

    [Theory]
    [InlineData("{}", "FinalArguments/order", "The action needs it.")]
    [InlineData("""{"order":7,"amount":1}""", "FinalArguments/order", "Write text.")]
    [InlineData("""{"order":"A1","amount":"much"}""", "FinalArguments/amount", "Write a number, for example 12.5.")]
    [InlineData("""{"order":"A1","reason":"stolen"}""", "FinalArguments/reason", "Choose one of the list.")]
    [InlineData(null, "FinalArguments/order", "The action needs it.")]
    public async Task Arguments_that_the_catalogue_does_not_know_are_refused_beside_their_field(string? arguments, string field, string text)
    {
        await Store.AddAsync(new ToolEntry
        {
            Name = "deny_refund",
            ChangedBy = "test",
            Arguments = [new("order", ArgumentType.Text, true, []), new("amount", ArgumentType.Number, false, []), new("reason", ArgumentType.Choice, false, ["late", "lost"])],
        });
        await AddItemsAsync(0.5);
        var lease = await NextAsync("ann");

        var refused = await SubmitAsync(lease, "ann", CompleteForm() with { FinalAction = " DENY_refund ", FinalArguments = arguments });

        Assert.Equal((SubmitOutcome.Incomplete, null), (refused.Outcome, refused.ReviewId));
        Assert.Equal(new MissingPart(field, text), Assert.Single(refused.Missing));
        Assert.True(await Queue.HoldsAsync(lease.ItemId, "ann", lease.Token, default));
        Assert.Equal(SubmitOutcome.Accepted, (await SubmitAsync(lease, "ann", CompleteForm() with { FinalArguments = """{"order":"A1","amount":12.5,"reason":"lost","more":true}""" })).Outcome);
    }

    [Fact]
    public async Task What_no_correction_needs_is_not_asked_of_who_finds_the_agent_right()
    {
        await Store.AddAsync(new ToolEntry { Name = "refund_order", ChangedBy = "test", Arguments = [new("amount", ArgumentType.Number, true, [])] });
        await AddItemsAsync(0.5);

        Assert.Equal(SubmitOutcome.Accepted, (await SubmitAsync(await NextAsync("ann"), "ann", CompleteForm() with { Verdict = Verdict.AgentWasRight, FinalAction = null, FinalArguments = null })).Outcome);
    }

    [Fact]
    public async Task What_a_queue_asks_for_by_reason_is_asked_for_by_the_server()
    {
        await Store.AddAsync(new ReviewQueueSettings { Id = ReviewQueueSettings.General, Name = "General", Required = ["Override:RootCause", "DeadEnd:Impact"] });
        await AddItemsAsync(0.9);
        var lease = await NextAsync("ann");

        Assert.Equal([new MissingPart(nameof(ReviewForm.RootCause), "Choose the root cause.")], (await SubmitAsync(lease, "ann")).Missing);
        Assert.Equal([new MissingPart(nameof(ReviewForm.RootCause), "Choose a root cause of the list.")], (await SubmitAsync(lease, "ann", CompleteForm() with { RootCause = "bad-luck" })).Missing);
        Assert.Equal(SubmitOutcome.Accepted, (await SubmitAsync(lease, "ann", CompleteForm() with { RootCause = "goal-deviation" })).Outcome);
    }
}
