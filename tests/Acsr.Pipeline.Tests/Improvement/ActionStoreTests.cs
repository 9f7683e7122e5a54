using Acsr.Access;
using Acsr.Cases;
using Acsr.Delivery;
using Acsr.Ingest;
using Acsr.Kpis;
using Acsr.Policies;
using Acsr.Releases;
using Acsr.Review;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Improvement;

public sealed class ActionStoreOnSqlite : ActionStoreTests<SqliteStore>;

public sealed class ActionStoreOnPostgres : ActionStoreTests<PostgresStore>;

/// <summary>The life of improvement actions in the store: opened once, worked, resolved, opened again.</summary>
public abstract class ActionStoreTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private static readonly ActionPerson Lena = new("lena-id", "lena");
    private readonly TStore _store = new();
    private readonly TestClock _clock = new() { Now = Rows.Now };

    public async ValueTask InitializeAsync()
    {
        Func<string, CancellationToken, Task<FoldedCase?>> cases = (id, _) => Task.FromResult<FoldedCase?>(Given.Case(id));
        await _store.OpenAsync(services => services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton<TimeProvider>(_clock)
            .AddSingleton(cases).AddIngest().AddCases().AddPolicies().AddSignals().AddKpis().AddDelivery().AddReleases().AddImprovement());
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    private ActionDesk Desk => Get<ActionDesk>();

    [Fact]
    public async Task Evaluators_that_race_open_exactly_one_action_with_one_notification_and_one_message_for_each_endpoint()
    {
        await UnhappyCasesAsync(100, 28, 0);
        await _store.AddAsync(Endpoint("a"), Endpoint("b"));
        // Each with a context, an engine and a memory of its own, as nodes have.
        var nodes = Enumerable.Range(0, 4).Select(_ => ActivatorUtilities.CreateInstance<ImprovementWorker>(_store.Services)).ToList();

        var opened = await Task.WhenAll(nodes.Select(node => Task.Run(() => node.EvaluateAsync(default))));

        Assert.Single(opened.SelectMany(ids => ids));
        var action = Assert.Single(await _store.WithAsync(db => db.ImprovementActions.Include(a => a.Notes).ToListAsync()));
        Assert.Equal(("M1|", ActionState.Open, "rule", 100), (action.Key, action.State, action.OpenedBy, action.N));
        Assert.Equal(ActionNoteKind.Opened, Assert.Single(action.Notes).Kind);
        Assert.Equal($"/actions/{action.Id}", Assert.Single(await _store.WithAsync(db => db.Notifications.ToListAsync())).Link);
        var messages = await _store.WithAsync(db => db.WebhookDeliveries.ToListAsync());
        Assert.Equal(2, messages.Select(m => m.EndpointId).Distinct().Count());
        Assert.Equal(2, messages.Count);
        Assert.Empty(await EvaluateAsync());
    }

    [Fact]
    public async Task A_resolved_action_opens_again_when_it_comes_back_after_the_settle_time_and_not_before()
    {
        await UnhappyCasesAsync(100, 28, 0);
        var id = Assert.Single(await EvaluateAsync());
        Assert.Equal(ActionOutcome.Done, await Desk.ResolveAsync(id, "The script is mended.", "lena", default));
        Assert.Empty(await EvaluateAsync());

        // Half a day before and half a day after the fortnight: one day more or less of it would be told from either side.
        _clock.Now += TimeSpan.FromDays(13.5);
        await UnhappyCasesAsync(100, 0, -13.5);
        Assert.Empty(await EvaluateAsync());

        _clock.Now += TimeSpan.FromDays(1);
        Assert.Equal(id, Assert.Single(await EvaluateAsync()));

        var action = await GetAsync(id);
        Assert.Equal((ActionState.Open, 1, null, 100), (action.State, action.Reopened, action.ClosedAt, action.N));
        Assert.Equal([ActionNoteKind.Opened, ActionNoteKind.Resolved, ActionNoteKind.Reopened], action.Notes.Select(n => n.Kind));
        Assert.Equal(2, await _store.WithAsync(db => db.Notifications.CountAsync()));
    }

    [Fact]
    public async Task What_was_better_after_a_resolution_stays_resolved()
    {
        await UnhappyCasesAsync(100, 28, 0);
        var id = Assert.Single(await EvaluateAsync());
        await Desk.ResolveAsync(id, "Mended.", "lena", default);
        await CasesAsync(100, 0, -20, csat: 0.9);
        _clock.Now += TimeSpan.FromDays(20);

        Assert.Empty(await EvaluateAsync());
        Assert.Equal(ActionState.Resolved, (await GetAsync(id)).State);
    }

    [Fact]
    public async Task No_rule_opens_again_what_was_dismissed_but_a_person_may()
    {
        await UnhappyCasesAsync(100, 28, 0);
        var id = Assert.Single(await EvaluateAsync());
        Assert.Equal(ActionOutcome.TextMissing, await Desk.DismissAsync(id, " ", "lena", default));
        Assert.Equal(ActionOutcome.Done, await Desk.DismissAsync(id, "Only the strike.", "lena", default));
        _clock.Now += TimeSpan.FromDays(20);
        await UnhappyCasesAsync(100, 0, -20);

        Assert.Empty(await EvaluateAsync());
        Assert.Equal(ActionOutcome.Done, await Desk.ReopenAsync(id, "The strike is over.", "lena", default));

        var action = await GetAsync(id);
        Assert.Equal((ActionState.Open, 1), (action.State, action.Reopened));
        Assert.Equal("The strike is over.", action.Notes[^1].Text);
    }

    [Fact]
    public async Task An_action_is_taken_worked_discussed_and_every_step_is_in_the_audit_log()
    {
        await UnhappyCasesAsync(100, 28, 0);
        var id = Assert.Single(await EvaluateAsync());

        Assert.Equal(ActionOutcome.Done, await Desk.StartAsync(id, Lena, default));
        Assert.Equal(ActionOutcome.NotNow, await Desk.StartAsync(id, new ActionPerson("ken-id", "ken"), default));
        Assert.Equal(ActionOutcome.Done, await Desk.CommentAsync(id, "It is the refund script.", "lena", default));
        Assert.Equal(ActionOutcome.Done, await Desk.AssignAsync(id, new ActionPerson("ken-id", "ken"), "lena", default));
        Assert.Equal(ActionOutcome.Done, await Desk.PutBackAsync(id, "ken", default));
        Assert.Equal(ActionOutcome.NotFound, await Desk.CommentAsync(id + 1, "Hello?", "lena", default));

        var action = await GetAsync(id);
        Assert.Equal((ActionState.Open, "ken"), (action.State, action.OwnerName));
        Assert.Equal([ActionNoteKind.Opened, ActionNoteKind.Started, ActionNoteKind.Comment, ActionNoteKind.Owner, ActionNoteKind.PutBack], action.Notes.Select(n => n.Kind));
        var entries = await _store.WithAsync(db => db.AuditEntries.OrderBy(e => e.Id).Select(e => e.Action).ToListAsync());
        Assert.Equal(["action.started", "action.commented", "action.owner-changed", "action.put-back"], entries.Where(e => e.StartsWith("action.", StringComparison.Ordinal)));
        Assert.Null(await _store.WithAsync(db => AuditLog.VerifyAsync(db, default)));
    }

    [Fact]
    public async Task A_published_release_resolves_what_names_it_once()
    {
        await UnhappyCasesAsync(100, 28, 0);
        await _store.AddAsync(Given.Review(1, reviewer: "rita"));
        var id = Assert.Single(await EvaluateAsync());
        var release = Assert.IsType<CreateOutcome.Created>(await Get<ReleaseDesk>().CreateAsync("refunds-1", [1], "kim")).Id;

        Assert.Equal(ActionOutcome.NotFound, await Desk.PlanAsync(id, release + 1, "lena", default));
        Assert.Equal(ActionOutcome.Done, await Desk.PlanAsync(id, release, "lena", default));
        Assert.Equal(ActionState.Open, (await GetAsync(id)).State);

        Assert.Equal(ApproveOutcome.Approved, await Get<ReleaseDesk>().ApproveAsync(release, "ken-id", "ken"));
        var resolved = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Desk.ResolvePublishedAsync(default))));

        Assert.Equal(1, resolved.Sum());
        var action = await GetAsync(id);
        Assert.Equal((ActionState.ResolvedByRelease, release), (action.State, action.ReleaseId));
        Assert.Equal("Release refunds-1 was published.", action.Notes[^1].Text);
    }

    [Fact]
    public async Task An_action_about_a_group_of_dead_ends_says_how_often_it_was_found_and_what_it_is_worth()
    {
        await _store.AddAsync([
            new DeadEndGroup { Key = "g", Detector = "L1" },
            .. Enumerable.Range(0, 40).Select(i => new Case { Id = $"c{i}", At = Rows.Now.AddDays(-1), Handler = Handler.Agent, Solved = i % 4 > 0, Sequence = i + 1 }),
            .. Enumerable.Range(0, 8).Select(i => new DeadEndFinding { Group = "g", CaseId = $"c{i}", At = Rows.Now.AddDays(-1), Day = DateOnly.FromDateTime(Rows.Now.AddDays(-1)).DayNumber, Severity = Severity.High, Hits = 1, Solved = i % 4 > 0 }),
        ]);

        var draft = await Get<ActionDrafts>().DraftAsync(new ActionRequest(ActionSource.DeadEnd, null, null, "g", null, Segment.Whole, null, null), default);

        Assert.Equal((.2, 40, .5), (draft!.Value!.Value, draft.N, Math.Round(draft.ExpectedValue, 9)));
        Assert.StartsWith("Found in 8 of 40 cases that the agent took part in", draft.Why, StringComparison.Ordinal);
        Assert.EndsWith("6 of 8 with a known outcome were solved.", draft.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_opens_an_action_and_whoever_asks_for_the_same_gets_that_one()
    {
        var draft = await Get<ActionDrafts>().DraftAsync(new ActionRequest(ActionSource.DeadEnd, null, null, "L1|refund|get_order", "Loop in refunds", new Segment(Intent: "refund"), null, null), default);
        var opened = await Get<ActionOpener>().OpenAsync(draft!, "lena", null, default);
        var again = await Get<ActionDrafts>().DraftAsync(new ActionRequest(ActionSource.DeadEnd, null, null, "L1|refund|get_order", null, Segment.Whole, null, null), default);
        var same = await Get<ActionOpener>().OpenAsync(again!, "ken", null, default);

        Assert.True(opened.Opened);
        Assert.Equal(new OpenOutcome(opened.Id, false, false), same);
        Assert.Equal(("Loop in refunds", "lena", "L1|refund|get_order"), await _store.WithAsync(db => db.ImprovementActions.Select(a => new ValueTuple<string, string, string?>(a.Title, a.OpenedBy, a.DeadEndGroup)).SingleAsync()));
        Assert.Null(await Get<ActionDrafts>().DraftAsync(new ActionRequest(ActionSource.Kpi, null, "no_such_kpi", null, null, Segment.Whole, null, null), default));
    }

    [Fact]
    public async Task Lists_rank_by_expected_value_and_filter_by_state_row_and_owner()
    {
        await _store.AddAsync(Action("M1|", "M1", 2), Action("M2|", "M2", 9), Action("M7|", "M7", 5, ActionState.InWork, "lena-id"), Action("M8|", "M8", 7, ActionState.Dismissed));
        var lists = Get<ActionLists>();

        Assert.Equal(["M2|", "M1|"], (await lists.ListAsync(ActionFilter.Open, null, null, 10, 0, default)).Select(a => a.Key));
        Assert.Equal(["M1|"], (await lists.ListAsync(ActionFilter.Open, null, "M1", 10, 0, default)).Select(a => a.Key));
        Assert.Equal(["M7|"], (await lists.ListAsync(ActionFilter.InWork, "lena-id", null, 10, 0, default)).Select(a => a.Key));
        Assert.Empty(await lists.ListAsync(ActionFilter.InWork, "ken-id", null, 10, 0, default));
        Assert.Equal(["M8|"], (await lists.ListAsync(ActionFilter.Done, null, null, 10, 0, default)).Select(a => a.Key));
        Assert.Equal(new ActionCounts(2, 1, 1), await lists.CountsAsync(default));
    }

    [Fact]
    public async Task The_matrix_counts_the_same_cases_as_the_kpi_and_its_actions_and_targets()
    {
        await UnhappyCasesAsync(60, 28, 0);
        await CasesAsync(40, 28, 0, csat: null);
        await Get<MatrixSettings>().SetTargetAsync(MatrixRows.Find("M1")!, Segment.Whole, 0.8, "lena", demo: false, default);
        await EvaluateAsync();
        var query = new KpiQuery(Rows.Now.AddDays(-28), Rows.Now);

        var rows = await Get<MatrixReader>().RowsAsync(query, TimeSpan.FromDays(1), default);
        var csat = rows.Single(r => r.Row.Id == "M1");

        Assert.Equal((60, 60, 100, 0.8), (csat.Value.N, csat.Volume, csat.Coverage.N, csat.Target));
        Assert.Equal(0.6, csat.Coverage.Value);
        Assert.True(csat.IsOutOfBounds);
        Assert.Equal((1, 0, 0), (csat.Open, csat.InWork, csat.Resolved));
        Assert.Equal(0, rows.Single(r => r.Row.Id == "M4").Value.N);
        Assert.Equal(("intent=refund", 60), (await Get<MatrixReader>().SegmentsAsync(csat.Row, "intent", query, default)).Select(s => (s.Segment.Key, s.Value.N)).Single());
    }

    [Fact]
    public async Task Targets_and_rules_are_kept_with_an_audit_entry_and_come_back_as_they_were()
    {
        var (settings, row) = (Get<MatrixSettings>(), MatrixRows.Find("M1")!);
        await settings.SetTargetAsync(row, new Segment(Intent: "a=b;c"), 0.7, "lena", demo: false, default);
        await settings.SetTargetAsync(row, new Segment(Intent: "a=b;c"), 0.9, "lena", demo: false, default);
        await settings.SetRuleAsync(new MatrixRule { Row = "M1", Check = RuleCheck.Ewma, MinimumN = 50 }, "lena", default);
        await settings.SetRuleAsync(new MatrixRule { Row = "M1", Check = RuleCheck.Cusum, MinimumN = 60 }, "lena", default);

        Assert.Equal(0.9, MatrixSettings.Of(row, await settings.TargetsAsync(default))[new Segment(Intent: "a=b;c").Key]);
        Assert.Equal((RuleCheck.Cusum, 60), ((await settings.RulesAsync(default))["M1"].Check, (await settings.RulesAsync(default))["M1"].MinimumN));
        Assert.Equal([("0.7", "0.9")], await _store.WithAsync(db => db.AuditEntries.Where(e => e.Action == "target.changed" && e.Before != null).Select(e => new ValueTuple<string, string>(e.Before!, e.After!)).ToListAsync()));
        Assert.Equal(2, await _store.WithAsync(db => db.AuditEntries.CountAsync(e => e.Action == "rule.changed")));

        await settings.SetTargetAsync(row, new Segment(Intent: "a=b;c"), null, "lena", demo: false, default);
        Assert.Empty(await settings.TargetsAsync(default));
    }

    private T Get<T>() where T : notnull => _store.Services.GetRequiredService<T>();

    private async Task<IReadOnlyList<long>> EvaluateAsync()
    {
        await TargetAsync();
        return await Get<ImprovementWorker>().EvaluateAsync(default);
    }

    private Task TargetAsync() => Get<MatrixSettings>().SetTargetAsync(MatrixRows.Find("M1")!, Segment.Whole, 0.8, "lena", demo: false, default);

    private async Task UnhappyCasesAsync(int count, double fromDaysAgo, double toDaysAgo)
    {
        await TargetAsync();
        await CasesAsync(count, fromDaysAgo, toDaysAgo, 0.2);
    }

    private async Task CasesAsync(int count, double fromDaysAgo, double toDaysAgo, double? csat)
    {
        await using var db = await _store.Contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var sequence = await db.ReserveSequenceAsync(count, default);
        foreach (var (row, i) in Rows.Spread(count, fromDaysAgo, toDaysAgo, _ => Rows.At(0, csat: csat)).Select((row, i) => (row, i)))
        {
            db.Cases.Add(new Case { Id = $"c{sequence + i}", At = row.At, OpenedAt = row.At, ClosedAt = row.At, Intent = row.Intent, Channel = row.Channel, Agent = row.Agent, AgentVersion = row.AgentVersion, Handler = row.Handler, Solved = true, Csat = csat, Sequence = sequence + i });
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    private Task<ImprovementAction> GetAsync(long id) => _store.WithAsync(db => db.ImprovementActions.AsNoTracking().Include(a => a.Notes.OrderBy(n => n.Id)).SingleAsync(a => a.Id == id));

    private static WebhookEndpoint Endpoint(string name) => new() { Name = name, Url = "https://example.com", Secret = "", CreatedBy = "test", CreatedAt = Rows.Now };

    private static ImprovementAction Action(string key, string row, double worth, ActionState state = ActionState.Open, string? owner = null) =>
        new() { Key = key, Row = row, Title = key, OpenedBy = "test", OpenedAt = Rows.Now, ExpectedValue = worth, State = state, OwnerId = owner, ClosedAt = state > ActionState.InWork ? Rows.Now : null };
}
