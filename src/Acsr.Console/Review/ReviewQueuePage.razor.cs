using System.Globalization;
using Acsr.Access;
using Acsr.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Acsr.Review;

/// <summary>The queue: how it stands, what is in it and why, and the way into work.</summary>
public sealed partial class ReviewQueuePage(
    IJSRuntime js, Notices notices, ReviewUndo undo, ReviewLists lists, ReviewQueue queue, ReviewQueues queues, AuthenticationStateProvider authentication, IAuthorizationService authorization, NavigationManager navigation)
{
    private const int PageSize = 50;
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(30);

    private string _userId = "";
    private bool _mayReview;
    private bool _leads;
    private Reviewer? _me;
    private IReadOnlyList<ReviewRow> _handed = [];
    private ElementReference _list;
    private ReviewCounts? _counts;
    private List<ReviewRow>? _rows;
    private bool _more;
    private (ReviewFilter, ReviewReason?, string?)? _shown;
    private IReadOnlyList<ReviewQueueSettings> _queues = [];

    [SupplyParameterFromQuery] private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "reason")] private string? ReasonName { get; set; }

    /// <summary>Why the workspace had no next item.</summary>
    [SupplyParameterFromQuery(Name = "nothing")] private string? NothingName { get; set; }

    [SupplyParameterFromQuery(Name = "queue")] private string? QueueId { get; set; }

    /// <summary>The last thing done in the workspace can be taken back.</summary>
    [SupplyParameterFromQuery] private bool Undo { get; set; }

    private NavigationManager Navigation => navigation;

    private ReviewFilter[] Filters => _mayReview ? [ReviewFilter.Open, ReviewFilter.Mine, ReviewFilter.Done] : [ReviewFilter.Open, ReviewFilter.Done];

    private ReviewFilter Filter => Named<ReviewFilter>(Show) is { } filter && Filters.Contains(filter) ? filter : ReviewFilter.Open;

    private ReviewReason? Reason => Named<ReviewReason>(ReasonName);

    private NothingReason? Nothing => Named<NothingReason>(NothingName);

    private string EmptyTitle => Filter switch
    {
        _ when Reason is { } reason => $"No item with the reason “{ReviewWords.Of(reason)}”",
        ReviewFilter.Mine => "You have nothing in hand",
        ReviewFilter.Done => "Nothing is reviewed yet",
        _ => "Nothing is waiting for review",
    };

    protected override async Task OnInitializedAsync()
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        _userId = user.PersonId();
        _me = new Reviewer(_userId, user.ActorName());
        _leads = (await authorization.AuthorizeAsync(user, AccessPolicies.CanLeadReview)).Succeeded;
        _mayReview = (await authorization.AuthorizeAsync(user, AccessPolicies.CanReview)).Succeeded;
        _queues = _mayReview ? await queues.OfAsync(_userId, Leaving) : [.. (await queues.ListAsync(Leaving)).Select(q => q.Settings)];
        _ = RefreshAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_userId.Length == 0 || _shown == (Filter, Reason, QueueId)) { return; }
        _shown = (Filter, Reason, QueueId);
        _rows = null;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var wanted = _shown;
        var counts = await lists.CountsAsync(Leaving);
        var handed = Filter == ReviewFilter.Open ? await lists.EscalatedAsync(_userId, _leads, Leaving) : [];
        var rows = await lists.ListAsync(Filter, _userId, Reason, QueueId, PageSize, null, Leaving);
        if (wanted == _shown) { (_counts, _handed, _rows, _more) = (counts, handed, [.. rows.Where(row => handed.All(h => h.Id != row.Id))], rows.Count == PageSize); }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_rows is not { Count: > 0 }) { return; }
        try
        {
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", Leaving, "./assets/lib/review.js");
            await module.InvokeVoidAsync("list", Leaving, _list);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page was left before it could listen.
        }
    }

    private async Task UndoAsync()
    {
        var result = await undo.UndoAsync(_me!, Leaving);
        if (result.ItemId is { } item) { navigation.NavigateTo($"/review/{item}"); } else { notices.Failed(result.Refused!); }
    }

    private string NothingText(NothingReason nothing) =>
        QueueId is not null && nothing != NothingReason.NotAMember ? $"In this queue: {ReviewWords.Of(nothing)} Other queues may hold more; choose “All queues”." : ReviewWords.Of(nothing);

    private async Task ShowMoreAsync()
    {
        var rows = await lists.ListAsync(Filter, _userId, Reason, QueueId, PageSize, _rows![^1].Key, Leaving);
        _rows.AddRange(rows);
        _more = rows.Count == PageSize;
    }

    private async Task StartAsync()
    {
        var next = await queue.NextAsync(_userId, QueueId, Leaving);
        if (next.Lease is { } lease) { navigation.NavigateTo(QueueId is null ? $"/review/{lease.ItemId}" : $"/review/{lease.ItemId}?queue={Uri.EscapeDataString(QueueId)}"); return; }
        navigation.NavigateTo(navigation.GetUriWithQueryParameter("nothing", next.Nothing!.Value.ToString()), replace: true);
        _shown = null;
    }

    private string? NameOf(string queueId) => _queues.Count < 2 ? null : _queues.FirstOrDefault(q => q.Id == queueId)?.Name ?? queueId;

    private void ShowQueue(ChangeEventArgs change) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["queue"] = change.Value is "" ? null : change.Value, ["nothing"] = null }), replace: true);

    private void ShowReason(ChangeEventArgs change) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["reason"] = change.Value is "" ? null : change.Value, ["nothing"] = null }), replace: true);

    private static Dictionary<string, object?> To(ReviewFilter filter) =>
        new() { ["show"] = filter == ReviewFilter.Open ? null : filter.ToString().ToLowerInvariant(), ["nothing"] = null };

    // Who has paged on keeps their place; the first page follows what colleagues do.
    private async Task RefreshAsync()
    {
        using var timer = new PeriodicTimer(Refresh);
        try
        {
            while (await timer.WaitForNextTickAsync(Leaving))
            {
                if (_rows is { Count: <= PageSize }) { await InvokeAsync(async () => { await LoadAsync(); StateHasChanged(); }); }
            }
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    private static string Number(int? count) => count?.ToString("#,0", CultureInfo.InvariantCulture) ?? Quantity.Unknown;

    private static T? Named<T>(string? name) where T : struct, Enum =>
        Enum.TryParse<T>(name, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
