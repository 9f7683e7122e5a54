using Acsr.Access;
using Acsr.Review;
using Acsr.Screens;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>A key that is typed, held, composed or made with AltGr does nothing.</summary>
public sealed class KeysWhileTypingJourney(ShopDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<ShopDesk>
{
    [Fact]
    public async Task Keys_mean_nothing_where_they_are_typed_held_composed_or_made_with_AltGr()
    {
        var page = await SignInAsync("pit", Roles.Reviewer);
        var review = new ReviewScreen(page);
        await review.StartAsync();
        await review.Verdict("Corrected").CheckAsync();

        // Typed into a field, a key is a letter.
        await review.Rationale.FocusAsync();
        await page.Keyboard.TypeAsync("sufen2?");
        await Assertions.Expect(review.Rationale).ToHaveValueAsync("sufen2?");
        await Assertions.Expect(review.Field("Why do you skip it?")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("Escape");

        // AltGr on Windows is ctrl and alt together; a held key repeats; an input method has its own use for keys; Alt with an arrow is the browser's.
        await DispatchAsync(page, "{key:'2',code:'Digit2',altKey:true,ctrlKey:true,modifierAltGraph:true}");
        await DispatchAsync(page, "{key:'2',code:'Digit2',repeat:true}");
        await DispatchAsync(page, "{key:'2',code:'Digit2',isComposing:true}");
        await DispatchAsync(page, "{key:'Process',code:'Digit2',keyCode:229}");
        await DispatchAsync(page, "{key:'ArrowLeft',code:'ArrowLeft',altKey:true}");
        await Assertions.Expect(review.Verdict("Corrected")).ToBeCheckedAsync();
        await page.Keyboard.PressAsync("2");
        await Assertions.Expect(review.Verdict("Agent was right")).ToBeCheckedAsync();

        // What is being written when somebody submits goes along; a held Ctrl+Enter settles one item and no other.
        var item = review.Item;
        await review.Rationale.FillAsync("");
        await review.Rationale.FocusAsync();
        await page.Keyboard.TypeAsync("Written last");
        await page.Locator("#review-data-point").FillAsync("late = 9 days");
        await review.GoOnAsync(async () =>
        {
            await page.Keyboard.DownAsync("Control");
            for (var n = 0; n < 5; n++) { await page.Keyboard.DownAsync("Enter"); }
            await page.Keyboard.UpAsync("Enter");
            await page.Keyboard.UpAsync("Control");
        });
        Assert.Equal(1, await CountAsync("pit"));
        var written = await Desk.Get<ReviewLists>().ReviewOfAsync(long.Parse(item, System.Globalization.CultureInfo.InvariantCulture), default);
        Assert.Equal("Written last", written!.Rationale);

        // u takes it back; the arrows walk through what one wrote; the sheet names the keys.
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.Locator("#review-keys")).ToContainTextAsync("Undo what you did last");
        await page.Keyboard.PressAsync("?");
        await review.GoOnAsync(() => page.Keyboard.PressAsync("u"));
        await Assertions.Expect(review.Rationale).ToHaveValueAsync("Written last");
        Assert.Equal(0, await CountAsync("pit"));

        // f hands it on, and u takes that back too.
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("f");
        await Assertions.Expect(page.Locator("#review-escalate-to")).ToBeFocusedAsync();
        await page.Locator("#review-escalate-reason").FillAsync("Two clauses say different things.");
        await review.GoOnAsync(() => review.Button("Hand it on").ClickAsync());
        await review.GoOnAsync(() => page.Keyboard.PressAsync("u"));
        Assert.Equal(item, review.Item);
    }

    private async Task<int> CountAsync(string name)
    {
        var person = (await Desk.Get<Users>().ListAsync(default)).Single(p => p.Name == name);
        return (await Desk.Get<ReviewQuality>().LastAsync(person.Id, 100, default)).Count;
    }

    private static Task<System.Text.Json.JsonElement?> DispatchAsync(IPage page, string key) => page.EvaluateAsync($$"""
        () => {
            const key = {{key}};
            const event = new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...key });
            if (key.keyCode) { Object.defineProperty(event, 'keyCode', { value: key.keyCode }); }
            document.body.dispatchEvent(event);
        }
        """);
}
