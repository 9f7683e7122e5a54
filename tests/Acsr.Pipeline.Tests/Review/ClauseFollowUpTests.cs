using Acsr.Access;
using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Review;

public sealed class ClauseFollowUpOnSqlite : ClauseFollowUpTests<SqliteStore>;

public sealed class ClauseFollowUpOnPostgres : ClauseFollowUpTests<PostgresStore>;

public abstract class ClauseFollowUpTests<TStore> : ReviewFixture<TStore> where TStore : TestStore, new()
{
    private static readonly ReviewForm Citing = CompleteForm() with { DataPoint = null, Clause = "airline/refund-2@1" };

    private ClauseFollowUp FollowUp => Store.Services.GetRequiredService<ClauseFollowUp>();

    [Fact]
    public async Task A_case_that_is_sent_back_is_in_the_queue_with_the_clause_as_the_reason()
    {
        await ReviewedAsync();

        Assert.Equal(1, await SendBackAsync(2));

        var item = Assert.Single(await Lists.ListAsync(ReviewFilter.Open, "ann", ReviewReason.ClauseChanged, 10, null, default));
        Assert.Equal(("case-0", "The clause refund-2 of airline changed in version 2."), (item.CaseId, item.Why));
        Assert.InRange(item.Priority, 0.01, 0.99);
    }

    [Fact]
    public async Task The_same_version_sends_a_case_back_once_whatever_became_of_it_and_the_next_version_again()
    {
        await ReviewedAsync();
        await SendBackAsync(2);
        Assert.Equal(0, await SendBackAsync(2));
        await SubmitAsync(await NextAsync("bob"), "bob", Citing);

        Assert.Equal(0, await SendBackAsync(2));
        Assert.Empty(await OpenAsync());
        Assert.Equal(1, await SendBackAsync(3));
        Assert.Single(await OpenAsync());
    }

    [Fact]
    public async Task A_review_stands_until_a_new_one_takes_its_place()
    {
        var first = await ReviewedAsync();
        await SendBackAsync(2);
        Assert.Empty(await RetiredAsync());

        var second = (await SubmitAsync(await NextAsync("bob"), "bob", Citing)).ReviewId;

        var retired = Assert.Single(await RetiredAsync());
        Assert.Equal((first, second, "case-0", "refund-2", 2), (retired.ReviewId, retired.SupersededBy, retired.CaseId, retired.ClauseId, retired.Version));
        Assert.False(await FollowUp.ReactivateAsync(first, "kim"));
    }

    [Fact]
    public async Task A_review_by_another_clause_is_not_superseded()
    {
        await ReviewedAsync(CompleteForm());
        await SendBackAsync(2);

        await SubmitAsync(await NextAsync("bob"), "bob", Citing);

        Assert.Empty(await RetiredAsync());
    }

    [Fact]
    public async Task A_case_that_waits_already_keeps_its_item_and_its_lease_and_gets_the_reason_as_well()
    {
        await AddCaseAsync();
        await AddItemsAsync(0.5);
        var lease = await NextAsync("ann");

        Assert.Equal(1, await SendBackAsync(2));

        var item = Assert.Single(await OpenAsync());
        Assert.Equal([ReviewReason.Override, ReviewReason.ClauseChanged], item.Reasons);
        Assert.Equal("Because. The clause refund-2 of airline changed in version 2.", item.Why);
        Assert.Equal(ItemValue.Alone(1 - (0.5 * 0.65)), item.Priority, 9);
        Assert.Equal(SubmitOutcome.Accepted, (await SubmitAsync(lease, "ann")).Outcome);
    }

    [Fact]
    public async Task The_next_fold_leaves_a_case_that_was_sent_back_in_the_queue()
    {
        await AddCaseAsync();
        await SendBackAsync(2);
        var before = Assert.Single(await OpenAsync());

        await FoldAsync();
        await FoldAsync();

        var after = Assert.Single(await OpenAsync());
        Assert.Equal((before.Id, before.Why, before.Priority), (after.Id, after.Why, after.Priority));
        await SubmitAsync(await NextAsync("bob"), "bob");
        await FoldAsync();
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task What_is_no_case_here_is_not_sent_back()
    {
        Assert.Equal(0, await SendBackAsync(2));
        Assert.Empty(await OpenAsync());
    }

    [Fact]
    public async Task A_case_that_two_people_send_back_at_the_same_moment_has_one_item()
    {
        await AddCaseAsync();

        var sent = await Task.WhenAll(Enumerable.Range(2, 6).Select(version => Task.Run(() => SendBackAsync(version))));

        Assert.Equal(6, sent.Sum());
        var item = Assert.Single(await OpenAsync());
        Assert.Equal(6, (await Store.WithAsync(db => db.ReviewItems.AsNoTracking().SingleAsync(i => i.Id == item.Id))).SignalIds.Count);
    }

    [Fact]
    public async Task A_review_is_retired_once_and_taken_back_and_each_is_in_the_audit_log()
    {
        var review = await ReviewedAsync();

        Assert.Equal(1, await RetireAsync(review));
        Assert.Equal(0, await RetireAsync(review));
        Assert.Equal(("kim", (long?)null), Assert.Single(await RetiredAsync()) is var retired ? (retired.By, retired.SupersededBy) : default);
        Assert.True(await FollowUp.ReactivateAsync(review, "lea"));
        Assert.False(await FollowUp.ReactivateAsync(review, "lea"));
        Assert.Empty(await RetiredAsync());
        Assert.Equal(1, await RetireAsync(review));

        var told = await Store.WithAsync(db => db.AuditEntries.OrderBy(e => e.Id).Where(e => e.Action.Contains("re") && e.Action != "review.submitted").Select(e => e.Actor + " " + e.Action).ToListAsync());
        Assert.Equal(["kim reviews.retired", "lea review.reactivated", "kim reviews.retired"], told);
        Assert.Null(await Store.WithAsync(db => AuditLog.VerifyAsync(db, default)));
    }

    [Fact]
    public async Task A_thousand_cases_go_back_in_one_go()
    {
        await Store.AddAsync([.. Enumerable.Range(0, 1_000).Select(i => new Case { Id = $"many-{i}" })]);

        Assert.Equal(1_000, await FollowUp.SendBackAsync("airline", 2, [.. Enumerable.Range(0, 1_000).Select(i => new CaseOfClause($"many-{i}", "refund-2"))], "kim"));

        Assert.Equal(1_000, (await Lists.CountsAsync(default)).Open);
    }

    private async Task<long> ReviewedAsync(ReviewForm? form = null)
    {
        await AddPolicyAsync();
        await AddCaseAsync();
        await AddItemsAsync(0.5);
        return (await SubmitAsync(await NextAsync("ann"), "ann", form ?? Citing)).ReviewId!.Value;
    }

    private Task AddCaseAsync() => Store.AddAsync(new Case { Id = "case-0" });

    private Task<int> SendBackAsync(int version) => FollowUp.SendBackAsync("airline", version, [new CaseOfClause("case-0", "refund-2")], "kim");

    private Task<int> RetireAsync(long review) => FollowUp.RetireAsync("airline", 2, [new ReviewOfClause(review, "refund-2")], "kim");

    private Task<IReadOnlyList<ReviewRow>> OpenAsync() => Lists.ListAsync(ReviewFilter.Open, "ann", null, 10, null, default);

    private Task<List<ReviewRetirement>> RetiredAsync() => Store.WithAsync(db => db.ReviewRetirements.AsNoTracking().ToListAsync());

    private async Task FoldAsync()
    {
        await using var db = await Store.Contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await Opener.ApplyAsync(db, "case-0", new Signals.JudgedCase(new Case { Id = "case-0" }, [], []), Clock.Now, default);
        await transaction.CommitAsync();
    }
}
