using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Review;
using Acsr.Revisions;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Policies;

public sealed class PolicyPagesTests : PageTest
{
    private const string First = "# Fees\n\n## Refunds\n\n- Refund at most $20.\n- Never refund a used ticket.\n\n## Bags\n\n- One bag is free.\n";

    protected override void AddStage(IServiceCollection services) =>
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddCases().AddPolicies().AddReview().AddRevisions();

    [Fact]
    public void An_empty_console_tells_a_curator_how_to_begin_and_others_whom_to_ask()
    {
        SignInCurator();
        var curators = Render<PolicyListPage>();
        curators.WaitForAssertion(() => Assert.NotNull(curators.Find(".acsr-empty a[href='/policies?import=true']")));

        SignIn("lea", AccessPolicies.CanSeeKpis);
        var leads = Render<PolicyListPage>();
        leads.WaitForAssertion(() => Assert.Contains("A knowledge engineer can import", leads.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("import=true", leads.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_shows_what_is_in_force_and_what_is_to_come()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await ImportAsync(First, DateTime.UnixEpoch);
        await ImportAsync(First + "- A second bag is $30.\n", DateTime.UtcNow.AddDays(30));

        var page = Render<PolicyListPage>();

        page.WaitForAssertion(() => Assert.Equal("/policies/fees", page.Find("tbody th a").GetAttribute("href")));
        var row = page.Find("tbody tr").TextContent;
        Assert.Contains("version 1", row, StringComparison.Ordinal);
        Assert.Contains("version 2 from", row, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clauses_are_read_by_heading_found_by_words_and_cited()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await ImportAsync(First, DateTime.UnixEpoch);
        var page = Render<PolicyPage>(p => p.Add(x => x.PolicyId, "fees"));
        page.WaitForAssertion(() => Assert.Equal(["Refunds", "Bags"], page.FindAll("h3").Select(h => h.TextContent)));
        Assert.Equal("fees/refunds-1@1", page.Find("article code").TextContent);
        Assert.NotNull(page.Find("button[aria-label='Copy fees/refunds-1@1']"));

        page.On(() => page.Find("input[type=text]"), e => e.Input("USED ticket"));

        Assert.Equal("refunds-2", Assert.Single(page.FindAll("article")).Id);
        Assert.Equal("1 of 3 clauses", page.Find(".policy-search ~ [role=status]").TextContent);
    }

    [Fact]
    public async Task An_old_version_says_so_and_the_cited_clause_is_brought_into_view()
    {
        var shell = JSInterop.SetupModule("./assets/lib/shell.js");
        shell.Mode = JSRuntimeMode.Loose;
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await ImportAsync(First, DateTime.UnixEpoch);
        await ImportAsync(First.Replace("$20", "$30", StringComparison.Ordinal), DateTime.UnixEpoch);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/policies/fees?version=1&clause=bags-1");

        var page = Render<PolicyPage>(p => p.Add(x => x.PolicyId, "fees"));

        page.WaitForAssertion(() => Assert.Contains("Never in force: version 2 replaced it.", page.Markup, StringComparison.Ordinal));
        Assert.Equal("bags-1", page.Find("article.is-cited").Id);
        page.WaitForAssertion(() => Assert.Equal("bags-1", shell.Invocations["reveal"][0].Arguments[0]));
    }

    [Fact]
    public void A_policy_or_version_that_is_not_there_is_told_apart_from_a_failure()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);

        var page = Render<PolicyPage>(p => p.Add(x => x.PolicyId, "nothing"));

        page.WaitForAssertion(() => Assert.Contains("There is no policy 'nothing'", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_day_shows_the_version_of_that_day_and_is_in_the_address()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await ImportAsync(First, PolicyText.ParseDay("2026-01-01")!.Value);
        await ImportAsync(First.Replace("$20", "$30", StringComparison.Ordinal), PolicyText.ParseDay("2026-02-10")!.Value);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/policies/fees?day=2026-02-09");

        var page = Render<PolicyPage>(p => p.Add(x => x.PolicyId, "fees"));

        page.WaitForAssertion(() => Assert.Equal("fees/refunds-1@1", page.Find("article code").TextContent));
        Assert.Contains("Not in force any more: it was from 1 Jan 2026 to 9 Feb 2026. Version 2 is in force now.", page.Markup, StringComparison.Ordinal);
        page.On(() => page.Find(".policy-day input"), e => e.Change("2025-12-31"));
        page.WaitForAssertion(() => Assert.Contains("No version was in force on 31 Dec 2025", page.Markup, StringComparison.Ordinal));
        Assert.EndsWith("?day=2025-12-31", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_of_the_last_version_is_set_by_who_may()
    {
        SignIn("ada", AccessPolicies.CanSeeKpis, AccessPolicies.CanEditPolicies);
        await ImportAsync(First, DateTime.UnixEpoch);
        var page = Render<PolicyPage>(p => p.Add(x => x.PolicyId, "fees"));
        page.WaitForElement(".policy-end input");
        page.On(() => page.Find(".policy-end input"), e => e.Change("2031-12-31"));
        await page.Find("form.policy-end").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("1 Jan 1970 to 31 Dec 2031", page.Markup, StringComparison.Ordinal));
    }

    private Task<PolicyImportOutcome> ImportAsync(string markdown, DateTime from) =>
        Services.GetRequiredService<PolicyImport>().ImportAsync("fees", markdown, from, "kim", demo: false);
}
