using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>The list of cases behind a figure, or of all cases.</summary>
internal sealed class CasesScreen(IPage page) : Screen(page)
{
    /// <summary>How many there are, as the page says.</summary>
    public ILocator AnyCount => Page.GetByRole(AriaRole.Status).Filter(new() { HasTextRegex = new Regex("^[0-9,]+ cases?\\b") });

    public ILocator Count(int count) => Page.GetByRole(AriaRole.Status).Filter(new() { HasTextRegex = new Regex($"^{count} cases?\\b") });

    public ILocator Rows => Region("Cases, newest first").GetByRole(AriaRole.Row);

    public ILocator Filter(string text) => Page.GetByRole(AriaRole.Link, new() { Name = $"Remove filter {text}" });

    public async Task OpenFirstAsync()
    {
        await Region("Cases, newest first").GetByRole(AriaRole.Link).First.ClickAsync();
        await Region("Trace").WaitForAsync();
    }

    /// <summary>What the matching cases have in common, for example <c>Intent</c>.</summary>
    public ILocator Facet(string name, string value) => Region(name).GetByRole(AriaRole.Link).Filter(new() { HasText = value });

    public async Task SearchAsync(string words)
    {
        await Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search what was said" }).FillAsync(words);
        await Button("Search").ClickAsync();
    }

    /// <summary>Opens the menu with saved filters, columns or exports.</summary>
    public Task OpenMenuAsync(string name) => Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex($"^{name}") }).First.ClickAsync();

    /// <summary>One's exports that are there to be taken.</summary>
    public ILocator Files => Page.GetByRole(AriaRole.List, new() { Name = "Your exports" }).GetByRole(AriaRole.Link);
}
