using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>The list of cases behind a figure, or of all cases.</summary>
internal sealed class CasesScreen(IPage page) : Screen(page)
{
    /// <summary>How many there are, as the page says.</summary>
    public ILocator Count(int count) => Page.GetByRole(AriaRole.Status).Filter(new() { HasTextRegex = new Regex($"^{count} cases?\\b") });

    public ILocator Rows => Region("Cases, newest first").GetByRole(AriaRole.Row);

    public ILocator Filter(string text) => Page.GetByRole(AriaRole.Link, new() { Name = $"Remove filter {text}" });

    public async Task OpenFirstAsync()
    {
        await Region("Cases, newest first").GetByRole(AriaRole.Link).First.ClickAsync();
        await Region("Trace").WaitForAsync();
    }
}
