using System.Text.RegularExpressions;
using Acsr.Access;
using Acsr.Improvement;
using Acsr.Screens;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>A lead finds a row of the matrix out of bounds and works its action; another system hears of it.</summary>
public sealed class MatrixJourney(ListeningDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<ListeningDesk>
{
    private const string Source = "Override / escalation";

    [Fact]
    public async Task A_row_out_of_bounds_opens_an_action_that_the_bell_and_a_webhook_tell_of_and_a_lead_works_it()
    {
        var settings = new SettingsScreen(await SignInAsync("axel", Roles.Administrator));
        var secret = await settings.AddWebhookAsync("crm", desk.Hook);

        var page = await SignInAsync("lina", Roles.Lead);
        var matrix = new MatrixScreen(page);
        await Assertions.Expect(matrix.Bell).ToHaveAccessibleNameAsync("Notifications");
        await matrix.SetTargetAsync(Source, "5");
        await Desk.Get<ImprovementWorker>().EvaluateAsync(default);

        await Assertions.Expect(matrix.Bell).ToHaveAccessibleNameAsync(new Regex("^Notifications: [0-9]+ unread$"));
        await matrix.Bell.ClickAsync();
        await Assertions.Expect(matrix.News.Filter(new() { HasText = $"{Source}: all cases" })).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await Screen.OpenAsync(page, "/matrix");
        await Assertions.Expect(matrix.Row(Source)).ToContainTextAsync("out of bounds");
        await matrix.Row(Source).GetByRole(AriaRole.Link, new() { NameRegex = new Regex("^[1-9][0-9]* open$") }).ClickAsync();
        await matrix.Link($"{Source}: all cases").ClickAsync();
        await Assertions.Expect(matrix.Heading).ToHaveTextAsync($"{Source}: all cases");
        await Assertions.Expect(matrix.Region("Evidence")).ToContainTextAsync("the target is 5 %");

        await matrix.Button("Take it").ClickAsync();
        await Assertions.Expect(matrix.Region("Owner and release")).ToContainTextAsync("lina");
        await matrix.CommentAsync("The refund script is too strict.");
        await matrix.Button("Start work").ClickAsync();
        await Assertions.Expect(matrix.Button("Put back")).ToBeVisibleAsync();
        await Assertions.Expect(matrix.Notes.Filter(new() { HasText = "began work" })).ToBeVisibleAsync();
        await matrix.Link("Show the cases behind it").ClickAsync();
        await Assertions.Expect(new CasesScreen(page).Filter("Override rate: all")).ToBeVisibleAsync();

        await settings.OpenWebhooksAsync();
        await Assertions.Expect(settings.Messages("crm").First).ToContainTextAsync("taken");
        Assert.Contains(desk.Genuine(secret), body => body.Contains("io.acsr.alert.raised.v1", StringComparison.Ordinal) && body.Contains("https://acsr.example.com/actions/", StringComparison.Ordinal));
        Assert.Empty(desk.Genuine("whsec_" + Convert.ToBase64String(new byte[32])));
    }
}
