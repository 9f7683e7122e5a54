using Acsr.Cases;
using Acsr.Knowledge;
using Acsr.Policies;
using Acsr.Releases;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Revisions;

public sealed class BlastReaderOnSqlite : BlastReaderTests<SqliteStore>;

public sealed class BlastReaderOnPostgres : BlastReaderTests<PostgresStore>;

public abstract class BlastReaderTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private const string First = "# Fees\n\n## Refunds\n\n- Refund within ten days of the purchase.\n- Ask for the order number first.\n- Never refund a used ticket.\n";
    private static readonly string Second = First.Replace("ten", "twenty", StringComparison.Ordinal).Replace("- Never refund a used ticket.\n", "", StringComparison.Ordinal);

    private readonly TStore _store = new();

    public async ValueTask InitializeAsync()
    {
        Func<string, CancellationToken, Task<FoldedCase?>> cases = (id, _) => Task.FromResult<FoldedCase?>(Given.Case(id, [Given.Said("c", Role.Customer, $"I write about {id}"), .. Given.RefundSteps]));
        await _store.OpenAsync(services => services
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton(cases)
            .AddPolicies().AddReview().AddReleases().AddKnowledge().AddRevisions());
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    private BlastReader Blasts => _store.Services.GetRequiredService<BlastReader>();
    private CandidateBoard Board => _store.Services.GetRequiredService<CandidateBoard>();

    private ReleaseDesk Releases => _store.Services.GetRequiredService<ReleaseDesk>();

    [Fact]
    public async Task Only_what_cites_words_that_are_gone_is_in_it_each_with_its_number()
    {
        await ImportAsync(First);
        await _store.AddAsync(
            Review(1, "fees/refunds-1@1"), Review(2, "fees/refunds-2@1"), Review(3, "fees/refunds-3@1"), Review(4, "over/refunds-1@1"), Review(5, null),
            Cited("c-1", "refunds-1", 1, CitedIn.Decision), Cited("c-2", "refunds-1", 1, CitedIn.Override), Cited("c-2", "refunds-3", 1, CitedIn.Decision), Cited("c-3", "refunds-2", 1, CitedIn.Decision));
        await Releases.CreateAsync("first", [1], "kim");
        await ImportAsync(Second);

        var blast = (await Blasts.OfVersionAsync("fees", 2))!;

        Assert.Equal([("refunds-1", 1, 1, 1, 1, 0), ("refunds-3", 1, 1, 0, 0, 1)], blast.Clauses.Select(c => (c.ClauseId, c.Reviews, c.Decisions, c.Overrides, c.PublishedRows, c.DraftRows)));
        Assert.Equal([3L, 1L], blast.Reviews.Select(r => r.Id));
        Assert.Equal(("first", 1, 1), Assert.Single(blast.Releases) is var release ? (release.Name, release.Rows, release.Total) : default);
        Assert.Equal((2, 1, 2), (blast.Decisions, blast.Overrides, blast.Cases));
        Assert.All(blast.Reviews, r => Assert.Equal(ReviewStanding.Standing, r.Standing));
        Assert.Null(await Blasts.OfVersionAsync("fees", 3));
    }

    [Fact]
    public async Task Pieces_of_articles_that_cite_the_old_words_are_in_it_and_those_that_cite_what_stands_are_not()
    {
        await ImportAsync(First);
        Article Of(string id, ArticleStatus status) => new() { Id = id, Title = id, Status = status, Version = 1, UpdatedBy = "kim" };
        ArticleChunk Piece(string id) => new() { Id = id + "#~1", ArticleId = id, Text = "t", ContentHash = "c", FeedHash = "f" };
        ChunkClause Cites(string id, string clause) => new() { ChunkId = id + "#~1", ArticleId = id, PolicyId = "fees", ClauseId = clause, Version = 1 };
        await _store.AddAsync(
            Of("live", ArticleStatus.Published), Piece("live"), Cites("live", "refunds-1"), Of("draft", ArticleStatus.Draft), Piece("draft"), Cites("draft", "refunds-1"),
            Of("kept", ArticleStatus.Published), Piece("kept"), Cites("kept", "refunds-2"), Of("gone", ArticleStatus.Retired), Piece("gone"), Cites("gone", "refunds-1"));
        await ImportAsync(Second);

        var blast = (await Blasts.OfVersionAsync("fees", 2))!;

        Assert.Equal([("draft", "refunds-1", false), ("live", "refunds-1", true)], blast.Chunks.Select(c => (c.ArticleId, c.ClauseId, c.IsLive)));
        Assert.Equal((2, false), (blast.Clauses[0].Chunks, blast.Clauses[0].IsUnused));
    }

    [Fact]
    public async Task Waiting_edits_and_articles_are_sent_back_once_and_retired_with_all_the_rest()
    {
        await ImportAsync(First);
        ArticleEdit Edit(long id, EditState state, string clause, string body) =>
            new() { Id = id, Kind = EditKind.Change, State = state, ArticleId = $"a{id}", Title = $"A{id}", Revision = 3, TestedRevision = 3, ApprovedRevision = 3, ApprovedById = "b", Clauses = [clause], Body = body, AuthorId = "a", AuthorName = "ann" };
        await _store.AddAsync(
            Edit(101, EditState.Approved, "fees/refunds-1@1", ""), Edit(102, EditState.Tested, "fees/refunds-2@1", "As fees/refunds-1@1 says."), Edit(103, EditState.Drafted, "fees/refunds-2@1", ""), Edit(104, EditState.Published, "fees/refunds-1@1", ""),
            new Article { Id = "live", Title = "Live", Status = ArticleStatus.Published, Version = 1, UpdatedBy = "kim" }, new ArticleVersion { ArticleId = "live", Version = 1, Title = "Live", Status = ArticleStatus.Published, Body = "See fees/refunds-1@1.", Sha256 = "h", By = "ann" },
            new ArticleChunk { Id = "live#~1", ArticleId = "live", Text = "t", ContentHash = "c", FeedHash = "f" }, new ChunkClause { ChunkId = "live#~1", ArticleId = "live", PolicyId = "fees", ClauseId = "refunds-1", Version = 1 },
            new Case { Id = "case-1", Title = "One" }, new Case { Id = "c-7", Title = "Seven" }, Review(1, "fees/refunds-1@1"), Cited("c-7", "refunds-3", 1, CitedIn.Decision), Cited("c-7", "refunds-2", 1, CitedIn.Decision));
        await ImportAsync(Second);
        var (followUp, who) = (_store.Services.GetRequiredService<BlastFollowUp>(), new EditActor("k", "kim"));

        Assert.Equal([102L, 101L], (await Blasts.OfVersionAsync("fees", 2))!.Edits.Select(e => e.Id));
        Assert.Equal(new BlastOutcome(2, 0, 2, 1), await followUp.SendBackAsync("fees", 2, who));
        Assert.Equal(new BlastOutcome(0, 0, 0, 0), await followUp.SendBackAsync("fees", 2, who));

        var sent = (await Blasts.OfVersionAsync("fees", 2))!;
        Assert.Equal([("live", EditState.Proposed), ("a102", EditState.Drafted), ("a101", EditState.Drafted)], sent.Edits.OrderByDescending(e => e.ArticleId).Select(e => (e.ArticleId, e.State)));
        Assert.All(sent.Edits, edit => Assert.True(edit.SentBack));
        var approved = await _store.WithAsync(db => db.ArticleEdits.SingleAsync(e => e.Id == 101));
        Assert.Equal((null, null, null), (approved.TestedRevision, approved.ApprovedRevision, approved.ApprovedById));
        Assert.Contains("refunds-1", (await _store.WithAsync(db => db.EditComments.SingleAsync(c => c.EditId == 101))).Text, StringComparison.Ordinal);

        Assert.Equal(new BlastOutcome(0, 1, 3, 1), await followUp.RetireAsync("fees", 2, who));
        Assert.Equal(new BlastOutcome(0, 0, 0, 0), await followUp.RetireAsync("fees", 2, who));
        Assert.Equal([(EditKind.Retire, EditState.Drafted)], (await Blasts.OfVersionAsync("fees", 2))!.Edits.Select(e => (e.Kind, e.State)));
        Assert.Equal(EditState.Published, (await _store.WithAsync(db => db.ArticleEdits.SingleAsync(e => e.Id == 104))).State);
    }

    [Fact]
    public async Task A_preview_shows_the_same_as_the_version_does_once_it_is_stored()
    {
        await ImportAsync(First);
        await _store.AddAsync(Review(1, "fees/refunds-1@1"), Cited("c-1", "refunds-3", 1, CitedIn.Decision));
        var import = _store.Services.GetRequiredService<PolicyImport>();
        var preview = await import.PreviewAsync("fees", Second, demo: false);

        var before = await Blasts.OfPreviewAsync("fees", 2, [.. preview.Comparison!.Revised]);
        await ImportAsync(Second);
        var after = (await Blasts.OfVersionAsync("fees", 2))!;

        Assert.Equal(after.Clauses.Select(c => (c.ClauseId, c.Reviews, c.Decisions)), before.Clauses.Select(c => (c.ClauseId, c.Reviews, c.Decisions)));
        Assert.Equal((after.Cases, after.Reviews.Single().Id), (before.Cases, before.Reviews.Single().Id));
    }

    [Fact]
    public async Task Words_of_any_earlier_version_count_but_not_where_they_are_the_new_ones()
    {
        await ImportAsync(First);
        await ImportAsync(First.Replace("ten", "twenty", StringComparison.Ordinal));
        await ImportAsync(First.Replace("ten", "thirty", StringComparison.Ordinal));
        await _store.AddAsync(Review(1, "fees/refunds-1@1"), Review(2, "fees/refunds-1@2"), Review(3, "fees/refunds-1@3"), Cited("c-1", "refunds-1", 1, CitedIn.Decision), Cited("c-2", "refunds-1", 2, CitedIn.Decision));
        await ImportAsync(First);

        var blast = (await Blasts.OfVersionAsync("fees", 4))!;

        Assert.Equal([3L, 2L], blast.Reviews.Select(r => r.Id));
        Assert.Equal((1, 1), (blast.Decisions, blast.Cases));
        Assert.Equal(["c-2"], (await Blasts.CasesAsync("fees", 4, "refunds-1", 0, 10)).Select(c => c.CaseId));
    }

    [Fact]
    public async Task It_shows_what_became_of_each_review()
    {
        await ImportAsync(First);
        await _store.AddAsync(Review(1, "fees/refunds-1@1"), Review(2, "fees/refunds-1@1"), Review(3, "fees/refunds-1@1"), Review(4, "fees/refunds-1@1"));
        await ImportAsync(Second);
        var followUp = _store.Services.GetRequiredService<ClauseFollowUp>();
        await _store.AddAsync([.. Enumerable.Range(1, 4).Select(i => new Case { Id = $"case-{i}", Title = $"Title {i}" })]);
        await followUp.SendBackAsync("fees", 2, [new("case-1", "refunds-1")], "kim");
        await followUp.RetireAsync("fees", 2, [new(2, "refunds-1")], "kim");
        await _store.AddAsync(new ReviewRetirement { ReviewId = 3, CaseId = "case-3", PolicyId = "fees", ClauseId = "refunds-1", Version = 2, SupersededBy = 9, By = "rita" });

        var blast = (await Blasts.OfVersionAsync("fees", 2))!;

        Assert.Equal([(4L, ReviewStanding.Standing), (3L, ReviewStanding.Superseded), (2L, ReviewStanding.Retired), (1L, ReviewStanding.SentBack)], blast.Reviews.Select(r => (r.Id, r.Standing)));
        Assert.Equal(2, blast.Clauses[0].DraftRows);
        Assert.Equal("Title 1", blast.Reviews[3].Title);
    }

    [Fact]
    public async Task Retired_reviews_train_no_later_release_and_published_ones_say_that_they_are_out_of_date()
    {
        await ImportAsync(First);
        await _store.AddAsync(Review(1, "fees/refunds-1@1"), Review(2, "fees/refunds-1@1"), Review(3, "fees/refunds-2@1"));
        var published = Assert.IsType<CreateOutcome.Created>(await Releases.CreateAsync("first", [1], "kim")).Id;
        Assert.Equal(0, (await Releases.CurrencyAsync(published)).Outdated);
        await ImportAsync(Second);
        await _store.Services.GetRequiredService<ClauseFollowUp>().RetireAsync("fees", 2, [new(2, "refunds-1")], "kim");

        var candidates = await Board.OverviewAsync();
        Assert.Equal([3L], candidates.Ids);
        Assert.Equal((2L, ExclusionReason.Retired), Assert.Single(candidates.Retired) is var left ? (left.ReviewId, left.Reason) : default);
        Assert.Equal([(2L, ExclusionReason.Retired)], (await Releases.PreviewAsync([])).Excluded.Select(e => (e.ReviewId, e.Reason)));
        Assert.Equal([2L], Assert.IsType<CreateOutcome.Created>(await Releases.CreateAsync("second", [2, 3], "kim")).Excluded.Select(e => e.ReviewId));
        var currency = await Releases.CurrencyAsync(published);
        Assert.Equal((1, 1, 1, CitationState.Reworded), (currency.Rows, currency.Citing, currency.Outdated, currency.States["fees/refunds-1@1"]));

        await _store.Services.GetRequiredService<ClauseFollowUp>().ReactivateAsync(2, "kim");
        var back = Assert.Single(await Board.ReadAsync((await Board.OverviewAsync()).Ids));
        Assert.Equal((2L, CitationState.Reworded), (back.ReviewId, back.Citation));
    }

    [Fact]
    public async Task Where_a_clause_is_cited_is_counted_by_version()
    {
        await ImportAsync(First);
        await ImportAsync(Second);
        await _store.AddAsync(Review(1, "fees/refunds-1@1"), Review(2, "fees/refunds-1@2"), Review(3, "fees/refunds-2@1"),
            Cited("c-1", "refunds-1", 1, CitedIn.Decision), Cited("c-1", "refunds-1", 1, CitedIn.Override), Cited("c-2", "refunds-1", 2, CitedIn.Decision));
        await Releases.CreateAsync("first", [1, 3], "kim");
        var reader = _store.Services.GetRequiredService<ClauseUseReader>();

        var uses = await reader.CountAsync("fees", "refunds-1");

        Assert.Equal([(2, 1, 1, 0, 1, 0), (1, 1, 1, 1, 1, 1)], uses.Select(u => (u.Version, u.Reviews, u.Decisions, u.Overrides, u.Cases, u.Releases.Sum(r => r.Rows))));
        Assert.Equal(2, uses[1].Releases.Single().Total);
        Assert.Equal([2, 1], (await reader.ReviewsAsync("fees", "refunds-1", 10)).Select(r => r.Version));
        Assert.Equal([("c-1", 1, 1), ("c-2", 1, 0)], (await reader.CasesAsync("fees", "refunds-1", 10)).Select(c => (c.CaseId, c.Decisions, c.Overrides)));
        Assert.Empty(await reader.CountAsync("fees", "refunds"));
    }

    private static CaseReview Review(long id, string? clause)
    {
        var review = Given.Review(id);
        (review.CaseId, review.Clause, review.DataPoint) = ($"case-{id}", clause, clause is null ? "a fact" : null);
        return review;
    }

    private static CitedClause Cited(string caseId, string clauseId, int version, CitedIn place) =>
        new() { CaseId = caseId, StepId = $"{clauseId}-{place}", PolicyId = "fees", ClauseId = clauseId, Version = version, In = place };

    private Task<PolicyImportOutcome> ImportAsync(string markdown) => _store.Services.GetRequiredService<PolicyImport>().ImportAsync("fees", markdown, DateTime.UnixEpoch, "kim", demo: false);
}
