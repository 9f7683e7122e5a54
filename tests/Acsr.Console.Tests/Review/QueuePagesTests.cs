using Acsr.Components;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Review;

/// <summary>Queues as a lead sets them up.</summary>
public sealed class QueuePagesTests : ReviewPagesFixture
{
    private ReviewQueues Queues => Services.GetRequiredService<ReviewQueues>();

    [Fact]
    public void The_general_queue_is_there_before_anybody_set_anything_up()
    {
        SignInLead();
        var page = Render<QueuesPage>();

        page.WaitForAssertion(() => Assert.Contains("the rest", page.Find("tbody tr").TextContent));
        Assert.Equal("General", page.Find("tbody th a").TextContent);
    }

    [Fact]
    public async Task A_lead_makes_a_queue_and_brings_history_into_it()
    {
        SignInLead();
        var page = Render<QueuePage>(p => p.Add(x => x.QueueId, "new"));
        page.WaitForElement("#queue-name");
        page.On(() => page.Find("#queue-name"), e => e.Change("Overruled agents"));
        page.On(() => page.FindAll(".rule-chip").First(chip => chip.TextContent == "Override"), e => e.Click());
        page.On(() => page.Find("header .mud-button-filled"), e => e.Click());
        page.WaitForAssertion(() => Assert.EndsWith("/review/queues/overruled-agents", Services.GetRequiredService<NavigationManager>().Uri));
        Assert.Equal([ReviewReason.Override], (await Queues.FindAsync("overruled-agents", default)).Reasons);

        page.Render(p => p.Add(x => x.QueueId, "overruled-agents"));
        page.WaitForAssertion(() => Assert.Contains("Bring in history", page.Markup));
        page.On(() => page.FindAll("button").First(b => b.TextContent.Contains("Preview", StringComparison.Ordinal)), e => e.Click());
        page.WaitForAssertion(() => Assert.Contains("1 waiting item would move here", page.Markup));
        page.On(() => page.FindAll("button").First(b => b.TextContent.Contains("Bring them in", StringComparison.Ordinal)), e => e.Click());

        page.WaitForAssertion(() => Assert.DoesNotContain("would move here", page.Markup));
        Assert.Equal(1, (await Queues.ListAsync(default))[0].Open);
    }

    [Fact]
    public async Task What_is_wrong_with_a_queue_is_said_and_nothing_is_written()
    {
        SignInLead();
        var page = Render<QueuePage>(p => p.Add(x => x.QueueId, "new"));
        page.WaitForElement("#queue-name");
        page.On(() => page.Find("header .mud-button-filled"), e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("short name", page.Find("[role=alert]").TextContent));
        Assert.Single(await Queues.ListAsync(default));
    }

    [Fact]
    public async Task A_guideline_that_is_amended_gets_a_new_version()
    {
        await Queues.AmendAsync("general", "Be kind.", "lea", default);
        SignInLead();
        var page = Render<QueuePage>(p => p.Add(x => x.QueueId, "general"));
        page.WaitForElement("textarea");
        page.On(() => page.Find("textarea"), e => e.Change("Be kind and exact."));
        page.On(() => page.Find("header .mud-button-filled"), e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("Version 2 by lea", page.Markup));
    }
}
