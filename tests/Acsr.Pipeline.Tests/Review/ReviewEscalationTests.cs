using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Review;

public sealed class ReviewEscalationOnSqlite : ReviewEscalationTests<SqliteStore>;

public sealed class ReviewEscalationOnPostgres : ReviewEscalationTests<PostgresStore>;

public abstract class ReviewEscalationTests<TStore> : ReviewFixture<TStore> where TStore : TestStore, new()
{
    private static readonly Reviewer Ann = new("ann", "ANN"), Bob = new("bob", "BOB");

    private ReviewEscalations Escalations => Store.Services.GetRequiredService<ReviewEscalations>();

    private ReviewUndo Undo => Store.Services.GetRequiredService<ReviewUndo>();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await AddPeopleAsync(("ann", Roles.Reviewer), ("bob", Roles.Reviewer), ("cem", Roles.Reviewer), ("lea", Roles.Lead), ("kim", Roles.KnowledgeEngineer));
    }

    [Fact]
    public async Task A_named_person_gets_it_first_and_nobody_else_gets_it_at_all()
    {
        var ids = await AddItemsAsync(0.9, 0.5, 0.2);
        var lease = await NextAsync("ann");
        Assert.Equal(ids[0], lease.ItemId);

        Assert.Equal(HandOnOutcome.HandedOn, await Escalations.EscalateAsync(lease, Ann, Bob, " Which of the two clauses holds? ", default));

        Assert.Equal(ids[1], (await NextAsync("ann")).ItemId);
        Assert.Equal(ids[2], (await NextAsync("cem")).ItemId);
        Assert.Equal(ClaimOutcome.Escalated, (await Queue.ClaimAsync(ids[0], "cem", default)).Outcome);
        Assert.Equal(ids[0], (await NextAsync("bob")).ItemId);
        var handed = (await Escalations.FindAsync(ids[0], default))!;
        Assert.Equal(("ANN", "BOB", "Which of the two clauses holds?"), (handed.ByName, handed.ToName, handed.Reason));
        Assert.DoesNotContain(await Lists.ListAsync(ReviewFilter.Open, "ann", null, 9, null, default), row => row.Id == ids[0]);
        Assert.Equal(ids[0], Assert.Single(await Lists.EscalatedAsync("bob", lead: false, default)).Id);
        Assert.Equal("to BOB: Which of the two clauses holds?", await Store.WithAsync(db => db.AuditEntries.Where(a => a.Action == "review.escalated").Select(a => a.After).SingleAsync()));
    }

    [Fact]
    public async Task What_goes_to_a_lead_is_offered_to_no_reviewer_and_can_be_opened_by_who_decides()
    {
        var id = (await AddItemsAsync(0.9))[0];
        await Store.AddAsync(new ReviewQueueSettings { Id = "flights", Name = "Flights", Members = ["ann", "bob"] });
        await Store.WithAsync(db => db.ReviewItems.ExecuteUpdateAsync(i => i.SetProperty(x => x.Queue, "flights")));
        Assert.Equal(HandOnOutcome.HandedOn, await Escalations.EscalateAsync(await NextAsync("ann"), Ann, null, "No policy says what to do.", default));

        Assert.Null((await Queue.NextAsync("bob", default)).Lease);
        Assert.Empty(await Lists.EscalatedAsync("bob", lead: false, default));
        Assert.Equal(id, Assert.Single(await Lists.EscalatedAsync("lea", lead: true, default)).Id);
        Assert.Equal(id, await Escalations.NextForLeadAsync(default));
        foreach (var other in (string[])["ann", "bob", "nobody"]) { Assert.Equal(ClaimOutcome.Escalated, (await Queue.ClaimAsync(id, other, default)).Outcome); }
        var lease = (await Queue.ClaimAsync(id, "lea", default)).Lease!;
        Assert.Equal(SubmitOutcome.Accepted, (await SubmitAsync(lease, "lea")).Outcome);
        Assert.Null(await Escalations.NextForLeadAsync(default));
    }

    [Fact]
    public async Task Without_a_reason_or_a_good_lease_nothing_is_handed_on()
    {
        await AddItemsAsync(0.9);
        var stale = await NextAsync("ann");
        var lease = await NextAsync("ann");

        Assert.Equal(HandOnOutcome.LeaseLost, await Escalations.EscalateAsync(stale, Ann, Bob, "Why?", default));
        Assert.Equal(HandOnOutcome.NoReason, await Escalations.EscalateAsync(lease, Ann, Bob, "  ", default));
        Assert.Equal(HandOnOutcome.CannotDecide, await Escalations.EscalateAsync(lease, Ann, Ann, "To myself.", default));
        Assert.Equal(HandOnOutcome.CannotDecide, await Escalations.EscalateAsync(lease, Ann, new Reviewer("kim", "KIM"), "To one who writes articles.", default));
        Assert.Equal(HandOnOutcome.CannotDecide, await Escalations.EscalateAsync(lease, Ann, new Reviewer("nobody", "Nobody"), "To one who is gone.", default));
        Assert.Null(await Escalations.FindAsync(lease.ItemId, default));
        Assert.True(await Queue.HoldsAsync(lease.ItemId, "ann", lease.Token, default));
        Assert.False(await Queue.HoldsAsync(lease.ItemId, "ann", stale.Token, default));
    }

    [Fact]
    public async Task It_is_undone_while_nobody_took_it_up_and_not_after()
    {
        var ids = await AddItemsAsync(0.9, 0.5);
        await Escalations.EscalateAsync(await NextAsync("ann"), Ann, Bob, "Please decide.", default);

        Assert.Equal(ids[0], (await Undo.UndoAsync(Ann, default)).ItemId);
        Assert.Null(await Escalations.FindAsync(ids[0], default));
        var again = await NextAsync("ann");
        Assert.Equal(ids[0], again.ItemId);

        await Escalations.EscalateAsync(again, Ann, Bob, "Please decide after all.", default);
        await NextAsync("bob");
        Assert.NotNull((await Undo.UndoAsync(Ann, default)).Refused);
        Assert.NotNull(await Escalations.FindAsync(ids[0], default));
    }

    [Fact]
    public async Task The_last_thing_done_is_the_first_undone()
    {
        var ids = await AddItemsAsync(0.9, 0.5);
        await Escalations.EscalateAsync(await NextAsync("ann"), Ann, Bob, "Please decide.", default);
        Clock.Now += TimeSpan.FromMinutes(1);
        await SubmitAsync(await NextAsync("ann"), "ann");

        Assert.Equal(ids[1], (await Undo.UndoAsync(Ann, default)).ItemId);
        Assert.Equal(ids[0], (await Undo.UndoAsync(Ann, default)).ItemId);
    }
}
