using Acsr.Access;
using Acsr.Pages;
using Acsr.Screens;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>The first person on an empty console, and people who may not do everything.</summary>
public sealed class FirstDayJourney(Desk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<Desk>
{
    [Fact]
    public async Task The_set_up_link_makes_the_first_administrator_and_then_nobody_else_gets_in_without_the_role()
    {
        var link = await Desk.Get<SetupLink>().ForAsync(Desk.Address, default);
        var page = await VisitAsync();
        var account = new SignInScreen(page);
        await page.GotoAsync(link!);
        Assert.Empty(await Look.FaultsAsync(page));
        await account.SetUpAsync("first@shop.example", Desk.Password);
        await Assertions.Expect(account.Heading).ToHaveTextAsync("Overview");
        await Assertions.Expect(page.GetByText("No cases yet")).ToBeVisibleAsync();
        Assert.Empty(await Look.FaultsAsync(page));
        await Assertions.Expect(account.Menu).ToHaveTextAsync([
            "Overview", "Explore", "Matrix", "Actions", "Cases", "Dead ends", "Review", "Policies", "Policy rules", "Knowledge", "Releases", "Effects", "System", "Sources",
            "People", "Keys", "Webhooks", "Costs", "Tools", "History", "Outcome checks", "Survey", "Data"]);

        var late = await VisitAsync();
        await late.GotoAsync(link!);
        await Assertions.Expect(new SignInScreen(late).Heading).ToHaveTextAsync("This link is not valid");

        var reviewer = await SignInAsync("remy", Roles.Reviewer);
        var console = new SignInScreen(reviewer);
        await Assertions.Expect(console.Menu).ToHaveTextAsync(["Overview", "Explore", "Matrix", "Actions", "Cases", "Dead ends", "Review", "Policies", "Policy rules", "Knowledge", "Effects", "System"]);
        foreach (var kept in (string[])["/settings/keys", "/releases", "/releases/new"])
        {
            await reviewer.GotoAsync(kept);
            await Assertions.Expect(console.Heading).ToHaveTextAsync("Not for your role");
        }
    }
}
