using Acsr.Access;
using Acsr.Cases;
using Acsr.Cases.Catalogue;
using Acsr.Components;
using Acsr.Ingest;
using Acsr.Signals;
using Acsr.Signals.Groups;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Acsr.Review;

/// <summary>One correction for the cases of a group of dead ends: which take part, a sample to look at, the correction, and one undo.</summary>
public sealed partial class BulkPage(
    ReviewBulk bulk, ReviewUndo undo, ReviewQueues queues, ConventionDesk conventions, CaseReader cases, DeadEndGroupReader groups, Notices notices, AuthenticationStateProvider authentication)
{
    private static readonly string[] Shown =
    [
        nameof(ReviewForm.Verdict), nameof(ReviewForm.FinalAction), nameof(ReviewForm.FinalArguments), nameof(ReviewForm.FinalAnswer), nameof(ReviewForm.FinalIntent), nameof(ReviewForm.Fault),
        nameof(ReviewForm.RootCause), nameof(ReviewForm.Impact), nameof(ReviewForm.Rationale), nameof(ReviewForm.Clause), nameof(ReviewForm.DataPoint), ReviewBulk.SamplePart,
    ];

    private readonly HashSet<string> _unfit = [];
    private readonly HashSet<string> _confirmed = [];
    private readonly Dictionary<string, IReadOnlyList<Step>> _opened = [];
    private readonly ReviewForm _form = new() { Verdict = Verdict.Corrected };
    private DataPanel<BulkPreview>? _panel;
    private BulkPreview? _preview;
    private BulkResult? _done;
    private IReadOnlyList<MissingPart> _missing = [];
    private string? _title;
    private IReadOnlyList<string> _intents = [];
    private IReadOnlyList<ToolEntry> _tools = [];
    private bool _ownArguments = true;
    private bool _busy;

    /// <summary>The group's key.</summary>
    [Parameter] public string Group { get; set; } = "";

    /// <summary>The address of a group's page.</summary>
    public static string To(string group) => $"/review/groups/{Uri.EscapeDataString(group)}";

    private string CountText => _preview is not { } preview ? "Loading…"
        : $"{Quantity.Count(preview.Included.Count, "case")} of {preview.Cases.Count} {(preview.Included.Count == 1 ? "takes" : "take")} part{(preview.Included.Count < preview.Cases.Count ? "; the others say why not" : "")}.";

    private string SampleText => _preview is not { } preview ? ""
        : $"Drawn by chance. {preview.Sample.Count(_confirmed.Contains)} of {preview.Sample.Count} confirmed; nothing is written before all of them are.";

    // What has no field here: arguments that are each case's own, and what only a look at one case can say.
    private IEnumerable<string> Others => _missing.Where(part => !Shown.Contains(part.Field) && (_ownArguments || !part.Field.StartsWith(ArgumentPart, StringComparison.Ordinal)))
        .Select(part => part.Field.StartsWith(ArgumentPart, StringComparison.Ordinal)
            ? $"{part.Field[ArgumentPart.Length..]}: {part.Text} The agent's own arguments do not fit this action in every case; write them here, the same for all."
            : $"{part.Text} Its queue asks for it; review such cases one by one.");

    private static string ArgumentPart => ReviewForm.ArgumentPart("");

    /// <summary>What the chosen action takes; empty where the catalogue does not say.</summary>
    private IReadOnlyList<ToolArgument> Takes => _form.FinalAction is { Length: > 0 } action ? new ToolCatalogue(_tools).ArgumentsOf(action.Trim()) : [];

    protected override async Task OnInitializedAsync()
    {
        _intents = (await queues.KnownAsync(Leaving))[nameof(ReviewQueueSettings.Intents)];
        _tools = (await conventions.ListAsync(Leaving)).Tools;
    }

    private async Task<BulkPreview> LoadAsync(CancellationToken cancellationToken)
    {
        _title ??= (await groups.MembersAsync(Group, cancellationToken))?.Group is { } group ? GroupWords.Title(group) : null;
        _preview = await bulk.PreviewAsync(Group, await MeAsync(), _unfit, cancellationToken);
        StateHasChanged();
        return _preview;
    }

    private async Task OpenAsync(string caseId)
    {
        if (_opened.ContainsKey(caseId) || await cases.ReadAsync(caseId, Leaving) is not { } folded) { return; }
        _opened[caseId] = folded.Steps;
    }

    private async Task FitAsync(string caseId, bool? fits)
    {
        if (fits == true) { _confirmed.Add(caseId); }
        else { _confirmed.Remove(caseId); }
        if (fits == false) { _unfit.Add(caseId); } else { _unfit.Remove(caseId); }
        if (fits != true) { await _panel!.ReloadAsync(); }
    }

    private async Task WriteAsync()
    {
        if (_busy) { return; }
        _busy = true;
        try
        {
            var result = await bulk.WriteAsync(Group, await MeAsync(), _form, _ownArguments, _unfit, _confirmed, Leaving);
            _missing = result.Missing;
            if (result.Missing.Count == 0) { _done = result; }
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task UndoAsync()
    {
        var result = await undo.UndoAsync(await MeAsync(), Leaving);
        if (result.Refused is { } refused) { notices.Failed(refused); return; }
        notices.Done($"{Quantity.Count(result.Undone, "review")} taken back.");
        _done = null;
    }

    private string TitleOf(string caseId) => _preview?.Cases.FirstOrDefault(c => c.CaseId == caseId) is { Title.Length: > 0 } one ? StepWords.Preview(one.Title, 80) : caseId;

    private string? ErrorOf(string field) => _missing.FirstOrDefault(part => part.Field == field)?.Text;

    private async Task<Reviewer> MeAsync()
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        return new Reviewer(user.PersonId(), user.ActorName());
    }
}
