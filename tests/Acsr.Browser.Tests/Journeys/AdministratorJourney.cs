using System.Diagnostics;
using System.Net;
using System.Text;
using Acsr.Access;
using Acsr.Pages;
using Acsr.Screens;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>An administrator lets people and machines in, and takes the demo desk away.</summary>
public sealed class AdministratorJourney(MixedDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<MixedDesk>
{
    [Fact]
    public async Task A_person_who_was_added_signs_in_with_the_password_shown_once_and_chooses_another()
    {
        var settings = new SettingsScreen(await SignInAsync("anna", Roles.Administrator));
        var password = await settings.AddPersonAsync("new.lead@shop.example", Roles.Lead);
        await Assertions.Expect(settings.Row("new.lead@shop.example")).ToBeVisibleAsync();

        var page = await VisitAsync();
        var account = new SignInScreen(page);
        await account.EnterAsync("new.lead@shop.example", password);
        await Assertions.Expect(account.Heading).ToHaveTextAsync("Change password");
        await account.ChangePasswordAsync(password, Desk.Password);
        await Assertions.Expect(account.Heading).ToHaveTextAsync("Overview");
    }

    [Fact]
    public async Task A_key_is_shown_once_sends_events_and_stops_working_when_it_is_revoked()
    {
        var page = await SignInAsync("arne", Roles.Administrator);
        var settings = new SettingsScreen(page);
        using var helpdesk = Desk.Program(await settings.MakeKeyAsync("helpdesk"));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(helpdesk));
        await page.ReloadAsync();
        await Screen.ReadyAsync(page);
        await Assertions.Expect(settings.Secret).ToHaveCountAsync(0);

        await settings.RevokeAsync("helpdesk");
        await Assertions.Expect(settings.Row("helpdesk")).ToContainTextAsync("revoked");
        var since = Stopwatch.StartNew();
        while (await SendAsync(helpdesk) != HttpStatusCode.Unauthorized) { Assert.True(since.Elapsed < TimeSpan.FromSeconds(10), "A revoked key still works after ten seconds."); }
    }

    [Fact]
    public async Task A_tool_is_described_field_by_field_tried_out_saved_and_forgotten()
    {
        var page = await SignInAsync("alba", Roles.Administrator);
        var settings = new SettingsScreen(page);
        await settings.DescribeToolAsync(null);
        await settings.Tool.GetByLabel("Tool", new() { Exact = true }).FillAsync("close_ticket");
        await settings.Tool.GetByLabel("Shown as").FillAsync("Close the ticket");
        await settings.Tool.GetByLabel("What it does").SelectOptionAsync("Action");
        await settings.Tool.GetByLabel("May be asked again and again").CheckAsync();
        await settings.Tool.GetByLabel("cancel", new() { Exact = true }).CheckAsync();
        await settings.Tool.GetByLabel("Intents that it helps with").FillAsync("refund, order_status");
        await settings.Button("Add an argument").ClickAsync();
        await settings.Tool.GetByRole(AriaRole.Textbox, new() { Name = "Argument 1", Exact = true }).FillAsync("ticket");
        Assert.Empty(await Look.FaultsAsync(page));
        await settings.Button("See what would change").ClickAsync();
        await Assertions.Expect(settings.Tool.GetByRole(AriaRole.Alert)).ToHaveCountAsync(0);
        await settings.Button("Save").ClickAsync();

        var row = page.GetByRole(AriaRole.Row).Filter(new() { HasText = "close_ticket" });
        foreach (var said in new[] { "Close the ticket", "may be polled", "carries out: cancel", "helps with: refund, order_status", "takes ticket", "alba" }) { await Assertions.Expect(row).ToContainTextAsync(said); }

        await settings.DescribeToolAsync("close_ticket");
        await Assertions.Expect(settings.Tool.GetByLabel("Tool", new() { Exact = true })).ToBeDisabledAsync();
        await Assertions.Expect(settings.Tool.GetByLabel("cancel", new() { Exact = true })).ToBeCheckedAsync();
        await settings.Button("Forget what was said").ClickAsync();
        await Assertions.Expect(row).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_demo_desk_goes_with_one_click_and_nothing_else_does()
    {
        var page = await SignInAsync("aino", Roles.Administrator);
        var (settings, cases) = (new SettingsScreen(page), new CasesScreen(page));
        await Screen.OpenAsync(page, "/cases?source=demo%20desk");
        await Assertions.Expect(cases.Rows).Not.ToHaveCountAsync(0);

        await settings.RemoveDemoAsync();
        await Assertions.Expect(settings.Region("Demo desk")).ToContainTextAsync("Removed: ");

        await Screen.OpenAsync(page, "/cases?source=demo%20desk");
        await Assertions.Expect(cases.Rows).ToHaveCountAsync(0);
        await Screen.OpenAsync(page, "/cases?source=a%20program");
        await Assertions.Expect(cases.Count(ShopCases.Count)).ToBeVisibleAsync();
        await Screen.OpenAsync(page, "/policies");
        await Assertions.Expect(settings.Row("Shop policy")).ToBeVisibleAsync();
        await Assertions.Expect(settings.Row("Harbour & Finch")).ToHaveCountAsync(0);
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient program)
    {
        using var body = new StringContent("""{"id":"h1","type":"message","case":"help-1","role":"customer","text":"Hello","time":"2026-01-02T03:04:05Z"}""", Encoding.UTF8, "application/json");
        using var answer = await program.PostAsync("/api/v1/events", body);
        return answer.StatusCode;
    }
}
