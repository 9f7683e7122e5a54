using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Delivery;
using Acsr.Ingest;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Acsr.Outcomes;

public sealed class CheckPagesTests : PageTest
{
    private OutcomeDesk Desk => Services.GetRequiredService<OutcomeDesk>();

    protected override void AddStage(IServiceCollection services) =>
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddIngest().AddCases().AddDelivery().AddOutcomes();

    [Fact]
    public void No_check_says_what_one_is_good_for()
    {
        SignIn("ada", AccessPolicies.CanAdminister);

        var page = Render<ChecksPage>();

        page.WaitForAssertion(() => Assert.Contains("No check yet", page.Markup, StringComparison.Ordinal));
        Assert.Contains("/api/v1/outcomes", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_check_is_written_refused_mended_saved_and_its_secret_is_not_shown_again()
    {
        SignIn("ada", AccessPolicies.CanAdminister);
        var page = Render<CheckPage>();
        page.WaitForElement(".rule-form");
        Fill(page, "Name", "refund is booked");
        Fill(page, "After successful calls of this tool", "refund_order");
        Fill(page, "Address", "https://{{args.host}}/orders");
        Fill(page, "Header", "x-api-key");
        Fill(page, "Its value", "s3cret");
        Fill(page, "Field 1", "status");
        Fill(page, "Value 1", "refunded");
        page.On(() => Button(page, "Save"), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("behind the host only", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(await Desk.ListAsync(default));

        Fill(page, "Address", "https://erp.example.com/orders/{{args.order}}");
        page.On(() => Button(page, "Save"), e => e.Click());

        page.WaitForAssertion(() => Assert.EndsWith("/settings/checks/check/1", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var check = (await Desk.FindAsync(1, default))!;
        Assert.Equal(("refund is booked", "refund_order", OutcomeComparison.Equal, "refunded"), (check.Name, check.Tool, check.Expectations.Single().Comparison, check.Expectations.Single().Value));
        Assert.Null(check.OnSince);
        var again = Render<CheckPage>(p => p.Add(c => c.Id, 1));
        again.WaitForAssertion(() => Assert.Contains("one is stored", again.Markup, StringComparison.Ordinal));
        Assert.DoesNotContain("s3cret", again.Markup, StringComparison.Ordinal);
        Assert.Contains("Asked 1 min after the call, then again after 1 min, 2 min, 4 min and so on", again.Markup, StringComparison.Ordinal);
        again.On(() => Button(again, "Save"), e => e.Click());
        again.WaitForAssertion(() => Assert.Equal(check.HeaderSecret, Desk.FindAsync(1, default).GetAwaiter().GetResult()!.HeaderSecret));
        again.On(() => Button(again, "Switch on"), e => e.Click());
        again.WaitForAssertion(() => Assert.Contains("is-good", again.Find(".acsr-page-head").InnerHtml, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_trial_says_what_is_in_its_way()
    {
        SignIn("ada", AccessPolicies.CanAdminister);
        await Desk.SaveAsync(Check(), null, "ada", default);
        var page = Render<CheckPage>(p => p.Add(c => c.Id, 1));
        page.WaitForElement(".check-try");
        Fill(page, "Case", "nowhere");
        page.On(() => page.Find(".check-try"), e => e.Submit());

        page.WaitForAssertion(() => Assert.Contains("There is no such case", page.Find(".check-trial").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_shows_what_came_of_each_call_and_switches_and_removes()
    {
        SignIn("ada", AccessPolicies.CanAdminister);
        await Desk.SaveAsync(Check(), null, "ada", default);
        await Store.AddAsync(
            new OutcomeRun { CheckId = 1, CaseId = "c1", StepId = "s", State = OutcomeRunState.Done, Finding = Verification.Contradicted, Seen = "status is open, expected refunded", Attempts = 5, DueAt = DateTime.UtcNow, CreatedAt = DateTime.UtcNow },
            new OutcomeRun { CheckId = 1, CaseId = "c2", StepId = "s", DueAt = DateTime.UtcNow.AddMinutes(4), CreatedAt = DateTime.UtcNow });
        var dialogs = Render<MudDialogProvider>();
        var page = Render<ChecksPage>();
        page.WaitForElement(".hook tbody");

        Assert.Equal(["1 contradicted", "1 waiting"], page.FindAll(".check-counts .acsr-tag").Select(tag => tag.TextContent));
        Assert.Equal(["/cases/c2?step=s", "/cases/c1?step=s"], page.FindAll("tbody a").Select(a => a.GetAttribute("href")));
        Assert.Contains("status is open, expected refunded", page.Find("tbody").TextContent, StringComparison.Ordinal);
        page.On(() => page.Find("[aria-label='Switch on refund is booked']"), e => e.Click());
        page.WaitForElement("[aria-label='Switch off refund is booked']");
        ClickAndConfirm(dialogs, () => page.Find("[aria-label='Remove refund is booked']"));
        page.WaitForAssertion(() => Assert.Contains("No check yet", page.Markup, StringComparison.Ordinal));
    }

    private static OutcomeCheck Check() => new() { Name = "refund is booked", Tool = "refund_order", Url = "https://erp.example.com/orders/{{args.order}}", ChangedBy = "ada" };

    private static void Fill(IRenderedComponent<CheckPage> page, string label, string value) =>
        page.On(() => page.FindAll("label").First(l => l.TextContent.Trim().StartsWith(label, StringComparison.Ordinal)).QuerySelector("input, textarea")!, e => e.Change(value));

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<CheckPage> page, string text) => page.FindAll("button").First(b => b.TextContent.Trim() == text);
}
