using Acsr.Cases;
using Acsr.Delivery;
using Acsr.Ingest;
using Acsr.Kpis;
using Acsr.Policies;
using Acsr.Review;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Effects;

public sealed class EffectStoreOnSqlite : EffectStoreTests<SqliteStore>;

public sealed class EffectStoreOnPostgres : EffectStoreTests<PostgresStore>;

/// <summary>Deployments in the store: told, computed, alarming once, taken back.</summary>
public abstract class EffectStoreTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private static readonly DateTime Now = new(2026, 6, 1, 9, 0, 0, DateTimeKind.Utc);
    private readonly TStore _store = new();
    private readonly TestClock _clock = new() { Now = Now };

    public async ValueTask InitializeAsync() =>
        await _store.OpenAsync(services => services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton<TimeProvider>(_clock)
            .AddIngest().AddCases().AddPolicies().AddSignals().AddKpis().AddDelivery().AddEffects());

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    private DeploymentDesk Desk => _store.Services.GetRequiredService<DeploymentDesk>();

    private EffectWorker Worker => _store.Services.GetRequiredService<EffectWorker>();

    [Fact]
    public async Task A_change_that_hurt_is_told_of_once_however_many_nodes_look()
    {
        await CasesAsync(.3);
        var id = await Desk.TellAsync(new DeploymentDraft("v2", Now.AddDays(-40), ["refund"]), "lena", default);

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Worker.ComputeAsync(default))));
        await Worker.ComputeAsync(default);

        var view = await Desk.GetAsync(id, default);
        Assert.Equal(EffectVerdict.Hurt, view!.Deployment.Verdict);
        Assert.Equal(view.Deployment.Headline, view.Report!.Headline);
        var news = Assert.Single(await _store.WithAsync(db => db.Notifications.ToListAsync()));
        Assert.Equal(($"/effects/{id}", "v2 hurt refund"), (news.Link, news.Title));
        Assert.Contains("Take v2 back", news.Text, StringComparison.Ordinal);
        Assert.Contains(await _store.WithAsync(db => db.AuditEntries.ToListAsync()), e => e.Action == "deployment.told");
    }

    [Fact]
    public async Task A_change_that_did_nothing_says_so_and_alarms_nobody()
    {
        await CasesAsync(.7);
        var id = await Desk.TellAsync(new DeploymentDraft("v2", Now.AddDays(-40), ["refund"]), "lena", default);

        Assert.False(await Worker.RunOnceAsync(default));

        Assert.Equal(EffectVerdict.NoEvidence, (await Desk.GetAsync(id, default))!.Deployment.Verdict);
        Assert.Empty(await _store.WithAsync(db => db.Notifications.ToListAsync()));
    }

    [Fact]
    public async Task What_was_taken_back_counts_until_then()
    {
        await CasesAsync(.7);
        var id = await Desk.TellAsync(new DeploymentDraft("v2", Now.AddDays(-40), ["refund"]), "lena", default);

        Assert.True(await Desk.RevertAsync(id, "lena", default));
        Assert.False(await Desk.RevertAsync(id, "lena", default));
        await Worker.ComputeAsync(default);

        Assert.Equal(DateOnly.FromDateTime(Now.AddDays(-1)), (await Desk.GetAsync(id, default))!.Report!.To);
    }

    [Fact]
    public void What_cannot_be_compared_is_refused_with_a_reason() => Assert.Multiple(
        () => Assert.Contains("name", Desk.Fault(new DeploymentDraft(" ", Now, ["refund"])), StringComparison.Ordinal),
        () => Assert.Contains("intent", Desk.Fault(new DeploymentDraft("v2", Now, [])), StringComparison.Ordinal),
        () => Assert.Contains("future", Desk.Fault(new DeploymentDraft("v2", Now.AddHours(1), ["refund"])), StringComparison.Ordinal),
        () => Assert.Null(Desk.Fault(new DeploymentDraft("v2", Now, [], ReleaseId: 1))));

    [Fact]
    public async Task Confidence_is_judged_by_overrides_outcomes_and_reviews()
    {
        Case Sure(string id, double confidence, bool? solved, int overrides = 0, bool handedOff = false) =>
            new() { Id = id, Source = "agent", At = Now.AddDays(-1), Intent = "refund", AgentVersion = "2.0", Handler = Handler.Agent, Confidence = confidence, Solved = solved, Overrides = overrides, HandedOff = handedOff };
        await _store.AddAsync([.. Enumerable.Range(0, 200).Select(i => Sure($"good-{i}", .95, true))]);
        await _store.AddAsync(Sure("overruled", .65, true, overrides: 1), Sure("failed", .65, false), Sure("handed", .65, null, handedOff: true), Sure("open", .65, null));

        var reader = _store.Services.GetRequiredService<ConfidenceReader>();
        var report = await reader.ReadAsync("refund", "2.0", Now.AddDays(-30), Now, .02, default);

        Assert.Equal(202, report.Calibration!.N);
        Assert.Equal(0, report.Calibration.Bins[0].Right);
        Assert.Equal(.66, report.Suggested!.At, 1e-9);
        Assert.Equal(200.0 / 202, report.Suggested.Coverage, 1e-9);
        Assert.Null((await reader.ReadAsync("exchange", null, Now.AddDays(-30), Now, .02, default)).Calibration);
        Assert.Equal(["refund"], (await reader.ValuesAsync(Now.AddDays(-30), Now, default)).Intents);
    }

    [Fact]
    public async Task Arms_are_read_by_who_worked_by_version_and_by_strategy()
    {
        Case Of(int i, Handler handler, string version, string strategy) =>
            new() { Id = $"{handler}-{i}", Source = "agent", At = Now.AddDays(-1), Intent = "refund", Channel = "chat", AgentVersion = version, Strategy = strategy, Handler = handler, Solved = i % 2 == 0 };
        await _store.AddAsync([.. Enumerable.Range(0, 40).Select(i => Of(i, Handler.Agent, "1", "short")), .. Enumerable.Range(0, 30).Select(i => Of(i, Handler.Human, "2", "long"))]);
        var reader = _store.Services.GetRequiredService<ArmReader>();

        foreach (var by in Enum.GetValues<ArmBy>())
        {
            var values = await reader.ValuesAsync(by, Now.AddDays(-30), Now, default);
            var report = await reader.CompareAsync(new ArmQuestion(by, values[0], values[1], Now.AddDays(-30), Now), default);
            Assert.Equal((40, 30), (report.Figures[0].First.N, report.Figures[0].Second.N));
        }
    }

    [Fact]
    public async Task A_case_keeps_its_arm_whoever_asks_and_after_the_end_cases_get_the_chosen_one()
    {
        var desk = _store.Services.GetRequiredService<ExperimentDesk>();
        var (id, problem) = await desk.DefineAsync(new Experiment { Name = "tone", Metric = "success", Worth = .1, Power = .8, HoldOut = .2, MostDays = 30, Salt = "", By = "", Arms = [new() { Name = "control", Share = 1 }, new() { Name = "short", Share = 1 }] }, "lena", default);
        Assert.Null(problem);
        Assert.Empty(await desk.AssignAsync("case-1", null, default));
        Assert.Null(await desk.StartAsync(id, "lena", default));

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => desk.AssignAsync("case-1", "tone", default))));
        var arm = answers[0][0].Arm;
        Assert.All(answers, a => Assert.Equal(arm, Assert.Single(a).Arm));
        Assert.Single(await _store.WithAsync(db => db.Assignments.ToListAsync()));
        for (var i = 2; i < 60; i++) { await desk.AssignAsync($"case-{i}", null, default); }
        Assert.NotNull(await desk.StartAsync(id, "lena", default));
        Assert.NotNull(await desk.StopAsync(id, "none", "enough", "lena", default));
        Assert.Null(await desk.StopAsync(id, "short", "it is better", "lena", default));

        Assert.Equal(arm, (await desk.AssignAsync("case-1", null, default))[0].Arm);
        var after = await Task.WhenAll(Enumerable.Range(100, 60).Select(i => desk.AssignAsync($"case-{i}", null, default)));
        Assert.Equal(["hold-out", "short"], after.Select(a => a[0].Arm).Distinct().Order());
        Assert.Equal(59, (await _store.WithAsync(db => db.Assignments.ToListAsync())).Count);
        var audit = await _store.WithAsync(db => db.AuditEntries.Select(e => e.Action).ToListAsync());
        Assert.Equal(["experiment.defined", "experiment.started", "experiment.stopped"], audit);
        Assert.Contains("called tone", (await desk.DefineAsync(new Experiment { Name = "tone", Metric = "success", Worth = .1, Power = .8, HoldOut = .2, MostDays = 30, Salt = "", By = "", Arms = [new() { Name = "a", Share = 1 }, new() { Name = "b", Share = 1 }] }, "lena", default)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_experiment_that_does_harm_is_stopped_and_told_of_once()
    {
        var desk = _store.Services.GetRequiredService<ExperimentDesk>();
        var (id, _) = await desk.DefineAsync(new Experiment { Name = "tone", Metric = "success", Worth = .1, Power = .8, HoldOut = .1, MostDays = 30, Salt = "", By = "", Arms = [new() { Name = "control", Share = 1 }, new() { Name = "short", Share = 1 }] }, "lena", default);
        await desk.StartAsync(id, "lena", default);
        var drawn = new List<(string Id, string Arm)>();
        for (var i = 0; i < 400; i++) { drawn.Add(($"c{i}", (await desk.AssignAsync($"c{i}", null, default))[0].Arm)); }
        await _store.AddAsync([.. drawn.Select((d, i) => new Case { Id = d.Id, Source = "agent", At = Now, Intent = "refund", Channel = "chat", Handler = Handler.Agent, Solved = d.Arm != "short" || i % 4 == 0 })]);
        _clock.Now = Now.AddDays(2);

        var worker = _store.Services.GetRequiredService<ExperimentWorker>();
        await worker.RunOnceAsync(default);
        await worker.RunOnceAsync(default);

        var (experiment, report) = (await desk.GetAsync(id, default))!.Value;
        Assert.Equal((ExperimentState.Stopped, ExperimentWorker.Actor), (experiment.State, experiment.StoppedBy));
        Assert.Equal(MetricFinding.Worse, report.Figures[0].Finding);
        Assert.Contains("stopped", Assert.Single(await _store.WithAsync(db => db.Notifications.ToListAsync())).Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assumptions_of_a_return_are_versions_and_reviews_and_people_are_counted()
    {
        var desk = _store.Services.GetRequiredService<ReturnDesk>();
        await desk.SaveAsync(new ReturnAssumptions { By = "", MinutesLow = 4, MinutesHigh = 6, RateLow = 1, RateHigh = 1 }, "lena", default);
        await desk.SaveAsync(new ReturnAssumptions { By = "", MinutesLow = 5, MinutesHigh = 6, RateLow = 1, RateHigh = 1 }, "lars", default);
        await _store.AddAsync(new Case { Id = "a", Source = "agent", At = Now.AddDays(-2), Intent = "refund", Handler = Handler.Agent, Solved = true, CostUsd = .2, Sequence = 1 });

        var (report, basis) = await desk.ReadAsync(Now.AddDays(-30), Now, default);

        Assert.Equal(["lars", "lena"], (await desk.AssumptionsAsync(default)).Select(a => a.By));
        Assert.True(basis.RateIsGiven);
        Assert.Equal((1, new LowHigh(5, 6)), (report.Total.Resolved, report.Total.Saved!.Value));
        Assert.Equal(2, (await _store.WithAsync(db => db.AuditEntries.ToListAsync())).Count(e => e.Action == "return.assumed"));
    }

    [Fact]
    public async Task Dead_ends_and_violations_are_also_counted_of_the_groups_and_clauses_that_a_release_addresses()
    {
        await CasesAsync(.7);
        await _store.WithAsync(async db =>
        {
            foreach (var (n, i) in Enumerable.Range(41, 20).Select((day, i) => ($"refund-{day}-0", i)))
            {
                db.DeadEndFindings.Add(new DeadEndFinding { CaseId = n, Group = i < 15 ? "mine" : "other", At = Now, Severity = Severity.High, Hits = 1 });
                db.PolicyAudits.Add(new PolicyAudit { CaseId = n, StepId = "1", PolicyId = "p", ClauseId = i < 12 ? "mine" : "other", ClauseVersion = 1, Action = "refund", Outcome = i < 3 ? RuleOutcome.Violation : RuleOutcome.Pass });
            }

            db.Deployments.Add(new Deployment { Name = "v2", At = Now.AddDays(-40), Intents = ["refund"], Groups = ["mine"], Clauses = ["p/mine"], By = "lena" });
            await db.SaveChangesAsync();
            return true;
        });

        await Worker.ComputeAsync(default);

        var report = (await Desk.GetAsync(Assert.Single(await Desk.ListAsync()).Id, default))!.Report!;
        var (ends, broken) = (report.Metrics.Single(m => m.Id == "addressed-dead-end"), report.Metrics.Single(m => m.Id == "addressed-violation"));
        Assert.Equal(15, Math.Round(ends.TouchedBefore.N * ends.TouchedBefore.Mean!.Value));
        Assert.Equal((250, 0.0), (ends.UntouchedBefore.N, ends.UntouchedBefore.Mean!.Value));
        Assert.Equal((12, .25), (broken.TouchedBefore.N, broken.TouchedBefore.Mean!.Value));
    }

    [Fact]
    public async Task What_is_long_over_is_computed_once_a_day_and_the_list_says_the_difference()
    {
        await CasesAsync(.3);
        var old = await Desk.TellAsync(new DeploymentDraft("old", Now.AddDays(-200), ["refund"]), "lena", default);
        var young = await Desk.TellAsync(new DeploymentDraft("v2", Now.AddDays(-40), ["refund"]), "lena", default);
        await Worker.RunOnceAsync(default);
        var first = _clock.Now;
        _clock.Now = first.AddMinutes(20);
        await Worker.RunOnceAsync(default);
        Assert.Equal((first, _clock.Now), ((await Desk.GetAsync(old, default))!.Deployment.ComputedAt, (await Desk.GetAsync(young, default))!.Deployment.ComputedAt));
        _clock.Now = first.AddHours(25);
        await Worker.RunOnceAsync(default);
        Assert.Equal(_clock.Now, (await Desk.GetAsync(old, default))!.Deployment.ComputedAt);

        var line = (await Desk.ListAsync()).Single(d => d.Id == young);
        Assert.InRange(line.Effect!.Value, line.EffectLower!.Value, line.EffectUpper!.Value);
        Assert.True(line.EffectUpper < 0 && line.EffectN > 100);
    }

    private Task CasesAsync(double after)
    {
        var random = new Random(9);
        var cases = new List<Case>();
        for (var day = 1; day <= 90; day++)
        {
            foreach (var intent in new[] { "refund", "invoice" })
            {
                for (var n = 0; n < 5; n++)
                {
                    var solved = random.NextDouble() < (intent == "refund" && day < 40 ? after : .7);
                    cases.Add(new Case { Id = $"{intent}-{day}-{n}", Source = "agent", At = Now.Date.AddDays(-day), Intent = intent, Channel = "chat", Handler = Handler.Agent, Solved = solved, Resolution = solved ? Resolution.Assumed : Resolution.Contained });
                }
            }
        }

        return _store.AddAsync([.. cases]);
    }
}
