using Acsr.Access;
using Acsr.Review;
using Acsr.Screens;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>A reviewer works with their hands on the keys; the pitfalls that keys have in browsers.</summary>
public sealed class HandsOnKeysJourney(ShopDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<ShopDesk>
{
    [Fact]
    public async Task Twenty_items_are_reviewed_by_keyboard_alone()
    {
        const int items = 20;
        var page = await SignInAsync("kay", Roles.Reviewer);
        var review = new ReviewScreen(page);
        await Screen.OpenAsync(page, "/review");
        var pressed = 0;
        async Task PressAsync(params string[] keys)
        {
            foreach (var key in keys) { await page.Keyboard.PressAsync(key); pressed++; }
        }

        // Into the list with j, into the first item with Enter.
        await Assertions.Expect(page.Locator(".review-list[data-ready]")).ToBeVisibleAsync();
        await PressAsync("j", "Enter");
        await review.ArrivedAsync();
        var seen = new HashSet<string>();
        for (var n = 0; n < items; n++)
        {
            Assert.True(seen.Add(review.Item), "An item came twice.");
            await PressAsync("2", "n");
            await Assertions.Expect(review.Rationale).ToBeFocusedAsync();
            await page.Keyboard.InsertTextAsync("The parcel was late, and the agent saw it.");
            await PressAsync("Escape", "ArrowDown", "ArrowDown");
            await Assertions.Expect(page.Locator("#review-data-point")).ToBeFocusedAsync();
            await page.Keyboard.InsertTextAsync("late = 9 days");
            if (n == items - 1) { break; }
            await review.GoOnAsync(() => PressAsync("Control+Enter"));
        }

        var last = await review.Heading.InnerTextAsync();
        await PressAsync("Control+Enter");
        await Assertions.Expect(review.Heading).Not.ToHaveTextAsync(last);
        Assert.Equal(2 + (items * 6), pressed);
        Assert.Equal(items, await CountAsync("kay"));
    }

    private async Task<int> CountAsync(string name)
    {
        var person = (await Desk.Get<Users>().ListAsync(default)).Single(p => p.Name == name);
        return (await Desk.Get<ReviewQuality>().LastAsync(person.Id, 100, default)).Count;
    }
}
