using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>A policy: importing a version, and what rests on the words that it replaces.</summary>
internal sealed class PolicyScreen(IPage page) : Screen(page)
{
    public ILocator Reviews => Region("Reviews");

    public ILocator Removed => Page.Locator("del");

    public ILocator Added => Page.Locator("ins");

    /// <summary>Opens the form, gives it a document and the day after tomorrow, and waits for the preview.</summary>
    public async Task PreviewAsync(string policy, string markdown)
    {
        await OpenAsync(Page, $"/policies/{policy}?import=true");
        await Page.GetByLabel("In force from (UTC)").FillAsync(DateTime.UtcNow.AddDays(2).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        await Field("Markdown").FillAsync(markdown);
        await Button("Preview").ClickAsync();
        await Assertions.Expect(Status("Becomes version 2")).ToBeVisibleAsync();
    }

    public async Task ImportAsync()
    {
        await Button("Import").ClickAsync();
        await ConfirmAsync("Import");
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex(@"\?version=2$"));
        await ReadyAsync(Page);
    }

    public async Task OpenBlastRadiusAsync()
    {
        await Link("See them case by case, send them back or retire them").ClickAsync();
        await Assertions.Expect(Page).ToHaveURLAsync(new Regex("/blast-radius/2$"));
        await ReadyAsync(Page);
    }

    /// <summary>A review of the list, by the title of its case.</summary>
    public ILocator Review(string title) => Reviews.GetByRole(AriaRole.Row).Filter(new() { Has = Link(title) });

    /// <summary>Takes one review out of what trains next.</summary>
    public async Task RetireAsync(string title)
    {
        await Reviews.GetByRole(AriaRole.Button, new() { Name = "None", Exact = true }).ClickAsync();
        // A box that the answer to "None" has not reached yet is still checked, and would be left as it is.
        await Assertions.Expect(Reviews.GetByRole(AriaRole.Status).Filter(new() { HasText = "0 of" })).ToBeVisibleAsync();
        await Review(title).GetByRole(AriaRole.Checkbox).CheckAsync();
        await Assertions.Expect(Status("1 of")).ToBeVisibleAsync();
        await Reviews.GetByRole(AriaRole.Button, new() { Name = "Retire", Exact = true }).ClickAsync();
        await ConfirmAsync("Retire");
        await Assertions.Expect(Review(title).GetByText("retired", new() { Exact = true })).ToBeVisibleAsync();
    }

    public async Task SendBackAsync()
    {
        await Button("Send back to the queue").ClickAsync();
        await ConfirmAsync("Send back");
        await Assertions.Expect(Reviews.GetByText("sent back", new() { Exact = true }).First).ToBeVisibleAsync();
    }
}
