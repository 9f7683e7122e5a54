using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Review;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Groups;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;

namespace Acsr.Signals;

/// <summary>One group of dead ends: how often, what becomes of it, to the queue, and examples.</summary>
public sealed partial class GroupPage(
    DeadEndGroupReader reader, DeadEndGroupDesk desk, ReviewRequests requests, CaseReader cases, IOptions<DeadEndGroupOptions> groups, IOptions<DeadEndOptions> detectors,
    AuthenticationStateProvider authentication, Notices notices)
{
    private const int SmallBatch = 20;
    private const int Examples = 3;
    private const int StepsShown = 6;

    private DataPanel<View>? _panel;
    private DeadEndGroupDetail? _detail;
    private SendResult? _queue;
    private IReadOnlyList<string> _versions = [];
    private Form? _form;
    private string? _problem;
    private bool _working;

    /// <summary>The group's key.</summary>
    [Parameter] public string Group { get; set; } = "";

    /// <summary>First day, UTC, <c>yyyy-MM-dd</c>.</summary>
    [SupplyParameterFromQuery] private string? From { get; set; }

    /// <summary>Last day.</summary>
    [SupplyParameterFromQuery] private string? To { get; set; }

    private string Title => _detail is null ? "Group of dead ends" : GroupWords.Title(_detail.Group);

    private string Meaning => DeadEndRules.All.FirstOrDefault(rule => rule.Id == _detail?.Group.Detector)?.Meaning(detectors.Value) ?? "";

    private int _reopenCases => groups.Value.ReopenCases;

    private async Task<View> LoadAsync(CancellationToken cancellationToken)
    {
        _detail = await reader.FindAsync(Group, SignalPaths.Range(From, To), cancellationToken);
        _queue = _detail is null ? null : await requests.CountAsync(Group, cancellationToken);
        StateHasChanged();
        return new View(_detail);
    }

    private async Task<ExampleList> LoadExamplesAsync(CancellationToken cancellationToken)
    {
        List<Example> examples = [];
        foreach (var found in await reader.CasesAsync(Group, SignalPaths.Range(From, To), Examples, cancellationToken))
        {
            var cited = found.Hits.SelectMany(hit => hit.StepIds).ToHashSet();
            var steps = (await cases.ReadAsync(found.CaseId, cancellationToken))?.Steps.Where(step => cited.Contains(step.Id)).ToList() ?? [];
            examples.Add(new Example(found, [.. steps.Take(StepsShown)], Math.Max(0, steps.Count - StepsShown)));
        }

        return new ExampleList(examples);
    }

    private async Task OpenFormAsync(GroupState state)
    {
        _problem = null;
        if (state == GroupState.Resolved) { _versions = await reader.VersionsAsync(Leaving); }
        _form = new Form(state);
    }

    private Task SaveAsync() => ChangeAsync(new(_form!.State, _form.Reason, _form.Release.Length == 0 ? null : _form.Release));

    private async Task ChangeAsync(GroupChange change)
    {
        _working = true;
        try
        {
            var by = (await authentication.GetAuthenticationStateAsync()).User.ActorName();
            _problem = await desk.ChangeAsync(Group, change, by, Leaving) switch
            {
                GroupOutcome.Done => null,
                GroupOutcome.ReasonMissing => "Say why, so that the next one who meets it knows.",
                GroupOutcome.UnknownRelease => "No case of that release came in yet; resolve it by hand, or wait for the first.",
                GroupOutcome.NotFound => "The group is gone; its cases were removed.",
            };
            if (_problem is not null) { return; }
            _form = null;
            await _panel!.ReloadAsync();
        }
        finally
        {
            _working = false;
        }
    }

    private async Task SendAsync(int take)
    {
        _working = true;
        try
        {
            var by = (await authentication.GetAuthenticationStateAsync()).User.ActorName();
            var sent = await requests.SendAsync(Group, take, by, Leaving);
            _queue = sent with { AlreadyThere = sent.AlreadyThere + sent.Sent };
            notices.Done(sent.Sent == 0 ? "All of them are in the queue already." : $"{Quantity.Count(sent.Sent, "case")} sent to review; they stand in the queue in a moment.");
        }
        finally
        {
            _working = false;
        }
    }

    private string QueueInWords() => _queue is not { } queue ? "Loading…"
        : (queue.AlreadyThere, queue.Left) switch
        {
            (0, _) => "None of its cases is in the queue or reviewed yet.",
            (_, 0) => "All of its cases are in the queue or reviewed.",
            var (there, left) => $"{Quantity.Count(there, "case")} in the queue or reviewed, {Quantity.Text(left, ChartUnit.Number)} not yet. No case is sent twice.",
        };

    private static string SendAllText(int left) => left > ReviewRequests.Most ? $"Send the newest {ReviewRequests.Most}" : left == 1 ? "Send 1 case to review" : $"Send all {left} to review";

    private static string StateInWords(DeadEndGroupDetail found)
    {
        var group = found.Group;
        var by = group is { ChangedBy: { } who, ChangedAt: { } at } ? $" by {who} on {GroupWords.Day(at)}" : "";
        return group.State switch
        {
            GroupState.Open => by.Length == 0 ? "Nobody has taken it up." : $"Opened again{by}.",
            GroupState.InWork => $"In work since {GroupWords.Day(group.ChangedAt!.Value)}, taken up by {group.ChangedBy}.",
            GroupState.Resolved => (group.Release is null ? $"Resolved{by}" : $"Resolved by release {group.Release}, said{by}") + (group.Reason is null ? "." : $": {group.Reason.TrimEnd('.')}.")
                + (found.Standing == GroupStanding.Reopened ? $" It came back: {Quantity.Count(found.Recurrences, "case")} since." : found.Recurrences > 0 ? $" {Quantity.Count(found.Recurrences, "case")} since." : ""),
            GroupState.Ignored => $"Ignored{by}: {group.Reason!.TrimEnd('.')}.",
        };
    }

    private static string Of(SolvedShare share) => share.Known == 0 ? "no outcome is known" : $"of {Quantity.Text(share.Known, ChartUnit.Number)} whose outcome is known";

    private static ChartSpec ChartOf(CountTrend trend)
    {
        var first = trend.FirstDay.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
        return new ChartSpec($"Cases by {(trend.DaysEach == 1 ? "day" : "week")}", GroupWords.Trend(trend, "Cases"),
            [.. trend.Cases.Select((_, i) => new DateTimeOffset(first.AddDays((double)i * trend.DaysEach)).ToUnixTimeMilliseconds())],
            [new ChartSeries("Cases", [.. trend.Cases.Select(c => (double?)c)])])
        { Kind = ChartKind.Bar };
    }

    private sealed record View(DeadEndGroupDetail? Detail);

    private sealed record Example(DeadEndCase Case, IReadOnlyList<Step> Steps, int More);

    private sealed record ExampleList(IReadOnlyList<Example> Examples);

    /// <summary>What somebody writes before a group is resolved or ignored.</summary>
    private sealed class Form(GroupState state)
    {
        public GroupState State => state;
        public string Release { get; set; } = "";
        public string? Reason { get; set; }
    }
}
