using Acsr.Access;
using Acsr.Pages;
using Acsr.Screens;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>A lead turns a clause into a rule, sees what it would have flagged, switches it on, and finds the violations in the queue.</summary>
public sealed class PolicyRuleJourney(ShopDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<ShopDesk>
{
    [Fact]
    public async Task A_lead_writes_a_rule_tries_it_on_past_days_and_finds_what_breaks_it_in_the_queue()
    {
        var page = await SignInAsync("lore", Roles.Lead);
        await Screen.OpenAsync(page, "/policy-rules");
        await page.GetByRole(AriaRole.Link, new() { Name = "New rule" }).ClickAsync();
        await Screen.ReadyAsync(page);

        var rule = new PolicyRuleScreen(page);
        await rule.DescribeAsync("Look at the carrier first", "parcels-2", "refund_order");
        await rule.ConditionAsync("before.order.status", "is none of", "in transit");
        await rule.ExampleAsync(1, "Lost", """{"call":{"tool":"refund_order"},"before":{"order":{"status":"lost"}}}""", "is kept");
        await rule.ExampleAsync(2, "On its way", """{"call":{"tool":"refund_order"},"before":{"order":{"status":"in transit"}}}""", "is broken");
        await rule.TryAsync();
        // The heading row stands above them.
        await Assertions.Expect(rule.Flagged).ToHaveCountAsync(1 + ShopCases.Stuck + ShopCases.Solved);

        Assert.Empty(await Look.FaultsAsync(page));
        await rule.SaveAsync();
        await rule.SwitchOnAsync();
        await JudgedAsync();

        await Screen.OpenAsync(page, "/review");
        await Assertions.Expect(page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Against the policy" }).First).ToBeVisibleAsync();
        await Screen.OpenAsync(page, "/policy-rules");
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "Look at the carrier first" })).ToContainTextAsync("on");
        foreach (var (width, height) in Look.Sizes)
        {
            await page.SetViewportSizeAsync(width, height);
            Assert.Empty(await Look.FaultsAsync(page));
        }
    }

    /// <summary>Waits for what the workers do by themselves.</summary>
    private async Task JudgedAsync()
    {
        var contexts = Desk.Get<IDbContextFactory<ConsoleDbContext>>();
        for (var waited = 0; waited < 600; waited++)
        {
            await using var db = await contexts.CreateDbContextAsync();
            if (!await db.PolicyRejudges.AnyAsync() && !await db.CaseWork.AnyAsync() && await db.ReviewItems.CountAsync() >= ShopCases.Overridden + ShopCases.Stuck + ShopCases.Solved) { return; }
            await Task.Delay(100);
        }

        Assert.Fail("The stored cases were not judged anew.");
    }
}
