using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Delivery;
using Acsr.Policies;
using Acsr.Signals;
using Bunit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Acsr.Knowledge;

public sealed class KnowledgePagesTests : PageTest
{
    private static readonly string[] Engineer = [AccessPolicies.CanSeeKpis, AccessPolicies.CanSeeReviews, AccessPolicies.CanProposeEdits, AccessPolicies.CanCurate];

    protected override void AddStage(IServiceCollection services)
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddCases().AddPolicies().AddSignals().AddDelivery().AddKnowledge();
    }

    [Fact]
    public void An_empty_knowledge_base_says_how_to_fill_it()
    {
        SignIn("kim", Engineer);

        var page = Render<ArticlesPage>();

        page.WaitForAssertion(() => Assert.Contains("Import what your agent answers from", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Search_shows_what_answers_best_with_the_words_marked()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await ImportAsync();
        Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().NavigateTo("/knowledge?q=return+gifts");

        var page = Render<ArticlesPage>();

        page.WaitForAssertion(() => Assert.Equal("Gifts", page.Find(".kb-articles tbody th a").TextContent));
        Assert.Contains("gift", page.FindAll("mark").Select(m => m.TextContent));
        Assert.Empty(page.FindAll("a[href='/knowledge/import']"));
    }

    [Fact]
    public async Task Intents_are_split_and_their_cases_labelled_until_none_waits()
    {
        SignIn("kim", Engineer);
        await Store.AddAsync(new Case { Id = "c1", Title = "My card", Intent = "card", Handler = Handler.Agent, At = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc) },
            new Acsr.Review.CaseReview { ItemId = 1, CaseId = "c1", ReviewerId = "r", ReviewerName = "ray", Rationale = "r", Verdict = Acsr.Review.Verdict.AgentWasRight, FinalIntent = "card", At = new DateTime(2026, 1, 5, 0, 0, 0, DateTimeKind.Utc) });
        var page = Render<IntentsPage>();
        page.WaitForAssertion(() => Assert.Contains("1 intent.", page.Markup, StringComparison.Ordinal));

        page.On(() => page.FindAll("form select")[1], e => e.Change("card"));
        page.On(() => page.Find("form"), e => e.Submit());
        page.WaitForAssertion(() => Assert.Equal("Name the intent that it becomes.", page.Find("[role=alert]").TextContent));
        page.On(() => page.FindAll("form select")[0], e => e.Change("Split"));
        page.On(() => page.Find("form textarea"), e => e.Change("card_lost\ncard_late"));
        page.On(() => page.Find("form"), e => e.Submit());
        page.WaitForAssertion(() => Assert.Contains("card was split: 1 reviewed case to label", page.Markup, StringComparison.Ordinal));
        page.On(() => page.FindAll(".kb-split button").Single(b => b.TextContent.Trim() == "card_late"), e => e.Click());

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(".kb-split")));
        Assert.Contains("split into card_lost, card_late", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_article_shows_its_text_chunks_and_history_and_runs_nothing_of_it()
    {
        SignIn("kim", Engineer);
        await ImportAsync();
        await ImportAsync("# Gifts\n\nA gift is returned for store credit, always.\n\n<script>alert(1)</script> [bad](javascript:alert(1))");

        var page = Render<ArticlePage>(p => p.Add(x => x.Id, "gifts"));

        page.WaitForAssertion(() => Assert.Contains("store credit, always", page.Find(".kb-words").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("script, a[href^='javascript']"));
        Assert.Contains("gifts#~1", page.Markup, StringComparison.Ordinal);
        Assert.Contains("2 versions", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("In no search yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_wrote_an_edit_is_offered_no_approval_and_a_second_engineer_is()
    {
        SignIn("nora", Engineer);
        await ImportAsync();
        var id = await TestedAsync();
        var own = Render<EditPage>(p => p.Add(x => x.Id, id));
        own.WaitForAssertion(() => Assert.Contains("You wrote at it, so somebody else has to approve it", own.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(own.FindAll("button"), b => b.TextContent.Trim() == "Approve");

        SignIn("piet", Engineer);
        var dialogs = Render<MudDialogProvider>();
        var page = Render<EditPage>(p => p.Add(x => x.Id, id));
        page.WaitForAssertion(() => Assert.Contains(page.FindAll("button"), b => b.TextContent.Trim() == "Approve"));
        page.On(() => page.FindAll("button").Single(b => b.TextContent.Trim() == "Approve"), e => e.Click());
        dialogs.WaitForElement(".mud-dialog-actions button.mud-button-filled");
        dialogs.On(() => dialogs.Find(".mud-dialog-actions button.mud-button-filled"), e => e.Click());

        page.WaitForAssertion(() => Assert.Equal("approved", page.Find(".kb-path [aria-current=step]").TextContent));
        Assert.Contains("piet approved it", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lead_reads_an_edit_and_is_offered_nothing_to_change()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis, AccessPolicies.CanSeeReviews, AccessPolicies.CanProposeEdits);
        await ImportAsync();
        var id = await TestedAsync();

        var page = Render<EditPage>(p => p.Add(x => x.Id, id));

        page.WaitForAssertion(() => Assert.Contains("A knowledge engineer who did not write it has to approve it", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Trim() is "Save" or "Approve" or "Publish" or "Test again" or "Withdraw this edit");
        Assert.Contains("Comment", page.FindAll("button").Select(b => b.TextContent.Trim()));
    }

    [Fact]
    public async Task A_changeset_lists_its_changes_and_files()
    {
        SignIn("kim", Engineer);
        await ImportAsync();

        var page = Render<ChangesetPage>(p => p.Add(x => x.Id, 1));

        page.WaitForAssertion(() => Assert.Contains("Knowledge base 1.0.0", page.Find("h1").TextContent, StringComparison.Ordinal));
        Assert.Equal(2, page.FindAll("code.kb-id").Count);
        Assert.Contains("/knowledge/changesets/1/files/llms.txt", page.Markup, StringComparison.Ordinal);
    }

    private Task<ImportDone> ImportAsync(string gifts = "# Gifts\n\nA gift is returned for store credit.") => Services.GetRequiredService<ArticleImport>().ApplyAsync(
        "help", ArticleReading.Of([MarkdownArticle.Read("gifts.md", gifts), MarkdownArticle.Read("hours.md", "# Opening hours\n\nFrom nine to five.")]), new ImportChoices(), "kim", demo: false);

    private async Task<long> TestedAsync()
    {
        var (desk, nora) = (Services.GetRequiredService<EditDesk>(), new EditActor("nora-id", "nora"));
        var id = Assert.IsType<EditOutcome.Done>(await desk.ProposeAsync(new EditProposal(EditKind.Create, null, "Vouchers"), nora)).EditId;
        await desk.SaveAsync(id, 1, new EditDraft(new ArticleText { Title = "Vouchers", Body = "A voucher holds for 180 days." }, "", ["how long does a voucher hold"]), nora);
        Assert.IsType<EditOutcome.Done>(await Services.GetRequiredService<EditTester>().TestAsync(id, false, nora));
        return id;
    }
}
