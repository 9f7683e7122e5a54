using Acsr.Access;
using Acsr.Review;
using Acsr.Screens;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>Keys come faster than the server answers: none is lost, and none settles what nobody saw.</summary>
public sealed class KeysInARowJourney(ShopDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<ShopDesk>
{
    [Fact]
    public async Task A_verdict_and_the_submission_right_after_it_both_arrive_and_a_second_submission_settles_nothing_more()
    {
        var page = await SignInAsync("ida", Roles.Reviewer);
        var review = new ReviewScreen(page);
        await review.StartAsync();
        var item = long.Parse(review.Item, System.Globalization.CultureInfo.InvariantCulture);
        await review.Rationale.FillAsync("The parcel was late.");
        await page.Locator("#review-data-point").FillAsync("late = 9 days");

        // In one breath of the browser, before the first can be answered.
        await review.GoOnAsync(() => page.EvaluateAsync("""
            () => {
                const press = more => document.body.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...more }));
                document.activeElement.blur();
                press({ key: '2', code: 'Digit2' });
                press({ key: 'Enter', code: 'Enter', ctrlKey: true });
                press({ key: 'Enter', code: 'Enter', ctrlKey: true });
            }
            """));

        Assert.Equal(Verdict.AgentWasRight, (await Desk.Get<ReviewLists>().ReviewOfAsync(item, default))!.Verdict);
        var person = (await Desk.Get<Users>().ListAsync(default)).Single(p => p.Name == "ida");
        Assert.Single(await Desk.Get<ReviewQuality>().LastAsync(person.Id, 100, default));

        // The form before this one goes at its own pace, and takes its own keys along only.
        await page.EvaluateAsync("async () => (await import(new URL('assets/lib/review.js', document.baseURI).href)).detach('of the form before')");
        await review.Rationale.FillAsync("The parcel was late.");
        await page.Locator("#review-data-point").FillAsync("late = 9 days");
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("2");
        await Assertions.Expect(review.Verdict("Agent was right")).ToBeCheckedAsync();
        await review.GoOnAsync(() => page.Keyboard.PressAsync("Control+Enter"));
    }
}
