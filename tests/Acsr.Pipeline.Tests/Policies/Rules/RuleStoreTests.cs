using System.Text.Json;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Kpis;
using Acsr.Retention;
using Acsr.Review;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Policies.Rules;

public sealed class RulesOnSqlite : RuleStoreTests<SqliteStore>;

public sealed class RulesOnPostgres : RuleStoreTests<PostgresStore>;

/// <summary>Rules from saving to what they say of stored cases.</summary>
public abstract class RuleStoreTests<TStore> : CaseFixture<TStore> where TStore : TestStore, new()
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private const string Policy = "# Shop\n\n## Vouchers\n\n- A voucher is at most 15 pounds.\n- A voucher needs an order that was looked up.\n";

    [Fact]
    public async Task A_rule_that_is_saved_judges_nothing_until_it_is_switched_on()
    {
        await GivenAsync();
        var saved = await SaveAsync(Draft());
        await RejudgedAsync();
        Assert.Empty(await AuditsAsync());

        await Get<RuleDesk>().SwitchOnAsync(saved.RuleId, saved.Version, "lea");
        await RejudgedAsync();

        Assert.Equal([("big", RuleOutcome.Violation), ("odd", RuleOutcome.Unknown), ("small", RuleOutcome.Pass)], await OutcomesAsync());
        var audit = (await AuditsAsync()).Single(a => a.CaseId == "big");
        Assert.Equal(("shop/vouchers-1@1", "issue_voucher", 4, "big:act"), (audit.Citation, audit.Action, audit.Severity, audit.StepId));
        Assert.Equal("Voucher limit: The action's amount is 20, more than 15.", audit.Text);
        Assert.Equal(["big:act"], audit.Evidence);
        await AssertDerivedAnewAsync();
    }

    [Fact]
    public async Task A_violation_becomes_a_signal_an_item_of_the_queue_and_a_figure()
    {
        await GivenAsync();
        await OnAsync(Draft());

        var signals = await Store.WithAsync(db => db.Signals.AsNoTracking().Where(s => s.Kind == SignalKind.PolicyFlag).OrderBy(s => s.CaseId).ToListAsync());
        Assert.Equal([("big", PolicySignals.Violation, Severity.High, (double?)1), ("odd", PolicySignals.NotJudged, Severity.Low, null)], signals.Select(s => (s.CaseId, s.Name, s.Severity, s.Value)));
        Assert.Contains("shop/vouchers-1@1", signals[0].Text, StringComparison.Ordinal);
        var items = await Store.WithAsync(db => db.ReviewItems.AsNoTracking().OrderByDescending(i => i.Priority).ToListAsync());
        Assert.Equal(["big", "odd"], items.Select(i => i.CaseId));
        Assert.Equal([ReviewReason.PolicyViolation], items[0].Reasons);
        Assert.Equal([ReviewReason.PolicyUnknown], items[1].Reasons);
        Assert.True(items[1].Priority < .1, "What could not be judged stands at the end of the queue.");
        Assert.Contains("more than 15", items[0].Why, StringComparison.Ordinal);

        var value = Assert.Single(await Get<KpiEngine>().ValuesAsync([KpiDefinitions.PolicyCompliance], new KpiQuery(), default));
        Assert.Equal((.5, 2), (value.Value, value.N));
        var unknown = Assert.Single(await Get<KpiEngine>().ValuesAsync([KpiDefinitions.PolicyNotJudged], new KpiQuery(), default));
        Assert.Equal((1 / 3.0, 3), (unknown.Value!.Value, unknown.N));
    }

    [Fact]
    public async Task Switched_off_it_leaves_nothing_behind()
    {
        await GivenAsync();
        var before = await DerivedAsync();
        var saved = await OnAsync(Draft());

        await Get<RuleDesk>().SwitchOffAsync(saved.RuleId, "lea");
        await RejudgedAsync();

        Assert.Empty(await AuditsAsync());
        Assert.Equal(before, await DerivedAsync());
        Assert.Equal(0, await Store.WithAsync(db => db.ReviewItems.CountAsync()));
    }

    [Fact]
    public async Task A_rule_switched_on_later_says_what_it_would_have_said_from_the_start()
    {
        await GivenAsync();
        await OnAsync(Draft());
        var later = await AuditsAsync();

        await SendAsync(Case("big", """{"amount":20}""").Select(e => e with { }));
        await SendAsync(Case("new", """{"amount":99}"""));
        await FoldAsync();

        Assert.Equal(later.Select(Text), (await AuditsAsync()).Where(a => a.CaseId != "new").Select(Text));
        Assert.Contains(await AuditsAsync(), a => a is { CaseId: "new", Outcome: RuleOutcome.Violation });
    }

    [Fact]
    public async Task A_new_version_judges_once_it_is_switched_on_and_then_all()
    {
        await GivenAsync();
        var saved = await OnAsync(Draft());

        var second = await SaveAsync(Draft("""{"<=":[{"var":"call.args.amount"},25]}""", pass: 25, violation: 26) with { RuleId = saved.RuleId, BasedOn = 1 });
        await RejudgedAsync();
        Assert.All(await AuditsAsync(), a => Assert.Equal(1, a.RuleVersion));

        await Get<RuleDesk>().SwitchOnAsync(second.RuleId, second.Version, "lea");
        await RejudgedAsync();

        Assert.All(await AuditsAsync(), a => Assert.Equal(2, a.RuleVersion));
        Assert.Equal([("big", RuleOutcome.Pass), ("odd", RuleOutcome.Unknown), ("small", RuleOutcome.Pass)], await OutcomesAsync());
    }

    [Fact]
    public async Task Decisions_are_judged_under_the_version_in_force_then()
    {
        await ImportAsync(Policy, Start.AddHours(-1));
        await ImportAsync(Policy.Replace("at most 15", "never more than 15", StringComparison.Ordinal), Start.AddDays(1));
        await ImportAsync("# Shop\n\n## Other\n\n- Nothing about them.\n", Start.AddDays(3));
        foreach (var (id, day) in ((string, int)[])[("before", -1), ("first", 0), ("second", 2), ("gone", 4)]) { await SendAsync(Case(id, """{"amount":20}""", Start.AddDays(day))); }
        await FoldAsync();
        await OnAsync(Draft());

        Assert.Equal([("first", "shop/vouchers-1@1"), ("second", "shop/vouchers-1@2")], (await AuditsAsync()).OrderBy(a => a.CaseId).Select(a => (a.CaseId, a.Citation)));
        await AssertDerivedAnewAsync();
    }

    [Fact]
    public async Task A_version_imported_later_for_an_earlier_day_is_judged_under_too()
    {
        await GivenAsync();
        await OnAsync(Draft());

        await ImportAsync(Policy.Replace("at most 15", "never more than 15", StringComparison.Ordinal), Start.AddHours(-1));
        await RejudgedAsync();

        Assert.All(await AuditsAsync(), a => Assert.Equal(2, a.ClauseVersion));
        await AssertDerivedAnewAsync();
    }

    [Fact]
    public async Task A_rule_that_runs_on_gives_unknown_and_breaks_no_fold()
    {
        await ImportAsync(Policy, Start.AddDays(-1));
        var many = string.Join(',', Enumerable.Range(0, 2_000));
        await OnAsync(Draft("""{"all":[{"var":"call.args.many"},{"in":[{"var":""},[1,2,3,4,5,6,7,8]]}]}""") with
        {
            Examples = [new("few", """{"call":{"tool":"issue_voucher","args":{"many":[1]}}}""", RuleOutcome.Pass), new("other", """{"call":{"tool":"issue_voucher","args":{"many":[9]}}}""", RuleOutcome.Violation)],
        });

        await SendAsync(Case("c", $$"""{"many":[{{many.Replace("0", "1", StringComparison.Ordinal)}}]}"""));
        await SendAsync(Case("d", """{"many":[1]}"""));
        await FoldAsync();

        var audits = await AuditsAsync();
        Assert.Equal((RuleOutcome.Unknown, "the rule needs more than 10,000 operations"), (audits.Single(a => a.CaseId == "c").Outcome, audits.Single(a => a.CaseId == "c").Missing.Single()));
        Assert.Equal(RuleOutcome.Pass, audits.Single(a => a.CaseId == "d").Outcome);
    }

    [Fact]
    public async Task A_rule_that_is_wrong_is_refused_with_every_reason()
    {
        await GivenAsync();
        var draft = Draft();

        Assert.Equal(["$.<=: '<=' has 1 arguments and takes 2 to 3. It means: the first is at most the second; of three: the second lies between, ends included."], await RefusedAsync(draft with { Logic = """{"<=":[1]}""" }));
        Assert.Equal(["Add an example that breaks the clause."], await RefusedAsync(draft with { Examples = [draft.Examples[0]] }));
        Assert.Equal(["Example 'Within' is expected to be broken and is kept: mend the rule or the example.", "Add an example that keeps the clause."],
            (await RefusedAsync(draft with { Examples = [draft.Examples[0] with { Expected = RuleOutcome.Violation }, draft.Examples[1]] })).OrderDescending());
        Assert.Equal(["There is no clause 'vouchers-9' in the policy 'shop'; choose one that is there."], await RefusedAsync(draft with { ClauseId = "vouchers-9" }));
        Assert.Equal(["The severity is a number from 1 (slight) to 5 (worst)."], await RefusedAsync(draft with { Severity = 6 }));
        Assert.Contains("Say which actions the rule applies to, or choose everything that changes something.", await RefusedAsync(draft with { AppliesTo = [] }));

        var saved = await SaveAsync(draft);
        Assert.Contains("lea has saved version 1 meanwhile", Assert.Single(await RefusedAsync(draft with { RuleId = saved.RuleId, BasedOn = 0 })), StringComparison.Ordinal);
        Assert.Equal(1, await Store.WithAsync(db => db.PolicyRuleVersions.CountAsync()));
    }

    [Fact]
    public async Task Every_change_is_in_the_audit_log()
    {
        await GivenAsync();
        var saved = await OnAsync(Draft());
        await Get<RuleDesk>().SwitchOffAsync(saved.RuleId, "lea");

        var entries = await Store.WithAsync(db => db.AuditEntries.AsNoTracking().Where(e => e.Action.StartsWith("rule.")).OrderBy(e => e.Id).ToListAsync());
        Assert.Equal([("rule.saved", null), ("rule.switched-on", "draft"), ("rule.switched-off", "on, version 1")], entries.Select(e => (e.Action, e.Before)));
        Assert.Null(await Store.WithAsync(db => AuditLog.VerifyAsync(db, default)));
    }

    [Fact]
    public async Task Cases_are_queued_in_batches_and_every_one_once()
    {
        await ImportAsync(Policy, Start.AddDays(-1));
        await SendAsync(Enumerable.Range(0, RejudgeQueue.Batch + 20).SelectMany(i => Case($"c{i:000}", """{"amount":20}""")));
        await SendAsync([new MessageEvent { Id = "talk:m", Case = "talk", Time = Start, Role = "customer", Text = "Hello" }]);
        await FoldAsync();
        var saved = await SaveAsync(Draft());
        await Get<RuleDesk>().SwitchOnAsync(saved.RuleId, 1, "lea");

        Assert.True(await Get<RejudgeQueue>().QueueBatchAsync(default));
        Assert.Equal(RejudgeQueue.Batch, await Store.WithAsync(db => db.CaseWork.CountAsync()));
        Assert.False(await Get<RejudgeQueue>().QueueBatchAsync(default));
        await RejudgedAsync();

        Assert.Equal(RejudgeQueue.Batch + 20, (await AuditsAsync()).Count);
        Assert.Equal(0, await Store.WithAsync(db => db.PolicyRejudges.CountAsync()));
    }

    [Fact]
    public async Task A_trial_says_what_switching_on_then_finds()
    {
        await GivenAsync();
        var rule = CompiledRule.Compile(Draft().Text).Rule!;

        var report = await Get<RuleBacktest>().RunAsync(rule, new BacktestRange(Start.AddDays(-1), Start.AddDays(1)), null, default);

        Assert.Equal((3, 3, 1, 1, 1, 0), (report.CasesInRange, report.CasesRead, report.Passed, report.Violations, report.Unknown, report.NotInForce));
        Assert.Equal(["big", "odd"], report.Flagged.Select(f => f.CaseId).Order());
        Assert.Empty(await AuditsAsync());
        var limited = await Get<RuleBacktest>().RunAsync(rule, new BacktestRange(Start.AddDays(-1), Start.AddDays(1), Limit: 1), null, default);
        Assert.Equal((3, 1), (limited.CasesInRange, limited.CasesRead));

        await OnAsync(Draft());
        Assert.Equal((await AuditsAsync()).Where(a => a.Outcome != RuleOutcome.Pass).OrderBy(a => a.CaseId).Select(a => (a.CaseId, a.Outcome, a.Text)),
            report.Flagged.SelectMany(f => f.Audits).OrderBy(a => a.CaseId).Select(a => (a.CaseId, a.Outcome, a.Text)));
    }

    [Fact]
    public async Task A_comparison_says_which_decisions_a_change_judges_otherwise()
    {
        await GivenAsync();
        var old = CompiledRule.Compile(Draft().Text).Rule!;
        var wider = CompiledRule.Compile(Draft("""{"<=":[{"var":"call.args.amount"},25]}""").Text).Rule!;
        var range = new BacktestRange(Start.AddDays(-1), Start.AddDays(1));

        var changed = await Get<RuleBacktest>().CompareAsync(old, wider, range, null, default);
        var fresh = await Get<RuleBacktest>().CompareAsync(null, old, range, null, default);

        Assert.Equal((3, 1), (changed.Decisions, changed.ChangedCount));
        Assert.Equal(("big", RuleOutcome.Violation, RuleOutcome.Pass), (changed.Changed[0].CaseId, changed.Changed[0].Before, changed.Changed[0].After));
        Assert.Equal(3, fresh.ChangedCount);
        Assert.All(fresh.Changed, c => Assert.Equal(RuleOutcome.NotApplicable, c.Before));
    }

    [Fact]
    public async Task The_demo_desk_takes_its_rules_and_audits_along()
    {
        Assert.IsType<PolicyImportOutcome.Imported>(await Get<PolicyImport>().ImportAsync("shop", Policy, Start.AddDays(-1), "test", demo: true));
        await SendAsync(Case("c", """{"amount":20}""").Prepend(new CaseOpenedEvent { Id = "c:open", Case = "c", Time = Start, Demo = true }));
        await FoldAsync();
        await OnAsync(Draft());
        Assert.Single(await AuditsAsync());

        await new DemoRemoval(Store.Contexts, Store.Gate, Get<SegmentFiler>(), TimeProvider.System).RemoveAsync("test", default);

        Assert.Empty(await AuditsAsync());
        Assert.Equal((0, 0, 0), await Store.WithAsync(async db => (await db.PolicyRules.CountAsync(), await db.PolicyRuleVersions.CountAsync(), await db.PolicyRejudges.CountAsync())));
    }

    private async Task GivenAsync()
    {
        await ImportAsync(Policy, Start.AddDays(-1));
        await SendAsync([.. Case("small", """{"amount":10}"""), .. Case("big", """{"amount":20}"""), .. Case("odd", "{}")]);
        await FoldAsync();
    }

    private async Task ImportAsync(string text, DateTime from) => Assert.IsType<PolicyImportOutcome.Imported>(await Get<PolicyImport>().ImportAsync("shop", text, from, "test", demo: false));

    private static RuleDraft Draft(string logic = """{"<=":[{"var":"call.args.amount"},15]}""", int pass = 15, int violation = 16) => new()
    {
        PolicyId = "shop",
        ClauseId = "vouchers-1",
        Name = "Voucher limit",
        AppliesTo = ["issue_voucher"],
        Logic = logic,
        Severity = 4,
        Examples =
        [
            new("Within", $$$"""{"call":{"tool":"issue_voucher","args":{"amount":{{{pass}}} } } }""", RuleOutcome.Pass),
            new("Beyond", $$$"""{"call":{"tool":"issue_voucher","args":{"amount":{{{violation}}} } } }""", RuleOutcome.Violation),
        ],
    };

    private static CaseEvent[] Case(string id, string arguments, DateTime? at = null) =>
    [
        new MessageEvent { Id = $"{id}:m", Case = id, Time = (at ?? Start), Role = "customer", Text = "Please, yes." },
        new StepEvent { Id = $"{id}:act", Case = id, Time = (at ?? Start).AddSeconds(1), Kind = "action", Name = "issue_voucher", Input = JsonDocument.Parse(arguments).RootElement },
    ];

    private async Task<RuleChangeOutcome.Done> SaveAsync(RuleDraft draft)
    {
        var outcome = await Get<RuleDesk>().SaveAsync(draft, "lea");
        Assert.Empty((outcome as RuleChangeOutcome.Refused)?.Reasons ?? []);
        return Assert.IsType<RuleChangeOutcome.Done>(outcome);
    }

    private async Task<RuleChangeOutcome.Done> OnAsync(RuleDraft draft)
    {
        var saved = await SaveAsync(draft);
        Assert.IsType<RuleChangeOutcome.Done>(await Get<RuleDesk>().SwitchOnAsync(saved.RuleId, saved.Version, "lea"));
        await RejudgedAsync();
        return saved;
    }

    private async Task<IReadOnlyList<string>> RefusedAsync(RuleDraft draft) => Assert.IsType<RuleChangeOutcome.Refused>(await Get<RuleDesk>().SaveAsync(draft, "lea")).Reasons;

    private async Task RejudgedAsync()
    {
        do { await FoldAsync(); }
        while (await Get<RejudgeQueue>().QueueBatchAsync(default));
        await FoldAsync();
    }

    private Task<List<PolicyAudit>> AuditsAsync() => Store.WithAsync(db => db.PolicyAudits.AsNoTracking().OrderBy(a => a.CaseId).ThenBy(a => a.StepId).ToListAsync());

    private async Task<IEnumerable<(string, RuleOutcome)>> OutcomesAsync() => (await AuditsAsync()).Select(a => (a.CaseId, a.Outcome));

    private static string Text(PolicyAudit audit) => JsonSerializer.Serialize(audit);
}
