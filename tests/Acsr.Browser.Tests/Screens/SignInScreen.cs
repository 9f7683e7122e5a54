using Microsoft.Playwright;

namespace Acsr.Screens;

/// <summary>The account's pages: signing in, the first administrator, and a password of one's own.</summary>
internal sealed class SignInScreen(IPage page) : Screen(page)
{
    public async Task SignInAsync(string name, string password)
    {
        await EnterAsync(name, password);
        await ReadyAsync(Page);
    }

    public async Task EnterAsync(string name, string password)
    {
        await Page.GotoAsync("/account/sign-in");
        await Field("Name or e-mail").FillAsync(name);
        await Page.GetByLabel("Password").FillAsync(password);
        await Button("Sign in").ClickAsync();
    }

    public async Task SetUpAsync(string name, string password)
    {
        await Field("Name or e-mail").FillAsync(name);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await Page.GetByLabel("Password again").FillAsync(password);
        await Button("Create and sign in").ClickAsync();
        await ReadyAsync(Page);
    }

    public async Task ChangePasswordAsync(string current, string next)
    {
        await Page.GetByLabel("Current password").FillAsync(current);
        await Page.GetByLabel("New password", new() { Exact = true }).FillAsync(next);
        await Page.GetByLabel("New password again").FillAsync(next);
        await Button("Change password").ClickAsync();
        await ReadyAsync(Page);
    }
}
