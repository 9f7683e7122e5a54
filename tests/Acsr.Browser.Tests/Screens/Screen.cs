using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>A page of the console as a person meets it: headings, regions, links, buttons and fields, by role and name.</summary>
internal abstract class Screen(IPage page)
{
    protected IPage Page => page;

    public ILocator Heading => page.GetByRole(AriaRole.Heading, new() { Level = 1 });

    /// <summary>Opens an address and waits until the page listens and its panels are there.</summary>
    public static async Task OpenAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await ReadyAsync(page);
    }

    /// <summary>Whoever clicks before the circuit is up clicks in vain.</summary>
    public static async Task ReadyAsync(IPage page)
    {
        await page.Locator("#app-state[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).Not.ToHaveCountAsync(0);
        await Assertions.Expect(page.GetByRole(AriaRole.Status).GetByText(new Regex("^Loading"))).ToHaveCountAsync(0);
    }

    public ILocator Link(string name) => page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true });

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    public ILocator Field(string name) => page.GetByRole(AriaRole.Textbox, new() { Name = name });

    public ILocator Region(string name) => page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    public ILocator Status(string text) => page.GetByRole(AriaRole.Status).Filter(new() { HasText = text });

    /// <summary>Entries of the menu.</summary>
    public ILocator Menu => page.GetByRole(AriaRole.Navigation, new() { Name = "Console" }).GetByRole(AriaRole.Link);

    /// <summary>Says yes in the dialog that asks before something that cannot be taken back.</summary>
    protected Task ConfirmAsync(string action) =>
        page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = action, Exact = true }).ClickAsync();
}
