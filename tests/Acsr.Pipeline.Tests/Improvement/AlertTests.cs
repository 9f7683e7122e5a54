using Acsr.Cases;
using Acsr.Delivery;
using Acsr.Kpis;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Improvement;

public sealed class AlertCheckTests
{
    private static readonly KpiDefinition Csat = KpiDefinitions.Csat;

    [Fact]
    public void It_fires_when_the_whole_interval_is_beyond_the_level_and_resolves_when_the_figure_is_back()
    {
        var check = new AlertCheck(Low(0.8), Csat, null);
        var bad = Rows.InOrder(Rows.Spread(60, 7, 0, i => Rows.At(0, csat: i % 2 == 0 ? 0.5 : 0.7)));
        var near = Rows.InOrder(Rows.Spread(60, 7, 0, i => Rows.At(0, csat: i % 2 == 0 ? 0.5 : 1.0)));
        var good = Rows.InOrder(Rows.Spread(60, 7, 0, _ => Rows.At(0, csat: 0.9)));

        var fired = check.Read(bad, Rows.Now, AlertState.Quiet);

        Assert.Equal((AlertState.Firing, true, 0.8), (fired.State, fired.HasData, fired.Reference));
        Assert.Contains("60 %", fired.Why, StringComparison.Ordinal);
        // 0.75 is worse than 0.8, though the interval holds 0.8: no reason to begin, and none to end.
        Assert.Equal(AlertState.Quiet, check.Read(near, Rows.Now, AlertState.Quiet).State);
        Assert.Equal(AlertState.Firing, check.Read(near, Rows.Now, AlertState.Firing).State);
        Assert.Equal(AlertState.Quiet, check.Read(good, Rows.Now, AlertState.Firing).State);
    }

    [Theory]
    [InlineData(NoDataBehaviour.Keep, AlertState.Quiet, AlertState.Quiet)]
    [InlineData(NoDataBehaviour.Keep, AlertState.Firing, AlertState.Firing)]
    [InlineData(NoDataBehaviour.Fire, AlertState.Quiet, AlertState.Firing)]
    [InlineData(NoDataBehaviour.Resolve, AlertState.Firing, AlertState.Quiet)]
    public void Too_few_cases_do_what_was_chosen(NoDataBehaviour chosen, AlertState before, AlertState after)
    {
        var alert = Low(0.8);
        alert.NoData = chosen;
        var cases = Rows.InOrder(Rows.Spread(29, 7, 0, _ => Rows.At(0, csat: 0.1)));

        var reading = new AlertCheck(alert, Csat, null).Read(cases, Rows.Now, before);

        Assert.Equal((after, false), (reading.State, reading.HasData));
        Assert.Contains("29 of at least 30", reading.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_level_of_its_own_the_target_holds()
    {
        var rows = Rows.InOrder(Rows.Spread(60, 7, 0, _ => Rows.At(0, csat: 0.7)));

        var read = new AlertCheck(Low(null), Csat, 0.8).Read(rows, Rows.Now, AlertState.Quiet);
        Assert.Equal((AlertState.Firing, 0.8), (read.State, read.Reference));
        Assert.Equal(AlertState.Quiet, new AlertCheck(Low(null), Csat, null).Read(rows, Rows.Now, AlertState.Quiet).State);
    }

    [Fact]
    public void The_direction_that_was_chosen_is_the_one_that_counts()
    {
        var high = new AlertRule { Name = "many", Kpi = "handoff_rate", Threshold = 0.3, Above = true, ChangedBy = "test" };
        var rows = Rows.InOrder(Rows.Spread(100, 7, 0, i =>
        {
            var one = Rows.At(0);
            one.HandedOff = i % 2 == 0;
            return one;
        }));
        var low = new AlertRule { Name = "few", Kpi = "handoff_rate", Threshold = 0.7, ChangedBy = "test" };

        Assert.Equal(AlertState.Firing, new AlertCheck(high, KpiDefinitions.HandoffRate, null).Read(rows, Rows.Now, AlertState.Quiet).State);
        Assert.Equal(AlertState.Firing, new AlertCheck(low, KpiDefinitions.HandoffRate, null).Read(rows, Rows.Now, AlertState.Quiet).State);
        high.Above = false;
        Assert.Equal(AlertState.Quiet, new AlertCheck(high, KpiDefinitions.HandoffRate, null).Read(rows, Rows.Now, AlertState.Quiet).State);
    }

    [Fact]
    public void A_preview_says_when_it_would_have_fired_and_resolved_and_where_nobody_knew()
    {
        var rows = Rows.InOrder(
            Rows.Spread(600, 80, 60, _ => Rows.At(0, csat: 0.9)), Rows.Spread(300, 60, 50, _ => Rows.At(0, csat: 0.3)), Rows.Spread(1_500, 50, 0, _ => Rows.At(0, csat: 0.9)));

        var history = AlertPreview.Run(new AlertCheck(Low(0.8), Csat, null), rows, Rows.Now, default);

        var fired = Assert.Single(history.Fired);
        Assert.InRange((Rows.Now - fired.Fired).TotalDays, 55, 60);
        Assert.InRange((Rows.Now - fired.Resolved!.Value).TotalDays, 42, 49);
        Assert.InRange(history.DaysWithoutData, 8, 13);
        Assert.Equal(AlertState.Quiet, history.Now.State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("intent=refund")]
    [InlineData("agent=a%3Bb%3D;version=1;channel=x%26y;intent=%25;source=s")]
    public void A_segment_is_read_back_from_its_key(string key) => Assert.Equal(key, SegmentKey.Parse(key).Key);

    private static AlertRule Low(double? threshold) => new() { Name = "low", Kpi = Csat.Id, Threshold = threshold, ChangedBy = "test" };
}

public sealed class AlertsOnSqlite : AlertStoreTests<SqliteStore>;

public sealed class AlertsOnPostgres : AlertStoreTests<PostgresStore>;

/// <summary>Alerts from the desk to the bell and the outbox.</summary>
public abstract class AlertStoreTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private readonly TStore _store = new();
    private readonly TestClock _clock = new() { Now = Rows.Now };

    public async ValueTask InitializeAsync() => await _store.OpenAsync(services => services
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton<TimeProvider>(_clock)
        .AddSingleton<Func<string, CancellationToken, Task<FoldedCase?>>>((_, _) => Task.FromResult<FoldedCase?>(null)).AddKpis().AddDelivery().AddImprovement());

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private AlertDesk Desk => Get<AlertDesk>();

    private AlertWorker Worker => Get<AlertWorker>();

    [Fact]
    public async Task It_fires_once_tells_whom_it_should_and_resolves_by_itself()
    {
        await _store.AddAsync(new WebhookEndpoint { Name = "crm", Url = "https://example.com", Secret = "", CreatedBy = "test", CreatedAt = Rows.Now });
        var id = await SaveAsync(rule => rule.Recipients = ["lead", "u-7"]);
        await CasesAsync(60, 0.2);

        Assert.Equal([id], await Worker.EvaluateAsync(default));
        Assert.Empty(await Worker.EvaluateAsync(default));

        var firing = (await Desk.GetAsync(id, default))!;
        Assert.Equal((AlertState.Firing, 60), (firing.Rule.State, firing.Rule.N));
        Assert.Equal([AlertEventKind.Fired, AlertEventKind.Changed], firing.History.Select(e => e.Kind));
        Assert.Equal((1, 1, 0), (await UnreadAsync("u-1", "lead"), await UnreadAsync("u-7", "reviewer"), await UnreadAsync("u-2", "reviewer")));

        _clock.Now += TimeSpan.FromDays(8);
        await CasesAsync(60, 0.9);
        Assert.Equal([id], await Worker.EvaluateAsync(default));

        Assert.Equal(AlertState.Quiet, (await Desk.GetAsync(id, default))!.Rule.State);
        Assert.Equal(2, await UnreadAsync("u-1", "lead"));
        Assert.Equal(["io.acsr.alert.raised.v1", "io.acsr.alert.resolved.v1"], await _store.WithAsync(db => db.WebhookDeliveries.OrderBy(d => d.Id).Select(d => d.Type).ToListAsync()));
    }

    [Fact]
    public async Task Two_nodes_at_the_same_moment_tell_once()
    {
        await SaveAsync();
        await CasesAsync(60, 0.2);

        var turned = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Worker.EvaluateAsync(default))));

        Assert.Single(turned.SelectMany(t => t));
        Assert.Equal(1, await _store.WithAsync(db => db.Notifications.CountAsync()));
        Assert.Equal(1, await _store.WithAsync(db => db.AlertEvents.CountAsync(e => e.Kind == AlertEventKind.Fired)));
    }

    [Fact]
    public async Task Who_holds_the_lease_looks_and_a_round_comes_every_minute()
    {
        var id = await SaveAsync();
        await CasesAsync(60, 0.2);
        await _store.WithAsync(db => db.ClaimAsync("alerts", _clock.Now, TimeSpan.FromMinutes(5), default));
        await Worker.RunOnceAsync(default);
        Assert.Null((await Desk.GetAsync(id, default))!.Rule.EvaluatedAt);

        _clock.Now += TimeSpan.FromMinutes(6);
        await Worker.RunOnceAsync(default);
        var first = (await Desk.GetAsync(id, default))!.Rule.EvaluatedAt;
        _clock.Now += TimeSpan.FromSeconds(30);
        await Worker.RunOnceAsync(default);
        Assert.Equal(first, (await Desk.GetAsync(id, default))!.Rule.EvaluatedAt);
        _clock.Now += TimeSpan.FromSeconds(31);
        await Worker.RunOnceAsync(default);

        Assert.NotNull(first);
        Assert.Equal(_clock.Now, (await Desk.GetAsync(id, default))!.Rule.EvaluatedAt);
    }

    [Fact]
    public async Task A_snoozed_alert_is_looked_at_and_nobody_is_told()
    {
        var id = await SaveAsync();
        await Desk.SnoozeAsync(id, _clock.Now.AddHours(4), "lena", default);
        await CasesAsync(60, 0.2);

        await Worker.EvaluateAsync(default);

        Assert.Equal(AlertState.Firing, (await Desk.GetAsync(id, default))!.Rule.State);
        Assert.Equal(0, await _store.WithAsync(db => db.Notifications.CountAsync()));
    }

    [Fact]
    public async Task One_that_is_off_or_changed_meanwhile_is_left_alone_and_every_change_leaves_a_trail()
    {
        var id = await SaveAsync();
        await CasesAsync(60, 0.2);
        await Desk.SetEnabledAsync(id, enabled: false, "lena", default);
        Assert.Empty(await Worker.EvaluateAsync(default));
        await Desk.SetEnabledAsync(id, enabled: true, "lena", default);
        await Worker.EvaluateAsync(default);

        var rule = (await Desk.GetAsync(id, default))!.Rule;
        rule.Threshold = 0.1;
        await Desk.SaveAsync(rule, "lena", default);

        Assert.Equal((AlertState.Quiet, ""), ((await Desk.GetAsync(id, default))!.Rule.State, (await Desk.GetAsync(id, default))!.Rule.Why));
        await Desk.RemoveAsync(id, "lena", default);
        Assert.Null(await Desk.GetAsync(id, default));
        Assert.Equal(["alert.added", "alert.disabled", "alert.enabled", "alert.changed", "alert.removed"], await _store.WithAsync(db => db.AuditEntries.OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));
    }

    [Fact]
    public async Task A_target_of_a_kpi_is_the_same_as_that_of_its_row_and_any_other_kpi_has_one_too()
    {
        var settings = Get<MatrixSettings>();
        await settings.SetTargetAsync(KpiDefinitions.Csat, Segment.Whole, 0.8, "lena", demo: false, default);
        await settings.SetTargetAsync(KpiDefinitions.ReopenRate, Segment.Of("intent", "refund"), 0.05, "lena", demo: false, default);

        var targets = await settings.TargetsAsync(default);

        Assert.Equal(0.8, MatrixSettings.Of(MatrixRows.OfKpi("csat_mean")!, targets)[""]);
        Assert.Equal(0.8, MatrixSettings.TargetOf(KpiDefinitions.Csat, Segment.Of("intent", "refund"), targets));
        Assert.Equal(0.05, MatrixSettings.TargetOf(KpiDefinitions.ReopenRate, Segment.Of("intent", "refund"), targets));
        Assert.Null(MatrixSettings.TargetOf(KpiDefinitions.ReopenRate, Segment.Whole, targets));
    }

    private T Get<T>() where T : notnull => _store.Services.GetRequiredService<T>();

    private Task<int> UnreadAsync(string user, string role) => Get<Notifications>().UnreadAsync(new BellReader(user, role), default);

    private Task<long> SaveAsync(Action<AlertRule>? with = null)
    {
        var rule = new AlertRule { Name = "CSAT is low", Kpi = "csat_mean", Threshold = 0.8, ChangedBy = "" };
        with?.Invoke(rule);
        Assert.Null(AlertDesk.FaultOf(rule, null));
        return Desk.SaveAsync(rule, "lena", default);
    }

    private async Task CasesAsync(int count, double csat)
    {
        await using var db = await _store.Contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var sequence = await db.ReserveSequenceAsync(count, default);
        for (var n = 0; n < count; n++)
        {
            var at = _clock.Now.AddHours(-1 - n);
            db.Cases.Add(new Case { Id = $"c{sequence + n}", At = at, OpenedAt = at, ClosedAt = at, Handler = Handler.Agent, Solved = true, Csat = csat, Sequence = sequence + n });
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }
}
