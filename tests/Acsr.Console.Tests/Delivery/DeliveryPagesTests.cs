using Acsr.Access;
using Acsr.Components;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Acsr.Delivery;

public sealed class DeliveryPagesTests : PageTest
{
    private WebhookDesk Desk => Services.GetRequiredService<WebhookDesk>();

    protected override void AddStage(IServiceCollection services) =>
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddDelivery();

    [Fact]
    public async Task A_secret_is_shown_once_and_an_address_that_cannot_be_used_is_refused()
    {
        SignIn("ada", AccessPolicies.CanAdminister);
        var page = Render<WebhooksPage>();
        page.WaitForAssertion(() => Assert.Contains("No endpoint yet", page.Markup, StringComparison.Ordinal));
        Fill(page, "crm", "https://169.254.169.254/latest");
        page.WaitForAssertion(() => Assert.Contains("Delivery:AllowedNetworks", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(await Desk.ListAsync(default));

        Fill(page, "crm", "https://hooks.example.com/acsr");

        page.WaitForAssertion(() => Assert.StartsWith("whsec_", page.Find(".acsr-once code").TextContent, StringComparison.Ordinal));
        page.On(() => page.FindAll(".acsr-once button")[^1], e => e.Click());
        Assert.DoesNotContain("whsec_", page.Markup, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("in use", page.Find(".hook").TextContent, StringComparison.Ordinal));
        Assert.Contains("Nothing has been sent yet", page.Find(".hook").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_is_tried_out_rotated_disabled_and_removed()
    {
        SignIn("ada", AccessPolicies.CanAdminister);
        await Desk.AddAsync("crm", "https://hooks.example.com/acsr", "ada", default);
        var dialogs = Render<MudDialogProvider>();
        var page = Render<WebhooksPage>();
        page.WaitForElement(".hook");

        page.On(() => Labelled(page, "Send a test to crm"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("on its way", page.Find(".hook tbody").TextContent, StringComparison.Ordinal));
        ClickAndConfirm(dialogs, () => Labelled(page, "Rotate secret of crm"));
        page.WaitForAssertion(() => Assert.Contains("Two signatures until", page.Find(".hook").TextContent, StringComparison.Ordinal));
        page.On(() => Labelled(page, "Disable crm"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("disabled", page.Find(".hook h3").TextContent, StringComparison.Ordinal));
        ClickAndConfirm(dialogs, () => Labelled(page, "Remove crm"));
        page.WaitForAssertion(() => Assert.Contains("No endpoint yet", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_bell_counts_what_a_person_has_not_read()
    {
        SignIn("lea", AccessPolicies.CanSeeReviews);
        await Store.AddAsync(new Notification { At = DateTime.UtcNow, Title = "CSAT: all cases", Text = "It fell.", Link = "/actions/1" }, new Notification { At = DateTime.UtcNow, Title = "Overrides: all cases", Link = "/actions/2" });

        var bell = Render<NotificationBell>();

        bell.WaitForAssertion(() => Assert.Equal("2", bell.Find(".bell-count").TextContent));
        Assert.Equal("Notifications: 2 unread", bell.Find(".bell").GetAttribute("aria-label"));
        Assert.Equal(["/actions/2", "/actions/1"], bell.FindAll(".bell-news li a").Select(a => a.GetAttribute("href")));
        bell.On(() => Labelled(bell, "Mark as read: CSAT: all cases"), e => e.Click());
        bell.WaitForAssertion(() => Assert.Equal("1", bell.Find(".bell-count").TextContent));
        bell.On(() => bell.Find(".bell-news header button"), e => e.Click());
        bell.WaitForAssertion(() => Assert.Empty(bell.FindAll(".bell-count")));
    }

    [Fact]
    public void Nothing_new_says_what_would_appear()
    {
        SignIn("lea", AccessPolicies.CanSeeReviews);

        var bell = Render<NotificationBell>();

        bell.WaitForAssertion(() => Assert.Contains("New improvement actions appear here", bell.Find(".bell-none").TextContent, StringComparison.Ordinal));
    }

    private static void Fill(IRenderedComponent<WebhooksPage> page, string name, string url)
    {
        page.On(() => page.FindAll("form input")[0], e => e.Change(name));
        page.On(() => page.FindAll("form input")[1], e => e.Change(url));
        page.On(() => page.Find("form"), e => e.Submit());
    }

    private static AngleSharp.Dom.IElement Labelled<T>(IRenderedComponent<T> page, string label) where T : IComponent => page.Find($"[aria-label='{label}']");
}
