using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>Groups of dead ends, and one of them.</summary>
internal sealed class DeadEndGroupScreen(IPage page) : Screen(page)
{
    /// <summary>A group of the list.</summary>
    public ILocator Row(string group) => Region("Groups of dead ends").GetByRole(AriaRole.Row).Filter(new() { Has = Link(group) });

    /// <summary>Below the heading: how the group stands.</summary>
    public ILocator Standing(string word) => Page.Locator(".acsr-page-head .acsr-tag").Filter(new() { HasText = word });

    public ILocator Example(string caseId) => Region("Examples").GetByRole(AriaRole.Article).Filter(new() { HasText = caseId }).First;

    public async Task OpenGroupAsync(string group)
    {
        await OpenAsync(Page, "/signals/groups");
        await Row(group).GetByRole(AriaRole.Link).ClickAsync();
        await Region("Examples").WaitForAsync();
        await ReadyAsync(Page);
    }

    public async Task ResolveAsync(string what)
    {
        await Button("Resolve…").ClickAsync();
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "What was done?" }).FillAsync(what);
        await Button("Resolve it").ClickAsync();
    }
}
