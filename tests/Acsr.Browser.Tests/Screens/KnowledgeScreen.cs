using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>The knowledge base: what is missing, an edit on its way, and what left.</summary>
internal sealed class KnowledgeScreen(IPage page) : Screen(page)
{
    public ILocator Decision => Region("Decision");

    public ILocator Test => Region("Test");

    /// <summary>Where the edit stands.</summary>
    public ILocator State => Page.Locator(".kb-path [aria-current=step]");

    /// <summary>Opens an edit from the form that is shown.</summary>
    public async Task ProposeAsync()
    {
        await Button("Open the edit").ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex(@"/knowledge/edits/\d+$"));
        await ReadyAsync(Page);
    }

    public async Task WriteAsync(string text)
    {
        await Page.GetByRole(AriaRole.Textbox, new() { Name = "Text", Exact = true }).FillAsync(text);
        await Button("Save").ClickAsync();
        await Assertions.Expect(State).ToHaveTextAsync("drafted");
    }

    public async Task TestAsync()
    {
        await Button("Test").ClickAsync();
        await Assertions.Expect(State).ToHaveTextAsync("tested");
    }

    public async Task ApproveAsync()
    {
        await Button("Approve").ClickAsync();
        await ConfirmAsync("Approve");
        await Assertions.Expect(State).ToHaveTextAsync("approved");
    }

    public async Task PublishAsync()
    {
        await Button("Publish").ClickAsync();
        await ConfirmAsync("Publish");
        await Assertions.Expect(State).ToHaveTextAsync("published");
    }
}
