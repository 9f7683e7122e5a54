using Acsr.Access;
using Acsr.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Acsr.Outcomes;

/// <summary>Edits one check of a system of record, tries it on a case, and switches it on.</summary>
public sealed partial class CheckPage(OutcomeDesk desk, AuthenticationStateProvider authentication, NavigationManager navigation, Notices notices)
{
    private const string UrlExample = "https://erp.example.com/orders/{{args.order_id}}/refund";
    private const string BodyExample = "{\"order\": \"{{args.order_id}}\"}";

    private readonly List<Line> _lines = [];
    private OutcomeCheck? _check;
    private OutcomeTrial? _trial;
    private string? _secret;
    private string _caseId = "";
    private string? _problem;
    private string _by = "";
    private long? _loaded;
    private bool _missing;
    private bool _failed;
    private bool _working;

    /// <summary>Absent: a new one.</summary>
    [Parameter] public long Id { get; set; }

    private string Title => _check is { Id: not 0, Name: var name } ? name : "New check";

    private string Schedule => _check is not { Attempts: >= 1 and <= 20, BackoffSeconds: >= 1 } check ? ""
        : check.Attempts == 1 ? $"Asked once, {Long(check.DelaySeconds)} after the call."
        : $"Asked {Long(check.DelaySeconds)} after the call, then again after {string.Join(", ", Enumerable.Range(1, Math.Min(3, check.Attempts - 1)).Select(n => Long(OutcomeWorker.PauseAfter(check, n, null).TotalSeconds)))}"
            + $"{(check.Attempts > 4 ? " and so on" : "")}, until it is confirmed. After {Quantity.Count(check.Attempts, "attempt")} the last answer counts.";

    protected override async Task OnParametersSetAsync()
    {
        if (_loaded == Id) { return; }
        _loaded = Id;
        _by = (await authentication.GetAuthenticationStateAsync()).User.ActorName();
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        (_check, _failed, _missing) = (null, false, false);
        try
        {
            var check = Id == 0 ? new OutcomeCheck { Name = "", Tool = "", Url = "", ChangedBy = _by, Expectations = [new("", OutcomeComparison.Equal, "")] } : await desk.FindAsync(Id, Leaving);
            _missing = check is null;
            if (check is not null) { Show(check); }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _failed = true;
        }
    }

    private void Show(OutcomeCheck check)
    {
        (_check, _secret) = (check, null);
        _lines.Clear();
        _lines.AddRange(check.Expectations.Select(e => new Line { Path = e.Path, Comparison = e.Comparison, Value = e.Value }));
    }

    private async Task SaveAsync()
    {
        await WorkAsync(async () =>
        {
            var edited = Edited();
            _problem = await desk.SaveAsync(edited, NewSecret, _by, Leaving);
            if (_problem is not null) { return; }
            notices.Done($"{edited.Name} is saved");
            if (Id == 0) { navigation.NavigateTo($"/settings/checks/check/{edited.Id}"); } else { Show((await desk.FindAsync(Id, Leaving))!); }
        });
    }

    private Task SwitchAsync() => WorkAsync(async () =>
    {
        var on = _check!.OnSince is null;
        _problem = await desk.SwitchAsync(Id, on, _by, Leaving);
        if (_problem is null)
        {
            notices.Done(on ? "It asks about every call from now on" : "It asks nothing any more");
            _check.OnSince = (await desk.FindAsync(Id, Leaving))?.OnSince;
        }
    });

    private Task TryAsync() => WorkAsync(async () =>
    {
        _trial = string.IsNullOrWhiteSpace(_caseId) ? new OutcomeTrial("Name a case; its page shows the id.") : await desk.TryAsync(Edited(), NewSecret, _caseId, Leaving);
    });

    private async Task WorkAsync(Func<Task> work)
    {
        if (_working) { return; }
        _working = true;
        try { await work(); }
        finally { _working = false; }
    }

    // An empty field keeps what is stored; a header that has no name any more needs none.
    private string? NewSecret => string.IsNullOrWhiteSpace(_check!.HeaderName) ? "" : string.IsNullOrEmpty(_secret) ? null : _secret;

    private OutcomeCheck Edited()
    {
        var edited = OutcomeDesk.Copy(_check!);
        (edited.Name, edited.Tool, edited.Url) = (edited.Name.Trim(), edited.Tool.Trim(), edited.Url.Trim());
        (edited.HeaderName, edited.FoundPath, edited.Body) = (Kept(edited.HeaderName), Kept(edited.FoundPath), edited.Method == "POST" ? Kept(edited.Body) : null);
        edited.Expectations = [.. _lines.Where(line => line.Path.Trim().Length > 0 || line.Value.Trim().Length > 0).Select(line => new OutcomeExpectation(line.Path.Trim(), line.Comparison, line.Value.Trim()))];
        return edited;
    }

    // People set whole minutes and hours, mostly.
    private static string Long(double seconds) => TimeText.Length(seconds).Replace(" 0 s", "", StringComparison.Ordinal).Replace(" 0 min", "", StringComparison.Ordinal).Replace(" 0 h", "", StringComparison.Ordinal);

    private static string? Kept(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string Words(OutcomeComparison comparison) => comparison switch
    {
        OutcomeComparison.Equal => "is",
        OutcomeComparison.NotEqual => "is not",
        OutcomeComparison.OneOf => "is one of",
        OutcomeComparison.AtLeast => "is at least",
        OutcomeComparison.AtMost => "is at most",
        OutcomeComparison.Exists => "is there",
    };

    private sealed class Line
    {
        public string Path { get; set; } = "";

        public OutcomeComparison Comparison { get; set; } = OutcomeComparison.Equal;

        public string Value { get; set; } = "";
    }
}
