using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Acsr.Pages;

/// <summary>What everybody must be able to see and use: judged by axe in the light and the dark palette, and by whether the page scrolls sideways.</summary>
internal static class Look
{
    private static readonly AxeRunOptions All = Rules("tag", "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

    /// <summary>The rules that depend on the palette; the others would find the same twice.</summary>
    private static readonly AxeRunOptions Colours = Rules("rule", "color-contrast", "link-in-text-block");

    /// <summary>Desks and phones.</summary>
    public static readonly (int Width, int Height)[] Sizes = [(1440, 900), (390, 844)];

    /// <summary>All that is wrong with the page as it stands, each in a line.</summary>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page)
    {
        var width = page.ViewportSize!.Width;
        var faults = new List<string>();
        foreach (var (scheme, rules) in new[] { (ColorScheme.Light, All), (ColorScheme.Dark, Colours) })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await StillAsync(page);
            // On the element and not on the page: that opens a second one for every answer.
            var result = await page.Locator("html").RunAxe(rules);
            faults.AddRange(result.Violations.Where(v => v.Impact is "serious" or "critical").SelectMany(v => v.Nodes.Select(node =>
                $"{scheme} at {width}: {v.Id}: {node.Html[..Math.Min(160, node.Html.Length)]} ({string.Join(' ', node.Any.Concat(node.All).Concat(node.None).Select(check => check.Message).Take(1))})")));
        }

        var wide = await page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth - innerWidth");
        if (wide > 0) { faults.Add($"at {width}: the page is {wide} px wider than the window"); }
        return faults;
    }

    private static AxeRunOptions Rules(string type, params string[] values) =>
        new() { RunOnly = new RunOnlyOptions { Type = type, Values = [.. values] }, ResultTypes = [ResultType.Violations] };

    // Colours that are on their way from one palette to the other are nobody's choice.
    private static async Task StillAsync(IPage page)
    {
        await page.WaitForFunctionAsync("() => [...document.querySelectorAll('.acsr-chart [role=img]')].every(chart => chart.dataset.drawn)");
        await page.WaitForFunctionAsync("() => document.getAnimations().every(animation => animation.playState !== 'running')");
    }
}
