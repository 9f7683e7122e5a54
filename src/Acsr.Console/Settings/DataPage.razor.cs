using Acsr.Access;
using Acsr.Components;
using Acsr.Retention;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Acsr.Settings;

/// <summary>What the store holds, the way to take the demo desk away, and the audit log.</summary>
public sealed partial class DataPage(StoreReader store, DemoRemoval demo, AuditReader audit, AuthenticationStateProvider authentication, IDialogService dialogs)
{
    private const int AuditEntries = 50;

    private DataPanel<StoreContents>? _store;
    private DataPanel<DemoView>? _demo;
    private DataPanel<AuditView>? _audit;
    private bool _working;
    private int _gone;
    private string? _result;

    private StoreReader Store => store;

    private async Task<DemoView> LoadDemoAsync(CancellationToken cancellationToken)
    {
        var counts = await demo.CountAsync(cancellationToken);
        return new DemoView(counts, counts.People > 0 && counts.People == (await store.ReadAsync(cancellationToken)).People);
    }

    private async Task<AuditView> LoadAuditAsync(CancellationToken cancellationToken) =>
        new(await audit.LastAsync(AuditEntries, cancellationToken), await audit.VerifyAsync(cancellationToken));

    private async Task RemoveAsync(DemoView view)
    {
        var text = $"{view.Counts.Cases} cases, {view.Counts.Reviews} reviews, {view.Counts.Releases} releases, {view.Counts.Policies} policies, {view.Counts.People} people and {view.Counts.Keys} keys of the demo desk go. "
            + (view.OnlyDemoPeople ? "Nobody will be left who can sign in: the console then prints a link for a first administrator when it starts. " : "")
            + "Nothing else is touched. This cannot be undone.";
        if (!await dialogs.ConfirmAsync("Remove demo data?", text, "Remove")) { return; }

        (_working, _gone) = (true, 0);
        try
        {
            var by = (await authentication.GetAuthenticationStateAsync()).User.ActorName();
            // Not stopped when the page is left: half a demo desk helps nobody.
            var removed = await demo.RemoveAsync(by, new Progress<int>(gone => { _gone = gone; InvokeAsync(StateHasChanged); }), CancellationToken.None);
            _result = $"Removed: {removed.Cases} cases, {removed.Reviews} reviews, {removed.Releases} releases, {removed.Policies} policies, {removed.People} people, {removed.Keys} keys.";
        }
        finally
        {
            _working = false;
        }

        await _demo!.ReloadAsync();
        await _store!.ReloadAsync();
        await _audit!.ReloadAsync();
    }

    private static string Change(AuditEntry entry) => (entry.Before, entry.After) switch
    {
        (null, null) => "",
        (null, { } after) => after,
        ({ } before, null) => $"{before} → nothing",
        ({ } before, { } after) => $"{before} → {after}",
    };

    /// <summary>What there is of the demo desk, and whether nobody could sign in without it.</summary>
    private sealed record DemoView(DemoCounts Counts, bool OnlyDemoPeople);

    /// <summary>The last entries, and the first one that breaks the chain.</summary>
    private sealed record AuditView(IReadOnlyList<AuditEntry> Entries, long? BrokenAt);
}
