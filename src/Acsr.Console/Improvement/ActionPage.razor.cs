using Acsr.Access;
using Acsr.Kpis;
using Acsr.Releases;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Acsr.Improvement;

/// <summary>One action: evidence, suggested work, discussion, and what can be done with it.</summary>
public sealed partial class ActionPage(
    ActionLists lists, ActionDesk desk, KpiEngine engine, ReleaseDesk releases, Users users, AuthenticationStateProvider authentication, TimeProvider clock)
{
    private static readonly string[] Workers = [Roles.Lead, Roles.KnowledgeEngineer];

    private ActionDetails? _details;
    private KpiValue? _now;
    private ActionPerson? _me;
    private IReadOnlyList<Person> _people = [];
    private IReadOnlyList<ReleaseSummary> _releases = [];
    private bool _loaded;
    private bool _working;
    private string? _problem;
    private string? _comment;
    private string? _reason;

    [Parameter] public long Id { get; set; }

    private ActionDesk Desk => desk;

    private KpiQuery NowQuery
    {
        get
        {
            var tomorrow = clock.GetUtcNow().UtcDateTime.Date.AddDays(1);
            return ImprovementText.SegmentOf(_details!.Action).Query(tomorrow.AddDays(-28), tomorrow);
        }
    }

    private string NowLink => KpiFilter.CasesLink(NowQuery, KpiDefinitions.Find(_details!.Action.Kpi), KpiPart.Population);

    protected override async Task OnParametersSetAsync()
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        _me = new ActionPerson(user.PersonId(), user.ActorName());
        _people = [.. (await users.ListAsync(Leaving)).Where(p => !p.Locked && p.Roles.Intersect(Workers).Any())];
        _releases = await releases.ListAsync(Leaving);
        await LoadAsync();
        _loaded = true;
    }

    private async Task LoadAsync()
    {
        _details = await lists.GetAsync(Id, Leaving);
        _now = _details is not null && KpiDefinitions.Find(_details.Action.Kpi) is { } kpi ? (await engine.ValuesAsync([kpi], NowQuery, Leaving))[0] : null;
    }

    private async Task<bool> DoAsync(Func<Task<ActionOutcome>> change)
    {
        _working = true;
        try
        {
            var outcome = await change();
            _problem = outcome switch
            {
                ActionOutcome.Done => null,
                ActionOutcome.NotFound => "It is not there any more.",
                ActionOutcome.NotNow => "A colleague was faster: look at how it stands now.",
                ActionOutcome.TextMissing => "Write a sentence first, so that others understand it later.",
            };
            await LoadAsync();
            return outcome == ActionOutcome.Done;
        }
        finally
        {
            _working = false;
        }
    }

    private async Task CommentAsync()
    {
        if (await DoAsync(() => desk.CommentAsync(Id, _comment ?? "", _me!.Name, Leaving))) { _comment = null; }
    }

    private async Task CloseAsync(ActionState state)
    {
        var text = _reason ?? "";
        var done = await DoAsync(() => state switch
        {
            ActionState.Resolved => desk.ResolveAsync(Id, text, _me!.Name, Leaving),
            ActionState.Dismissed => desk.DismissAsync(Id, text, _me!.Name, Leaving),
            _ => desk.ReopenAsync(Id, text, _me!.Name, Leaving),
        });
        if (done) { _reason = null; }
    }

    private Task<bool> AssignAsync(ChangeEventArgs change)
    {
        var person = _people.FirstOrDefault(p => p.Id == change.Value as string);
        return DoAsync(() => desk.AssignAsync(Id, person is null ? null : new ActionPerson(person.Id, person.Name), _me!.Name, Leaving));
    }

    private Task<bool> PlanAsync(ChangeEventArgs change) =>
        DoAsync(() => desk.PlanAsync(Id, long.TryParse(change.Value as string, out var release) ? release : null, _me!.Name, Leaving));
}
