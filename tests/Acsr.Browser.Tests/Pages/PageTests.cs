using Acsr.Access;
using Acsr.Journeys;
using Acsr.Screens;
using Microsoft.Playwright;

namespace Acsr.Pages;

/// <summary>Every page, opened by somebody who may, is free of serious faults of accessibility, fits a phone, and keeps the browser's console quiet.</summary>
public sealed class PageTests(RestingDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<RestingDesk>
{
    [Theory]
    [InlineData(Roles.Lead, new[] { "/", "/explore?by=intent&and=channel", "/explore?kpi=handling_time_p95&range=all", "/explore/dashboards", "/explore/dashboards/{dashboard}", "/cases", "/cases?kpi=dead_end_rate&part=counted", "/cases/nobody-knows-it", "/signals", "/policies", "/policies/shop", "/policies/shop?day=2020-01-01", "/policies/shop/clauses/{clause}", "/policies/shop/blast-radius/2", "/policy-rules", "/policy-rules/rule", "/releases" })]
    [InlineData(Roles.Lead, new[] { "/cases/{overridden}", "/cases/{dead end}", "/review/{item}", "/signals/groups", "/signals/groups/{group}", "/signals/gaps", "/signals/gaps/{gap}" })]
    [InlineData(Roles.Lead, new[] { "/matrix", "/matrix/M2", "/actions", "/actions/{action}", "/actions/new?source=matrix&row=M1", "/alerts", "/alerts/{alert}", "/alerts/new", "/alerts/targets", "/system", "/cases?q=parcel&sort=risk" })]
    [InlineData(Roles.Reviewer, new[] { "/review", "/review?show=done", "/review/{item}", "/review/{settled}", "/review/me" })]
    [InlineData(Roles.Lead, new[] { "/review?show=done", "/review/queues", "/review/queues/general", "/review/queues/new", "/review/team", "/review/import", "/review/proposals" })]
    [InlineData(Roles.KnowledgeEngineer, new[] { "/policies?import=true", "/policies/shop/clauses/{clause}", "/policies/shop/blast-radius/2", "/releases/new", "/releases/{release}" })]
    [InlineData(Roles.KnowledgeEngineer, new[] { "/releases", "/releases/{release}/gates", "/releases/{release}/rows", "/releases/{release}/diff", "/releases/{release}/deliveries", "/releases/{release}/lineage", "/releases/lineage?by=reviewer&value=nobody", "/releases/lineage?by=clause&value=shop/{clause}" })]
    [InlineData(Roles.Administrator, new[] { "/settings/people", "/settings/keys", "/settings/webhooks", "/settings/destinations", "/settings/erasure", "/settings/costs", "/settings/tools", "/settings/history", "/settings/data", "/sources" })]
    public async Task The_pages_of_a_role_can_be_used_by_everybody(string role, string[] paths)
    {
        var page = await SignInAsync($"{role}-{paths.Length}-{paths.Sum(path => path.Length)}", role);
        await LookAsync(page, paths, Screen.OpenAsync);
    }

    [Fact]
    public async Task The_pages_that_are_open_to_anybody_can_be_used_by_everybody() =>
        await LookAsync(await VisitAsync(), ["/account/sign-in", "/account/setup?code=wrong", "/account/access-denied", "/error"], (page, address) => page.GotoAsync(address));

    [Fact]
    public async Task The_pages_of_an_account_can_be_used_by_everybody() =>
        await LookAsync(await SignInAsync("somebody", Roles.Lead), ["/account/change-password", "/not-found"], (page, address) => page.GotoAsync(address));

    private async Task LookAsync(IPage page, string[] paths, Func<IPage, string, Task> open)
    {
        var faults = new List<string>();
        foreach (var (width, height) in Look.Sizes)
        {
            await page.SetViewportSizeAsync(width, height);
            foreach (var path in paths)
            {
                await open(page, ((RestingDesk)Desk).Fill(path));
                faults.AddRange((await Look.FaultsAsync(page)).Select(fault => $"{path} {fault}"));
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
