using System.Text.RegularExpressions;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Effects;
using Acsr.Pages;
using Acsr.Screens;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>A desk on which one change went badly.</summary>
public sealed class HurtDesk : Desk
{
    protected override async Task ArrangeAsync()
    {
        var random = new Random(4);
        var today = DateTime.UtcNow.Date;
        await using (var db = await Get<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync())
        {
            for (var day = 1; day <= 80; day++)
            {
                foreach (var intent in new[] { "refund", "return", "invoice" })
                {
                    for (var n = 0; n < 5; n++)
                    {
                        var solved = random.NextDouble() < (intent == "return" && day < 30 ? .3 : .75);
                        db.Cases.Add(new Case
                        {
                            Id = $"{intent}-{day}-{n}",
                            Source = "agent",
                            Title = $"About a {intent}",
                            At = today.AddDays(-day),
                            OpenedAt = today.AddDays(-day),
                            Intent = intent,
                            Channel = "chat",
                            Handler = Handler.Agent,
                            Solved = solved,
                            Resolution = solved ? Resolution.Assumed : Resolution.Contained,
                            Sequence = (day * 100) + n,
                        });
                    }
                }
            }

            await db.SaveChangesAsync();
            await db.ReserveSequenceAsync(10_000, default);
        }

        await Get<DeploymentDesk>().TellAsync(new DeploymentDraft("short-returns", today.AddDays(-30), ["return"]), "test", default);
        await Get<EffectWorker>().ComputeAsync(default);
    }
}

/// <summary>A lead finds out that a change hurt, whom, and what to do.</summary>
public sealed class EffectJourney(HurtDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<HurtDesk>
{
    [Fact]
    public async Task A_lead_sees_on_the_overview_that_a_change_hurt_looks_whom_and_says_that_it_was_taken_back()
    {
        var page = await SignInAsync("lena", Roles.Lead);
        var effect = new EffectScreen(page);
        await Screen.OpenAsync(page, "/");
        await Assertions.Expect(effect.Banner).ToContainTextAsync("short-returns hurt return");
        await effect.Banner.GetByRole(AriaRole.Link).ClickAsync();
        await Screen.ReadyAsync(page);

        await Assertions.Expect(effect.Heading).ToHaveTextAsync("short-returns");
        await Assertions.Expect(effect.Region("Verdict")).ToContainTextAsync("Take short-returns back");
        await Assertions.Expect(effect.Region("Whom").GetByRole(AriaRole.Row).Filter(new() { HasText = "return" }).First).ToContainTextAsync("touched");
        await Assertions.Expect(effect.Region("How was this computed?")).ToContainTextAsync("Difference in differences");
        Assert.Empty(await Look.FaultsAsync(page));

        await effect.Region("Whom").GetByRole(AriaRole.Link, new() { NameRegex = new Regex("of return after: show the cases$") }).ClickAsync();
        await Assertions.Expect(page.GetByText("About a return").First).ToBeVisibleAsync();
        await page.GoBackAsync();
        await Screen.ReadyAsync(page);

        await effect.Button("It was taken back").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "It was taken back" }).ClickAsync();
        await Assertions.Expect(effect.Region("Verdict")).ToContainTextAsync("cases from then on count no more");
        await Screen.OpenAsync(page, "/");
        await Assertions.Expect(effect.Heading).ToHaveTextAsync("Overview");
        await Assertions.Expect(effect.Banner).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_lead_says_that_something_went_live_and_finds_it_in_the_list()
    {
        var page = await SignInAsync("lars", Roles.Lead);
        var effect = new EffectScreen(page);
        await Screen.OpenAsync(page, "/effects");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync("invoice-wording");
        await effect.Button("Say so").ClickAsync();
        await Assertions.Expect(page.GetByText("Name at least one intent")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Intents it changes" }).FillAsync("invoice");
        await effect.Button("Say so").ClickAsync();
        await Assertions.Expect(effect.Change("invoice-wording")).ToContainTextAsync("invoice");
        Assert.Empty(await Look.FaultsAsync(page));
    }

    [Theory]
    [InlineData("/effects/agent-and-human", "Nothing to compare")]
    [InlineData("/effects/confidence", "No decision with a confidence")]
    public async Task Without_data_the_pages_say_what_to_send(string path, string words)
    {
        var page = await SignInAsync("lea" + path.Length, Roles.Lead);
        await Screen.OpenAsync(page, path + (path.EndsWith("human", StringComparison.Ordinal) ? "?by=strategy" : ""));
        await Assertions.Expect(page.GetByText(words)).ToBeVisibleAsync();
        Assert.Empty(await Look.FaultsAsync(page));
    }
}
