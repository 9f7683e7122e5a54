using Acsr.Access;
using Acsr.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Acsr.Review;

/// <summary>One queue as its lead sets it up, with its guideline and the way to bring history in.</summary>
public sealed partial class QueuePage(
    ReviewQueues queues, QueueBackfill backfill, AuthenticationStateProvider authentication, NavigationManager navigation, IDialogService dialogs, Notices notices, TimeProvider clock)
{
    private const string New = "new";

    private ReviewQueueSettings? _queue;
    private ReviewGuideline? _guideline;
    private string _title = "";
    private string _text = "";
    private IReadOnlyList<(string Id, string Name)> _people = [];
    private IReadOnlyDictionary<string, IReadOnlyList<string>> _known = new Dictionary<string, IReadOnlyList<string>>();
    private string _forReason = "*";
    private string _askFor = nameof(ReviewForm.RootCause);
    private DateOnly _from;
    private DateOnly _to;
    private BackfillCounts? _preview;
    private string? _problem;
    private string? _shown;
    private bool _missing;
    private bool _busy;

    /// <summary>The queue's short name, or "new".</summary>
    [Parameter] public string QueueId { get; set; } = "";

    private bool IsNew => QueueId == New;

    private bool IsGeneral => QueueId == ReviewQueueSettings.General;

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == QueueId) { return; }
        _shown = QueueId;
        (_queue, _missing, _preview, _problem) = (null, false, null, null);
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        (_from, _to) = (today.AddDays(-30), today);
        _people = await queues.ReviewersAsync(Leaving);
        _known = await queues.KnownAsync(Leaving);
        var found = IsNew ? new ReviewQueueSettings { Id = "", Name = "" } : (await queues.ListAsync(Leaving)).FirstOrDefault(q => q.Settings.Id == QueueId)?.Settings;
        _guideline = found is null || IsNew ? null : await queues.GuidelineAsync(found.Id, null, Leaving);
        (_queue, _missing, _title, _text) = (found, found is null, found?.Name ?? "", _guideline?.Text ?? "");
    }

    private void Rename(string? name)
    {
        _queue!.Name = name?.Trim() ?? "";
        if (IsNew && _queue.Id.Length == 0)
        {
            var slug = new string([.. _queue.Name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')]).Trim('-');
            _queue.Id = slug.Length > 40 ? slug[..40] : slug;
        }
    }

    private void Ask()
    {
        var rule = $"{_forReason}:{_askFor}";
        if (!_queue!.Required.Contains(rule)) { _queue.Required.Add(rule); }
    }

    private Task SaveAsync() => WorkAsync(async by =>
    {
        if (IsNew && (_queue!.Id is New || (await queues.ListAsync(Leaving)).Any(q => q.Settings.Id == _queue.Id))) { _problem = "There is a queue of that short name already; choose another."; return; }
        _problem = await queues.SaveAsync(_queue!, by, Leaving);
        if (_problem is not null) { return; }
        if (_text.Trim().Length > 0 || _guideline is not null) { await queues.AmendAsync(_queue!.Id, _text, by, Leaving); }
        notices.Done($"The queue {_queue!.Name} is saved");
        if (IsNew) { navigation.NavigateTo($"/review/queues/{_queue.Id}"); return; }
        _guideline = await queues.GuidelineAsync(_queue.Id, null, Leaving);
        (_title, _preview) = (_queue.Name, null);
    });

    private async Task RemoveAsync()
    {
        if (!await dialogs.ConfirmAsync($"Remove the queue {_title}?", "What waits in it goes to the general queue. Reviews keep the queue's name.", "Remove")) { return; }
        await WorkAsync(async by =>
        {
            await queues.RemoveAsync(QueueId, by, Leaving);
            notices.Done($"The queue {_title} is removed");
            navigation.NavigateTo("/review/queues");
        });
    }

    private Task PreviewAsync() => WorkAsync(async _ => _preview = await backfill.PreviewAsync(QueueId, Start, End, Leaving));

    private Task BackfillAsync() => WorkAsync(async by =>
    {
        var done = await backfill.RunAsync(QueueId, Start, End, by, Leaving);
        notices.Done($"{Quantity.Count(done.Move, "item")} moved here, {Quantity.Count(done.Open, "case")} entered");
        _preview = null;
    });

    private DateTime Start => _from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    private DateTime End => _to.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);

    private async Task WorkAsync(Func<string, Task> work)
    {
        if (_busy) { return; }
        (_busy, _problem) = (true, null);
        try { await work((await authentication.GetAuthenticationStateAsync()).User.ActorName()); }
        finally { _busy = false; }
    }

    private RenderFragment Listed(string label, List<string> values, Action<List<string>> set, string? list = null) => builder =>
    {
        builder.OpenElement(0, "label");
        builder.AddContent(1, $"{label}, with commas between");
        builder.OpenElement(2, "input");
        builder.AddAttribute(3, "type", "text");
        builder.AddAttribute(4, "placeholder", "any");
        builder.AddAttribute(5, "list", $"queue-{list ?? label}");
        builder.AddAttribute(6, "value", string.Join(", ", values));
        builder.AddAttribute(7, "onchange", EventCallback.Factory.Create<ChangeEventArgs>(this, e => set(QueueText.List(e.Value))));
        builder.CloseElement();
        builder.CloseElement();
    };

    private static void Toggle<T>(List<T> list, T value)
    {
        if (!list.Remove(value)) { list.Add(value); }
    }

    private static string RequiredText(string rule) => rule.Split(':', 2) is [var reason, var field]
        ? $"{QueueText.Field(field)}, for {(Enum.TryParse<ReviewReason>(reason, out var known) ? ReviewWords.Of(known).ToLowerInvariant() : "every reason")}"
        : rule;

    private static string Pressed(bool pressed) => pressed ? "true" : "false";
}
