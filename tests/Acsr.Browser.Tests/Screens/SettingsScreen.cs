using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>People, keys and data, as an administrator keeps them.</summary>
internal sealed class SettingsScreen(IPage page) : Screen(page)
{
    /// <summary>A password or key that was just made.</summary>
    public ILocator Secret => Page.GetByRole(AriaRole.Status).Filter(new() { HasText = "shown only now" }).GetByRole(AriaRole.Code);

    public ILocator Row(string name) => Page.GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader, new() { Name = name }) });

    public async Task<string> AddPersonAsync(string name, string role)
    {
        await OpenAsync(Page, "/settings/people");
        await Region("Add a person").GetByRole(AriaRole.Textbox, new() { Name = "Name or e-mail" }).FillAsync(name);
        await Region("Add a person").GetByRole(AriaRole.Combobox, new() { Name = "Roles" }).ClickAsync();
        await Page.GetByRole(AriaRole.Option, new() { Name = role }).ClickAsync();
        await Page.Keyboard.PressAsync("Escape");
        await Button("Add").ClickAsync();
        return await Secret.InnerTextAsync();
    }

    public async Task<string> MakeKeyAsync(string name)
    {
        await OpenAsync(Page, "/settings/keys");
        await Region("Make a key").GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync(name);
        await Button("Make").ClickAsync();
        return await Secret.InnerTextAsync();
    }

    public async Task RevokeAsync(string key)
    {
        await Button($"Revoke {key}").ClickAsync();
        await ConfirmAsync("Revoke");
    }

    public async Task RemoveDemoAsync()
    {
        await OpenAsync(Page, "/settings/data");
        await Button("Remove demo data").ClickAsync();
        await ConfirmAsync("Remove");
    }

    /// <summary>Opens the form of a tool that was called, or of one that nobody knows yet.</summary>
    public async Task DescribeToolAsync(string? name)
    {
        await OpenAsync(Page, "/settings/tools");
        await Button(name is null ? "Describe a tool" : $"Describe {name}").ClickAsync();
        await Tool.WaitForAsync();
    }

    /// <summary>The form of a tool.</summary>
    public ILocator Tool => Page.GetByRole(AriaRole.Form, new() { Name = "Tool", Exact = true });

    public Task OpenWebhooksAsync() => OpenAsync(Page, "/settings/webhooks");

    /// <summary>Adds a webhook; returns the secret that is shown once.</summary>
    public async Task<string> AddWebhookAsync(string name, string url)
    {
        await OpenWebhooksAsync();
        await Region("Add an endpoint").GetByRole(AriaRole.Textbox, new() { Name = "Name" }).FillAsync(name);
        await Region("Add an endpoint").GetByRole(AriaRole.Textbox, new() { Name = "Address" }).FillAsync(url);
        await Button("Add").ClickAsync();
        return await Secret.InnerTextAsync();
    }

    /// <summary>Rows of the messages to a webhook.</summary>
    public ILocator Messages(string name) => Region($"Messages to {name}").GetByRole(AriaRole.Row).Filter(new() { Has = Page.GetByRole(AriaRole.Rowheader) });
}
