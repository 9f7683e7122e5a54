using System.Globalization;
using System.Text;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Policies;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Review;

public sealed class ReviewBulkOnSqlite : ReviewBulkTests<SqliteStore>;

public sealed class ReviewBulkOnPostgres : ReviewBulkTests<PostgresStore>;

/// <summary>One correction for a group of dead ends, from folded cases on.</summary>
public abstract class ReviewBulkTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private const int Count = 12;

    private static readonly Reviewer Ann = new("ann", "ANN");
    private static readonly HashSet<string> None = [];

    private readonly TStore _store = new();
    private readonly TestClock _clock = new() { Now = new(2026, 5, 4, 9, 0, 0, DateTimeKind.Utc) };
    private string _group = "";

    private ReviewBulk Bulk => _store.Services.GetRequiredService<ReviewBulk>();

    private ReviewQueue Queue => _store.Services.GetRequiredService<ReviewQueue>();

    public async ValueTask InitializeAsync()
    {
        await _store.OpenAsync(services => services
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddIngest().AddCases().AddPolicies().AddSignals().AddReview().Replace(ServiceDescriptor.Singleton<TimeProvider>(_clock)));
        var lines = new StringBuilder();
        for (var n = 1; n <= Count; n++)
        {
            void Tell(int second, string rest) => lines.Append(CultureInfo.InvariantCulture, $$"""{"id":"s{{n}}-{{second}}","case":"c-{{n}}","time":"2026-05-04T08:{{n:00}}:{{second:00}}Z",{{rest}}}""").Append('\n');
            Tell(1, "\"type\":\"case.opened\",\"intent\":\"refund\",\"agent\":\"bot\",\"language\":\"en\"");
            Tell(2, "\"type\":\"message\",\"role\":\"customer\",\"text\":\"I want my money back.\"");
            for (var i = 3; i < 9; i++) { Tell(i, $"\"type\":\"step\",\"kind\":\"tool\",\"name\":\"refund_order\",\"input\":{{\"order\":\"A{n}\"}},\"error\":\"timeout of the payment service\""); }
            Tell(9, "\"type\":\"case.closed\",\"outcome\":\"unresolved\"");
        }

        var writer = _store.Services.GetRequiredService<IngestWriter>();
        await writer.StartAsync(default);
        await _store.Services.GetRequiredService<EventIntake>().AcceptAsync(Encoding.UTF8.GetBytes(lines.ToString()), lines: true, "test", feedbackOnly: false);
        await writer.StopAsync(default);
        _clock.Now += TimeSpan.FromMinutes(1);
        await _store.Services.GetRequiredService<CaseFolder>().FoldAllDueAsync(default);
        _group = await _store.WithAsync(db => db.DeadEndFindings.GroupBy(f => f.Group).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).Select(g => g.Key).FirstAsync());
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    private static ReviewForm Shared => new() { Verdict = Verdict.Corrected, FinalAction = "transfer_to_human", Rationale = "The payment service is down: a person finishes it.", DataPoint = "error = timeout" };

    private Task<BulkPreview> PreviewAsync(params string[] unfit) => Bulk.PreviewAsync(_group, Ann, unfit.ToHashSet(), default);

    [Fact]
    public async Task Every_case_gets_a_whole_review_of_its_own_with_its_own_decision_and_arguments()
    {
        var preview = await PreviewAsync();
        Assert.Equal((Count, 4), (preview.Included.Count, preview.Sample.Count));

        var result = await Bulk.WriteAsync(_group, Ann, Shared with { Fault = FaultAuthor.Environment, RootCause = "service-errors", Impact = Severity.High, FinalIntent = "refund" }, ownArguments: true, None, preview.Sample.ToHashSet(), default);

        Assert.Equal((Count, 0), (result.Written, result.Taken));
        var reviews = await _store.WithAsync(db => db.Reviews.AsNoTracking().ToListAsync());
        Assert.All(reviews, review =>
        {
            Assert.True(review.IsTriadComplete);
            Assert.Equal($$"""{"order":"A{{review.CaseId[2..]}}"}""", review.OriginalArguments);
            Assert.Equal(("refund_order", "transfer_to_human", review.OriginalArguments), (review.OriginalAction, review.FinalAction, review.FinalArguments));
            Assert.NotNull(review.StepId);
        });
        Assert.All(reviews, review => Assert.Equal((FaultAuthor.Environment, "service-errors", Severity.High, "refund"), (review.Fault!.Value, review.RootCause, review.Impact!.Value, review.FinalIntent)));
        var batch = await _store.WithAsync(db => db.ReviewBatches.AsNoTracking().SingleAsync());
        Assert.Equal((Count, "ANN"), (batch.Size, batch.ReviewerName));
        Assert.Equal(preview.Sample, batch.Sample);
        Assert.Equal(batch.Id, Assert.Single(reviews.Select(r => r.Batch).Distinct()));
        Assert.Equal(1, await _store.WithAsync(db => db.AuditEntries.CountAsync(a => a.Action == "review.bulk")));
        Assert.Equal(0, await _store.WithAsync(db => db.ReviewItems.CountAsync(i => i.DoneAt == null)));
    }

    [Fact]
    public async Task Without_the_whole_sample_or_a_whole_triad_nothing_is_written()
    {
        var preview = await PreviewAsync();

        var unconfirmed = await Bulk.WriteAsync(_group, Ann, Shared, true, None, preview.Sample.Skip(1).ToHashSet(), default);
        var unfinished = await Bulk.WriteAsync(_group, Ann, Shared with { DataPoint = null }, true, None, preview.Sample.ToHashSet(), default);

        Assert.Equal(ReviewBulk.SamplePart, Assert.Single(unconfirmed.Missing).Field);
        Assert.Equal(nameof(ReviewForm.Clause), Assert.Single(unfinished.Missing).Field);
        Assert.Equal(0, await _store.WithAsync(db => db.Reviews.CountAsync()));
    }

    [Fact]
    public async Task What_one_case_lacks_keeps_all_of_them_from_being_written()
    {
        await _store.AddAsync(new ToolEntry { Name = "transfer_to_human", ChangedBy = "test", Arguments = [new("team", ArgumentType.Choice, true, ["payments"])] });
        var sample = (await PreviewAsync()).Sample.ToHashSet();

        var own = await Bulk.WriteAsync(_group, Ann, Shared, ownArguments: true, None, sample, default);
        var unsure = await Bulk.WriteAsync(_group, Ann, Shared with { Verdict = Verdict.CannotTell }, true, None, sample, default);
        var typed = await Bulk.WriteAsync(_group, Ann, Shared with { FinalArguments = """{"team":"payments"}""" }, ownArguments: false, None, sample, default);

        Assert.Equal("FinalArguments/team", Assert.Single(own.Missing).Field);
        Assert.Equal(nameof(ReviewForm.Verdict), Assert.Single(unsure.Missing).Field);
        Assert.Equal(Count, typed.Written);
    }

    [Fact]
    public async Task What_is_done_leased_handed_on_ones_own_or_unfit_is_left_out_and_says_why()
    {
        var lease = (await Queue.NextAsync("bob", default)).Lease!;
        var ids = (await PreviewAsync()).Included.Select(c => c.CaseId).ToList();
        await _store.WithAsync(async db =>
        {
            await db.ReviewItems.Where(i => i.CaseId == ids[0]).ExecuteUpdateAsync(i => i.SetProperty(x => x.Opinions, 2));
            await db.ReviewItems.Where(i => i.CaseId == ids[1]).ExecuteUpdateAsync(i => i.SetProperty(x => x.DoneAt, _clock.Now));
            var own = await db.ReviewItems.SingleAsync(i => i.CaseId == ids[2]);
            own.Authors = ["Ann"];
            db.ReviewEscalations.Add(new ReviewEscalation { ItemId = (await db.ReviewItems.SingleAsync(i => i.CaseId == ids[3])).Id, ById = "bob", ByName = "BOB", Reason = "?" });
            return await db.SaveChangesAsync();
        });

        var why = (await PreviewAsync(ids[4])).Cases.ToDictionary(c => c.CaseId, c => c.Excluded);

        Assert.Equal(
            [BulkExclusion.Leased, BulkExclusion.SeveralOpinions, BulkExclusion.Done, BulkExclusion.Own, BulkExclusion.Escalated, BulkExclusion.DoesNotFit],
            new[] { lease.CaseId, ids[0], ids[1], ids[2], ids[3], ids[4] }.Select(id => why[id]!.Value));
        Assert.Equal(Count - 6, why.Count(c => c.Value is null));
    }

    [Fact]
    public async Task One_undo_takes_all_of_it_back_and_it_counts_as_one()
    {
        var preview = await PreviewAsync();
        await Bulk.WriteAsync(_group, Ann, Shared, true, None, preview.Sample.ToHashSet(), default);

        var undone = await _store.Services.GetRequiredService<ReviewUndo>().UndoAsync(Ann, default);

        Assert.Equal((Count, null), (undone.Undone, undone.Refused));
        Assert.Equal((0, 0), await _store.WithAsync(async db => (await db.Reviews.CountAsync(), await db.ReviewBatches.CountAsync())));
        Assert.Equal(Count, await _store.WithAsync(db => db.ReviewItems.CountAsync(i => i.DoneAt == null)));
        Assert.Equal(1, await _store.WithAsync(db => db.AuditEntries.CountAsync(a => a.Action == "review.undone")));
        Assert.Equal(preview.Sample, (await PreviewAsync()).Sample);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Beside_colleagues_at_work_each_case_gets_one_review_and_the_undo_takes_back_the_batch_alone(int seed)
    {
        var desk = _store.Services.GetRequiredService<ReviewDesk>();
        async Task WorkAsync(string person, Random random)
        {
            for (var turn = 0; turn < 5 && (await Queue.NextAsync(person, default)).Lease is { } lease; turn++)
            {
                if (random.Next(3) == 0) { await Queue.ReturnAsync(lease.ItemId, person, lease.Token, default); continue; }
                await desk.SubmitAsync(lease.ItemId, new(person, person), lease.Token, Shared with { OriginalAction = "refund_order" }, default);
            }
        }

        async Task<BulkResult> DecideAsync()
        {
            var sample = (await PreviewAsync()).Sample.ToHashSet();
            return await Bulk.WriteAsync(_group, Ann, Shared, true, None, sample, default);
        }

        var undo = _store.Services.GetRequiredService<ReviewUndo>();
        var bulk = Task.Run(DecideAsync);
        await Task.WhenAll(bulk, Task.Run(() => WorkAsync("bob", new Random(seed))), Task.Run(() => WorkAsync("cem", new Random(seed + 10))));
        if ((await bulk).Written > 0) { Assert.Equal((await bulk).Written, (await undo.UndoAsync(Ann, default)).Undone); }
        await AssertOneEachAsync(Ann.Id, 0);
        // What colleagues have in hand, or crashed with, is theirs until the lease is over.
        _clock.Now += TimeSpan.FromMinutes(16);
        Assert.Empty((await DecideAsync()).Missing);
        Assert.Equal(0, await _store.WithAsync(db => db.ReviewItems.CountAsync(i => i.DoneAt == null)));
        await AssertOneEachAsync("nobody", 0);
    }

    private async Task AssertOneEachAsync(string reviewer, int of)
    {
        await using var db = await _store.Contexts.CreateDbContextAsync();
        var reviews = await db.Reviews.AsNoTracking().ToListAsync();
        Assert.Equal(of, reviews.Count(r => r.ReviewerId == reviewer));
        Assert.Equal((await db.ReviewItems.Where(i => i.DoneAt != null).Select(i => i.Id).ToListAsync()).Order(), reviews.Select(r => r.ItemId).Order());
        Assert.Equal(reviews.Count(r => r.Batch is not null), await db.ReviewBatches.SumAsync(b => b.Size));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 2)]
    [InlineData(9, 3)]
    [InlineData(100, 10)]
    public void The_sample_grows_with_the_root_of_the_number(int included, int sample) => Assert.Equal(sample, ReviewBulk.SampleSize(included));
}
