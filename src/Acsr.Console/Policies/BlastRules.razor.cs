using System.Globalization;
using Acsr.Access;
using Acsr.Components;
using Acsr.Policies.Rules;
using Acsr.Review;
using Acsr.Revisions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Acsr.Policies;

/// <summary>Judges past decisions again by the rules of revised clauses.</summary>
public sealed partial class BlastRules(RuleRevisions rules, ClauseFollowUp followUp, AuthenticationStateProvider authentication, IDialogService dialogs, Notices notices)
{
    private static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    private readonly List<(RuleOfClause Rule, RuleComparison Compared)> _results = [];
    private string _said = "";
    private bool _working;

    [Parameter, EditorRequired] public BlastRadius Blast { get; set; } = default!;

    /// <summary>Something was sent to the queue.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    private async Task<IReadOnlyList<RuleOfClause>> LoadAsync(CancellationToken cancellationToken)
    {
        _results.Clear();
        var revised = Blast.Clauses.Select(c => c.ClauseId).ToHashSet();
        return [.. (await rules.ListAsync(Blast.PolicyId, null, cancellationToken)).Where(r => revised.Contains(r.ClauseId))];
    }

    private string Advice(RuleOfClause rule) =>
        Blast.Clauses.First(c => c.ClauseId == rule.ClauseId).After is null ? "The clause is gone, so there is nothing to keep any more."
        : rule.HasDraft ? "Compared with its newest version."
        : "The rule is as it was, so it says the same. If the new words allow something else, change the rule first.";

    private async Task CompareAsync(IReadOnlyList<RuleOfClause> all)
    {
        (_working, _said) = (true, "Judging…");
        _results.Clear();
        try
        {
            foreach (var rule in all)
            {
                var name = rule.Name;
                var progress = new Progress<int>(read => InvokeAsync(() =>
                {
                    if (!_working) { return; }
                    _said = $"{name}: {Quantity.Count(read, "case")} read…";
                    StateHasChanged();
                }));
                if (await rules.CompareAsync(Blast.PolicyId, Blast.Version, rule.RuleId, progress, Leaving) is { } compared) { _results.Add((rule, compared)); }
            }
        }
        finally
        {
            _working = false;
        }

        _said = $"{Quantity.Count(_results.Sum(r => r.Compared.ChangedCount), "decision")} judged otherwise by {Quantity.Count(_results.Count, "rule")}.";
    }

    private async Task SendAsync()
    {
        var wanted = _results.SelectMany(r => r.Compared.Changed.Select(c => new CaseOfClause(c.CaseId, r.Rule.ClauseId))).Distinct().ToList();
        var count = Quantity.Count(wanted.Select(w => w.CaseId).Distinct().Count(), "case");
        if (!await dialogs.ConfirmAsync($"Send {count} to the queue?", $"{count} will come into the queue as “Clause changed”. The same version sends a case back only once.", "Send", Color.Primary)) { return; }
        _working = true;
        try
        {
            var sent = await followUp.SendBackAsync(Blast.PolicyId, Blast.Version, wanted, (await authentication.GetAuthenticationStateAsync()).User.ActorName(), Leaving);
            notices.Done($"{Quantity.Count(sent, "case")} went to the queue");
            await OnChanged.InvokeAsync();
        }
        finally
        {
            _working = false;
        }
    }

    private static string Of(RuleOutcome outcome) => outcome switch
    {
        RuleOutcome.Pass => "passed",
        RuleOutcome.Violation => "violation",
        RuleOutcome.Unknown => "not judgeable",
        RuleOutcome.NotApplicable => "not judged",
    };
}
