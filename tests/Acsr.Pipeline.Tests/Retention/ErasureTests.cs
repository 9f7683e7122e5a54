using System.Text;
using System.Text.Json;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Delivery;
using Acsr.Effects;
using Acsr.Finding;
using Acsr.Improvement;
using Acsr.Ingest;
using Acsr.Ingest.Otlp;
using Acsr.Knowledge;
using Acsr.Outcomes;
using Acsr.Policies;
using Acsr.Releases;
using Acsr.Review;
using Acsr.Signals;
using Acsr.Store;
using Acsr.Surveys;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Retention;

public sealed class ErasureOnSqlite : ErasureTests<SqliteStore>;

public sealed class ErasureOnPostgres : ErasureTests<PostgresStore>;

/// <summary>A customer is erased: nothing of them is left in any table, everything of others is, and a certificate says what was done.</summary>
public abstract class ErasureTests<TStore> : CaseFixture<TStore> where TStore : TestStore, new()
{
    /// <summary>What only the customer and their reviewers said; no table may hold it afterwards.</summary>
    private static readonly string[] Marks = ["zanzibar", "anna-77", "c-anna"];

    protected override void Configure(IServiceCollection services) => services
        .AddSingleton<Func<string, CancellationToken, Task<FoldedCase?>>>(provider => provider.GetRequiredService<CaseReader>().ReadAsync).AddDelivery().AddKnowledge().AddFinding().AddReleases().AddRetention();

    [Fact]
    public async Task Nothing_of_an_erased_customer_is_left_and_everything_of_the_others_is()
    {
        await FilledAsync();
        var release = await ReleasedAsync();
        var bert = await Get<CaseReader>().ReadAsync("c-bert", default);
        Assert.Empty(await WithoutHerAsync());
        Assert.All(Marks, mark => Assert.NotEmpty(LeftAsync(mark).GetAwaiter().GetResult()));

        var started = await Get<ErasureDesk>().StartAsync("anna-77", "Request of 12 March", "ada", default);
        while (await Get<ErasureWorker>().RunOnceAsync(default)) { }

        foreach (var mark in Marks) { Assert.Empty(await LeftAsync(mark)); }
        Assert.Equal(["c-bert"], await Store.WithAsync(db => db.Cases.Select(c => c.Id).ToListAsync()));
        var left = await Get<CaseReader>().ReadAsync("c-bert", default);
        Assert.Equal(bert!.Steps.Select(s => (s.Id, s.Text)), left!.Steps.Select(s => (s.Id, s.Text)));
        Assert.Null(await Store.WithAsync(db => AuditLog.VerifyAsync(db, default)));

        var erasure = (await Get<ErasureDesk>().GetAsync(started.Id!.Value, default))!;
        Assert.NotNull(erasure.FinishedAt);
        Assert.Equal((2, 1, 1, 1), (Count(erasure, "cases", "removed"), Count(erasure, "releases", "withdrawn"), Count(erasure, "releases", "superseded"), Count(erasure, "rows of releases", "removed")));
        Assert.Equal(erasure.CertificateSha256, ReleaseBuilder.Hash(Encoding.UTF8.GetBytes(erasure.Certificate!)));
        Assert.True(Count(erasure, "entries of the audit log", "pseudonymised") > 0);

        var desk = Get<ReleaseDesk>();
        Assert.IsType<ReleaseFileOutcome.Withdrawn>(await desk.FileAsync(release, "items.jsonl"));
        var successor = (await desk.ListAsync()).Single(r => r.IsPublished);
        Assert.Equal(("2.0.0", 1), (successor.Version, successor.Rows));
        Assert.Contains("write about bert", Encoding.UTF8.GetString(await Given.BytesAsync(desk, successor.Id, "sft.trl.jsonl")), StringComparison.Ordinal);
        Assert.StartsWith("erased-", (await desk.RowsAsync(release, null, 9)).Single(r => r.Row.WithdrawnAt is not null).Row.CaseId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_wrote_about_the_customer_elsewhere_is_rewritten_and_articles_are_listed()
    {
        await FilledAsync();
        var at = new DateTime(2026, 3, 3, 0, 0, 0, DateTimeKind.Utc);
        await Store.AddAsync(
            new ImprovementAction { Id = 8, Key = "k", Title = "Parcels", Why = "As ANNA-77 said.", OpenedBy = "lea", OpenedAt = at, Notes = [new ActionNote { At = at, By = "lea", Kind = ActionNoteKind.Comment, Text = "See c-anna-1, not c-anna-11." }] },
            new EditComment { EditId = 50, At = at, By = "lea", Text = "Mail anna.zed@example.org about it." },
            new ArticleEdit { Id = 51, Kind = EditKind.Create, State = EditState.Approved, ArticleId = "late", Title = "Late", Body = "Order PX-5512-7 was late.", Revision = 3, ApprovedRevision = 3, ApprovedById = "ken", AuthorId = "rita", AuthorName = "rita", CreatedAt = at, UpdatedAt = at },
            new EditTest { EditId = 51, Revision = 3, At = at, By = "rita", Retriever = "built-in", K = 5, Results = JsonSerializer.Serialize(new[] { new TestedQuestion("Where is PX-5512-7?", "late", false, null, 1, "late#~1") }) },
            new Article { Id = "faq", Title = "Questions", UpdatedBy = "ken" },
            new ArticleVersion { ArticleId = "faq", Version = 1, Title = "Questions", Body = "Like order px-5512-7, but not order PX-5512-71.", Sha256 = "s", At = at, By = "ken" });
        var preview = await Get<ErasureDesk>().PreviewAsync("anna-77", default);

        await Get<ErasureDesk>().StartAsync("anna-77", "Request of 12 March", "ada", default);
        while (await Get<ErasureWorker>().RunOnceAsync(default)) { }

        var (action, note, comment) = await Store.WithAsync(async db => (
            await db.ImprovementActions.SingleAsync(a => a.Id == 8), await db.ActionNotes.SingleAsync(), await db.EditComments.SingleAsync()));
        Assert.Equal(("As (erased) said.", "See (erased), not c-anna-11.", "Mail (erased) about it."), (action.Why, note.Text, comment.Text));
        var edit = await Store.WithAsync(db => db.ArticleEdits.SingleAsync(e => e.Id == 51));
        Assert.Equal(("Order (erased) was late.", EditState.Drafted, 4, null), (edit.Body, edit.State, edit.Revision, edit.ApprovedRevision));
        Assert.Contains("Where is (erased)?", await Store.WithAsync(db => db.EditTests.Select(t => t.Results).SingleAsync()), StringComparison.Ordinal);
        Assert.Contains("px-5512-7,", await Store.WithAsync(db => db.ArticleVersions.Select(v => v.Body).SingleAsync()), StringComparison.Ordinal);
        var erasure = Assert.Single(await Get<ErasureDesk>().ListAsync(default));
        Assert.Equal((1, 1, 1, 1), (Count(erasure, "notes on actions", "rewritten"), Count(erasure, "comments on edits", "rewritten"), Count(erasure, "improvement actions", "rewritten"), Count(erasure, "versions of the article faq", "listed")));
        Assert.Equal(preview.Names, Count(erasure, "names, addresses and numbers of theirs", "looked for"));
        Assert.Equal(["comments on edits", "edits of articles, by their words", "improvement actions", "notes on actions", "proposals of reviewers, by their words", "tests of edits", "versions of the article faq"], preview.Mentions.Select(m => m.Place).Where(p => p != "proposals of reviewers, by their words").Append("proposals of reviewers, by their words").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_same_requests_sent_again_bring_nothing_back()
    {
        await FilledAsync();
        await Get<ErasureDesk>().StartAsync("anna-77", "Request of 12 March", "ada", default);
        while (await Get<ErasureWorker>().RunOnceAsync(default)) { }

        await FilledAsync(onlySent: true);

        Assert.Equal(["c-bert"], await Store.WithAsync(db => db.Cases.Select(c => c.Id).ToListAsync()));
        var (erasures, cases) = await Get<ErasureDesk>().FindAsync("anna-77", default);
        Assert.Equal((1, 0), (erasures.Count, cases));
        Assert.Empty((await Get<ErasureDesk>().FindAsync("anna-78", default)).Erasures);
    }

    [Fact]
    public async Task Nobody_is_named_in_the_reason_and_nobody_unknown_is_erased()
    {
        await FilledAsync();
        var desk = Get<ErasureDesk>();

        Assert.Contains("names the customer", (await desk.StartAsync("anna-77", "anna-77 asked", "ada", default)).Problem, StringComparison.Ordinal);
        Assert.Contains("no case", (await desk.StartAsync("carl", "Request", "ada", default)).Problem, StringComparison.Ordinal);
        Assert.Equal((2, 1), (await desk.PreviewAsync("anna-77", default)) is var preview ? (preview.Cases, preview.Reviews) : default);
        Assert.Null((await desk.StartAsync("anna-77", "Request", "ada", default)).Problem);
        Assert.Contains("at this moment", (await desk.StartAsync("anna-77", "Request", "ada", default)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_to_a_pseudonymised_entry_still_breaks_the_chain()
    {
        await FilledAsync();
        await Get<ErasureDesk>().StartAsync("anna-77", "Request of 12 March", "ada", default);
        while (await Get<ErasureWorker>().RunOnceAsync(default)) { }
        Assert.Null(await Store.WithAsync(db => AuditLog.VerifyAsync(db, default)));

        await Store.WithAsync(db => db.AuditEntries.Where(e => e.Subject.StartsWith("item 1 of case erased-")).ExecuteUpdateAsync(e => e.SetProperty(x => x.Actor, "somebody else")));

        Assert.NotNull(await Store.WithAsync(db => AuditLog.VerifyAsync(db, default)));
    }

    private static long Count(Erasure erasure, string place, string done) => erasure.Counts.SingleOrDefault(c => c.Place == place && c.Done == done)?.Count ?? 0;

    /// <summary>Two customers in one request of each kind, and whatever else is made of cases.</summary>
    private async Task FilledAsync(bool onlySent = false)
    {
        var at = new DateTime(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);
        CaseEvent[] Of(string id, string customer, string said) =>
        [
            new CaseOpenedEvent { Id = id + "-0", Case = id, Time = at, Customer = customer, Intent = "refund" },
            new MessageEvent { Id = id + "-1", Case = id, Time = at.AddSeconds(1), Role = "customer", Text = said },
            new StepEvent { Id = id + "-2", Case = id, Time = at.AddSeconds(2), Kind = "retrieval", Name = "help", Input = JsonSerializer.SerializeToElement(new { query = said }), Output = JsonSerializer.SerializeToElement(Array.Empty<string>()) },
            new StepEvent { Id = id + "-4", Case = id, Time = at.AddSeconds(2), Kind = "tool", Name = "get_order", Output = JsonSerializer.SerializeToElement(new { order_id = id == "c-bert" ? "PX-9" : "PX-5512-7", email = id == "c-bert" ? "b@example.org" : "anna.zed@example.org", status = "late" }) },
            new DecisionEvent { Id = id + "-3", Case = id, Time = at.AddSeconds(3), Action = "refund", Arguments = JsonSerializer.SerializeToElement(new { amount = 50 }), Confidence = .9 },
        ];
        await SendAsync([.. Of("c-anna-1", "anna-77", "I write about zanzibar and my parcel that never came."), .. Of("c-bert", "bert-1", "I write about bert and another parcel.")]);
        await SendAsync(
        [
            Spans.Span(1, 1, "chat m", 0, 10, null, ("acsr.case.id", "c-anna-2"), ("acsr.customer.ref", "anna-77"), ("note", "zanzibar")),
            Spans.Span(2, 2, "chat m", 0, 10, null, ("acsr.case.id", "c-bert"), ("note", "of bert")),
        ]);
        await FoldAsync();
        if (onlySent) { return; }
        while (await Get<CaseTextWorker>().RunOnceAsync(default)) { }
        await Store.AddAsync(
            Hers(), Given.Review(2, "c-bert", step: null),
            new ReviewProposal { CaseId = "c-anna-1", Text = "Say more about zanzibar.", By = "rita", At = at, Kind = ProposalKind.Knowledge },
            new ReviewDraft { ItemId = 77, UserId = "rita", Form = """{"rationale":"zanzibar"}""", SavedAt = at },
            new ReviewItem { Id = 77, CaseId = "c-anna-1", OpenedAt = at, Why = "zanzibar" },
            new Notification { At = at, Title = "Look", Link = "/cases/c-anna-1" },
            new SavedFilter { Name = "hers", OwnerId = "lea", OwnerName = "lea", Query = "customer=anna-77", CreatedAt = at },
            new CaseExport { OwnerId = "lea", OwnerName = "lea", Query = "", RequestedAt = at, ExpiresAt = at.AddDays(1) },
            new ArticleEdit { Id = 50, Kind = EditKind.Create, State = EditState.Drafted, ArticleId = "parcels", Title = "Parcels", Questions = ["I write about zanzibar and my parcel that never came.", "Where is it?"], AuthorId = "rita", AuthorName = "rita", CreatedAt = at, UpdatedAt = at });
        await AddWhatNamesHerCaseAsync(at);
        await Store.WithAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await AuditLog.AppendAsync(db, "rita", "review.submitted", "item 1 of case c-anna-1", null, "corrected: zanzibar", at, default);
            await AuditLog.AppendAsync(db, "rita", "cases.sent-back", "fees@1", null, "cases c-anna-1, c-anna-11, c-bert", at, default);
            await transaction.CommitAsync();
            return true;
        });
    }

    /// <summary>A row in each table that names cases and that nothing above fills.</summary>
    private Task AddWhatNamesHerCaseAsync(DateTime at)
    {
        const string id = "c-anna-1";
        return Store.AddAsync(
            new ReviewEscalation { ItemId = 77, ById = "rita", ByName = "rita", Reason = "zanzibar", At = at },
            new ReviewLabel { ReviewId = 1, Position = 0, StepId = "s", Category = "c", Reason = "zanzibar" },
            new ReviewRequest { CaseId = id, Group = "", By = "lea", At = at },
            new ReviewRetirement { ReviewId = 99, CaseId = id, PolicyId = "fees", ClauseId = "fees", Version = 1, At = at, By = "lea" },
            new ReviewBatch { Id = "b", Group = "g", ReviewerId = "rita", ReviewerName = "rita", At = at, Sample = [id, "c-bert"] },
            new KnownAnswer { Id = 5, ReviewId = 98, CaseId = id, Queue = "general", Form = """{"rationale":"zanzibar"}""", By = "lea", At = at },
            new KnownAnswerReply { KnownAnswerId = 5, ItemId = 76, CaseId = id, Queue = "general", ReviewerId = "rita", ReviewerName = "rita", At = at, Form = """{"rationale":"zanzibar"}""" },
            new ReleaseFeedback { Id = "f", ReleaseId = 1, Release = "refunds", Row = "r", ReviewId = 1, CaseId = id, Comment = "Not zanzibar.", By = "trainer", At = at },
            new ClauseRecall { CaseId = id, PolicyId = "fees", ClauseId = "fees", Version = 1, At = at, By = "lea" },
            new CitedClause { CaseId = id, StepId = "s", PolicyId = "fees", ClauseId = "fees", Version = 1 },
            new PolicyAudit { CaseId = id, StepId = "s", RuleId = 1, PolicyId = "fees", ClauseId = "fees", Action = "refund", Text = "zanzibar" },
            new DeadEndFinding { CaseId = id, Group = "g", At = at },
            new SurveyLink { Id = "l", CaseId = id, Source = "s", CreatedAt = at, ExpiresAt = at },
            new OutcomeCheck { Id = 3, Name = "orders", Tool = "refund", Url = "https://example.org", ChangedBy = "lea" },
            new OutcomeRun { CheckId = 3, CaseId = id, StepId = "s", Seen = "zanzibar", CreatedAt = at, DueAt = at },
            new EditCase { EditId = 50, CaseId = id },
            new IntentLabel { ChangeId = 1, CaseId = id, Intent = "late", By = "ken", At = at },
            new Experiment { Id = 4, Name = "short", Metric = "resolved", By = "lea", Salt = "salt" },
            new Assignment { ExperimentId = 4, CaseId = id, Arm = "a", At = at },
            new Preflight { RequestedAt = at, RequestedBy = "Kim", Reviews = "1,2", State = PreflightState.Done, Report = """{"broken":["zanzibar"]}""" });
    }

    /// <summary>Tables that name cases and hold none of hers: of what is not there nobody sees that it is left.</summary>
    private Task<List<string>> WithoutHerAsync() => Store.WithAsync(async db =>
    {
        List<string> without = [];
        foreach (var table in db.Model.GetEntityTypes().Where(e => e.FindProperty("CaseId") is not null).Select(e => e.GetTableName()!))
        {
            // What waits to be folded or to be looked at again is gone as soon as that is done.
            if (table is "CaseWork" or "CaseTimers") { continue; }
            var sql = $"""SELECT COUNT(*) AS "Value" FROM "{table}" WHERE "CaseId" LIKE 'c-anna%'""";
            if (await db.Database.SqlQueryRaw<int>(sql).SingleAsync() == 0) { without.Add(table); }
        }

        return without;
    });

    private static CaseReview Hers()
    {
        var review = Given.Review(1, "c-anna-1", step: null);
        review.Rationale = "They wrote about zanzibar.";
        return review;
    }

    private async Task<long> ReleasedAsync()
    {
        var made = Assert.IsType<CreateOutcome.Created>(await Get<ReleaseDesk>().CreateAsync("refunds", [1, 2], "Kim"));
        Assert.Equal(ApproveOutcome.Approved, await Get<ReleaseDesk>().ApproveAsync(made.Id, "ken", "Ken"));
        return made.Id;
    }

    /// <summary>Every column of every table that holds a text, and everything that is stored as bytes.</summary>
    private Task<List<string>> LeftAsync(string mark) => Store.WithAsync(async db =>
    {
        List<string> found = [];
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.GetTableName() is not null && !e.IsOwned()))
        {
            foreach (var column in entity.GetProperties().Where(p => (p.GetTypeMapping().Converter?.ProviderClrType ?? p.ClrType) == typeof(string)).Select(p => p.GetColumnName()))
            {
                // The other customer's entry quotes an id that only looks like hers.
                var sql = $"""SELECT CAST("{column}" AS TEXT) AS "Value" FROM "{entity.GetTableName()}" WHERE CAST("{column}" AS TEXT) LIKE '%{mark}%'""";
                found.AddRange((await db.Database.SqlQueryRaw<string>(sql).ToListAsync()).Where(text => text.Replace("c-anna-11", "", StringComparison.Ordinal).Contains(mark, StringComparison.Ordinal)).Select(text => $"{entity.GetTableName()}.{column}: {text}"));
            }
        }

        foreach (var segment in await db.Segments.ToListAsync())
        {
            using var payload = Zstd.Unpack(segment.Payload);
            if (Encoding.UTF8.GetString(payload.Bytes.Span).Contains(mark, StringComparison.Ordinal)) { found.Add($"segment {segment.Id}"); }
        }

        foreach (var part in await db.ReleaseFileParts.ToListAsync())
        {
            if (Encoding.UTF8.GetString(part.Content).Contains(mark, StringComparison.Ordinal)) { found.Add($"part of {part.FileSha256}"); }
        }

        return found;
    });
}
