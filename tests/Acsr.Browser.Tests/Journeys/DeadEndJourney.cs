using System.Globalization;
using System.Text;
using System.Text.Json;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Screens;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>A lead takes a group of dead ends from its discovery to its end, and sees it come back.</summary>
public sealed class DeadEndJourney(ShopDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<ShopDesk>
{
    // A low hint: the console queues nothing for it by itself, so that there is something to send.
    private const string Group = "Hand-off without an attempt: transfer_to_human_agents";

    [Fact]
    public async Task A_group_is_looked_into_sent_to_review_resolved_and_seen_again_when_it_comes_back()
    {
        await TellAsync("early", DateTime.UtcNow.AddHours(-3));
        var page = await SignInAsync("leon", Roles.Lead);
        var groups = new DeadEndGroupScreen(page);

        await groups.OpenGroupAsync(Group);
        await Assertions.Expect(groups.Standing("open")).ToBeVisibleAsync();
        await Assertions.Expect(groups.Example("early-2")).ToContainTextAsync("transfer_to_human_agents");

        await groups.Button("Open an improvement action").ClickAsync();
        await Assertions.Expect(groups.Region("Improvement action")).ToContainTextAsync("Opened now, with the figures of this group.");
        await groups.Button("Undo").ClickAsync();
        await Assertions.Expect(groups.Button("Open it again")).ToBeVisibleAsync();
        await groups.Button("Open it again").ClickAsync();
        await Assertions.Expect(groups.Region("Improvement action")).ToContainTextAsync("Opened by leon.");

        await groups.Button("Send all 3 to review").ClickAsync();
        await Assertions.Expect(groups.Region("Review")).ToContainTextAsync("All of its cases are in the queue or reviewed.");
        await Desk.Get<CaseFolder>().FoldAllAsync(default);
        var other = await SignInAsync("rosa", Roles.Reviewer);
        await Screen.OpenAsync(other, "/review?reason=DeadEnd");
        await Assertions.Expect(new ReviewScreen(other).Row("I want to talk about early-2.")).ToBeVisibleAsync();

        await groups.ResolveAsync("The agent looks the order up first now.");
        await Assertions.Expect(groups.Standing("resolved")).ToBeVisibleAsync();
        await Assertions.Expect(groups.Region("What becomes of it")).ToContainTextAsync("Resolved by leon");

        await TellAsync("late", DateTime.UtcNow.AddSeconds(1));
        await Screen.OpenAsync(page, "/signals/groups?show=reopened");
        await Assertions.Expect(groups.Row(Group)).ToContainTextAsync("3 cases since");
        await groups.OpenGroupAsync(Group);
        await Assertions.Expect(groups.Standing("reopened")).ToBeVisibleAsync();
        await Assertions.Expect(groups.Region("What becomes of it")).ToContainTextAsync("It came back: 3 cases since.");
    }

    /// <summary>Three cases that the agent hands off at once, through the native API.</summary>
    private async Task TellAsync(string name, DateTime at)
    {
        var lines = new StringBuilder();
        for (var n = 0; n < 3; n++)
        {
            var id = $"{name}-{n}";
            object[] happened =
            [
                new { type = "case.opened", intent = "talk", agent = "shop-bot", agentVersion = "1.0" },
                new { type = "message", role = "customer", text = $"I want to talk about {id}." },
                new { type = "step", kind = "tool", name = "transfer_to_human_agents", output = "ok" },
            ];
            foreach (var (place, what) in happened.Index())
            {
                var line = JsonSerializer.SerializeToNode(what)!.AsObject();
                (line["id"], line["case"]) = ($"{id}-{place}", id);
                line["time"] = at.AddMinutes(n).AddSeconds(place).ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
                lines.Append(line.ToJsonString()).Append('\n');
            }
        }

        using var agent = await Desk.ProgramAsync(KeyScope.Ingest);
        using var body = new StringContent(lines.ToString(), Encoding.UTF8, "application/x-ndjson");
        var answer = await agent.PostAsync("/api/v1/events", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await Desk.Get<CaseFolder>().FoldAllAsync(default);
    }
}
