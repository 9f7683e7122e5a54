using Acsr.Access;
using Acsr.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Acsr.Delivery;

/// <summary>Adds, tries out, rotates, disables and removes the endpoints of webhooks, and shows what became of each message.</summary>
public sealed partial class WebhooksPage(WebhookDesk desk, AuthenticationStateProvider authentication, IDialogService dialogs, Notices notices, TimeProvider clock)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(3);

    private readonly EndpointForm _form = new();
    private DataPanel<IReadOnlyList<EndpointView>>? _list;
    private string? _secret;
    private string _secretTitle = "";
    private string? _problem;
    private string _by = "";

    private WebhookDesk Desk => desk;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    protected override async Task OnInitializedAsync()
    {
        _by = (await authentication.GetAuthenticationStateAsync()).User.ActorName();
        _ = FollowAsync();
    }

    private async Task AddAsync()
    {
        var result = await desk.AddAsync(_form.Name, _form.Url, _by, Leaving);
        _problem = result.Problem;
        if (result.Secret is null) { return; }
        Show(result.Secret);
        (_form.Name, _form.Url) = ("", "");
        await _list!.ReloadAsync();
    }

    private async Task RotateAsync(WebhookEndpoint endpoint)
    {
        if (!await dialogs.ConfirmAsync($"Rotate the secret of {endpoint.Name}?", "Messages carry both signatures for 24 hours. Give the receiver the new secret in that time.", "Rotate", Color.Primary)) { return; }
        var result = await desk.RotateAsync(endpoint.Id, _by, Leaving);
        _problem = result.Problem;
        if (result.Secret is not null) { Show(result.Secret); }
        await _list!.ReloadAsync();
    }

    private async Task SwitchAsync(WebhookEndpoint endpoint)
    {
        await desk.SetEnabledAsync(endpoint.Id, endpoint.DisabledAt is not null, _by, Leaving);
        await _list!.ReloadAsync();
    }

    private async Task TestAsync(WebhookEndpoint endpoint)
    {
        await desk.TestAsync(endpoint.Id, _by, Leaving);
        notices.Done($"A test message is on its way to {endpoint.Name}");
        await _list!.ReloadAsync();
    }

    private async Task ReplayAsync(WebhookDelivery delivery)
    {
        await desk.ReplayAsync(delivery.Id, _by, Leaving);
        await _list!.ReloadAsync();
    }

    private async Task RemoveAsync(WebhookEndpoint endpoint)
    {
        if (!await dialogs.ConfirmAsync($"Remove {endpoint.Name}?", "It hears nothing any more, and its log goes too. This cannot be undone.", "Remove")) { return; }
        await desk.RemoveAsync(endpoint.Id, _by, Leaving);
        notices.Done($"{endpoint.Name} is removed");
        await _list!.ReloadAsync();
    }

    private void Show(string secret) => (_secret, _secretTitle) = (secret, "This secret is shown only now. Put it where the receiver finds it.");

    private static string In(TimeSpan wait) => $"in {TimeText.Length(Math.Max(0, wait.TotalSeconds))}";

    // Who sends a test waits for what comes of it.
    private async Task FollowAsync()
    {
        using var timer = new PeriodicTimer(Refresh, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(Leaving))
            {
                if (_list is not null) { await InvokeAsync(_list.ReloadAsync); }
            }
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
        }
    }

    private sealed class EndpointForm
    {
        public string Name { get; set; } = "";

        public string Url { get; set; } = "";
    }
}
