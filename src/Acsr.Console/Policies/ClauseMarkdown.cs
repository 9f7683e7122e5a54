using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Microsoft.AspNetCore.Components;

namespace Acsr.Policies;

/// <summary>Draws a clause or an article. Its text comes from a file, so it may hold no HTML of its own, no image and no link that runs something.</summary>
internal static class ClauseMarkdown
{
    // The page's own headings reach to the third level.
    private const int FirstLevel = 4;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <param name="text">Markdown.</param>
    /// <param name="firstLevel">The level below which no heading may stand on the page.</param>
    public static MarkupString Draw(string text, int firstLevel = FirstLevel)
    {
        MarkdownDocument document;
        try { document = Markdown.Parse(text, Pipeline); }
        catch (ArgumentException) { return new MarkupString(System.Net.WebUtility.HtmlEncode(text)); }

        foreach (var heading in document.Descendants<HeadingBlock>()) { heading.Level = Math.Clamp(heading.Level + Math.Max(0, FirstLevel - firstLevel), firstLevel, 6); }
        foreach (var link in document.Descendants<LinkInline>().ToList())
        {
            link.IsImage = false;
            link.GetDynamicUrl = null;
            if (!IsHarmless(link.Url)) { link.Url = ""; }
        }

        foreach (var link in document.Descendants<AutolinkInline>().Where(l => !l.IsEmail && !IsHarmless(l.Url)).ToList()) { link.Url = ""; }
        return new MarkupString(document.ToHtml(Pipeline));
    }

    private static bool IsHarmless(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme is ("http" or "https" or "mailto");
}
