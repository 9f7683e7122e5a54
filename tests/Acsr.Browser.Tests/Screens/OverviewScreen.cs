using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>The overview: tiles of figures with a range and filters above them.</summary>
internal sealed class OverviewScreen(IPage page) : Screen(page)
{
    /// <summary>The link on a tile's figure; its name holds the figure.</summary>
    public ILocator Figure(string kpi) => Region(kpi).GetByRole(AriaRole.Link, new() { NameRegex = new Regex("show the cases$") });

    /// <summary>Range and time of the figures, as the tile's link hands them on.</summary>
    public async Task<string> QueryOfAsync(string kpi) => new Uri(new Uri(Page.Url), await Figure(kpi).GetAttributeAsync("href")).Query;

    public async Task ChooseRangeAsync(string range)
    {
        await Button(range).ClickAsync();
        await Assertions.Expect(Page.GetByRole(AriaRole.Button, new() { Name = range, Exact = true, Pressed = true })).ToBeVisibleAsync();
        await ReadyAsync(Page);
    }

    public async Task ChooseVersionAsync(string version)
    {
        await Page.GetByRole(AriaRole.Combobox, new() { Name = "Version" }).SelectOptionAsync(version);
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex($"version={Regex.Escape(version)}"));
        await ReadyAsync(Page);
    }
}
