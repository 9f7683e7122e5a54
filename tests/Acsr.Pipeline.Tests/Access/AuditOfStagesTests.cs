using Acsr.Cases;
using Acsr.Policies;
using Acsr.Releases;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Access;

public sealed class AuditOfStagesOnSqlite : AuditOfStagesTests<SqliteStore>;

public sealed class AuditOfStagesOnPostgres : AuditOfStagesTests<PostgresStore>;

/// <summary>What people do at the desks leaves an entry in the audit log, and what they do not do leaves none.</summary>
public abstract class AuditOfStagesTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private readonly TStore _store = new();

    public async ValueTask InitializeAsync()
    {
        Func<string, CancellationToken, Task<FoldedCase?>> cases = (id, _) => Task.FromResult<FoldedCase?>(Given.Case(id));
        await _store.OpenAsync(services => services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton(cases).AddSingleton<AuditReader>().AddPolicies().AddReview().AddReleases());
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task An_imported_policy_is_told_of_and_the_same_text_again_is_not()
    {
        var import = _store.Services.GetRequiredService<PolicyImport>();
        for (var i = 0; i < 2; i++) { await import.ImportAsync("fees", "# Fees\n\n- One.\n- Two.\n", DateTime.UnixEpoch, "kim", demo: false); }

        Assert.Equal([("kim", "policy.imported", "fees@1", "clauses: 2 added, 0 changed, 0 removed, 0 as before; in force from 1 Jan 1970")], await EntriesAsync());
    }

    [Fact]
    public async Task A_release_is_told_of_when_it_is_made_and_at_every_approval()
    {
        await _store.AddAsync(Given.Review(1));
        var desk = _store.Services.GetRequiredService<ReleaseDesk>();
        var created = Assert.IsType<CreateOutcome.Created>(await desk.CreateAsync("first", [1], "kim"));
        await desk.CreateAsync("first", [1], "kim");
        Assert.Equal(ApproveOutcome.OwnReviewsOnly, await desk.ApproveAsync(created.Id, "rita", "Rita"));
        Assert.Equal(ApproveOutcome.Approved, await desk.ApproveAsync(created.Id, "lee-id", "lee"));
        Assert.Equal(ApproveOutcome.AlreadyApproved, await desk.ApproveAsync(created.Id, "lee-id", "lee"));

        var sha256 = (await desk.GetAsync(created.Id))!.Summary.Sha256;
        Assert.Equal(
            [("kim", "release.created", "first 1.0.0", $"1 rows, manifest SHA-256 {sha256}"), ("lee", "release.approved", "first 1.0.0", $"manifest SHA-256 {sha256}")], await EntriesAsync());
    }

    [Fact]
    public async Task A_submitted_review_is_told_of_and_one_that_came_too_late_is_not()
    {
        await _store.AddAsync(new ReviewItem { CaseId = "c1", Why = "", OpenedAt = DateTime.UnixEpoch });
        var desk = _store.Services.GetRequiredService<ReviewDesk>();
        var lease = (await _store.Services.GetRequiredService<ReviewQueue>().NextAsync("rita", default)).Lease!;
        var form = new ReviewForm { Verdict = Verdict.Corrected, OriginalAction = "refund", FinalAction = "deny", Rationale = "Used.", DataPoint = "flown = true" };
        for (var i = 0; i < 2; i++) { await desk.SubmitAsync(lease.ItemId, new Reviewer("rita", "Rita"), lease.Token, form, default); }

        Assert.Equal([("Rita", "review.submitted", $"item {lease.ItemId} of case c1", "corrected: refund → deny")], await EntriesAsync());
    }

    private async Task<IEnumerable<(string, string, string, string?)>> EntriesAsync()
    {
        var reader = _store.Services.GetRequiredService<AuditReader>();
        Assert.Null(await reader.VerifyAsync(default));
        return (await reader.LastAsync(50, default)).Reverse().Select(e => (e.Actor, e.Action, e.Subject, e.After));
    }
}
