using Acsr.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Acsr.Access.Pages;

/// <summary>Makes, lists and revokes the keys of machines.</summary>
public sealed partial class KeysPage(ApiKeys keys, AuthenticationStateProvider authentication, IDialogService dialogs, Notices notices)
{
    private readonly KeyForm _form = new();
    private DataPanel<IReadOnlyList<ApiKey>>? _list;
    private string? _made;
    private string? _problem;
    private string _by = "";

    private ApiKeys KeyService => keys;

    protected override async Task OnInitializedAsync() => _by = (await authentication.GetAuthenticationStateAsync()).User.ActorName();

    private async Task CreateAsync()
    {
        _problem = string.IsNullOrWhiteSpace(_form.Name) ? "Give the key a name, so that you know later what stops when you revoke it." : null;
        IReadOnlyList<string> origins = [];
        if (_form.Scope == KeyScope.Browser) { _problem ??= KeyOrigins.Read(_form.Origins, out origins); }
        if (_problem is not null) { return; }
        (_, _made) = await keys.CreateAsync(_form.Name.Trim(), _form.Scope, origins, _by, demo: false, Leaving);
        _form.Name = "";
        await _list!.ReloadAsync();
    }

    private async Task RevokeAsync(ApiKey key)
    {
        if (!await dialogs.ConfirmAsync($"Revoke {key.Name}?", "What uses it is shut out within ten seconds. This cannot be undone.", "Revoke")) { return; }
        await keys.RevokeAsync(key.Id, _by, Leaving);
        notices.Done($"{key.Name} is revoked");
        await _list!.ReloadAsync();
    }

    private static string Describe(KeyScope scope) => scope switch
    {
        KeyScope.Ingest => "ingest – send traces and events",
        KeyScope.Browser => "browser – send from a customer's browser",
        KeyScope.Read => "read – KPIs and releases",
    };

    private sealed class KeyForm
    {
        public string Name { get; set; } = "";

        public string Origins { get; set; } = "";

        public KeyScope Scope { get; set; } = KeyScope.Ingest;
    }
}
