using Acsr.Components;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Review;

/// <summary>The queue as a person meets it.</summary>
public sealed class ReviewQueuePageTests : ReviewPagesFixture
{
    [Fact]
    public void Queue_shows_each_item_with_its_reasons_and_why()
    {
        SignIn("rev");
        var page = Render<ReviewQueuePage>();

        page.WaitForAssertion(() =>
        {
            var row = page.Find("ol.review-list li");
            Assert.Contains("My flight was cancelled", row.QuerySelector("a")!.TextContent);
            Assert.Equal(["Override", "Incomplete triad"], row.QuerySelectorAll(".acsr-tag").Select(tag => tag.TextContent));
            Assert.Contains("A human overrode the agent", row.TextContent);
            Assert.Equal("1", page.Find(".review-counts dd").TextContent);
        });
    }

    [Fact]
    public void Start_opens_the_next_item()
    {
        SignIn("rev");
        var page = Render<ReviewQueuePage>();

        page.WaitForElement("header button");
        page.On(() => page.Find("header button"), e => e.Click());

        page.WaitForAssertion(() => Assert.Matches(@"/review/\d+$", Services.GetRequiredService<NavigationManager>().Uri));
    }

    [Theory]
    [InlineData(NothingReason.QueueEmpty, "All done")]
    [InlineData(NothingReason.AllLeased, "colleagues are working")]
    [InlineData(NothingReason.AllSkippedByYou, "You skipped or handed on")]
    [InlineData(NothingReason.NotAMember, "not a member of this queue")]
    [InlineData(NothingReason.ExcludedAsAuthor, "you worked the cases that are open")]
    [InlineData(NothingReason.NoneOfYourSkills, "not among your skills")]
    [InlineData(NothingReason.Paused, "You are paused")]
    [InlineData(NothingReason.NoneInThisQueue, "Your other queues still have work")]
    public void Whoever_comes_back_with_nothing_is_told_why(NothingReason nothing, string words)
    {
        SignIn("rev");
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/review?nothing={nothing}");
        var page = Render<ReviewQueuePage>();

        page.WaitForAssertion(() => Assert.Contains(words, page.Find("div[role=status]").TextContent));
    }

    [Fact]
    public async Task Start_says_why_when_a_colleague_has_everything()
    {
        await Services.GetRequiredService<ReviewQueue>().NextAsync("somebody-else", default);
        SignIn("rev");
        var page = Render<ReviewQueuePage>();

        page.WaitForElement("header button");
        page.On(() => page.Find("header button"), e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("colleagues are working", page.Find("div[role=status]").TextContent));
    }

    [Fact]
    public void Who_may_only_look_is_offered_no_work()
    {
        SignIn("lena", mayReview: false);
        var page = Render<ReviewQueuePage>();

        page.WaitForElement("ol.review-list li");

        Assert.Empty(page.FindAll("header button"));
        Assert.DoesNotContain("Mine", page.Find("nav[aria-label='Which items']").TextContent);
    }

    [Fact]
    public void Reason_in_the_address_filters_the_list()
    {
        SignIn("rev");
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/review?reason=DeadEnd");
        var page = Render<ReviewQueuePage>();

        page.WaitForAssertion(() => Assert.Contains("No item with the reason “Dead end”", page.Markup));
    }
}
