using System.Text.RegularExpressions;
using Acsr.Access;
using Acsr.Pages;
using Acsr.Screens;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>The workspace when things go wrong: two people, two tabs, a cut line; and on a phone.</summary>
public sealed class WorkspaceJourney(ShopDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<ShopDesk>
{
    [Fact]
    public async Task Two_people_who_open_the_same_item_are_told_who_has_it_and_only_one_writes()
    {
        var (uma, ugo) = (await SignInAsync("uma", Roles.Reviewer), await SignInAsync("ugo", Roles.Reviewer));
        var (hers, his) = (new ReviewScreen(uma), new ReviewScreen(ugo));
        await hers.StartAsync();

        await Screen.OpenAsync(ugo, $"/review/{hers.Item}");
        await Assertions.Expect(his.Problem("uma is working on this item.")).ToBeVisibleAsync();
        await Assertions.Expect(his.Rationale).ToBeDisabledAsync();
        await his.Button("Take it if it is free").ClickAsync();
        await Assertions.Expect(his.Problem("uma is working on this item.")).ToBeVisibleAsync();

        await hers.Rationale.FillAsync("Mine.");
        await hers.ReturnAsync();
        await his.Button("Take it if it is free").ClickAsync();
        await Assertions.Expect(his.Rationale).ToBeEnabledAsync();
        await Assertions.Expect(his.Rationale).Not.ToHaveValueAsync("Mine.");
    }

    [Fact]
    public async Task A_second_tab_takes_the_item_over_and_the_first_is_told_within_seconds()
    {
        var first = await SignInAsync("tia", Roles.Reviewer);
        var one = new ReviewScreen(first);
        await one.StartAsync();
        await one.Rationale.FillAsync("Begun in the first tab.");
        await Assertions.Expect(one.Status("Saved")).ToBeVisibleAsync();

        var second = await first.Context.NewPageAsync();
        var other = new ReviewScreen(second);
        await Screen.OpenAsync(second, $"/review/{one.Item}");
        await other.ArrivedAsync();
        await Assertions.Expect(other.Rationale).ToHaveValueAsync("Begun in the first tab.");

        await Assertions.Expect(one.Problem("What you wrote is kept.")).ToBeVisibleAsync();
        await Assertions.Expect(one.Rationale).ToBeDisabledAsync();
        // A tab behind another one draws nothing.
        await first.BringToFrontAsync();
        Assert.Empty(await Look.FaultsAsync(first));
    }

    [Fact]
    public async Task What_is_typed_while_the_line_is_cut_is_there_when_it_is_back_and_after_a_reload()
    {
        await Desk.AddAsync("ned", Roles.Reviewer);
        var page = await VisitAsync();
        var (cut, lines) = (false, new List<IWebSocketRoute>());
        await page.RouteWebSocketAsync(new Regex("_blazor"), line =>
        {
            if (cut) { _ = line.CloseAsync(); return; }
            lines.Add(line);
            line.ConnectToServer();
        });
        await new SignInScreen(page).SignInAsync("ned", Desk.Password);
        var review = new ReviewScreen(page);
        await review.StartAsync();
        await review.Rationale.FillAsync("Before the cut.");
        await Assertions.Expect(review.Status("Saved")).ToBeVisibleAsync();

        cut = true;
        foreach (var line in lines) { await line.CloseAsync(); }
        await Assertions.Expect(page.Locator("#components-reconnect-modal")).ToBeVisibleAsync();
        await review.Rationale.FillAsync("Before the cut, and while it lasted.");

        // The page is loaded anew while nobody listens, as after a crash: the tab itself still knows.
        cut = false;
        await page.ReloadAsync();
        await review.ArrivedAsync();
        await Assertions.Expect(review.Rationale).ToHaveValueAsync("Before the cut, and while it lasted.");
        await page.WaitForFunctionAsync("() => sessionStorage.getItem('acsr-review-unsent') === null");
        await page.ReloadAsync();
        await review.ArrivedAsync();
        await Assertions.Expect(review.Rationale).ToHaveValueAsync("Before the cut, and while it lasted.");
        Forgive("");
    }

    [Fact]
    public async Task On_a_phone_the_parts_come_one_at_a_time_and_triage_is_a_few_taps()
    {
        await Desk.AddAsync("fay", Roles.Reviewer);
        var page = await VisitAsync(new() { ViewportSize = new() { Width = 390, Height = 844 }, HasTouch = true, IsMobile = true });
        await new SignInScreen(page).SignInAsync("fay", Desk.Password);
        var review = new ReviewScreen(page);
        await review.StartAsync();
        await Assertions.Expect(review.Rationale).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByText("I want my money back.").First).ToBeVisibleAsync();
        Assert.Empty(await Look.FaultsAsync(page));

        await review.Button("Trace").TapAsync();
        await Assertions.Expect(review.Region("What the agent saw when it decided")).ToBeVisibleAsync();
        Assert.Empty(await Look.FaultsAsync(page));

        await review.Button("Decide").TapAsync();
        await review.Verdict("Cannot tell").CheckAsync(new() { Force = true });
        await review.Rationale.FillAsync("The trace does not show the order.");
        Assert.Empty(await Look.FaultsAsync(page));
        await review.Button("Escalate").TapAsync();
        await Assertions.Expect(page.Locator("#review-escalate-to")).ToBeFocusedAsync();
        Assert.Empty(await Look.FaultsAsync(page));
        await review.Button("Cancel").TapAsync();
        await review.GoOnAsync(() => review.Button("Submit and next").TapAsync());
        await Assertions.Expect(review.Rationale).ToBeHiddenAsync();
    }
}
