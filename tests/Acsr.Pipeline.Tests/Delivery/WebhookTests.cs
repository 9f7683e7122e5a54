using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Delivery;

public sealed class WebhooksOnSqlite : WebhookTests<SqliteStore>;

public sealed class WebhooksOnPostgres : WebhookTests<PostgresStore>;

/// <summary>Messages from the outbox to a receiver on loopback, which the settings name as own.</summary>
public abstract class WebhookTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private readonly TStore _store = new();
    private readonly Receiver _receiver = new();
    private readonly TestClock _clock = new();

    protected virtual Dictionary<string, string?> Settings => new() { ["Delivery:AllowedNetworks:0"] = "127.0.0.0/8" };

    public async ValueTask InitializeAsync() => await _store.OpenAsync(services => services
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build()).AddSingleton<TimeProvider>(_clock).AddDelivery());

    public async ValueTask DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private WebhookDesk Desk => Get<WebhookDesk>();

    [Fact]
    public async Task A_message_is_signed_taken_and_not_sent_again()
    {
        var (_, secret) = await AddAsync();
        await RaiseAsync();

        await RunAsync();
        await RunAsync();

        var got = Assert.Single(_receiver.Got);
        Assert.True(got.IsSignedWith(secret));
        Assert.Equal(_clock.GetUtcNow().ToUnixTimeSeconds(), got.Timestamp);
        Assert.Equal(("/hook", "application/cloudevents+json; charset=utf-8"), (got.Path, got.ContentType));
        Assert.Contains("\"io.acsr.alert.raised.v1\"", got.Body, StringComparison.Ordinal);
        var delivery = Assert.Single((await Desk.ListAsync(default)).Single().Deliveries);
        Assert.Equal((DeliveryState.Delivered, got.Id, 204), (delivery.State, delivery.MessageId, Assert.Single(delivery.Log).Status));
    }

    [Fact]
    public async Task A_message_that_was_not_taken_comes_again_with_the_same_id_a_new_time_and_after_the_pause()
    {
        var (_, secret) = await AddAsync();
        await RaiseAsync();
        _receiver.Answer = (500, []);
        await RunAsync();
        await RunAsync();
        Assert.Single(_receiver.Got);

        _receiver.Answer = (204, []);
        _clock.Now += TimeSpan.FromSeconds(6);
        await RunAsync();

        Assert.Equal(2, _receiver.Got.Count);
        Assert.Single(_receiver.Got.Select(g => g.Id).Distinct());
        Assert.Equal(2, _receiver.Got.Select(g => g.Timestamp).Distinct().Count());
        Assert.All(_receiver.Got, got => Assert.True(got.IsSignedWith(secret)));
        Assert.Equal([204, 500], (await Desk.ListAsync(default)).Single().Deliveries.Single().Log.Select(a => a.Status));
    }

    [Fact]
    public async Task A_receiver_that_asks_for_time_gets_it()
    {
        await AddAsync();
        await RaiseAsync();
        _receiver.Answer = (429, [("Retry-After", "600")]);
        await RunAsync();
        _clock.Now += TimeSpan.FromSeconds(590);
        await RunAsync();
        Assert.Single(_receiver.Got);

        _clock.Now += TimeSpan.FromSeconds(11);
        await RunAsync();
        Assert.Equal(2, _receiver.Got.Count);
    }

    [Fact]
    public async Task A_receiver_that_is_gone_is_not_told_any_more_and_people_are_told_of_it()
    {
        await AddAsync();
        await RaiseAsync();
        _receiver.Answer = (410, []);
        await RunAsync();
        await RaiseAsync();
        await RunAsync();

        Assert.Single(_receiver.Got);
        var view = Assert.Single(await Desk.ListAsync(default));
        Assert.Contains("410", view.Endpoint.DisabledReason, StringComparison.Ordinal);
        Assert.Equal(DeliveryState.Failed, view.Deliveries.Single().State);
        Assert.Contains(await Get<Notifications>().ListAsync(new BellReader("anybody"), 10, default), n => n.Title == "The webhook crm is disabled");
    }

    [Fact]
    public async Task After_ten_attempts_a_message_is_given_up_and_a_replay_brings_it_again_with_its_id()
    {
        var (id, _) = await AddAsync();
        await RaiseAsync();
        _receiver.Answer = (302, [("Location", "http://127.0.0.1:1/")]);
        for (var attempt = 0; attempt < 12; attempt++)
        {
            await RunAsync();
            _clock.Now += TimeSpan.FromHours(27);
        }

        Assert.Equal(10, _receiver.Got.Count);
        var given = (await Desk.ListAsync(default)).Single();
        Assert.Equal(DeliveryState.Failed, given.Deliveries.Single().State);
        Assert.Contains("redirect", given.Deliveries.Single().Log[0].Outcome, StringComparison.Ordinal);
        Assert.NotNull(given.Endpoint.DisabledAt);

        _receiver.Answer = (200, []);
        await Desk.SetEnabledAsync(id, true, "ada", default);
        await Desk.ReplayAsync(given.Deliveries.Single().Id, "ada", default);
        await RunAsync();

        Assert.Single(_receiver.Got.Select(g => g.Id).Distinct());
        Assert.Equal(DeliveryState.Delivered, (await Desk.ListAsync(default)).Single().Deliveries.Single().State);
    }

    [Fact]
    public async Task For_a_day_after_a_rotation_both_secrets_sign_and_then_the_new_one_alone()
    {
        var (id, old) = await AddAsync();
        var fresh = (await Desk.RotateAsync(id, "ada", default)).Secret!;
        await Desk.TestAsync(id, "ada", default);
        await RunAsync();
        _clock.Now += WebhookDesk.Overlap + TimeSpan.FromMinutes(1);
        await Desk.TestAsync(id, "ada", default);
        await RunAsync();

        Assert.Equal([(true, true), (true, false)], _receiver.Got.Select(got => (got.IsSignedWith(fresh), got.IsSignedWith(old))));
        Assert.Equal([2, 1], _receiver.Got.Select(got => got.Signatures.Length));
    }

    [Fact]
    public async Task Nodes_that_deliver_at_the_same_moment_send_each_message_once()
    {
        await AddAsync();
        for (var i = 0; i < 20; i++) { await RaiseAsync(); }
        var nodes = Enumerable.Range(0, 3).Select(_ => ActivatorUtilities.CreateInstance<WebhookWorker>(_store.Services)).ToList();

        await Task.WhenAll(nodes.Select(node => Task.Run(async () => { while (await node.RunOnceAsync(default)) { } })));
        await RunAsync();

        Assert.Equal(20, _receiver.Got.Count);
        Assert.Equal(20, _receiver.Got.Select(g => g.Id).Distinct().Count());
    }

    [Fact]
    public async Task Secrets_are_not_in_the_store_and_each_change_is_in_the_audit_log()
    {
        var (id, secret) = await AddAsync();
        await Desk.TestAsync(id, "ada", default);
        await Desk.SetEnabledAsync(id, false, "ada", default);
        await Desk.RemoveAsync(id, "ada", default);

        var entries = await _store.WithAsync(db => db.AuditEntries.OrderBy(e => e.Id).ToListAsync());
        Assert.Equal(["webhook.added", "webhook.tested", "webhook.disabled", "webhook.removed"], entries.Select(e => e.Action));
        Assert.DoesNotContain(entries, e => (e.After + e.Before).Contains(secret, StringComparison.Ordinal));
        Assert.Empty(await Desk.ListAsync(default));
        await AddAsync();
        Assert.DoesNotContain("whsec_", await _store.WithAsync(db => db.WebhookEndpoints.Select(e => e.Secret).SingleAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Notifications_are_unread_until_each_person_has_read_them()
    {
        await RaiseAsync();
        await RaiseAsync();
        var news = Get<Notifications>();
        var first = (await news.ListAsync(new BellReader("lena"), 10, default))[^1];

        Assert.Equal((2, 2), (await news.UnreadAsync(new BellReader("lena"), default), await news.UnreadAsync(new BellReader("ken"), default)));
        await Task.WhenAll(news.ReadAsync(new BellReader("lena"), first.Id, default), news.ReadAsync(new BellReader("lena"), first.Id, default));
        Assert.Equal((1, 2), (await news.UnreadAsync(new BellReader("lena"), default), await news.UnreadAsync(new BellReader("ken"), default)));
        Assert.Equal([false, true], (await news.ListAsync(new BellReader("lena"), 10, default)).Select(n => n.Read));
        await news.ReadAsync(new BellReader("lena"), null, default);
        Assert.Equal(0, await news.UnreadAsync(new BellReader("lena"), default));
        _clock.Now += Notifications.Kept + TimeSpan.FromDays(1);
        Assert.Equal(0, await news.UnreadAsync(new BellReader("ken"), default));
    }

    private T Get<T>() where T : notnull => _store.Services.GetRequiredService<T>();

    private async Task RunAsync()
    {
        while (await Get<WebhookWorker>().RunOnceAsync(default)) { }
    }

    private async Task<(long Id, string Secret)> AddAsync()
    {
        var result = await Desk.AddAsync("crm", _receiver.Url, "ada", default);
        Assert.Null(result.Problem);
        return ((await Desk.ListAsync(default)).Single().Endpoint.Id, result.Secret!);
    }

    private Task<bool> RaiseAsync() => _store.WithAsync(async db =>
    {
        await Get<Outbox>().RaiseAsync(db, new Alert(Alert.Raised, "Title", "Text", "/actions/1", [], Demo: false), default);
        return await db.SaveChangesAsync() > 0;
    });
}

/// <summary>Without own networks nothing on this machine is reached, whatever its name.</summary>
public sealed class GuardedSenderTests
{
    [Theory]
    [InlineData("https://localhost:9/hook")]
    [InlineData("https://[::ffff:127.0.0.1]:9/hook")]
    public async Task A_name_or_address_of_this_machine_is_refused_before_anything_is_connected(string url)
    {
        using var sender = new WebhookSender(AddressGuardTests.Guard(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<WebhookSender>.Instance);

        var answer = await sender.SendAsync(url, [StandardWebhook.NewSecret()], "msg_1", "{}", default);

        Assert.False(answer.IsTaken);
        Assert.Contains("AllowedNetworks", answer.Outcome, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_readable_secret_nothing_is_sent()
    {
        using var sender = new WebhookSender(AddressGuardTests.Guard(), TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<WebhookSender>.Instance);

        Assert.Contains("Rotate", (await sender.SendAsync("https://example.com", [], "msg_1", "{}", default)).Outcome, StringComparison.Ordinal);
    }
}
