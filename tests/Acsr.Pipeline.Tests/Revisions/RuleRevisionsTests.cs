using System.Text.Json;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Policies;
using Acsr.Policies.Rules;
using Acsr.Store;

namespace Acsr.Revisions;

public sealed class RuleRevisionsOnSqlite : RuleRevisionsTests<SqliteStore>;

public sealed class RuleRevisionsOnPostgres : RuleRevisionsTests<PostgresStore>;

public abstract class RuleRevisionsTests<TStore> : CaseFixture<TStore> where TStore : TestStore, new()
{
    private const string First = "# Shop\n\n## Vouchers\n\n- A voucher is at most 15 pounds.\n- A voucher needs an order that was looked up.\n";
    private static readonly DateTime Start = DateTime.UtcNow.Date.AddDays(-10);

    private RuleRevisions Revisions => new(Store.Contexts, Get<RuleBacktest>(), Get<RuleSet>(), TimeProvider.System);

    [Fact]
    public async Task A_rule_that_was_changed_with_its_clause_judges_past_decisions_otherwise()
    {
        var rule = await GivenAsync();
        await ImportAsync(First.Replace("15", "25", StringComparison.Ordinal), Start.AddDays(20));
        var same = (await Revisions.CompareAsync("shop", 2, rule.RuleId, null))!;
        Assert.Equal((2, 0), (same.Decisions, same.ChangedCount));

        Assert.IsType<RuleChangeOutcome.Done>(await Get<RuleDesk>().SaveAsync(Draft(25) with { RuleId = rule.RuleId, BasedOn = 1 }, "lea"));
        var changed = (await Revisions.CompareAsync("shop", 2, rule.RuleId, null))!;

        Assert.Equal(("big", RuleOutcome.Violation, RuleOutcome.Pass), Assert.Single(changed.Changed) is var one ? (one.CaseId, one.Before, one.After) : default);
        var told = Assert.Single(await Revisions.ListAsync("shop", "vouchers-1"));
        Assert.Equal((PolicyRuleState.On, 1, 2, true, 1, 1, 0), (told.State, told.Version, told.Latest, told.HasDraft, told.Passed, told.Violations, told.Unknown));
        Assert.Empty(await Revisions.ListAsync("shop", "vouchers-2"));
    }

    [Fact]
    public async Task A_clause_that_is_gone_judges_nothing_any_more()
    {
        var rule = await GivenAsync();
        await ImportAsync("# Shop\n\n## Vouchers\n\n- A voucher needs an order that was looked up.\n", Start.AddDays(20));

        var compared = (await Revisions.CompareAsync("shop", 2, rule.RuleId, null))!;

        Assert.Equal(2, compared.ChangedCount);
        Assert.All(compared.Changed, c => Assert.Equal(RuleOutcome.NotApplicable, c.After));
        Assert.Null(await Revisions.CompareAsync("shop", 3, rule.RuleId, null));
        Assert.Null(await Revisions.CompareAsync("other", 2, rule.RuleId, null));
    }

    [Fact]
    public async Task A_version_that_has_ended_judges_no_later_decision()
    {
        await GivenAsync();
        await Get<PolicyDesk>().EndAsync("shop", 1, Start.AddDays(-1).AddHours(1), "lea");
        await RejudgedAsync();

        Assert.Equal(0, Assert.Single(await Revisions.ListAsync("shop", null)).Decisions);
    }

    private async Task<RuleChangeOutcome.Done> GivenAsync()
    {
        await ImportAsync(First, Start.AddDays(-1));
        await SendAsync([.. Case("small", 10), .. Case("big", 20)]);
        await FoldAsync();
        var saved = Assert.IsType<RuleChangeOutcome.Done>(await Get<RuleDesk>().SaveAsync(Draft(15), "lea"));
        await Get<RuleDesk>().SwitchOnAsync(saved.RuleId, saved.Version, "lea");
        await RejudgedAsync();
        return saved;
    }

    private async Task RejudgedAsync()
    {
        do { await FoldAsync(); }
        while (await Get<RejudgeQueue>().QueueBatchAsync(default));
        await FoldAsync();
    }

    private async Task ImportAsync(string text, DateTime from) =>
        Assert.IsType<PolicyImportOutcome.Imported>(await Get<PolicyImport>().ImportAsync("shop", text, from, "test", demo: false));

    private static RuleDraft Draft(int most) => new()
    {
        PolicyId = "shop",
        ClauseId = "vouchers-1",
        Name = "Voucher limit",
        AppliesTo = ["issue_voucher"],
        Logic = $$"""{"<=":[{"var":"call.args.amount"},{{most}}]}""",
        Severity = 4,
        Examples =
        [
            new("Within", $$$"""{"call":{"tool":"issue_voucher","args":{"amount":{{{most}}} } } }""", RuleOutcome.Pass),
            new("Beyond", $$$"""{"call":{"tool":"issue_voucher","args":{"amount":{{{most + 1}}} } } }""", RuleOutcome.Violation),
        ],
    };

    private static CaseEvent[] Case(string id, int amount) =>
    [
        new MessageEvent { Id = $"{id}:m", Case = id, Time = Start, Role = "customer", Text = "Please, yes." },
        new StepEvent { Id = $"{id}:act", Case = id, Time = Start.AddSeconds(1), Kind = "action", Name = "issue_voucher", Input = JsonDocument.Parse($$"""{"amount":{{amount}}}""").RootElement },
    ];
}
