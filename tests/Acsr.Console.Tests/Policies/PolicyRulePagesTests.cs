using System.Text.Json;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Ingest;
using Acsr.Ingest.Events;
using Acsr.Policies.Rules;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Acsr.Policies;

public sealed class PolicyRulePagesTests : PageTest
{
    private const string Text = "# Shop\n\n## Vouchers\n\n- A voucher is at most 15 pounds.\n";

    protected override void AddStage(IServiceCollection services) =>
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddIngest().AddCases().AddPolicies().AddScoped<Notices>();

    [Fact]
    public void Without_a_policy_the_builder_says_what_is_needed_first()
    {
        SignInLead();

        var page = Render<PolicyRulePage>();

        page.WaitForAssertion(() => Assert.Equal("There is no policy to check", page.Find("h1").TextContent));
    }

    [Fact]
    public void An_empty_list_tells_a_lead_how_to_begin_and_others_whom_to_ask()
    {
        SignInLead();
        var leads = Render<PolicyRulesPage>();
        leads.WaitForAssertion(() => Assert.NotNull(leads.Find(".acsr-empty a[href='/policy-rules/rule']")));

        SignIn("rhea", AccessPolicies.CanSeeKpis);
        var reviewers = Render<PolicyRulesPage>();
        reviewers.WaitForAssertion(() => Assert.Contains("A support lead or a knowledge engineer can write rules", reviewers.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("New rule", reviewers.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_become_json_and_json_becomes_rows()
    {
        var page = await OpenNewAsync();

        Change(page, "Field of the rule, condition 1", "call.args.amount");
        Change(page, "Operator of the rule, condition 1", nameof(ConditionOperator.AtMost));
        Change(page, "Value of the rule, condition 1", "15");

        Assert.Equal("""{"<=":[{"var":"call.args.amount"},15]}""", Compact(page.FindComponent<RuleExpression>().Instance.Json));
        Assert.Contains("the action's amount", page.Find(".rule-field small").TextContent, StringComparison.Ordinal);

        page.On(() => Json(page), e => e.Change("""{"or":[{"==":[{"var":"customer.tier"},"gold"]},{"<":[{"var":"call.args.amount"},10]}]}"""));

        Assert.Equal("customer.tier", Labelled(page, "Field of the rule, condition 1").GetAttribute("value"));
        Assert.Equal("10", Labelled(page, "Value of the rule, condition 2").GetAttribute("value"));
        Assert.Equal("any", Labelled(page, "How many conditions of the rule have to hold").GetAttribute("value"));
    }

    [Fact]
    public async Task Json_that_rows_cannot_say_says_so_and_faults_say_where()
    {
        var page = await OpenNewAsync();

        page.On(() => Json(page), e => e.Change("""{"==":[{"var":"a"},{"var":"b"}]}"""));
        Assert.Contains("more than rows can show", page.Find(".rule-json-only").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".rule-faults li"));

        page.On(() => Json(page), e => e.Change("""{"and":[{"ekwals":[1,2]}]}"""));
        Assert.Contains("$.and[0] There is no operator 'ekwals'.", page.Find(".rule-faults li").TextContent, StringComparison.Ordinal);

        page.On(() => Json(page), e => e.Change(""));
        Assert.NotNull(Labelled(page, "Field of the rule, condition 1"));
    }

    [Fact]
    public async Task A_rule_is_written_tried_saved_and_switched_on()
    {
        SignInLead();
        await SendAsync(("big", 20), ("small", 10));
        var page = await OpenNewAsync();
        var dialogs = Render<MudDialogProvider>();
        WriteRule(page);
        Assert.Equal(["as expected", "as expected"], page.FindAll(".rule-example .acsr-tag").Select(t => t.TextContent));

        page.On(() => Button(page, "Try it"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("It would flag 1 case.", page.Markup, StringComparison.Ordinal));
        Assert.Contains("Read 2 cases", page.Markup, StringComparison.Ordinal);
        Assert.Equal("/cases/big", page.Find(".rule-flagged th a").GetAttribute("href"));
        Assert.Contains("more than 15", page.Find(".rule-said").TextContent, StringComparison.Ordinal);
        Assert.Empty(await Store.WithAsync(db => db.PolicyRules.ToListAsync()));

        Assert.True(Button(page, "Switch on").HasAttribute("disabled"));
        page.On(() => Button(page, "Save draft"), e => e.Click());
        page.WaitForAssertion(() => Assert.EndsWith("/policy-rules/rule/1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var saved = Render<PolicyRulePage>(p => p.Add(x => x.Id, 1L));
        saved.WaitForAssertion(() => Assert.False(Button(saved, "Switch on").HasAttribute("disabled")));
        ClickAndConfirm(dialogs, () => Button(saved, "Switch on"));

        saved.WaitForAssertion(() => Assert.Contains("Version 1 judges.", saved.Markup, StringComparison.Ordinal));
        Assert.Equal(PolicyRuleState.On, (await Store.WithAsync(db => db.PolicyRules.SingleAsync())).State);
        Assert.NotNull(Button(saved, "Switch off"));
    }

    [Fact]
    public async Task A_rule_whose_examples_disagree_is_not_saved_and_says_why()
    {
        var page = await OpenNewAsync();
        WriteRule(page);

        Change(page, "Value of the rule, condition 1", "5");
        Assert.Equal(["is broken", "as expected"], page.FindAll(".rule-example .acsr-tag").Select(t => t.TextContent));
        page.On(() => Button(page, "Save draft"), e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("is expected to be kept and is broken", page.Find(".rule-refused").TextContent, StringComparison.Ordinal));
        Assert.Empty(await Store.WithAsync(db => db.PolicyRules.ToListAsync()));
    }

    [Fact]
    public async Task The_list_shows_figures_with_their_n_and_none_as_none()
    {
        SignInLead();
        await SendAsync(("big", 20), ("small", 10));
        await ImportAsync();
        var desk = Services.GetRequiredService<RuleDesk>();
        var on = Assert.IsType<RuleChangeOutcome.Done>(await desk.SaveAsync(Draft("Limit"), "lea"));
        await desk.SwitchOnAsync(on.RuleId, on.Version, "lea");
        await desk.SaveAsync(Draft("Draft"), "lea");
        await Services.GetRequiredService<RejudgeQueue>().QueueBatchAsync(default);
        await Services.GetRequiredService<CaseFolder>().FoldAllDueAsync(default);

        var page = Render<PolicyRulesPage>();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count));
        Assert.Equal(["1", "50 %", "0", "n = 2"], page.FindAll("tbody tr")[0].QuerySelectorAll("td.num").Select(c => c.TextContent.Trim()));
        Assert.Equal([Quantity.Unknown, Quantity.Unknown, Quantity.Unknown, "none"], page.FindAll("tbody tr")[1].QuerySelectorAll("td.num").Select(c => c.TextContent.Trim()));

        var audits = Render<CaseAudits>(p => p.Add(x => x.CaseId, "big").Add(x => x.Steps, ["big:m", "big:act"]));
        audits.WaitForAssertion(() => Assert.Equal("broken", audits.Find(".acsr-tag").TextContent));
        Assert.Equal("step 2", audits.Find("button").TextContent);
        Assert.Contains("shop/vouchers-1@1", audits.Markup, StringComparison.Ordinal);
    }

    private void SignInLead() => SignIn("lea", AccessPolicies.CanSeeKpis, AccessPolicies.CanSetRules);

    private async Task<IRenderedComponent<PolicyRulePage>> OpenNewAsync()
    {
        SignInLead();
        await ImportAsync();
        var page = Render<PolicyRulePage>();
        page.WaitForAssertion(() => Assert.NotNull(Json(page)));
        return page;
    }

    private async Task ImportAsync() =>
        Assert.IsType<PolicyImportOutcome.Imported>(await Services.GetRequiredService<PolicyImport>().ImportAsync("shop", Text, DateTime.UtcNow.AddDays(-100), "test", demo: false));

    private static void WriteRule(IRenderedComponent<PolicyRulePage> page)
    {
        page.On(() => page.Find("input[placeholder^='For example']"), e => e.Change("Voucher limit"));
        page.On(() => page.FindAll(".rule-form select")[1], e => e.Change("vouchers-1"));
        page.On(() => page.Find("input[placeholder^='Names of tools']"), e => e.Change("issue_voucher"));
        Change(page, "Field of the rule, condition 1", "call.args.amount");
        Change(page, "Operator of the rule, condition 1", nameof(ConditionOperator.AtMost));
        Change(page, "Value of the rule, condition 1", "15");
        foreach (var (index, amount) in ((int, int)[])[(1, 15), (2, 16)])
        {
            page.On(() => Button(page, "Example"), e => e.Click());
            Change(page, $"Name of example {index}", $"£{amount}");
            Change(page, $"Facts of example {index}", $$$"""{"call":{"tool":"issue_voucher","args":{"amount":{{{amount}}} } } }""");
        }
    }

    private static RuleDraft Draft(string name) => new()
    {
        PolicyId = "shop",
        ClauseId = "vouchers-1",
        Name = name,
        AppliesTo = ["issue_voucher"],
        Logic = """{"<=":[{"var":"call.args.amount"},15]}""",
        Examples = [new("in", """{"call":{"args":{"amount":1}}}""", RuleOutcome.Pass), new("out", """{"call":{"args":{"amount":16}}}""", RuleOutcome.Violation)],
    };

    private async Task SendAsync(params (string Id, int Amount)[] cases)
    {
        var at = DateTime.UtcNow.AddDays(-3);
        CaseEvent[] events = [.. cases.SelectMany(c => Case(c.Id, c.Amount, at))];
        var writer = Services.GetRequiredService<IngestWriter>();
        await writer.StartAsync(default);
        byte[] body = [.. events.SelectMany(e => EventJson.Line(e).Append((byte)'\n'))];
        await Services.GetRequiredService<EventIntake>().AcceptAsync(body, lines: true, "test");
        await writer.StopAsync(default);
        await Services.GetRequiredService<SegmentFiler>().FileAllAsync(default);
        await Store.WithAsync(db => db.CaseWork.ExecuteUpdateAsync(w => w.SetProperty(x => x.DueAt, DateTime.UnixEpoch)));
        await Services.GetRequiredService<CaseFolder>().FoldAllDueAsync(default);
    }

    private static CaseEvent[] Case(string id, int amount, DateTime at) =>
    [
        new MessageEvent { Id = $"{id}:m", Case = id, Time = at, Role = "customer", Text = $"A voucher for {id}, please." },
        new StepEvent { Id = $"{id}:act", Case = id, Time = at.AddSeconds(1), Kind = "action", Name = "issue_voucher", Input = JsonDocument.Parse($$"""{"amount":{{amount}}}""").RootElement },
    ];

    private static IElement Json(IRenderedComponent<PolicyRulePage> page) => page.Find(".rule-json textarea");

    private static IElement Labelled(IRenderedComponent<PolicyRulePage> page, string label) => page.WaitForElement($"[aria-label='{label}']");

    private static void Change(IRenderedComponent<PolicyRulePage> page, string label, string value) => page.On(() => Labelled(page, label), e => e.Change(value));

    private static IElement Button(IRenderedComponent<PolicyRulePage> page, string text) => page.FindAll("button").First(b => b.TextContent.Trim() == text);

    private static string Compact(string json) => JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json), Relaxed);

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
