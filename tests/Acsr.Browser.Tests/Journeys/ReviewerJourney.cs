using Acsr.Access;
using Acsr.Screens;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>Reviewers work through the queue.</summary>
public sealed class ReviewerJourney(ShopDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<ShopDesk>
{
    [Fact]
    public async Task A_reviewer_corrects_a_decision_cites_its_clause_and_goes_on_to_the_next_item()
    {
        var page = await SignInAsync("rosa", Roles.Reviewer);
        var review = new ReviewScreen(page);
        await review.StartAsync();
        var first = review.Item;
        await review.Verdict("Corrected").CheckAsync();
        await review.Action.FillAsync(ShopCases.Correction);
        await review.Arguments.FillAsync("""{"order":"W-1001"}""");
        await page.Keyboard.PressAsync("Control+Enter");
        await Assertions.Expect(review.Problem("2 parts are missing.")).ToBeVisibleAsync();
        await Assertions.Expect(review.Rationale).ToHaveAccessibleDescriptionAsync("Say why.");
        await Assertions.Expect(review.Rationale).ToBeFocusedAsync();
        await Assertions.Expect(review.ClauseSearch).ToHaveAccessibleDescriptionAsync("Cite the policy clause or give the data point that decides it.");

        await Assertions.Expect(review.Status("Saved")).ToBeVisibleAsync();
        await page.ReloadAsync();
        await review.ArrivedAsync();
        Assert.Equal(first, review.Item);
        await Assertions.Expect(review.Action).ToHaveValueAsync(ShopCases.Correction);
        await Assertions.Expect(review.Arguments).ToHaveValueAsync("""{"order":"W-1001"}""");

        await review.CiteAsync(ShopCases.ClauseWords, ShopCases.Clause);
        await review.Rationale.FillAsync("Nine days are more than a week.");
        await review.GoOnAsync(() => page.Keyboard.PressAsync("Control+Enter"));
        await Assertions.Expect(review.Status("Review saved. This is the next item.")).ToBeAttachedAsync();

        await Screen.OpenAsync(page, $"/review/{first}");
        await Assertions.Expect(review.Region("Review")).ToContainTextAsync(ShopCases.Clause);
        await Assertions.Expect(review.Region("Review")).ToContainTextAsync("Corrected by rosa");
    }

    [Fact]
    public async Task A_skipped_item_does_not_come_back_and_a_returned_one_does()
    {
        var page = await SignInAsync("rita", Roles.Reviewer);
        var review = new ReviewScreen(page);
        await review.StartAsync();
        var skipped = review.Item;
        await review.SkipAsync("I know this customer.");
        var (returned, title) = (review.Item, await review.Heading.InnerTextAsync());

        await review.ReturnAsync();
        await Assertions.Expect(review.Row(title)).Not.ToContainTextAsync("You have it");
        await review.StartAsync();

        Assert.Equal(returned, review.Item);
        Assert.NotEqual(skipped, returned);
    }

    [Fact]
    public async Task Two_reviewers_who_start_at_the_same_time_never_get_the_same_item()
    {
        var (ria, rob) = (new ReviewScreen(await SignInAsync("ria", Roles.Reviewer)), new ReviewScreen(await SignInAsync("rob", Roles.Reviewer)));
        await Task.WhenAll(ria.StartAsync(), rob.StartAsync());
        List<string> ofRia = [ria.Item], ofRob = [rob.Item];
        for (var round = 0; round < 2; round++)
        {
            await Task.WhenAll(ria.SkipAsync("not mine"), rob.SkipAsync("not mine"));
            Assert.NotEqual(ria.Item, rob.Item);
            ofRia.Add(ria.Item);
            ofRob.Add(rob.Item);
        }

        Assert.Equal(3, ofRia.Distinct().Count());
        Assert.Equal(3, ofRob.Distinct().Count());
    }
}
