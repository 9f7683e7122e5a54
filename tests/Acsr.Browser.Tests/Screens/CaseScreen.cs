using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>One case: what was said at the left, what was done at the right.</summary>
internal sealed class CaseScreen(IPage page) : Screen(page)
{
    public ILocator Said => Region("Conversation").GetByRole(AriaRole.Article);

    /// <summary>The lines of the trace that are in the page.</summary>
    public ILocator Done => Region("Trace").Locator(".trace-row");

    /// <summary>The line of the step that is looked at.</summary>
    public ILocator Chosen => Region("Trace").Locator(".trace-row[aria-current=step]");

    public ILocator Signals => Region("Signals").GetByRole(AriaRole.Listitem);

    /// <summary>How each message of the customer sounds.</summary>
    public ILocator Moods => Region("Conversation").GetByRole(AriaRole.Figure).GetByRole(AriaRole.Button);

    /// <summary>The lines of the trace that show a dead end.</summary>
    public ILocator Evidence => Done.GetByText("dead end", new() { Exact = true });

    /// <summary>The step that is looked at, in full.</summary>
    public ILocator Shown => Region("Trace").GetByRole(AriaRole.Article);

    /// <summary>The message that the step belongs to.</summary>
    public ILocator Linked => Said.And(Page.Locator(".is-selected"));

    /// <summary>The page listens to keys.</summary>
    public Task ListensAsync() => Page.Locator("body[data-keys=on]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
}
