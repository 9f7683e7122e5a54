using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Acsr.Cases;
using Acsr.Releases.Curation;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Releases.Preflights;

public sealed class PreflightOnSqlite : PreflightTests<SqliteStore>;

public sealed class PreflightOnPostgres : PreflightTests<PostgresStore>;

/// <summary>Customers of two kinds; of each the reviews teach the intent, or the other one where they are wrong.</summary>
public abstract class PreflightTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private static readonly string[] Tracking = ["parcel", "courier", "delivery", "shipped", "arrive", "tracking", "late", "driver"];
    private static readonly string[] Refund = ["money", "refund", "charged", "return", "pay", "card", "back", "invoice"];
    private readonly TStore _store = new();

    public async ValueTask InitializeAsync()
    {
        Func<string, CancellationToken, Task<FoldedCase?>> cases = (id, _) => Task.FromResult<FoldedCase?>(new FoldedCase(new Case { Id = id, Customer = "of " + id },
            [Given.Said("c", Role.Customer, Words(id)), Given.Decided("d", "reply", "{}")], [], []));
        await _store.OpenAsync(services => services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton(cases).AddReleases());
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    private ReleaseDesk Desk => Get<ReleaseDesk>();

    [Fact]
    public async Task Rows_enough_to_compare_leave_only_after_a_preflight_whose_report_and_model_go_with_them()
    {
        await ReviewedAsync(1, 80, wrong: false);
        var choices = new ReleaseChoices { HeldOutShare = .4, WithModel = true };
        Assert.Contains("Nobody has tried out yet", Assert.IsType<CreateOutcome.Refused>(await Desk.CreateAsync("first", Ids(1, 80), "kim", choices)).Reason, StringComparison.Ordinal);

        var preflight = await RanAsync(1, 80);
        var created = Assert.IsType<CreateOutcome.Created>(await Desk.CreateAsync("first", Ids(1, 80), "kim", choices));

        Assert.Equal((PreflightState.Done, 100), (preflight.State, preflight.Progress));
        Assert.True(preflight.Report!.Intents!.Accuracy.After > .8);
        Assert.Null(preflight.Report.Intents.RightBefore);
        var files = (await Desk.GetAsync(created.Id))!.Files.Select(f => f.Path).ToList();
        Assert.Contains(PreflightReport.Path, files);
        Assert.Contains(PreflightReport.ModelPath, files);
        Assert.Equal(preflight.Report.Text(), (await Get<PreflightDesk>().OfReleaseAsync(created.Id))!.Text());
        Assert.NotEmpty(new ZipArchive(new MemoryStream(await BytesAsync(created.Id, PreflightReport.ModelPath))).Entries);
        Assert.Contains("\"preflight\"", Encoding.UTF8.GetString(await BytesAsync(created.Id, "manifest.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_makes_the_classifier_worse_leaves_only_with_a_reason_that_manifest_and_audit_keep()
    {
        await ReviewedAsync(1, 80, wrong: false);
        await RanAsync(1, 80);
        var choices = new ReleaseChoices { HeldOutShare = .4 };
        var good = Assert.IsType<CreateOutcome.Created>(await Desk.CreateAsync("good", Ids(1, 80), "kim", choices));
        Assert.Equal(ApproveOutcome.Approved, await Desk.ApproveAsync(good.Id, "sam", "sam"));
        // Three times as many whose labels are the wrong way round, and of these none is held out.
        await ReviewedAsync(81, 320, wrong: true);
        var none = new ReleaseChoices { HeldOutShare = 0 };

        var preflight = await RanAsync(81, 320, 0);

        Assert.Contains("accuracy", preflight.Report!.Worse);
        Assert.True(preflight.Report.Intents!.Broken > 0 && preflight.Report.Intents.BrokenRows.Count > 0);
        Assert.Contains("makes it worse", Assert.IsType<CreateOutcome.Refused>(await Desk.CreateAsync("bad", Ids(81, 320), "kim", none)).Reason, StringComparison.Ordinal);
        var forced = Assert.IsType<CreateOutcome.Created>(await Desk.CreateAsync("bad", Ids(81, 320), "kim", none with { Reason = "The words changed sides on 1 March." }));
        await _store.WithAsync(async db =>
        {
            using var manifest = JsonDocument.Parse(await BytesAsync(forced.Id, "manifest.json"));
            Assert.Equal("The words changed sides on 1 March.", manifest.RootElement.GetProperty("gates").GetProperty("preflight").GetProperty("accepted_because").GetString());
            Assert.Contains("The words changed sides", (await db.AuditEntries.OrderByDescending(a => a.Id).FirstAsync(a => a.Action == "release.created")).After!, StringComparison.Ordinal);
            return 0;
        });
    }

    private async Task<byte[]> BytesAsync(long releaseId, string path)
    {
        await using var stored = (await Get<ReleaseBytes>().OpenAsync(releaseId, path, default))!;
        using var whole = new MemoryStream();
        await stored.CopyToAsync(whole);
        return whole.ToArray();
    }

    [Fact]
    public async Task What_was_found_of_other_rows_says_nothing_of_these()
    {
        await ReviewedAsync(1, 80, wrong: false);
        await RanAsync(1, 80);

        var preview = await Desk.PreviewAsync([80], new ReleaseChoices { HeldOutShare = .4 });

        Assert.Equal(GateState.Blocks, preview.Gates.Single(g => g.Id == "preflight").State);
    }

    [Fact]
    public async Task A_node_that_died_is_followed_by_another_and_too_few_rows_are_told()
    {
        await ReviewedAsync(1, 4, wrong: false);
        var id = await Get<PreflightDesk>().RequestAsync(Ids(1, 4), null, false, "kim");
        await _store.WithAsync(db => db.Preflights.ExecuteUpdateAsync(p => p.SetProperty(x => x.State, PreflightState.Running).SetProperty(x => x.Token, 7).SetProperty(x => x.LeasedUntil, DateTime.UtcNow.AddMinutes(-1))));

        Assert.True(await Get<PreflightWorker>().RunOnceAsync(default));
        Assert.False(await Get<PreflightWorker>().RunOnceAsync(default));

        var view = (await Get<PreflightDesk>().FindAsync(id))!;
        Assert.Equal((PreflightState.Done, null, null), (view.State, view.Report!.Intents, view.Report.Retrieval));
        Assert.Equal(GateState.Warns, (await Desk.PreviewAsync([])).Gates.Single(g => g.Id == "preflight").State);
    }

    private async Task<PreflightView> RanAsync(int first, int last, double share = .4)
    {
        var id = await Get<PreflightDesk>().RequestAsync(Ids(first, last), share, false, "kim");
        Assert.True(await Get<PreflightWorker>().RunOnceAsync(default));
        return (await Get<PreflightDesk>().FindAsync(id))!;
    }

    private async Task ReviewedAsync(int first, int last, bool wrong)
    {
        foreach (var i in Enumerable.Range(first, last - first + 1))
        {
            var review = Given.Review(i, $"case-{i}", step: "d");
            review.Verdict = Verdict.AgentWasRight;
            (review.OriginalAction, review.FinalAction, review.FinalArguments) = ("reply", "reply", null);
            review.FinalIntent = (i % 2 == 0) != wrong ? "tracking" : "refund";
            await _store.AddAsync(review);
        }
    }

    /// <summary>Even cases ask for their parcel, odd ones for their money, each in an order of words of its own.</summary>
    private static string Words(string id)
    {
        var number = int.Parse(id.Split('-')[1], CultureInfo.InvariantCulture);
        var words = (number % 2 == 0 ? Tracking : Refund).ToArray();
        new Random(number).Shuffle(words);
        return $"{string.Join(' ', words.Take(5))} number {id}";
    }

    private static long[] Ids(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(i => (long)i)];

    private T Get<T>() where T : notnull => _store.Services.GetRequiredService<T>();
}
