using System.Globalization;
using Acsr.Access;
using Acsr.Components;
using Acsr.Review;
using Acsr.Revisions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Acsr.Policies;

/// <summary>Cases in which a decision or an override cites old words, and the way to the queue for those that somebody should look at.</summary>
public sealed partial class BlastCases(BlastReader blasts, ClauseFollowUp followUp, AuthenticationStateProvider authentication, IDialogService dialogs, Notices notices)
{
    private const int PageSize = 50;

    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private readonly HashSet<string> _chosen = [];
    private DataPanel<CaseList>? _panel;
    private string? _clause;
    private int _shown = PageSize;
    private bool _working;

    [Parameter, EditorRequired] public BlastRadius Blast { get; set; } = default!;

    /// <summary>Something was sent to the queue.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    private List<BlastClause> Cited => [.. Blast.Clauses.Where(c => c.Decisions + c.Overrides > 0)];

    private string Subtitle => $"{Quantity.Count(Blast.Decisions, "decision")} and {Quantity.Count(Blast.Overrides, "override")} in {Quantity.Count(Blast.Cases, "case")} cite old words";

    protected override void OnParametersSet()
    {
        if (!Cited.Exists(c => c.ClauseId == _clause)) { _clause = Cited.MaxBy(c => c.Cases)?.ClauseId; }
    }

    private async Task<CaseList> LoadAsync(CancellationToken cancellationToken)
    {
        var clause = Cited.Find(c => c.ClauseId == _clause);
        return clause is null
            ? new CaseList([], 0)
            : new CaseList(await blasts.CasesAsync(Blast.PolicyId, Blast.Version, clause.ClauseId, 0, _shown, cancellationToken), clause.Cases);
    }

    private Task MoreAsync()
    {
        _shown += PageSize;
        return _panel!.ReloadAsync();
    }

    private void Forget()
    {
        _chosen.Clear();
        _shown = PageSize;
    }

    private static List<string> Free(CaseList list) => [.. list.Rows.Where(r => !r.SentBack).Select(r => r.CaseId).Distinct()];

    private void Choose(List<string> cases)
    {
        _chosen.Clear();
        _chosen.UnionWith(cases);
    }

    private void Toggle(string caseId, bool chosen)
    {
        if (chosen) { _chosen.Add(caseId); } else { _chosen.Remove(caseId); }
    }

    private async Task SendAsync()
    {
        var count = Quantity.Count(_chosen.Count, "case");
        if (!await dialogs.ConfirmAsync($"Send {count} to the queue?", $"{count} will come into the queue as “Clause changed”, because of {_clause}. The same version sends a case back only once.", "Send", Color.Primary)) { return; }
        _working = true;
        try
        {
            var by = (await authentication.GetAuthenticationStateAsync()).User.ActorName();
            var sent = await followUp.SendBackAsync(Blast.PolicyId, Blast.Version, [.. _chosen.Select(id => new CaseOfClause(id, _clause!))], by, Leaving);
            notices.Done($"{Quantity.Count(sent, "case")} went to the queue");
            _chosen.Clear();
            await OnChanged.InvokeAsync();
            await _panel!.ReloadAsync();
        }
        finally
        {
            _working = false;
        }
    }

    private sealed record CaseList(IReadOnlyList<BlastCase> Rows, int Total);
}
