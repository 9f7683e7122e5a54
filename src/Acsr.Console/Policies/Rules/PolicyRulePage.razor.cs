using System.Text.Json.Nodes;
using Acsr.Access;
using Acsr.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Acsr.Policies.Rules;

/// <summary>Writes a rule: clause, actions, conditions, examples, a trial on past days; then saves it and switches it on.</summary>
public sealed partial class PolicyRulePage(
    RuleReader reader, RuleDesk desk, RuleBacktest backtest, PolicyReader policies, AuthenticationStateProvider authentication, IDialogService dialogs, NavigationManager navigation, Notices notices, TimeProvider clock)
{
    private IReadOnlyList<PolicySummary> _policies = [];
    private IReadOnlyList<Clause> _clauses = [];
    private IReadOnlyList<SeenDecision> _decisions = [];
    private IReadOnlyList<(string Name, int Count)> _actions = [];
    private IReadOnlyList<(string Path, string Value)> _fields = [];
    private PolicyRule? _rule;
    private string _policyId = "", _clauseId = "", _name = "", _tools = "", _logic = "", _when = "", _remedy = "";
    private int _severity = 3;
    private IReadOnlyList<RuleExample> _examples = [];
    private RuleCheck _check = new([], [], []);
    private CompiledRule? _compiled;
    private IReadOnlyList<string> _refused = [];
    private bool _loaded, _failed, _missing, _changed, _working;
    private long? _shown = -1;

    [Parameter] public long? Id { get; set; }

    /// <summary>Of a new rule: the policy it is on.</summary>
    [SupplyParameterFromQuery] private string? Policy { get; set; }

    /// <summary>Of a new rule: the clause.</summary>
    [SupplyParameterFromQuery] private string? Clause { get; set; }

    private string Title => _name.Length > 0 ? _name : Id is null ? "New policy rule" : "Policy rule";

    private Clause? Chosen => _clauses.FirstOrDefault(c => c.ClauseId == _clauseId);

    private bool CanSwitchOn => _rule is { } rule && (rule.State != PolicyRuleState.On || rule.Version != rule.Latest);

    private IReadOnlyList<string> Tools => [.. _tools.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    private IReadOnlyList<SeenDecision> Relevant => [.. _decisions.Where(d => _compiled?.LooksAt(d.Action, changes: true) == true)];

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Id) { return; }
        _shown = Id;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        (_loaded, _failed, _missing, _changed, _refused) = (false, false, false, false, []);
        try
        {
            _policies = await policies.ListAsync(Leaving);
            if (Id is { } id)
            {
                if (await reader.FindAsync(id, Leaving) is not { } view)
                {
                    _missing = true;
                    return;
                }

                Show(view);
            }
            else
            {
                (_rule, _policyId, _clauseId) = (null, _policies.FirstOrDefault(p => p.Id == Policy)?.Id ?? (_policies.Count > 0 ? _policies[0].Id : ""), Clause ?? "");
            }

            await LoadClausesAsync();
            Recheck();
            _loaded = true;
            StateHasChanged();
            await LoadSeenAsync();
        }
        catch (Exception error) when (error is System.Data.Common.DbException or TimeoutException)
        {
            _failed = true;
        }
    }

    private void Show(RuleView view)
    {
        (_rule, _policyId, _clauseId, _name) = (view.Rule, view.Rule.PolicyId, view.Rule.ClauseId, view.Rule.Name);
        (_tools, _logic, _when) = (string.Join(", ", view.Newest.AppliesTo), view.Newest.Logic, view.Newest.AppliesWhen ?? "");
        (_severity, _remedy, _examples) = (view.Newest.Severity, view.Newest.Remedy ?? "", view.Newest.Examples);
    }

    private async Task LoadClausesAsync()
    {
        var policy = _policies.FirstOrDefault(p => p.Id == _policyId);
        var version = policy is null ? null : await policies.GetVersionAsync(policy.Id, policy.InForce ?? policy.Versions[0].Version, Leaving);
        _clauses = version?.Clauses ?? [];
    }

    private async Task LoadSeenAsync()
    {
        var now = clock.GetUtcNow().UtcDateTime;
        _decisions = await Task.Run(() => backtest.DecisionsAsync(Tools, new BacktestRange(now.AddDays(-28), now.AddDays(1), Limit: 300), 60, Leaving), Leaving);
        _actions = [.. _decisions.GroupBy(d => d.Action).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2).Take(16)];
        _fields = [.. _decisions.SelectMany(d => d.Facts.Leaves()).Where(f => !f.Path.StartsWith("history.calls", StringComparison.Ordinal) && !f.Path.Contains("[]", StringComparison.Ordinal)).DistinctBy(f => f.Path).OrderBy(f => f.Path, StringComparer.Ordinal)];
        StateHasChanged();
    }

    private async Task ChoosePolicyAsync(string policyId)
    {
        (_policyId, _clauseId) = (policyId, "");
        await LoadClausesAsync();
        Change(() => { });
    }

    private void Change(Action change)
    {
        change();
        (_changed, _refused) = (true, []);
        Recheck();
    }

    private void Recheck()
    {
        _check = RuleCheck.Of(Draft());
        _compiled = _logic.Trim().Length == 0 || _clauseId.Length == 0 || Tools.Count == 0 ? null : CompiledRule.Compile(Draft().Text).Rule;
    }

    private RuleDraft Draft() => new()
    {
        RuleId = _rule?.Id,
        BasedOn = _rule?.Latest ?? 0,
        PolicyId = _policyId,
        ClauseId = _clauseId,
        Name = _name.Trim(),
        AppliesTo = Tools,
        AppliesWhen = _when.Trim().Length == 0 ? null : _when,
        Logic = _logic,
        Severity = _severity,
        Remedy = _remedy,
        Examples = _examples,
    };

    private string Pressed(string tool) => Tools.Contains(tool) ? "true" : "false";

    private void Toggle(string tool) => Change(() => _tools = string.Join(", ", Tools.Contains(tool) ? Tools.Where(t => t != tool) : Tools.Append(tool)));

    /// <summary>The facts of a new example: the action, and every field that the rule looks at, to be filled in.</summary>
    private string Skeleton()
    {
        var root = new JsonObject { ["call"] = new JsonObject { ["tool"] = Tools.FirstOrDefault(t => t != CompiledRule.Everything) ?? "" } };
        foreach (var path in _compiled?.JudgeExample(RuleFacts.Parse("{}").Facts!).Touched ?? [])
        {
            var at = root;
            var parts = path.Split('.');
            foreach (var part in parts[..^1])
            {
                if (at[part] is not JsonObject inner) { at[part] = inner = []; }
                at = inner;
            }

            at.TryAdd(parts[^1], JsonNode.Parse(Seen(path)));
        }

        return root.ToJsonString(Indented);
    }

    private string Seen(string path)
    {
        var value = Relevant.SelectMany(d => d.Facts.Leaves()).FirstOrDefault(f => f.Path == path).Value;
        return value is null ? "null" : decimal.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out _) || value is "true" or "false" ? value : JsonValue.Create(value).ToJsonString();
    }

    private Task SaveAsync() => WorkAsync(async by =>
    {
        switch (await desk.SaveAsync(Draft(), by, Leaving))
        {
            case RuleChangeOutcome.Done done:
                notices.Done($"Version {done.Version} is saved as a draft");
                await ReloadAsync(done.RuleId);
                break;
            case RuleChangeOutcome.Refused refused:
                _refused = refused.Reasons;
                break;
        }
    });

    private async Task SwitchOnAsync()
    {
        if (!await dialogs.ConfirmAsync($"Switch on {_name}?", "It judges every decision from now on, and past cases too. What breaks the clause goes to the review queue.", "Switch on", Color.Primary)) { return; }
        await WorkAsync(async by => await TakeAsync(await desk.SwitchOnAsync(_rule!.Id, _rule.Latest, by, Leaving), "It is on. Past cases are being judged."));
    }

    private async Task SwitchOffAsync()
    {
        if (!await dialogs.ConfirmAsync($"Switch off {_name}?", "What it said is taken away, from cases, figures and from the review queue where nobody has begun. It can be switched on again.", "Switch off")) { return; }
        await WorkAsync(async by => await TakeAsync(await desk.SwitchOffAsync(_rule!.Id, by, Leaving), "It is off."));
    }

    private async Task TakeAsync(RuleChangeOutcome outcome, string said)
    {
        if (outcome is RuleChangeOutcome.Refused refused)
        {
            _refused = refused.Reasons;
            return;
        }

        notices.Done(said);
        await ReloadAsync(_rule!.Id);
    }

    private async Task ReloadAsync(long id)
    {
        if (Id != id)
        {
            navigation.NavigateTo(RulePageText.To(id), replace: true);
            return;
        }

        if (await reader.FindAsync(id, Leaving) is { } view) { Show(view); }
        _changed = false;
        Recheck();
    }

    private async Task WorkAsync(Func<string, Task> work)
    {
        _working = true;
        try { await work((await authentication.GetAuthenticationStateAsync()).User.ActorName()); }
        finally { _working = false; }
    }

    private static string Short(string text) => text.Length <= 90 ? text : text[..89] + "…";

    private static string Text(ChangeEventArgs e) => e.Value as string ?? "";

    private static readonly System.Text.Json.JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
