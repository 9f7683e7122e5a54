using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Knowledge;
using Acsr.Review;
using Acsr.Revisions;
using AngleSharp.Dom;
using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Acsr.Policies;

public sealed class BlastRadiusPageTests : PageTest
{
    private const string First = "# Fees\n\n## Refunds\n\n- Refund at most $20.\n- Never refund a used ticket.\n\n## Bags\n\n- One bag is free.\n";

    protected override void AddStage(IServiceCollection services) =>
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddCases().AddPolicies().AddReview().AddKnowledge().AddRevisions();

    [Fact]
    public async Task Sent_back_cases_are_in_the_queue_and_the_page_says_so()
    {
        SignInEngineer();
        await ArrangeAsync();
        var (dialogs, page) = Open();
        page.WaitForAssertion(() => Assert.Contains("2 of 2 reviews chosen", page.Markup, StringComparison.Ordinal));
        Assert.Contains("<del>$20.", page.Markup, StringComparison.Ordinal);
        Assert.Equal("Reviews2", Fact(page, "Reviews"));
        Assert.Equal("Decisions1", Fact(page, "Decisions"));

        ClickAndConfirm(dialogs, () => Button(page, "Send back to the queue"));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("td .acsr-tag").Count(t => t.TextContent == "sent back")));
        var items = await Store.WithAsync(db => db.ReviewItems.Open().ToListAsync());
        Assert.All(items, item => Assert.Equal([ReviewReason.ClauseChanged], item.Reasons));
        Assert.Equal(["c-1", "c-2"], items.Select(i => i.CaseId).Order());
        page.WaitForAssertion(() => Assert.True(Button(page, "Send back to the queue").HasAttribute("disabled")));
    }

    [Fact]
    public async Task Retired_reviews_can_be_taken_back()
    {
        SignInEngineer();
        await ArrangeAsync();
        var (dialogs, page) = Open();
        page.WaitForAssertion(() => Assert.Contains("2 of 2 reviews chosen", page.Markup, StringComparison.Ordinal));
        page.On(() => page.Find("input[aria-label='Choose review 2']"), e => e.Change(false));

        ClickAndConfirm(dialogs, () => Button(page, "Retire"));
        page.WaitForAssertion(() => Assert.Contains("1 standing, 1 retired", page.Markup, StringComparison.Ordinal));
        Assert.Equal(1, await Store.WithAsync(db => db.ReviewRetirements.Select(r => r.ReviewId).SingleAsync()));
        page.On(() => Button(page, "Take back"), e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("2 standing", page.Markup, StringComparison.Ordinal));
        Assert.Equal(0, await Store.WithAsync(db => db.ReviewRetirements.CountAsync()));
    }

    [Fact]
    public async Task Chosen_cases_of_decisions_go_to_the_queue()
    {
        SignInEngineer();
        await ArrangeAsync();
        var (dialogs, page) = Open();
        page.WaitForAssertion(() => Assert.NotNull(page.Find("input[aria-label='Choose case c-3']")));
        Assert.True(Button(page, "Send to the queue").HasAttribute("disabled"));

        page.On(() => Button(page, "All on this list"), e => e.Click());
        ClickAndConfirm(dialogs, () => Button(page, "Send to the queue"));

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("input[aria-label='Choose case c-3']")));
        Assert.Equal("c-3", (await Store.WithAsync(db => db.ReviewItems.Open().SingleAsync())).CaseId);
    }

    [Fact]
    public async Task One_button_sends_everything_back_and_one_retires_it()
    {
        SignInEngineer();
        await ArrangeAsync();
        await Store.AddAsync(new ArticleEdit { Id = 5, Kind = EditKind.Create, State = EditState.Drafted, ArticleId = "fees-guide", Title = "Fees guide", Clauses = ["fees/refunds-1@1"], Body = "At most.", Revision = 1, AuthorId = "a", AuthorName = "ann" });
        var (dialogs, page) = Open();
        page.WaitForAssertion(() => Assert.Contains("Fees guide", page.Markup, StringComparison.Ordinal));

        ClickAndConfirm(dialogs, () => Button(page, "Send everything back"));

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".acsr-tag").Count(t => t.TextContent == "sent back")));
        Assert.Equal(["c-1", "c-2", "c-3"], (await Store.WithAsync(db => db.ReviewItems.Open().ToListAsync())).Select(i => i.CaseId).Order());

        ClickAndConfirm(dialogs, () => Button(page, "Retire everything"));

        page.WaitForAssertion(() => Assert.Contains("No waiting edit cites the old words", page.Markup, StringComparison.Ordinal));
        Assert.Equal(2, await Store.WithAsync(db => db.ReviewRetirements.CountAsync()));
        Assert.Equal(EditState.Withdrawn, (await Store.WithAsync(db => db.ArticleEdits.SingleAsync())).State);
    }

    [Fact]
    public async Task Who_may_only_look_sees_the_numbers_and_no_buttons()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis, AccessPolicies.CanSeeReviews);
        await ArrangeAsync();
        var (_, page) = Open();

        page.WaitForAssertion(() => Assert.Contains("Cited by 2 reviews (2 ready to train) and 1 decision.", page.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Trim() is "Send everything back" or "Retire everything" or "Retire" or "Send back to the queue" or "Send to the queue");
        Assert.Empty(page.FindAll("input[type=checkbox]"));
    }

    [Fact]
    public async Task A_version_that_replaced_nothing_and_one_that_is_not_there_say_so()
    {
        SignInEngineer();
        await ImportAsync(First);

        var (_, first) = Open(1);
        first.WaitForAssertion(() => Assert.Contains("No words were replaced", first.Markup, StringComparison.Ordinal));
        var none = Render<BlastRadiusPage>(p => p.Add(x => x.PolicyId, "fees").Add(x => x.Version, 7));
        none.WaitForAssertion(() => Assert.Contains("'fees' has no version 7", none.Markup, StringComparison.Ordinal));
    }

    private void SignInEngineer() => SignIn("kim", AccessPolicies.CanSeeKpis, AccessPolicies.CanSeeReviews, AccessPolicies.CanSeeReleases, AccessPolicies.CanCurate);

    private (IRenderedComponent<MudDialogProvider> Dialogs, IRenderedComponent<BlastRadiusPage> Page) Open(int version = 2) =>
        (Render<MudDialogProvider>(), Render<BlastRadiusPage>(p => p.Add(x => x.PolicyId, "fees").Add(x => x.Version, version)));

    private async Task ArrangeAsync()
    {
        await ImportAsync(First);
        await Store.AddAsync(
            new Case { Id = "c-1", Title = "Money back" }, new Case { Id = "c-2" }, new Case { Id = "c-3", Title = "A decision" },
            Review(1), Review(2),
            new CitedClause { CaseId = "c-3", StepId = "d", PolicyId = "fees", ClauseId = "refunds-1", Version = 1, In = CitedIn.Decision, At = DateTime.UnixEpoch });
        await ImportAsync(First.Replace("$20", "$30", StringComparison.Ordinal));
    }

    private static CaseReview Review(long id) => new()
    {
        Id = id,
        ItemId = id,
        CaseId = $"c-{id}",
        ReviewerId = "r",
        ReviewerName = "rita",
        At = DateTime.UnixEpoch,
        Verdict = Verdict.Corrected,
        OriginalAction = "refund",
        FinalAction = "refuse",
        Rationale = "Because.",
        Clause = "fees/refunds-1@1",
    };

    private Task<PolicyImportOutcome> ImportAsync(string markdown) =>
        Services.GetRequiredService<PolicyImport>().ImportAsync("fees", markdown, DateTime.UnixEpoch, "kim", demo: false);

    private static string Fact(IRenderedComponent<BlastRadiusPage> page, string name) => page.FindAll("dl div").First(d => d.QuerySelector("dt")?.TextContent == name).TextContent;

    private static IElement Button(IRenderedComponent<BlastRadiusPage> page, string text) => page.FindAll("button").Single(b => b.TextContent.Trim() == text);
}
