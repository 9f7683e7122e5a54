using System.Text;
using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Releases;

public sealed class ReleaseDeskOnSqlite : ReleaseDeskTests<SqliteStore>;

public sealed class ReleaseDeskOnPostgres : ReleaseDeskTests<PostgresStore>;

public abstract class ReleaseDeskTests<TStore> : ReleaseFixture<TStore> where TStore : TestStore, new()
{
    protected override FoldedCase? CaseOf(string id) => id == "gone" ? null : Given.Case(id, [Given.Said("s", Role.System, "Be kind."), Given.Said("c", Role.Customer, $"I write about {id}"), .. Given.RefundSteps]);

    private ReleaseDesk Desk => Get<ReleaseDesk>();

    private CandidateBoard Board => Get<CandidateBoard>();

    [Fact]
    public async Task Complete_reviews_are_candidates_until_they_are_in_a_release()
    {
        var incomplete = Given.Review(id: 3);
        incomplete.Rationale = "";
        await Store.AddAsync(Given.Review(1), Given.Review(2), incomplete);

        var before = await Board.OverviewAsync();
        var created = await CreatedAsync("first", 2);

        Assert.Equal([1L, 2L], before.Ids);
        Assert.Equal(1, before.Incomplete);
        Assert.Equal(1, created.Rows);
        Assert.Equal([1L], (await Board.OverviewAsync()).Ids);
        Assert.Contains("another release", await RefusalAsync("second", 1, 2), StringComparison.Ordinal);
        Assert.Contains("incomplete", await RefusalAsync("second", 3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_opinions_differ_two_people_have_to_say_the_same()
    {
        Acsr.Review.CaseReview Of(long id, long set, string action, Acsr.Review.OpinionStanding standing)
        {
            var review = Given.Review(id, caseId: $"c{set}", reviewer: $"reviewer {id}");
            (review.SetId, review.Standing, review.FinalAction) = (set, standing, action);
            return review;
        }

        await Store.AddAsync(
            Of(1, 10, "refund", Acsr.Review.OpinionStanding.Opinion), Of(2, 10, "escalate", Acsr.Review.OpinionStanding.Opinion), Of(3, 10, "refund", Acsr.Review.OpinionStanding.Stands),
            Of(4, 20, "refund", Acsr.Review.OpinionStanding.Opinion), Of(5, 20, "escalate", Acsr.Review.OpinionStanding.Opinion), Of(6, 20, "close", Acsr.Review.OpinionStanding.Stands));

        var candidates = await Board.OverviewAsync();

        Assert.Equal([3L], candidates.Ids);
        Assert.Equal((6L, ExclusionReason.NeedsSecond), candidates.Retired.Select(r => (r.ReviewId, r.Reason)).Single());
        Assert.Equal([ExclusionReason.NeedsSecond], (await Desk.PreviewAsync([])).Excluded.Select(e => e.Reason));
    }

    [Fact]
    public async Task A_preview_shows_rows_and_exclusions_and_writes_nothing()
    {
        await Store.AddAsync(Given.Review(1), Given.Review(2), Given.Review(3, caseId: "gone"));

        var preview = await Desk.PreviewAsync([2]);

        Assert.Equal([1L], preview.Rows.Select(r => r.Item.Review.Id));
        Assert.Equal([(3L, ExclusionReason.CaseMissing)], preview.Excluded.Select(e => (e.ReviewId, e.Reason)));
        Assert.Empty(await Desk.ListAsync());
    }

    [Fact]
    public async Task The_same_reviews_make_the_same_bytes_again()
    {
        await Store.AddAsync(Given.Review(1), Given.Review(2));
        var first = await CreatedAsync("same", 1, 2);
        var sha256 = (await Desk.GetAsync(first.Id))!.Summary.Sha256;
        await Store.WithAsync(db => db.Releases.ExecuteDeleteAsync());

        var second = await CreatedAsync("same", 2, 1);

        Assert.Equal(sha256, (await Desk.GetAsync(second.Id))!.Summary.Sha256);
    }

    [Fact]
    public async Task A_release_needs_a_good_and_free_name_and_at_least_one_row()
    {
        await Store.AddAsync(Given.Review(1), Given.Review(2), Given.Review(3, caseId: "gone"));
        await CreatedAsync("refunds-2026.1", 1);

        Assert.Contains("already", await RefusalAsync("refunds-2026.1", 2), StringComparison.Ordinal);
        Assert.Contains("lower-case", await RefusalAsync("../etc", 2), StringComparison.Ordinal);
        Assert.Contains("No review was chosen", await RefusalAsync("empty"), StringComparison.Ordinal);
        Assert.Contains("not here any more", await RefusalAsync("gone", 3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_reviews_and_real_ones_are_never_in_one_release()
    {
        var demo = Given.Review(2);
        demo.Demo = true;
        await Store.AddAsync(Given.Review(1), demo);

        Assert.Contains("demo", await RefusalAsync("mixed", 1, 2), StringComparison.Ordinal);
        Assert.True((await Desk.GetAsync((await CreatedAsync("demo", 2)).Id))!.Summary.Demo);
    }

    [Fact]
    public async Task Of_releases_made_at_the_same_moment_one_gets_the_name_and_the_reviews()
    {
        await Store.AddAsync(Given.Review(1), Given.Review(2));

        var sameName = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Desk.CreateAsync("one", [1 + i % 2], "Kim"))));

        Assert.Single(sameName.OfType<CreateOutcome.Created>());
        Assert.Single(await Desk.ListAsync());

        var left = (await Board.OverviewAsync()).Ids[0];
        var sameReview = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => Desk.CreateAsync($"other-{i}", [left], "Kim"))));

        Assert.Single(sameReview.OfType<CreateOutcome.Created>());
    }

    [Fact]
    public async Task Files_leave_only_after_somebody_else_approved()
    {
        await Store.AddAsync(Given.Review(1, reviewer: "rita"));
        var id = (await CreatedAsync("r", 1)).Id;

        Assert.IsType<ReleaseFileOutcome.NotApproved>(await Desk.FileAsync(id, "manifest.json"));
        Assert.Equal(ApproveOutcome.OwnReviewsOnly, await Desk.ApproveAsync(id, "rita", "Rita"));
        Assert.IsType<ReleaseFileOutcome.NotApproved>(await Desk.FileAsync(id, "manifest.json"));
        Assert.Equal(ApproveOutcome.Approved, await Desk.ApproveAsync(id, "ken", "Ken"));
        Assert.Equal(ApproveOutcome.AlreadyApproved, await Desk.ApproveAsync(id, "ken", "Ken"));

        var files = (await Desk.GetAsync(id))!.Files;
        Assert.Equal(["README.md", "croissant.json", "dpo.trl.jsonl", "dpo.trl.parquet", "intent.csv", "intent.rasa.yml", "items.jsonl", "kto.trl.jsonl", "kto.trl.parquet", "manifest.json", "sft.gemini.jsonl", "sft.openai.jsonl", "sft.trl.jsonl", "sft.trl.parquet"], files.Select(f => f.Path));
        foreach (var file in files)
        {
            var found = await Given.BytesAsync(Desk, id, file.Path);
            Assert.Equal((file.Length, file.Sha256), (found.Length, ReleaseBuilder.Hash(found)));
        }

        Assert.IsType<ReleaseFileOutcome.NotFound>(await Desk.FileAsync(id, "passwd"));
        Assert.IsType<ReleaseFileOutcome.NotFound>(await Desk.FileAsync(id + 1, "manifest.json"));
        Assert.Equal(ApproveOutcome.NotFound, await Desk.ApproveAsync(id + 1, "ken", "Ken"));
    }

    [Fact]
    public async Task Two_reviewers_of_one_release_may_only_let_it_go_together()
    {
        await Store.AddAsync(Given.Review(1, reviewer: "rita"), Given.Review(2, caseId: "c2", reviewer: "rolf"));
        var id = (await CreatedAsync("r", 1, 2)).Id;

        Assert.Equal(ApproveOutcome.AnotherNeeded, await Desk.ApproveAsync(id, "rita", "Rita"));
        Assert.IsType<ReleaseFileOutcome.NotApproved>(await Desk.FileAsync(id, "manifest.json"));
        Assert.False((await Desk.GetAsync(id))!.Summary.IsApproved);
        Assert.Equal(ApproveOutcome.Approved, await Desk.ApproveAsync(id, "rolf", "Rolf"));

        var release = Assert.Single(await Desk.ListAsync());
        Assert.True(release.IsApproved);
        Assert.Equal(["Rita", "Rolf"], release.Approvals.Select(a => a.UserName));
    }

    [Fact]
    public async Task A_file_that_changed_in_theStore_is_not_handed_out()
    {
        await Store.AddAsync(Given.Review(1));
        var id = (await CreatedAsync("r", 1)).Id;
        await Desk.ApproveAsync(id, "ken", "Ken");
        var content = Encoding.UTF8.GetBytes("{}\n");
        await Store.WithAsync(db => db.ReleaseFileParts.Where(p => db.ReleaseFiles.Any(f => f.Sha256 == p.FileSha256 && f.Path == "sft.trl.jsonl")).ExecuteUpdateAsync(s => s.SetProperty(p => p.Content, content)));

        Assert.IsType<ReleaseFileOutcome.Damaged>(await Desk.FileAsync(id, "sft.trl.jsonl"));
        Assert.IsType<ReleaseFileOutcome.Found>(await Desk.FileAsync(id, "sft.openai.jsonl"));
    }

    [Fact]
    public async Task Rows_page_by_position_and_show_the_line_and_its_review()
    {
        await Store.AddAsync([.. Enumerable.Range(1, 5).Select(i => Given.Review(i, caseId: $"c{i}"))]);
        var id = (await CreatedAsync("r", 1, 2, 3, 4, 5)).Id;
        await Desk.ApproveAsync(id, "ken", "Ken");
        var trl = await Given.BytesAsync(Desk, id, "sft.trl.jsonl");

        var first = await Desk.RowsAsync(id, null, 3);
        var rest = await Desk.RowsAsync(id, first[^1].Row.Position, 3);

        Assert.Equal(Encoding.UTF8.GetString(trl), string.Concat(first.Concat(rest).Select(r => r.Row.Preview + "\n")));
        Assert.All(first.Concat(rest), r => Assert.Equal(r.Row.CaseId, r.Review!.CaseId));
        Assert.Empty(await Desk.RowsAsync(id, rest[^1].Row.Position, 3));
    }

    private async Task<CreateOutcome.Created> CreatedAsync(string name, params long[] reviews) =>
        Assert.IsType<CreateOutcome.Created>(await Desk.CreateAsync(name, reviews, "Kim"));

    private async Task<string> RefusalAsync(string name, params long[] reviews) =>
        Assert.IsType<CreateOutcome.Refused>(await Desk.CreateAsync(name, reviews, "Kim")).Reason;
}
