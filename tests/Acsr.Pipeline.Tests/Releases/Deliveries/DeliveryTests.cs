using System.Text.Json;
using Acsr.Cases;
using Acsr.Delivery;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Releases.Deliveries;

public sealed class DeliveriesOnSqlite : DeliveryTests<SqliteStore>;

public sealed class DeliveriesOnPostgres : DeliveryTests<PostgresStore>;

/// <summary>Releases on their way to a folder, to a store on loopback and to a webhook.</summary>
public abstract class DeliveryTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private readonly TStore _store = new();
    private readonly TestClock _clock = new();
    private readonly S3Server _s3 = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("acsr-delivery-").FullName;

    public async ValueTask InitializeAsync()
    {
        Func<string, CancellationToken, Task<FoldedCase?>> cases = (id, _) => Task.FromResult<FoldedCase?>(Given.Case(id, [Given.Said("c", Role.Customer, $"I write about {id}"), .. Given.RefundSteps]));
        await _store.OpenAsync(services => services
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Delivery:AllowedNetworks:0", "127.0.0.0/8"), new("Delivery:AllowedFolders:0", _folder)]).Build())
            .AddSingleton<TimeProvider>(_clock).AddSingleton(cases).AddDelivery().AddReleases());
    }

    public async ValueTask DisposeAsync()
    {
        await _s3.DisposeAsync();
        await _store.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private T Get<T>() where T : notnull => _store.Services.GetRequiredService<T>();

    private ReleaseDeliveryWorker Worker => Get<ReleaseDeliveryWorker>();

    [Fact]
    public async Task An_approved_release_lies_in_the_folder_with_its_signature_and_is_not_brought_again()
    {
        await AddAsync(new("disk", DestinationKind.Folder, _folder));
        var id = await ApprovedAsync(1);
        var place = Path.Combine(_folder, "refunds", "1.0.0");

        await Worker.RunOnceAsync(default);
        var written = File.GetLastWriteTimeUtc(Path.Combine(place, "manifest.json"));
        await Get<ReleaseDeliveries>().ReplayAsync((await DeliveryAsync(id)).Id, "kim", default);
        await Worker.RunOnceAsync(default);

        var details = (await Get<ReleaseDesk>().GetAsync(id))!;
        Assert.Equal([.. details.Files.Select(f => f.Path).Append(DeliveryJob.SignaturePath).Order(StringComparer.Ordinal)], Directory.EnumerateFiles(place).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        Assert.All(details.Files, f => Assert.Equal(f.Sha256, ReleaseBuilder.Hash(File.ReadAllBytes(Path.Combine(place, f.Path)))));
        Assert.Equal(details.Summary.Signature, await File.ReadAllTextAsync(Path.Combine(place, DeliveryJob.SignaturePath)));
        Assert.Equal(["1.0.0"], Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "refunds")).Select(f => Path.GetFileName(f)));
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(place, "manifest.json")));
        Assert.Equal((DeliveryState.Delivered, details.Files.Sum(f => f.Length), 2), (await DeliveryAsync(id)) is var d ? (d.State, d.Bytes, d.Attempts.Count) : default);
    }

    [Fact]
    public async Task What_breaks_off_in_the_store_goes_on_where_it_stopped_and_the_manifest_comes_last()
    {
        await AddAsync(Store());
        var id = await ApprovedAsync(1);
        _s3.Takes = 2;
        await Worker.RunOnceAsync(default);
        var half = await DeliveryAsync(id);
        Assert.Equal((DeliveryState.Waiting, 2), (half.State, _s3.Objects.Count));
        Assert.Contains("503", half.Attempts.Single().Outcome, StringComparison.Ordinal);
        Assert.DoesNotContain(_s3.Objects.Keys, key => key.EndsWith("manifest.json", StringComparison.Ordinal));
        await Worker.RunOnceAsync(default);
        Assert.Single((await DeliveryAsync(id)).Attempts);

        _s3.Takes = null;
        _clock.Now += TimeSpan.FromSeconds(10);
        await Worker.RunOnceAsync(default);

        var whole = await DeliveryAsync(id);
        Assert.Equal((DeliveryState.Delivered, half.Id), (whole.State, whole.Id));
        var details = (await Get<ReleaseDesk>().GetAsync(id))!;
        Assert.All(details.Files, f => Assert.Equal(f.Sha256, ReleaseBuilder.Hash(_s3.Objects[$"/sets/acsr/refunds/1.0.0/{f.Path}"].Content)));
        Assert.All(_s3.Objects.Values, o => Assert.Equal(whole.Id, o.Delivery));
        Assert.Equal("PUT /sets/acsr/refunds/1.0.0/manifest.json", _s3.Log.Last());
        Assert.All(details.Files.Take(2), f => Assert.Equal(1, _s3.Log.Count(l => l == $"PUT /sets/acsr/refunds/1.0.0/{f.Path}")));
    }

    [Fact]
    public async Task A_wrong_secret_is_said_and_shown_in_no_list()
    {
        await AddAsync(Store() with { Secret = "wrong" });
        var id = await ApprovedAsync(1);

        await Worker.RunOnceAsync(default);

        Assert.Contains("403", (await DeliveryAsync(id)).Attempts.Single().Outcome, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", (await Get<DestinationDesk>().ListAsync(default)).Single().Secret!, StringComparison.Ordinal);
        Assert.Empty(_s3.Objects);
    }

    [Fact]
    public async Task A_withdrawn_release_is_taken_away_everywhere_and_its_successor_is_brought()
    {
        var hook = Assert.IsType<string>((await Get<WebhookDesk>().AddAsync("training", "http://127.0.0.1:9/hook", "ada", default)).Secret);
        await AddAsync(new("disk", DestinationKind.Folder, _folder));
        await AddAsync(Store());
        var id = await ApprovedAsync(1, 2);
        await RunAsync();

        await Get<ReleaseWithdrawal>().WithdrawAsync(new(RowOrigin.Review, "1"), new("It was wrong.", "kim", WithdrawalGround.Withdrawn), default);
        await RunAsync();

        Assert.Equal(["WITHDRAWN.json", "manifest.json"], Directory.EnumerateFiles(Path.Combine(_folder, "refunds", "1.0.0")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        using var note = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_folder, "refunds", "1.0.0", "WITHDRAWN.json")));
        Assert.Equal(("2.0.0", "It was wrong."), (note.RootElement.GetProperty("superseded_by").GetString(), note.RootElement.GetProperty("because").GetString()));
        Assert.True(File.Exists(Path.Combine(_folder, "refunds", "2.0.0", "sft.trl.jsonl")));
        Assert.Equal(["WITHDRAWN.json", "manifest.json"], _s3.Objects.Keys.Where(k => k.Contains("/1.0.0/", StringComparison.Ordinal)).Select(k => k.Split('/')[^1]).Order(StringComparer.Ordinal));
        Assert.Contains("/sets/acsr/refunds/2.0.0/manifest.json", _s3.Objects.Keys);
        var told = await _store.WithAsync(db => db.WebhookDeliveries.OrderBy(d => d.Id).Select(d => d.Type).ToListAsync());
        Assert.Equal([ReleasePublisher.Published, ReleasePublisher.Withdrawn, ReleasePublisher.Published], told);
        Assert.NotEmpty(hook);
        Assert.Equal(2, (await Get<ReleaseDeliveries>().ListAsync(id, default)).Count(d => d.IsMessage));
    }

    [Fact]
    public async Task A_consumer_says_what_it_did_and_the_last_word_holds()
    {
        await AddAsync(new("disk", DestinationKind.Folder, _folder));
        var id = await ApprovedAsync(1);
        var (desk, delivery) = (Get<ReleaseDeliveries>(), await DeliveryAsync(id));

        Assert.Equal(ReceiptOutcome.Noted, await desk.ReceiveAsync(delivery.Id, "received", null, "trainer", default));
        Assert.Equal(ReceiptOutcome.Noted, await desk.ReceiveAsync(delivery.Id, "applied", "run 7", "trainer", default));
        Assert.Equal(ReceiptOutcome.BadStatus, await desk.ReceiveAsync(delivery.Id, "eaten", null, "trainer", default));
        Assert.Equal(ReceiptOutcome.NotFound, await desk.ReceiveAsync("dlv_none", "applied", null, "trainer", default));

        Assert.Equal(("applied", "run 7", "trainer"), (await DeliveryAsync(id)).Receipt is { } receipt ? (receipt.Status, receipt.Note, receipt.By) : default);
        await desk.PulledAsync(id, "trainer", default);
        await desk.PulledAsync(id, "trainer", default);
        Assert.Equal(2, Assert.Single(await desk.PullsAsync(id, default)).Files);
    }

    [Fact]
    public async Task Folders_and_addresses_that_nobody_allowed_are_refused_before_anything_is_sent()
    {
        var desk = Get<DestinationDesk>();

        Assert.Contains("AllowedFolders", await desk.AddAsync(new("disk", DestinationKind.Folder, "/etc"), "ada", default), StringComparison.Ordinal);
        Assert.Contains("AllowedFolders", await desk.AddAsync(new("disk", DestinationKind.Folder, _folder + "/../other"), "ada", default), StringComparison.Ordinal);
        Assert.Contains("whole path", await desk.AddAsync(new("disk", DestinationKind.Folder, "releases"), "ada", default), StringComparison.Ordinal);
        Assert.Contains("AllowedNetworks", await desk.AddAsync(Store() with { Location = "https://169.254.169.254" }, "ada", default), StringComparison.Ordinal);
        Assert.Contains("bucket", await desk.AddAsync(Store() with { Bucket = " " }, "ada", default), StringComparison.Ordinal);
        Assert.Empty(await desk.ListAsync(default));
    }

    private DestinationDraft Store() => new("store", DestinationKind.S3, _s3.Url, "sets", "/acsr/", "us-east-1", S3Server.AccessKey, S3Server.Secret);

    private async Task AddAsync(DestinationDraft draft) => Assert.Null(await Get<DestinationDesk>().AddAsync(draft, "ada", default));

    private async Task<long> ApprovedAsync(params long[] reviews)
    {
        await _store.AddAsync([.. reviews.Select(id => Given.Review(id, caseId: $"c{id}"))]);
        var made = Assert.IsType<CreateOutcome.Created>(await Get<ReleaseDesk>().CreateAsync("refunds", reviews, "Kim"));
        Assert.Equal(ApproveOutcome.Approved, await Get<ReleaseDesk>().ApproveAsync(made.Id, "ken", "Ken"));
        return made.Id;
    }

    private async Task RunAsync()
    {
        while (await Worker.RunOnceAsync(default)) { }
    }

    private async Task<DeliveryView> DeliveryAsync(long release) => (await Get<ReleaseDeliveries>().ListAsync(release, default)).Single(d => !d.IsMessage);
}
