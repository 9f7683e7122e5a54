using Acsr.Cases.Catalogue;
using Acsr.Components;
using Acsr.Ingest;
using Acsr.Store;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Review;

/// <summary>One item under review, as its reviewer meets it.</summary>
public sealed class ReviewWorkspacePageTests : ReviewPagesFixture
{
    private async Task<IRenderedComponent<ReviewWorkspacePage>> OpenAsync(string user = "rev", bool mayReview = true)
    {
        SignIn(user, mayReview);
        var id = await ItemIdAsync();
        var page = Render<ReviewWorkspacePage>(p => p.Add(x => x.ItemId, id));
        page.WaitForElement("h1[tabindex]");
        return page;
    }

    private static void Submit(IRenderedComponent<ReviewWorkspacePage> page) => page.On(() => page.Find(".review-buttons button"), e => e.Click());

    [Fact]
    public async Task Form_says_what_the_log_and_the_trace_know_and_where_it_comes_from()
    {
        var page = await OpenAsync();

        Assert.Equal("refund_order", page.Find("#review-original-action").GetAttribute("value"));
        Assert.Equal("deny_refund", page.Find("#review-final-action").GetAttribute("value"));
        Assert.Contains("from the log", page.Find("label[for=review-final-action]").ParentElement!.TextContent);
        Assert.Equal("a1", page.Find(".acsr-step.is-decisive").GetAttribute("data-step"));
    }

    [Fact]
    public async Task Submitting_without_a_rationale_says_so_beside_the_field()
    {
        var page = await OpenAsync();
        Assert.Equal("", page.Find("#review-rationale-missing").TextContent);

        Submit(page);

        page.WaitForAssertion(() =>
        {
            Assert.Equal("Say why.", page.Find("#review-rationale-missing").TextContent);
            Assert.Equal("true", page.Find("#review-rationale").GetAttribute("aria-invalid"));
            Assert.Equal("2 parts are missing.", page.Find(".review-problem").TextContent);
        });
    }

    [Fact]
    public async Task A_draft_is_saved_by_itself_and_restored_when_the_item_is_opened_again()
    {
        var page = await OpenAsync();
        page.On(() => page.Find("#review-rationale"), e => e.Input("The ticket was used."));
        page.WaitForAssertion(() => Assert.Contains("Saved 09:00:00", page.Find(".review-foot").TextContent));
        await DisposeComponentsAsync();

        var again = Render<ReviewWorkspacePage>(p => p.Add(x => x.ItemId, 1));

        again.WaitForAssertion(() => Assert.Equal("The ticket was used.", again.Find("#review-rationale").GetAttribute("value")));
    }

    [Fact]
    public async Task What_was_typed_last_is_kept_when_the_page_is_left_at_once()
    {
        var page = await OpenAsync();
        page.On(() => page.Find("#review-rationale"), e => e.Input("Just typed."));
        await DisposeComponentsAsync();

        var draft = await Services.GetRequiredService<ReviewDesk>().LoadDraftAsync(await ItemIdAsync(), "rev", default);

        Assert.Equal("Just typed.", ReviewForm.FromJson(draft!.Form).Rationale);
    }

    [Fact]
    public async Task A_lost_lease_is_told_at_once_and_the_form_is_read_only_until_it_is_taken_again()
    {
        var page = await OpenAsync();
        page.On(() => page.Find("#review-rationale"), e => e.Input("The ticket was used."));

        Clock.Now += TimeSpan.FromMinutes(16);

        page.WaitForAssertion(() => Assert.Contains("What you wrote is kept", page.Find(".review-banner[role=alert]").TextContent));
        Assert.True(page.Find("fieldset").HasAttribute("disabled"));
        Assert.Empty(page.FindAll(".review-buttons"));

        page.On(() => page.Find(".review-banner button"), e => e.Click());

        page.WaitForAssertion(() => Assert.False(page.Find("fieldset").HasAttribute("disabled")));
        Assert.Equal("The ticket was used.", page.Find("#review-rationale").GetAttribute("value"));
    }

    [Fact]
    public async Task A_complete_triad_settles_the_item_and_goes_on()
    {
        var page = await OpenAsync();
        page.On(() => page.Find("#review-rationale"), e => e.Input("The ticket was used."));
        page.On(() => page.Find("#review-clause"), e => e.Input("used"));
        page.WaitForElement(".review-clauses button");
        page.On(() => page.Find(".review-clauses button"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("not refunded", page.Find(".review-clause blockquote").TextContent));

        Submit(page);

        page.WaitForAssertion(() => Assert.EndsWith("/review?nothing=QueueEmpty&undo=true", Services.GetRequiredService<NavigationManager>().Uri));
        var review = await Services.GetRequiredService<ReviewLists>().ReviewOfAsync(1, default);
        Assert.Equal(("a1", "deny_refund", true), (review!.StepId, review.FinalAction, review.IsTriadComplete));
        Assert.StartsWith("airline/", review.Clause);
    }

    [Fact]
    public async Task Choosing_a_step_marks_it_as_decisive()
    {
        var page = await OpenAsync();

        page.On(() => page.Find("[data-step=t1] .acsr-step-pick"), e => e.Click());

        page.WaitForAssertion(() => Assert.Equal("t1", page.Find(".acsr-step.is-decisive").GetAttribute("data-step")));
    }

    [Fact]
    public async Task An_item_in_a_colleagues_hands_can_be_read_and_not_written()
    {
        await Services.GetRequiredService<ReviewQueue>().NextAsync("somebody-else", default);

        var page = await OpenAsync();

        Assert.Contains("is working on this item", page.Find(".review-banner").TextContent);
        Assert.True(page.Find("fieldset").HasAttribute("disabled"));
        Assert.Empty(page.FindAll(".acsr-step-pick"));
    }

    [Fact]
    public async Task An_action_of_the_catalogue_has_a_field_for_each_argument_and_says_what_is_missing_beside_it()
    {
        SignIn("rev");
        await Services.GetRequiredService<ConventionDesk>().SaveAsync(new ToolEntry
        {
            Name = "deny_refund",
            DisplayName = "Deny a refund",
            ChangedBy = "test",
            Arguments = [new("ticket", ArgumentType.Text, true, []), new("reason", ArgumentType.Choice, true, ["used", "late"]), new("fee", ArgumentType.Number, false, []), new("final", ArgumentType.Boolean, false, [])],
        }, "test", default);
        var page = await OpenAsync();

        Assert.Equal("A1", page.Find("#review-argument-ticket").GetAttribute("value"));
        Assert.Equal("number", page.Find("#review-argument-fee").GetAttribute("type"));
        Assert.Contains("from the log", page.Find(".review-arguments").TextContent);
        Submit(page);
        page.WaitForAssertion(() => Assert.Equal("The action needs it.", page.Find("#review-argument-reason-missing").TextContent));

        page.On(() => page.Find("#review-argument-reason"), e => e.Change("used"));
        page.On(() => page.Find("#review-argument-fee"), e => e.Input("12.5"));
        page.On(() => page.Find("#review-argument-final"), e => e.Change("true"));
        page.On(() => page.Find("#review-rationale"), e => e.Input("The ticket was used."));
        page.On(() => page.Find("#review-data-point"), e => e.Input("flown = true"));
        Submit(page);

        page.WaitForAssertion(() => Assert.Contains("/review?nothing=", Services.GetRequiredService<NavigationManager>().Uri));
        var review = await Services.GetRequiredService<ReviewLists>().ReviewOfAsync(1, default);
        Assert.Equal("""{"ticket":"A1","reason":"used","fee":12.5,"final":true}""", review!.FinalArguments);
    }

    [Fact]
    public async Task An_item_is_handed_on_with_a_reason_and_not_without()
    {
        var page = await OpenAsync();
        page.On(() => page.FindAll(".review-buttons button").Single(b => b.TextContent == "Escalate"), e => e.Click());
        page.WaitForElement("#review-escalate-reason");

        page.On(() => page.FindAll(".review-skip button").First(b => b.TextContent == "Hand it on"), e => e.Click());
        page.WaitForAssertion(() => Assert.StartsWith("Say why", page.Find("#review-escalate-missing").TextContent, StringComparison.Ordinal));

        page.On(() => page.Find("#review-escalate-reason"), e => e.Change("Two clauses say different things."));
        page.On(() => page.FindAll(".review-skip button").First(b => b.TextContent == "Hand it on"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("undo=true", Services.GetRequiredService<NavigationManager>().Uri));
        Assert.Equal("Two clauses say different things.", (await Services.GetRequiredService<ReviewEscalations>().FindAsync(1, default))!.Reason);
    }

    [Fact]
    public async Task What_the_agent_saw_and_the_policy_as_it_was_then_stand_beside_the_form()
    {
        var page = await OpenAsync();

        var seen = page.FindAll(".review-trace-panel")[0];
        Assert.Contains("get_ticket", seen.TextContent);
        Assert.Equal("t1", seen.QuerySelector("[data-step]")!.GetAttribute("data-step"));
    }

    [Fact]
    public async Task What_a_colleague_wrote_is_held_back_from_who_reviews_the_same_case_at_this_moment()
    {
        var id = await ItemIdAsync();
        var session = (await Services.GetRequiredService<ReviewSessions>().OpenAsync(id, new Reviewer("cem", "Cem"), claim: true, null, default))!;
        session.Form = session.Form with { Verdict = Verdict.Corrected, Rationale = "The ticket was used.", DataPoint = "flown = true" };
        Assert.Equal(SubmitOutcome.Accepted, (await session.SubmitAsync(default)).Outcome);
        var gold = new ReviewItem { CaseId = "c-1", Why = "Because.", OpenedAt = Clock.Now, Purpose = ItemPurpose.KnownAnswer, ForUser = "rev", LeasedBy = "rev", LeasedUntil = Clock.Now.AddMinutes(15), Token = 1 };
        await using (var db = await Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync())
        {
            db.ReviewItems.Add(gold);
            await db.SaveChangesAsync();
        }

        SignIn("rev");
        var held = Render<ReviewWorkspacePage>(p => p.Add(x => x.ItemId, id));
        held.WaitForAssertion(() => Assert.Contains("You are reviewing this case yourself", held.Find(".review-side").TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("The ticket was used.", held.Markup, StringComparison.Ordinal);

        SignIn("bea");
        var open = Render<ReviewWorkspacePage>(p => p.Add(x => x.ItemId, id));
        open.WaitForAssertion(() => Assert.Contains("The ticket was used.", open.Find(".review-side").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_may_only_look_takes_nothing_and_sees_no_form()
    {
        var page = await OpenAsync("lena", mayReview: false);

        Assert.Empty(page.FindAll(".review-form"));
        Assert.Equal(0, (await Services.GetRequiredService<ReviewLists>().CountsAsync(default)).Leased);
    }
}
