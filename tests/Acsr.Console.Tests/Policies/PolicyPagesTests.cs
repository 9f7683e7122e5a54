using Acsr.Access;
using Acsr.Components;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Policies;

public sealed class PolicyPagesTests : PageTest
{
    private const string First = "# Fees\n\n## Refunds\n\n- Refund at most $20.\n- Never refund a used ticket.\n\n## Bags\n\n- One bag is free.\n";

    protected override void AddStage(IServiceCollection services) => services.AddPolicies();

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

        page.Find("input[type=text]").Input("USED ticket");

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

        page.WaitForAssertion(() => Assert.Contains("Not in force any more: version 2 is", page.Markup, StringComparison.Ordinal));
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

    private Task<PolicyImportOutcome> ImportAsync(string markdown, DateTime from) =>
        Services.GetRequiredService<PolicyImport>().ImportAsync("fees", markdown, from, "kim", demo: false);
}
