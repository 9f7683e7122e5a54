using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>The matrix, a row of it, and improvement actions.</summary>
internal sealed class MatrixScreen(IPage page) : Screen(page)
{
    /// <summary>A row of the matrix, by its source.</summary>
    public ILocator Row(string source) => Page.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Link, new() { Name = source, Exact = true }) });

    public ILocator Bell => Page.GetByRole(AriaRole.Button, new() { NameRegex = new Regex("^Notifications") });

    public ILocator News => Page.GetByLabel("Notifications", new() { Exact = true }).GetByRole(AriaRole.Listitem);

    /// <summary>Discussion and history of an action.</summary>
    public ILocator Notes => Region("Discussion and history").GetByRole(AriaRole.Listitem);

    public async Task SetTargetAsync(string source, string value)
    {
        await OpenAsync(Page, "/matrix");
        await Row(source).GetByRole(AriaRole.Rowheader).GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(Heading).ToHaveTextAsync(source);
        await ReadyAsync(Page);
        await Region("Targets").GetByRole(AriaRole.Textbox).FillAsync(value);
        await Button("Set target").ClickAsync();
        await Assertions.Expect(Region("Targets").GetByRole(AriaRole.Listitem)).ToContainTextAsync($"all cases{value} %");
    }

    public async Task CommentAsync(string text)
    {
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Comment" }).FillAsync(text);
        await Button("Comment").ClickAsync();
        await Assertions.Expect(Notes.Filter(new() { HasText = text })).ToBeVisibleAsync();
    }
}
