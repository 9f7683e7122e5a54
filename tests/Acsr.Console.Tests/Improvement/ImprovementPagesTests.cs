using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Delivery;
using Acsr.Ingest;
using Acsr.Kpis;
using Acsr.Policies;
using Acsr.Releases;
using Acsr.Signals;
using Acsr.Store;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Improvement;

public sealed class ImprovementPagesTests : PageTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    protected override void AddStage(IServiceCollection services)
    {
        Func<string, CancellationToken, Task<FoldedCase?>> read = (id, _) => Task.FromResult<FoldedCase?>(null);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton(read).AddSingleton<Users>();
        services.AddScoped<ConsoleDbContext>(provider => provider.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContext());
        services.AddIngest().AddCases().AddPolicies().AddSignals().AddKpis().AddDelivery().AddReleases().AddImprovement();
    }

    [Fact]
    public void An_empty_matrix_says_of_every_row_what_to_send()
    {
        SignInLead();

        var page = Render<MatrixPage>();

        page.WaitForAssertion(() => Assert.Equal(8, page.FindAll(".matrix-table tbody tr").Count));
        Assert.Equal(8, page.FindAll(".matrix-none").Count);
        Assert.All(page.FindAll(".matrix-none"), cell => Assert.Contains("No data yet.", cell.TextContent, StringComparison.Ordinal));
        Assert.Contains("\"type\":\"csat\"", page.Find(".matrix-none pre").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_shows_its_figures_and_each_leads_to_exactly_its_cases()
    {
        SignInLead();
        await CasesAsync(40, i => i < 30 ? 0.25 : null);
        await Services.GetRequiredService<MatrixSettings>().SetTargetAsync(MatrixRows.Find("M1")!, Segment.Whole, 0.8, "lea", demo: false, default);
        await Services.GetRequiredService<ImprovementWorker>().EvaluateAsync(default);

        var page = Render<MatrixPage>();

        page.WaitForAssertion(() => Assert.Equal(8, page.FindAll(".matrix-table tbody tr").Count));
        var row = page.Find(".matrix-table tbody tr");
        Assert.Contains("out of bounds", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("30answers", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("n = 30", row.TextContent, StringComparison.Ordinal);
        Assert.Equal("75 %", row.QuerySelector("[data-label=Coverage] a")!.TextContent);
        Assert.Equal("≥ 80 %", row.QuerySelector("[data-label=Target] a")!.TextContent);
        Assert.Equal("1 open", row.QuerySelector(".matrix-counts a")!.TextContent);
        Assert.StartsWith("/cases?kpi=csat_mean_coverage&part=counted&from=", row.QuerySelector("[data-label=Coverage] a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.StartsWith("/cases?kpi=csat_mean&part=counted&from=", row.QuerySelector(".matrix-level")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_filter_lives_in_the_address()
    {
        SignInLead();
        await CasesAsync(10, _ => 0.5, intent: "refund");
        await CasesAsync(7, _ => 0.5, intent: "return & more");
        Navigation.NavigateTo("/matrix?intent=refund");
        var page = Render<MatrixPage>();
        page.WaitForAssertion(() => Assert.Contains("n = 10", page.Find(".matrix-table tbody tr").TextContent, StringComparison.Ordinal));

        page.On(() => page.FindAll("select")[^1], e => e.Change("return & more"));

        Assert.EndsWith("/matrix?intent=return%20%26%20more", Navigation.Uri, StringComparison.Ordinal);
        page.Render();
        page.WaitForAssertion(() => Assert.Contains("n = 7", page.Find(".matrix-table tbody tr").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_lead_sets_a_target_for_a_segment_and_a_reviewer_cannot()
    {
        SignIn("rita", AccessPolicies.CanSeeKpis, AccessPolicies.CanSeeReviews);
        await CasesAsync(10, _ => 0.5, intent: "refund");
        await CasesAsync(10, _ => 0.5, intent: "return");
        var reading = Render<MatrixRowPage>(p => p.Add(r => r.RowId, "M1"));
        reading.WaitForElement("fieldset[disabled]");
        Assert.Empty(reading.FindAll(".matrix-form"));

        SignInLead();
        var page = Render<MatrixRowPage>(p => p.Add(r => r.RowId, "M1"));
        page.WaitForElement(".matrix-form select");
        page.On(() => page.Find(".matrix-form select"), e => e.Change("intent=return"));
        page.On(() => page.Find(".matrix-form input"), e => e.Change("120"));
        page.On(() => page.Find(".matrix-form"), e => e.Submit());
        Assert.Contains("0 to 100", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        page.On(() => page.Find(".matrix-form input"), e => e.Change("82,5"));
        page.On(() => page.Find(".matrix-form"), e => e.Submit());

        page.WaitForAssertion(() => Assert.Contains("82.5 %", page.Find(".matrix-targets").TextContent, StringComparison.Ordinal));
        page.WaitForAssertion(() => Assert.Contains("own", page.FindAll("tbody tr").Single(r => r.TextContent.StartsWith("return", StringComparison.Ordinal)).TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_rule_is_previewed_before_it_is_saved()
    {
        SignInLead();
        await CasesAsync(60, _ => 0.25);
        await Services.GetRequiredService<MatrixSettings>().SetTargetAsync(MatrixRows.Find("M1")!, Segment.Whole, 0.8, "lea", demo: false, default);
        var page = Render<MatrixRowPage>(p => p.Add(r => r.RowId, "M1"));
        page.WaitForElement(".matrix-rule");

        page.On(() => Button(page, "Preview"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("would have opened 1 action:", page.Find(".matrix-preview").TextContent, StringComparison.Ordinal));
        page.On(() => page.FindAll(".matrix-rule input[inputmode]")[1], e => e.Change("1"));
        page.On(() => Button(page, "Save rule"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("At least 2", page.Markup, StringComparison.Ordinal));
        page.On(() => page.FindAll(".matrix-rule input[inputmode]")[1], e => e.Change("45"));
        page.On(() => Button(page, "Save rule"), e => e.Click());

        page.WaitForAssertion(() => Assert.Equal(45, Services.GetRequiredService<MatrixSettings>().RulesAsync(default).Result["M1"].MinimumN));
    }

    [Fact]
    public async Task An_action_is_opened_from_a_row_worked_and_resolved_with_a_reason()
    {
        SignInLead();
        await CasesAsync(30, _ => 0.25);
        Navigation.NavigateTo("/actions/new?source=matrix&row=M1&intent=refund");
        var form = Render<NewActionPage>();
        form.WaitForAssertion(() => Assert.Contains("n = 30", form.Markup, StringComparison.Ordinal));
        form.On(() => form.Find("form"), e => e.Submit());
        form.WaitForAssertion(() => Assert.EndsWith("/actions/1", Navigation.Uri, StringComparison.Ordinal));

        var page = Render<ActionPage>(p => p.Add(a => a.Id, 1));
        page.WaitForAssertion(() => Assert.Equal("CSAT score: intent refund", page.Find("h1").TextContent));
        page.On(() => Button(page, "Start work"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("in work", page.Find(".acsr-tag").TextContent, StringComparison.Ordinal));
        page.On(() => Button(page, "Resolve"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("Write a sentence", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.On(() => page.FindAll("textarea")[^1], e => e.Input("The script is mended."));
        page.On(() => Button(page, "Resolve"), e => e.Click());

        page.WaitForAssertion(() => Assert.Equal("resolved", page.Find(".acsr-tag").TextContent));
        Assert.Contains("The script is mended.", page.Find(".action-notes").TextContent, StringComparison.Ordinal);
        Assert.Equal("Open again", Button(page, "Open again").TextContent.Trim());
    }

    [Fact]
    public async Task What_is_open_already_is_shown_instead_of_opened_twice()
    {
        SignInLead();
        await CasesAsync(30, _ => 0.25);
        await Store.AddAsync(new ImprovementAction { Key = "M1|", Title = "CSAT fell", OpenedBy = "rule" });
        Navigation.NavigateTo("/actions/new?source=kpi&kpi=csat_mean");

        var form = Render<NewActionPage>();

        form.WaitForAssertion(() => Assert.Equal("/actions/1", form.Find(".action-hint a").GetAttribute("href")));
        Assert.True(form.Find("button[type=submit]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_group_of_dead_ends_becomes_an_action_that_leads_back_to_it()
    {
        SignInLead();
        Navigation.NavigateTo("/actions/new?source=dead-end&group=l1-0a1b&title=Loop%20in%20refunds&intent=refund");
        var form = Render<NewActionPage>();
        form.WaitForAssertion(() => Assert.Contains("l1-0a1b", form.Markup, StringComparison.Ordinal));
        form.On(() => form.Find("form"), e => e.Submit());
        Assert.Contains("Say why", form.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        form.On(() => form.Find("textarea"), e => e.Change("It grew since Monday."));
        form.On(() => form.Find("form"), e => e.Submit());
        form.WaitForAssertion(() => Assert.EndsWith("/actions/1", Navigation.Uri, StringComparison.Ordinal));

        var action = await Store.WithAsync(db => db.ImprovementActions.SingleAsync());

        Assert.Equal(("dead-end|l1-0a1b", "Loop in refunds", ActionSource.DeadEnd, "refund"), (action.Key, action.Title, action.Source, action.Intent));
        Assert.Equal("/cases?deadend=l1-0a1b", ImprovementText.CasesLink(action));
    }

    [Fact]
    public void An_address_that_names_nothing_says_where_actions_come_from()
    {
        SignInLead();
        Navigation.NavigateTo("/actions/new?source=kpi&kpi=no_such_kpi");

        var form = Render<NewActionPage>();

        form.WaitForAssertion(() => Assert.Contains("An action needs something it is about", form.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_is_ranked_and_reviewers_read_without_buttons()
    {
        SignIn("rita", AccessPolicies.CanSeeKpis, AccessPolicies.CanSeeReviews);
        await Store.AddAsync(Action("M1|", 2), Action("M2|", 9));

        var page = Render<ActionsPage>();
        page.WaitForAssertion(() => Assert.Equal(["M2|", "M1|"], page.FindAll(".action-title a").Select(a => a.TextContent)));
        var one = Render<ActionPage>(p => p.Add(a => a.Id, 1));

        one.WaitForElement("h1");
        one.WaitForAssertion(() => Assert.Equal("M1|", one.Find("h1").TextContent));
        Assert.Empty(one.FindAll("button"));
    }

    private void SignInLead() => SignIn("lea", AccessPolicies.CanSeeKpis, AccessPolicies.CanSeeReviews, AccessPolicies.CanSeeReleases, AccessPolicies.CanImprove, AccessPolicies.CanSetTargets);

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string text) where T : IComponent => page.FindAll("button").Single(b => b.TextContent.Trim() == text);

    private static ImprovementAction Action(string key, double worth) => new() { Key = key, Row = key[..2], Title = key, OpenedBy = "rule", OpenedAt = DateTime.UtcNow, ExpectedValue = worth };

    private async Task CasesAsync(int count, Func<int, double?> csat, string intent = "refund")
    {
        await using var db = await Store.Contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var sequence = await db.ReserveSequenceAsync(count, default);
        for (var i = 0; i < count; i++)
        {
            var at = DateTime.UtcNow.AddHours(-2 - i);
            db.Cases.Add(new Case { Id = $"{intent}-{i}", At = at, OpenedAt = at, ClosedAt = at, Intent = intent, Channel = "chat", Handler = Handler.Agent, Solved = true, Csat = csat(i), Sequence = sequence + i });
        }

        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }
}
