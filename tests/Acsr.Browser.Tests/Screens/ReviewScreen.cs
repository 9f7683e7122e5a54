using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>The queue, and the workspace in which one item after the other is reviewed.</summary>
internal sealed partial class ReviewScreen(IPage page) : Screen(page)
{
    /// <summary>The item in hand, as the address names it.</summary>
    public string Item => ItemOf().Match(Page.Url).Groups[1].Value;

    public ILocator Verdict(string name) => Page.GetByRole(AriaRole.Radio, new() { Name = name });

    public ILocator Action => Page.GetByRole(AriaRole.Combobox, new() { Name = "Action", Exact = true });

    public ILocator Arguments => Page.GetByRole(AriaRole.Textbox, new() { Name = "Arguments (JSON)" });

    public ILocator Rationale => Page.GetByRole(AriaRole.Textbox, new() { Name = "Rationale" });

    public ILocator ClauseSearch => Page.GetByRole(AriaRole.Searchbox, new() { Name = "Policy clause" });

    public ILocator Problem(string text) => Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = text });

    /// <summary>An item of the queue.</summary>
    public ILocator Row(string title) => Page.GetByRole(AriaRole.Listitem).Filter(new() { Has = Link(title) });

    /// <summary>Opens the queue and takes the first item that is free.</summary>
    public async Task StartAsync()
    {
        await OpenAsync(Page, "/review");
        await Button("Start reviewing").ClickAsync();
        await ArrivedAsync();
    }

    /// <summary>Does something that leads to another item, and waits until that one is there.</summary>
    public async Task GoOnAsync(Func<Task> act)
    {
        var (item, title) = (Item, await Heading.InnerTextAsync());
        await act();
        await Assertions.Expect(Heading).Not.ToHaveTextAsync(title);
        await ArrivedAsync();
        Assert.NotEqual(item, Item);
    }

    /// <summary>Waits for the form of an item.</summary>
    public async Task ArrivedAsync()
    {
        await Assertions.Expect(Page).ToHaveURLAsync(ItemOf());
        await ReadyAsync(Page);
        // On a phone the form is a part of its own, which is not shown at first.
        await Assertions.Expect(Page.GetByRole(AriaRole.Region, new() { Name = "Your review", Exact = true, IncludeHidden = true })).ToHaveAttributeAsync("aria-keyshortcuts", "Control+Enter Meta+Enter");
    }

    public async Task CiteAsync(string words, string clause)
    {
        await ClauseSearch.FillAsync(words);
        await Page.GetByRole(AriaRole.List, new() { Name = "Clauses found" }).GetByRole(AriaRole.Button).Filter(new() { HasText = clause }).ClickAsync();
        await Assertions.Expect(Button("Remove")).ToBeVisibleAsync();
    }

    public async Task SkipAsync(string reason)
    {
        await Button("Skip").ClickAsync();
        await Field("Why do you skip it?").FillAsync(reason);
        await GoOnAsync(() => Button("Skip this item").ClickAsync());
    }

    public async Task ReturnAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "Return", Exact = true }).ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/review$"));
        await ReadyAsync(Page);
    }

    [GeneratedRegex(@"/review/(\d+)$")]
    private static partial Regex ItemOf();
}
