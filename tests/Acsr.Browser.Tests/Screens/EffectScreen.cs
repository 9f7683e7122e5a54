using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>What went live, and the page of one change.</summary>
internal sealed class EffectScreen(IPage page) : Screen(page)
{
    /// <summary>The warning on the overview.</summary>
    public ILocator Banner => Page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "hurt" });

    /// <summary>A line of the list, by the change's name.</summary>
    public ILocator Change(string name) => Page.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Link, new() { Name = name, Exact = true }) });
}
