using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Delivery;
using Acsr.Improvement;
using Acsr.Ingest;
using Acsr.Kpis;
using Acsr.Policies;
using Acsr.Releases;
using Acsr.Review;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Signals;

public sealed class GroupPagesTests : PageTest
{
    private const string Key = "l4-0011223344556677";

    protected override void AddStage(IServiceCollection services)
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddIngest().AddCases().AddPolicies().AddSignals().AddKpis().AddDelivery().AddReview().AddReleases().AddImprovement();
    }

    [Fact]
    public void Without_cases_the_groups_say_how_they_come_about()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);

        var page = Render<GroupsPage>();

        page.WaitForAssertion(() => Assert.Contains("Groups form by themselves", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_group_shows_its_n_its_share_of_how_many_and_its_trend_and_leads_to_its_page()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await ArrangeAsync(3);

        var page = Render<GroupsPage>();

        page.WaitForAssertion(() => Assert.Equal($"/signals/groups/{Key}", page.Find(".signal-groups tbody th a").GetAttribute("href")));
        var row = page.Find(".signal-groups tbody tr").TextContent;
        Assert.Contains("Same action fails: refund_order", row, StringComparison.Ordinal);
        Assert.Contains("60 %", row, StringComparison.Ordinal);
        Assert.Contains("n = 3", row, StringComparison.Ordinal);
        Assert.Contains("Share of 5", page.Find(".signal-groups thead").TextContent, StringComparison.Ordinal);
        Assert.Contains("Cases by week since", page.Find(".acsr-spark").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".signal-figures"));
    }

    [Fact]
    public async Task Who_may_only_look_sees_the_state_and_no_button()
    {
        SignIn("rita", AccessPolicies.CanSeeKpis);
        await ArrangeAsync(3);

        var page = Render<GroupPage>(p => p.Add(x => x.Group, Key));

        page.WaitForAssertion(() => Assert.Contains("Nobody has taken it up.", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll(".signal-buttons"));
        Assert.Contains($"/cases?deadend={Key}", page.Markup, StringComparison.Ordinal);
        Assert.Contains("of 2 whose outcome is known", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_group_is_resolved_by_hand_only_with_a_reason_and_says_so()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis, AccessPolicies.CanImprove);
        await ArrangeAsync(3);
        var page = Render<GroupPage>(p => p.Add(x => x.Group, Key));
        page.WaitForElement(".signal-buttons");

        page.WaitForAssertion(() => Assert.NotNull(Button(page, "Resolve…")));
        page.On(() => Button(page, "Resolve…"), e => e.Click());
        page.WaitForElement("form.signal-form");
        page.On(() => page.Find("form.signal-form"), e => e.Submit());
        page.WaitForAssertion(() => Assert.Contains("Say why", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        page.On(() => page.Find("textarea"), e => e.Change("The payment service was mended"));
        page.On(() => page.Find("form.signal-form"), e => e.Submit());

        page.WaitForAssertion(() => Assert.Contains("Resolved by lea", page.Markup, StringComparison.Ordinal));
        Assert.Contains("The payment service was mended.", page.Markup, StringComparison.Ordinal);
        Assert.Equal(GroupState.Resolved, (await Store.WithAsync(db => db.DeadEndGroups.SingleAsync())).State);
    }

    [Fact]
    public async Task A_group_that_came_back_says_how_often()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis, AccessPolicies.CanImprove);
        await ArrangeAsync(4, g => (g.State, g.Reason, g.ResolvedFrom, g.ChangedAt, g.ChangedBy) = (GroupState.Resolved, "Mended", Day(1), Day(1), "lea"));

        var page = Render<GroupPage>(p => p.Add(x => x.Group, Key));

        page.WaitForAssertion(() => Assert.Equal("reopened", page.Find(".acsr-page-head .acsr-tag").TextContent));
        Assert.Contains("It came back: 4 cases since.", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_cases_are_sent_to_the_queue_once()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis, AccessPolicies.CanImprove);
        await ArrangeAsync(3);
        var page = Render<GroupPage>(p => p.Add(x => x.Group, Key));

        page.WaitForAssertion(() => Button(page, "Send all 3 to review"));
        page.WaitForElement(".signal-buttons a");
        Assert.Contains(page.FindAll(".signal-buttons a"), a => a.GetAttribute("href") == $"/actions/new?source=dead-end&group={Key}&title=Same%20action%20fails%3A%20refund_order%2C%20refund&intent=refund");
        page.On(() => Button(page, "Send all 3 to review"), e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("All of its cases are in the queue or reviewed.", page.Markup, StringComparison.Ordinal));
        Assert.Equal(["c1", "c2", "c3"], await Store.WithAsync(db => db.ReviewRequests.OrderBy(r => r.CaseId).Select(r => r.CaseId).ToListAsync()));
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent.Contains("to review", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_action_is_opened_with_one_click_linked_and_taken_back()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis, AccessPolicies.CanImprove);
        await ArrangeAsync(3);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/signals/groups/{Key}?from=2026-03-01&to=2026-03-31");
        var page = Render<GroupPage>(p => p.Add(x => x.Group, Key));
        page.WaitForAssertion(() => Button(page, "Open an improvement action"));

        page.On(() => Button(page, "Open an improvement action"), e => e.Click());
        page.WaitForAssertion(() => Button(page, "Undo"));
        var action = await Store.WithAsync(db => db.ImprovementActions.SingleAsync());
        Assert.Equal((ActionState.Open, "Same action fails: refund_order, refund", "lea", Key, 5), (action.State, action.Title, action.OpenedBy, action.DeadEndGroup, action.N));
        Assert.Contains("Found in 3 of 5 cases", action.Why, StringComparison.Ordinal);
        Assert.Equal(action.Title, page.Find($"a[href='/actions/{action.Id}']").TextContent);

        page.On(() => Button(page, "Undo"), e => e.Click());
        page.WaitForAssertion(() => Button(page, "Open it again"));
        Assert.Equal(ActionState.Dismissed, (await Store.WithAsync(db => db.ImprovementActions.SingleAsync())).State);
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() is "Undo" or "Open an improvement action");

        page.On(() => Button(page, "Open it again"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("Opened by lea.", page.Markup, StringComparison.Ordinal));
        Assert.Equal((1, ActionState.Open), await Store.WithAsync(db => db.ImprovementActions.Select(a => ValueTuple.Create(db.ImprovementActions.Count(), a.State)).SingleAsync()));
        Assert.DoesNotContain(page.FindAll("button"), button => button.TextContent.Trim() == "Undo");
    }

    [Fact]
    public void A_group_that_nobody_knows_says_so()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);

        var page = Render<GroupPage>(p => p.Add(x => x.Group, "l1-nothing"));

        page.WaitForAssertion(() => Assert.Contains("There is no such group", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_range_stands_in_the_address_and_goes_along()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await ArrangeAsync(5);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/signals/groups?from=2026-03-02&to=2026-03-04");

        var page = Render<GroupsPage>();

        page.WaitForAssertion(() => Assert.Equal($"/signals/groups/{Key}?from=2026-03-02&to=2026-03-04", page.Find(".signal-groups tbody th a").GetAttribute("href")));
        Assert.Equal("3", page.Find(".signal-groups tbody td.num").TextContent);
        Assert.Equal("/signals/gaps?from=2026-03-02&to=2026-03-04", page.FindAll(".signal-tabs a")[2].GetAttribute("href"));
    }

    /// <summary>So many cases of one group, one a day, and two that went well.</summary>
    private Task ArrangeAsync(int cases, Action<DeadEndGroup>? change = null)
    {
        var group = new DeadEndGroup { Key = Key, Detector = "L4", Intent = "refund", Tool = "refund_order" };
        change?.Invoke(group);
        return Store.AddAsync([
            group,
            .. Enumerable.Range(1, cases).SelectMany(d => new object[]
            {
                new Case { Id = $"c{d}", Handler = Handler.Agent, At = Day(d), Solved = false, Intent = "refund" },
                new Signal { CaseId = $"c{d}", Id = "s", Kind = SignalKind.DeadEnd, Name = "L4", Severity = Severity.High, Group = Key, Text = "Failed twice." },
                new DeadEndFinding { Group = Key, CaseId = $"c{d}", At = Day(d), Day = DateOnly.FromDateTime(Day(d)).DayNumber, Severity = Severity.High, Hits = 1, Solved = false },
            }),
            new Case { Id = "well", Handler = Handler.Agent, At = Day(2), Solved = true }, new Case { Id = "fine", Handler = Handler.Agent, At = Day(2), Solved = true }]);
    }

    private static AngleSharp.Dom.IElement Button<T>(IRenderedComponent<T> page, string text) where T : IComponent =>
        page.FindAll("button").Single(b => b.TextContent.Trim() == text);

    private static DateTime Day(int day) => new(2026, 3, day, 12, 0, 0, DateTimeKind.Utc);
}
