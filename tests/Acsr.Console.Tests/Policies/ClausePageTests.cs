using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Review;
using Acsr.Revisions;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Policies;

public sealed class ClausePageTests : PageTest
{
    private const string First = "# Fees\n\n## Refunds\n\n- Refund at most $20.\n- Never refund a used ticket.\n";

    protected override void AddStage(IServiceCollection services) =>
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddCases().AddPolicies().AddReview().AddRevisions();

    [Fact]
    public async Task A_citation_opens_its_very_text_and_a_day_the_text_of_that_day()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await ImportTwoAsync();

        var cited = Open("?version=1");
        cited.WaitForAssertion(() => Assert.Equal("Refund at most $20.", cited.Find(".policy-words").TextContent.Trim()));
        Assert.Contains("Version 2 has other words now.", cited.Markup, StringComparison.Ordinal);

        var then = Open("?day=2026-02-09");
        then.WaitForAssertion(() => Assert.Equal("fees/refunds-1@1", then.Find("article code").TextContent));
        var later = Open("?day=2026-02-10");
        later.WaitForAssertion(() => Assert.Equal("fees/refunds-1@2", later.Find("article code").TextContent));
        var before = Open("?day=2025-12-31");
        before.WaitForAssertion(() => Assert.Contains("The clause was not in force on 31 Dec 2025", before.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chosen_day_is_in_the_address()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await ImportTwoAsync();
        var page = Open("");
        page.WaitForElement("input[type=date]");
        page.On(() => page.Find("input[type=date]"), e => e.Change("2026-02-01"));

        Assert.EndsWith("/policies/fees/clauses/refunds-1?day=2026-02-01", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_shows_who_changed_what_when_and_any_two_wordings()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await ImportTwoAsync();

        var page = Open("");

        page.WaitForAssertion(() => Assert.Equal(["reworded", "added"], page.FindAll("tbody td:nth-child(2) .acsr-tag").Select(t => t.TextContent)));
        Assert.Equal(("$20.", "$30."), (page.Find("del").TextContent, page.Find("ins").TextContent));
    }

    [Fact]
    public async Task A_knowledge_engineer_notes_what_holds_and_confirms_it_for_new_words()
    {
        SignIn("kim", AccessPolicies.CanSeeKpis, AccessPolicies.CanEditPolicies);
        await ImportAsync(First, "2026-01-01");
        var page = Open("");
        page.WaitForElement("section[aria-labelledby] button.mud-button-outlined");
        page.On(() => Button(page, "Change"), e => e.Click());
        page.On(() => Select(page, "Kind"), e => e.Change(nameof(ClauseKind.Prohibition)));
        page.On(() => Select(page, "Severity"), e => e.Change("4"));
        await page.Find("form.policy-notes").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("severity 4 of 5", page.Markup, StringComparison.Ordinal));
        Assert.Contains("prohibition", page.Find(".policy-tags").TextContent, StringComparison.Ordinal);
        await ImportAsync(First.Replace("$20", "$30", StringComparison.Ordinal), "2026-02-10");

        var again = Open("");
        again.WaitForAssertion(() => Assert.Contains("reworded after this was noted", again.Markup, StringComparison.Ordinal));
        again.On(() => Button(again, "It still holds"), e => e.Click());
        again.WaitForAssertion(() => Assert.DoesNotContain("reworded after this was noted", again.Markup, StringComparison.Ordinal));
        Assert.Equal(2, await Store.WithAsync(db => db.AuditEntries.CountAsync(e => e.Action == "clause.noted" && e.Actor == "kim")));
        Assert.Contains("still holds for the new words", again.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_edit_gets_no_button_and_an_unknown_clause_is_told()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await ImportAsync(First, "2026-01-01");

        var page = Open("");
        page.WaitForAssertion(() => Assert.Contains("Nowhere yet", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Trim() == "Change");
        var none = Render<ClausePage>(p => p.Add(x => x.PolicyId, "fees").Add(x => x.ClauseId, "refunds-9"));
        none.WaitForAssertion(() => Assert.Contains("No version of 'fees' has the clause 'refunds-9'", none.Markup, StringComparison.Ordinal));
    }

    private async Task ImportTwoAsync()
    {
        await ImportAsync(First, "2026-01-01");
        await ImportAsync(First.Replace("$20", "$30", StringComparison.Ordinal), "2026-02-10");
    }

    private async Task ImportAsync(string markdown, string day) => Assert.IsType<PolicyImportOutcome.Imported>(
        await Services.GetRequiredService<PolicyImport>().ImportAsync("fees", markdown, PolicyText.ParseDay(day)!.Value, "kim", demo: false));

    private IRenderedComponent<ClausePage> Open(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/policies/fees/clauses/refunds-1" + query);
        return Render<ClausePage>(p => p.Add(x => x.PolicyId, "fees").Add(x => x.ClauseId, "refunds-1"));
    }

    private static IElement Button(IRenderedComponent<ClausePage> page, string text) => page.FindAll("button").Single(b => b.TextContent.Trim() == text);

    private static IElement Select(IRenderedComponent<ClausePage> page, string label) =>
        page.FindAll("label.policy-select").Single(l => l.TextContent.TrimStart().StartsWith(label, StringComparison.Ordinal)).QuerySelector("select")!;
}
