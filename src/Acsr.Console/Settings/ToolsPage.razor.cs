using Acsr.Access;
using Acsr.Cases;
using Acsr.Cases.Catalogue;
using Acsr.Cases.Prices;
using Acsr.Components;
using Acsr.Ingest;
using Acsr.Signals;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Acsr.Settings;

/// <summary>Where an administrator says what tools do and what spans are, and sees before what it changes.</summary>
public sealed partial class ToolsPage(
    ConventionDesk desk, ConventionTrial trial, PriceDesk prices, AuthenticationStateProvider authentication, IDialogService dialogs, Notices notices, TimeProvider clock)
{
    private const int PageSize = 50;

    private string _find = "";
    private int _shown = PageSize;
    private RefoldProgress? _progress;
    private DataPanel<ToolView>? _tools;
    private ConventionList _list = new([], []);
    private SeenNames? _seen;
    private ToolEntry? _tool;
    private List<ArgumentLine> _arguments = [];
    private IReadOnlyList<ToolArgument> _suggested = [];
    private int _calls;
    private bool _known;
    private SpanRule? _rule;
    private TrialReport? _report;
    private ElementReference _top;
    private bool _opened;
    private bool _working;
    private string? _problem;

    // A form stands above lists that may be long: whoever opens one is taken there.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_opened || (_tool is null && _rule is null)) { return; }
        _opened = false;
        await _top.FocusAsync();
    }

    private async Task<ToolView> LoadAsync(CancellationToken cancellationToken)
    {
        _list = await desk.ListAsync(cancellationToken);
        var seen = _seen = await trial.SeenAsync(cancellationToken);
        var day = clock.GetUtcNow().UtcDateTime;
        var book = new PriceBook([], (await prices.ListAsync(cancellationToken)).Units);
        var catalogue = new ToolCatalogue(_list.Tools);
        var names = seen.Tools.Select(tool => tool.Name).Concat(_list.Tools.Select(tool => tool.Name)).Distinct(StringComparer.OrdinalIgnoreCase);
        var called = seen.Tools.DistinctBy(tool => tool.Name, StringComparer.OrdinalIgnoreCase).ToDictionary(tool => tool.Name, StringComparer.OrdinalIgnoreCase);
        var rows = names.Select(name =>
        {
            var found = called.GetValueOrDefault(name);
            var entry = catalogue.Find(name);
            return new ToolRow(name, entry?.Kind ?? found?.Kind ?? ToolCatalogue.Guess(name), entry, found, book.OfCall(name, day));
        });
        StateHasChanged();
        return new([.. rows]);
    }

    private List<ToolRow> Found(ToolView view) => [.. view.Rows.Where(row => row.Name.Contains(_find, StringComparison.OrdinalIgnoreCase) || row.Entry?.DisplayName?.Contains(_find, StringComparison.OrdinalIgnoreCase) == true)];

    private void Find(string text) => (_find, _shown) = (text.Trim(), PageSize);

    private async Task ReloadAsync()
    {
        await _tools!.ReloadAsync();
        await _progress!.LookAsync();
    }

    private void Describe(ToolRow? row)
    {
        Close();
        (_known, _opened) = (row is not null, true);
        (_arguments, _suggested, _calls) = ([.. (row?.Entry?.Arguments ?? []).Select(ArgumentLine.Of)], row?.Seen?.Arguments ?? [], row?.Seen?.Calls ?? 0);
        _tool = new ToolEntry { Name = row?.Entry?.Name ?? row?.Name ?? "", DisplayName = row?.Entry?.DisplayName, Kind = row?.Entry?.Kind, MayBePolled = row?.Entry?.MayBePolled ?? false, Does = [.. row?.Entry?.Does ?? []], Intents = [.. row?.Entry?.Intents ?? []], ChangedBy = "" };
    }

    private void Rule(string name)
    {
        Close();
        _opened = true;
        _rule = new SpanRule { Pattern = name, Kind = StepKind.Retrieval, ChangedBy = "" };
    }

    private void Edit(SpanRule rule)
    {
        Close();
        _opened = true;
        _rule = new SpanRule { Id = rule.Id, Pattern = rule.Pattern, Kind = rule.Kind, Position = rule.Position, ChangedBy = "" };
    }

    private void Close() => (_tool, _rule, _report, _problem) = (null, null, null, null);

    // What was tried was something else.
    private void Change(Action change)
    {
        change();
        _report = null;
    }

    private void SetKind(ToolEntry tool, ChangeEventArgs e) => Change(() =>
    {
        tool.Kind = Enum.TryParse<StepKind>(Text(e), out var kind) ? kind : null;
        // What is not asked for any more is not said any more.
        if ((tool.Kind ?? ToolCatalogue.Guess(tool.Name)) != StepKind.Action) { tool.Does = []; }
    });

    private void SetDeed(ToolEntry tool, string deed, bool does) => Change(() => tool.Does = [.. tool.Does.Where(other => other != deed), .. does ? [deed] : Array.Empty<string>()]);

    private void SetIntents(ToolEntry tool, string text) => Change(() => tool.Intents = [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]);

    private Task TryToolAsync() => WorkAsync(ConventionDesk.FaultOf(_tool!), async () =>
    {
        var name = _tool!.Name.Trim();
        var entry = new ToolEntry { Name = name, DisplayName = _tool.DisplayName, Kind = _tool.Kind, MayBePolled = _tool.MayBePolled, Does = _tool.Does, Intents = _tool.Intents, ChangedBy = "" };
        _report = await trial.TryAsync(new(new ToolCatalogue([.. _list.Tools.Where(t => !t.Name.Equals(name, StringComparison.OrdinalIgnoreCase)), entry]), new SpanRules(_list.Spans)), Leaving);
    });

    private Task TryRuleAsync() => WorkAsync(ConventionDesk.FaultOf(_rule!), async () =>
    {
        var rule = new SpanRule { Id = _rule!.Id, Pattern = _rule.Pattern.Trim(), Kind = _rule.Kind, Position = _rule.Id == 0 ? int.MaxValue : _rule.Position, ChangedBy = "" };
        _report = await trial.TryAsync(new(new ToolCatalogue(_list.Tools), new SpanRules([.. _list.Spans.Where(r => r.Id != rule.Id), rule])), Leaving);
    });

    private Task SaveToolAsync()
    {
        _tool!.Arguments = [.. _arguments.Select(line => line.Argument)];
        return SaveAsync(async by => await desk.SaveAsync(_tool, by, Leaving));
    }

    private Task SaveRuleAsync() => SaveAsync(async by => await desk.SaveAsync(_rule!, by, Leaving));

    private Task ForgetAsync() => SaveAsync(async by => await desk.RemoveToolAsync(_tool!.Name, by, Leaving));

    private Task RaiseAsync(SpanRule rule) => SaveAsync(async by => await desk.RaiseAsync(rule.Id, by, Leaving));

    private async Task RemoveAsync(SpanRule rule)
    {
        if (!await dialogs.ConfirmAsync($"Remove the rule for {rule.Pattern}?", "Its spans are told by their attributes and names again, in stored cases too.", "Remove")) { return; }
        await SaveAsync(async by => await desk.RemoveRuleAsync(rule.Id, by, Leaving));
    }

    private async Task SaveAsync(Func<string, Task<string?>> save)
    {
        var done = false;
        await WorkAsync(null, async () =>
        {
            _problem = await save((await authentication.GetAuthenticationStateAsync()).User.ActorName());
            done = _problem is null;
        });
        if (!done)
        {
            if (_tool is null && _rule is null) { notices.Failed(_problem!); }
            return;
        }

        Close();
        await ReloadAsync();
        notices.Done("Saved");
    }

    private async Task WorkAsync(string? fault, Func<Task> work)
    {
        (_problem, _report) = (fault, null);
        if (fault is not null) { return; }
        _working = true;
        StateHasChanged();
        try { await work(); }
        finally { _working = false; }
    }

    private static string Text(ChangeEventArgs e) => e.Value as string ?? "";

    private sealed record ToolView(IReadOnlyList<ToolRow> Rows);

    private sealed record ToolRow(string Name, StepKind Kind, ToolEntry? Entry, SeenTool? Seen, double? Price);
}
