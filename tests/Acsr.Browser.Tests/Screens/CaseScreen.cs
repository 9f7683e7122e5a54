using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>One case: what was said at the left, what was done at the right.</summary>
internal sealed class CaseScreen(IPage page) : Screen(page)
{
    public ILocator Said => Region("Conversation").GetByRole(AriaRole.Article);

    public ILocator Done => Region("Trace").GetByRole(AriaRole.Article);

    public ILocator Signals => Region("Signals").GetByRole(AriaRole.Listitem);

    /// <summary>How each message of the customer sounds.</summary>
    public ILocator Moods => Region("Conversation").GetByRole(AriaRole.Figure).GetByRole(AriaRole.Button);

    public ILocator Shown => Done.And(Page.Locator(".is-selected"));

    /// <summary>Steps that show why the case is a dead end.</summary>
    public ILocator Evidence => Done.Filter(new() { HasText = "dead-end evidence" });
}
