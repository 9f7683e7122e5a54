using System.Security.Claims;
using Acsr.Access;
using Acsr.Store;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Acsr.Components;

/// <summary>The base of page tests: a real store, somebody signed in, and dialogs that can be answered.</summary>
public abstract class PageTest : ComponentTest, IAsyncLifetime
{
    private Bunit.TestDoubles.BunitAuthorizationContext? _authorization;

    protected SqliteStore Store { get; } = new();

    public new async ValueTask InitializeAsync()
    {
        await Store.OpenAsync();
        Services.AddSingleton(Store.Contexts).AddSingleton(Store.Gate).AddLogging();
        AddStage(Services);
    }

    /// <summary>Registers what the page asks for.</summary>
    protected abstract void AddStage(IServiceCollection services);

    /// <summary>Signs somebody in who has these policies; the id is the name with <c>-id</c>.</summary>
    protected void SignIn(string name, params string[] policies)
    {
        var authorization = _authorization ??= AddAuthorization();
        authorization.SetAuthorized(name);
        authorization.SetClaims(new Claim(ClaimTypes.NameIdentifier, $"{name}-id"), new Claim(ClaimTypes.Name, name));
        authorization.SetPolicies(policies);
    }

    protected void SignInCurator(string name = "kim") => SignIn(name, AccessPolicies.CanSeeKpis, AccessPolicies.CanSeeReleases, AccessPolicies.CanCurate);

    /// <summary>Clicks a button that asks first, and says yes.</summary>
    protected static void ClickAndConfirm(IRenderedComponent<MudDialogProvider> dialogs, Func<AngleSharp.Dom.IElement> button)
    {
        const string yes = ".mud-dialog-actions button.mud-button-filled";
        dialogs.On(button, e => e.Click());
        dialogs.WaitForElement(yes);
        dialogs.On(() => dialogs.Find(yes), e => e.Click());
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
