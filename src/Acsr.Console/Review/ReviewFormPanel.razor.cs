using System.Globalization;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Cases.Catalogue;
using Acsr.Components;
using Acsr.Ingest;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Acsr.Review;

/// <summary>
/// The form of one item. It renders by itself while somebody writes, so that the trace beside it is not drawn again with every key;
/// it saves and sends heartbeats as long as it is on the page.
/// </summary>
public sealed partial class ReviewFormPanel(
    IJSRuntime js, ReviewQueues queues, ReviewEscalations escalations, ConventionDesk conventions, ProposalDesk proposals, Notices notices, AuthenticationStateProvider authentication)
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(2);

    // Tells its listeners in the browser from those of the form that comes after it.
    private readonly string _stamp = Guid.NewGuid().ToString("N");
    private ElementReference _root;
    private IJSObjectReference? _module;
    private DotNetObjectReference<ReviewFormPanel>? _self;
    private IReadOnlyList<(string Name, string? Shown)> _actions = [];
    private ToolCatalogue _catalogue = ToolCatalogue.Empty;
    private IReadOnlyList<MissingPart> _refused = [];
    private bool _tried;
    private bool _leftArguments;
    private bool _skipping;
    private bool _escalating;
    private HandOnOutcome? _notHanded;
    private string? _escalateReason;
    private string _escalateTo = "";
    private IReadOnlyList<Reviewer> _people = [];
    private string? _skipReason;
    private bool _busy;
    private ProposalKind? _proposing;
    private string? _proposal;
    private IReadOnlyList<string> _intents = [];

    [Parameter, EditorRequired] public ReviewSession Session { get; set; } = default!;

    /// <summary>The item changed hands.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    [Parameter] public EventCallback OnSubmitted { get; set; }

    /// <summary>Skipped (true) or returned to the queue.</summary>
    [Parameter] public EventCallback<bool> OnGivenBack { get; set; }

    /// <summary>Handed on, to the one whose name or title it gets.</summary>
    [Parameter] public EventCallback<string> OnEscalated { get; set; }

    /// <summary>A step of the case is to be shown.</summary>
    [Parameter] public EventCallback<string> OnShow { get; set; }

    /// <summary>The review before is to be looked at.</summary>
    [Parameter] public EventCallback OnBefore { get; set; }

    /// <summary>The last review is to be taken back.</summary>
    [Parameter] public EventCallback OnUndo { get; set; }

    private ReviewForm Form => Session.Form;

    /// <summary>What the agent said to the customer last, before a human took over.</summary>
    private string? AgentAnswer => Session.Case?.Steps.TakeWhile(step => step.Kind != StepKind.Override).LastOrDefault(step => step is { Kind: StepKind.Message, Role: Role.Agent, Text.Length: > 0 })?.Text;

    /// <summary>Steps in which the agent did something of its own.</summary>
    private List<Step> Judgeable => [.. (Session.Case?.Steps ?? []).Where(step => step.Name.Length > 0 && step.Kind is StepKind.Decision or StepKind.Tool or StepKind.Action or StepKind.Retrieval)];

    private string JudgedAs(Step step, bool right) => Form.Steps?.TryGetValue(step.Id, out var was) == true && was == right ? "true" : "false";

    private bool IsOptional(string field) => !Session.Required.Contains(field);

    private string SavedText => Session.SavedAt is { } at ? $"Saved {at.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} UTC" : "";

    private string Problem => !_tried || Missing.Count == 0 ? "" : Missing.Count == 1 ? "One part is missing." : $"{Missing.Count} parts are missing.";

    /// <summary>Handed on, and not to be taken by who looks.</summary>
    private bool IsTheirs => Session.State == SessionState.WithColleague && Session.Escalation is not null && Session.Item.LeasedBy is null;

    private string BannerText => IsTheirs ? $"{Session.Escalation!.ByName} handed this item to {Session.Escalation.ToName ?? "a lead"}, who decides it."
        : Session.State == SessionState.Lost
        ? $"{(Session.Item.LeasedByName is { } name ? $"{name} has this item now" : "Your time with this item ran out")}. What you wrote is kept."
        : Session.Refusal ?? $"{Session.Item.LeasedByName ?? "A colleague"} is working on this item.";

    // What the server refused last, as long as nothing was changed since, and what can be told without asking it.
    private IReadOnlyList<MissingPart> Missing => [.. Form.Missing(Session.Required).Concat(Form.ArgumentFaults(_catalogue)).Concat(_refused).DistinctBy(part => part.Field)];

    protected override void OnInitialized()
    {
        _ = KeepAsync();
    }

    protected override async Task OnInitializedAsync()
    {
        _intents = (await queues.KnownAsync(Leaving))[nameof(ReviewQueueSettings.Intents)];
        await RefreshAsync();
    }

    // The catalogue's tools, and those of the case that it does not know.
    private async Task RefreshAsync()
    {
        var tools = (await conventions.ListAsync(Leaving)).Tools;
        _catalogue = new ToolCatalogue(tools);
        var seen = (Session.Case?.Steps ?? []).Where(step => step.IsToolCall || step.Kind == StepKind.Decision).Select(step => step.Name).Where(name => name.Length > 0);
        _actions = [.. tools.Select(tool => (tool.Name, tool.DisplayName)).Concat(seen.Select(name => (name, (string?)"seen in this case")))
            .DistinctBy(action => action.Item1, StringComparer.OrdinalIgnoreCase).OrderBy(action => action.Item1, StringComparer.Ordinal)];
    }

    /// <summary>What the chosen action takes; empty where the catalogue does not say.</summary>
    private IReadOnlyList<ToolArgument> Takes => Form.FinalAction is { Length: > 0 } action ? _catalogue.ArgumentsOf(action.Trim()) : [];

    private string ActionHint => Form.FinalAction is { Length: > 0 } action && _catalogue.Find(action.Trim()) is { DisplayName: { Length: > 0 } shown } ? shown : "Search the tool catalogue or write one; or give the answer below.";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) { return; }
        try
        {
            _module = await js.InvokeAsync<IJSObjectReference>("import", Leaving, "./assets/lib/review.js");
            await _module.InvokeVoidAsync("attach", Leaving, _root, _self = DotNetObjectReference.Create(this), _stamp);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page was left before it could listen.
        }
    }

    /// <summary>A key was pressed; what it means is decided in the browser, what it does here.</summary>
    [JSInvokable]
    public async Task CommandAsync(string command)
    {
        if (_busy || Session.State != SessionState.Working) { return; }
        switch (command)
        {
            case "submit": await SubmitAsync(); break;
            case "undo": await OnUndo.InvokeAsync(); break;
            case "skip": await StartSkippingAsync(); break;
            case "escalate": await StartEscalatingAsync(); break;
            case "before": await OnBefore.InvokeAsync(); break;
            case "after": notices.Done("This is the item in hand. Submit, skip or return it to go on."); break;
            case "verdict1": await JudgeAsync(Verdict.Corrected); break;
            case "verdict2": await JudgeAsync(Verdict.AgentWasRight); break;
            case "verdict3": await JudgeAsync(Verdict.CannotTell); break;
            case "decisive": await ShowDecisiveAsync(); break;
        }

        StateHasChanged();
    }

    // The value is set where it is called; this only notes that something was.
    private void Change(object? _)
    {
        _refused = [];
        Session.Touch();
    }

    private async Task JudgeAsync(Verdict verdict)
    {
        Change(Form.Verdict = verdict);
        await OnChanged.InvokeAsync();
    }

    private async Task SubmitAsync()
    {
        await WorkAsync(async () =>
        {
            (_tried, _leftArguments) = (true, true);
            var result = await Session.SubmitAsync(Leaving);
            _refused = result.Missing;
            // The server judges by the catalogue and the queue as they are now; the form shows what it judged by.
            if (result.Outcome == SubmitOutcome.Incomplete) { await RefreshAsync(); }
            await (result.Outcome switch
            {
                SubmitOutcome.Accepted => OnSubmitted.InvokeAsync(),
                SubmitOutcome.LeaseLost or SubmitOutcome.AlreadyDone or SubmitOutcome.AlreadyYours => OnChanged.InvokeAsync(),
                SubmitOutcome.Incomplete => Task.CompletedTask,
            });
        });
        if (Missing.Count == 0) { return; }
        // A key's command draws nothing by itself, and the browser looks for what is marked as missing.
        StateHasChanged();
        await CallAsync("focusMissing");
    }

    // Whoever decides starts from one of the opinions and makes it their own; the rationale is theirs to write.
    private void TakeOver(CaseReview opinion)
    {
        Session.Form = ReviewForm.Of(opinion) with { Rationale = Form.Rationale, Seconds = Form.Seconds, Control = Form.Control };
        Change(opinion);
    }

    private async Task ProposeAsync(ProposalKind kind)
    {
        if (string.IsNullOrWhiteSpace(_proposal)) { await CallAsync("focus", "review-proposal"); return; }
        await proposals.ProposeAsync(kind, Session.Item.Id, _proposal, (await authentication.GetAuthenticationStateAsync()).User.ActorName(), Leaving);
        notices.Done("The proposal is kept, with this case");
        (_proposing, _proposal) = (null, null);
    }

    /// <summary>Keeps what the browser has sent so far; once it answers, the browser may forget its own copy.</summary>
    [JSInvokable]
    public async Task KeepNowAsync()
    {
        if (!await Session.SaveAsync(Leaving)) { return; }
        StateHasChanged();
    }

    private async Task StartProposingAsync(ProposalKind kind)
    {
        _proposing = kind;
        StateHasChanged();
        await CallAsync("focus", "review-proposal");
    }

    private async Task StartEscalatingAsync()
    {
        _people = await escalations.PeopleAsync((await authentication.GetAuthenticationStateAsync()).User.PersonId(), Leaving);
        (_escalating, _skipping, _proposing, _notHanded) = (true, false, null, null);
        StateHasChanged();
        await CallAsync("focus", "review-escalate-to");
    }

    private async Task EscalateAsync()
    {
        await WorkAsync(async () =>
        {
            var to = _people.FirstOrDefault(person => person.Id == _escalateTo);
            var outcome = await Session.EscalateAsync(to, _escalateReason ?? "", Leaving);
            _notHanded = outcome is HandOnOutcome.NoReason or HandOnOutcome.CannotDecide ? outcome : null;
            _escalating = _notHanded is not null;
            if (!_escalating) { await (outcome == HandOnOutcome.HandedOn ? OnEscalated.InvokeAsync(to?.Name ?? "a lead") : OnChanged.InvokeAsync()); }
        });
        if (_notHanded is { } fault) { await CallAsync("focus", fault == HandOnOutcome.NoReason ? "review-escalate-reason" : "review-escalate-to"); }
    }

    private async Task StartSkippingAsync()
    {
        (_skipping, _escalating, _proposing) = (true, false, null);
        StateHasChanged();
        await CallAsync("focus", "review-skip-reason");
    }

    private Task GiveBackAsync(bool skip) => WorkAsync(async () =>
    {
        var given = await Session.ReturnAsync(skip, _skipReason, Leaving);
        _skipping = false;
        await (given ? OnGivenBack.InvokeAsync(skip) : OnChanged.InvokeAsync());
    });

    private Task TakeAsync() => WorkAsync(async () =>
    {
        await Session.ClaimAsync(Leaving);
        await OnChanged.InvokeAsync();
    });

    private Task ShowDecisiveAsync() => Form.StepId is { } step ? OnShow.InvokeAsync(step) : Task.CompletedTask;

    // One thing at a time: a held key must not settle an item that nobody saw.
    private async Task WorkAsync(Func<Task> work)
    {
        if (_busy) { return; }
        _busy = true;
        try { await work(); }
        finally { _busy = false; }
    }

    private async Task CallAsync(string function, params object?[] arguments)
    {
        if (_module is null) { return; }
        await Task.Yield();
        await _module.InvokeVoidAsync(function, Leaving, [_root, .. arguments]);
    }

    private async Task KeepAsync()
    {
        using var timer = new PeriodicTimer(Tick);
        try
        {
            while (await timer.WaitForNextTickAsync(Leaving)) { await InvokeAsync(TickAsync); }
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            await DispatchExceptionAsync(failure);
        }
    }

    private async Task TickAsync()
    {
        var before = Session.State;
        if (_busy || !await Session.TickAsync(Leaving)) { return; }
        if (Session.State == before) { StateHasChanged(); } else { await OnChanged.InvokeAsync(); }
    }

    private string? OriginOf(string field) => ReviewWords.Of(Session.Prefill.OriginOf(field, Form));

    // JSON is judged when its field is left; what is missing only after somebody tried to submit.
    private string? ErrorOf(string field) =>
        _tried || (_leftArguments && field == nameof(ReviewForm.FinalArguments)) ? Missing.FirstOrDefault(part => part.Field == field)?.Text : null;

    public async ValueTask DisposeAsync()
    {
        Dispose();
        _self?.Dispose();
        await Session.SaveAsync(CancellationToken.None);
        if (_module is null) { return; }
        try
        {
            await _module.InvokeVoidAsync("detach", _stamp);
            await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // With the circuit the page and its listeners are gone as well.
        }
    }
}
