using System.Text;
using Acsr.Access;
using Acsr.Components;
using Acsr.Revisions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;
using MudBlazor;

namespace Acsr.Policies;

/// <summary>Takes a policy's text, shows what it would change and what rests on that, and only then imports it.</summary>
public sealed partial class ImportPolicy(
    PolicyImport import, BlastReader blasts, RuleRevisions rules, AuthenticationStateProvider authentication, IDialogService dialogs, TimeProvider clock, NavigationManager navigation, Notices notices)
{
    /// <summary>Characters that may be pasted: they come in one message over the circuit, which has a limit. Files come in pieces.</summary>
    internal const int MaxPasted = 60_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<RefusalField, string> _problems = [];
    private readonly Dictionary<int, string> _chosen = [];
    private string _id = "";
    private string _from = PolicyText.Iso(clock.GetUtcNow().UtcDateTime);
    private string _to = "";
    private string _owner = "";
    private string _source = "";
    private bool _fromGiven;
    private bool _toGiven;
    private string _pasted = "";
    private string? _file;
    private string? _note;
    private bool _working;
    private PolicyImportPreview? _preview;
    private BlastRadius? _blast;
    private IReadOnlyList<RuleOfClause> _rules = [];

    /// <summary>Null: a new policy, whose id is asked for.</summary>
    [Parameter] public string? PolicyId { get; set; }

    /// <summary>The policy belongs to the demo desk.</summary>
    [Parameter] public bool Demo { get; set; }

    /// <summary>Where to go without importing.</summary>
    [Parameter, EditorRequired] public string CancelTo { get; set; } = "";

    private string Id => PolicyId ?? _id.Trim();

    private PolicyImportOutcome.Imported? Ready => _preview?.Outcome as PolicyImportOutcome.Imported;

    private string? Problem(RefusalField field) => _problems.GetValueOrDefault(field);

    // What was previewed is not what is there now.
    private void ChangeDates(Action change)
    {
        change();
        (_preview, _blast, _note) = (null, null, null);
        _problems.Clear();
    }

    // What was said about places of another text says nothing of this one.
    private void Change(Action change)
    {
        ChangeDates(change);
        _chosen.Clear();
    }

    private void DropFile() => (_file, _pasted) = (null, "");

    private async Task TakeFileAsync(InputFileChangeEventArgs chosen)
    {
        Change(DropFile);
        if (chosen.File.Size > PolicyImport.MaxBytes)
        {
            _problems[RefusalField.Text] = $"The file has {chosen.File.Size:N0} bytes; the most is {PolicyImport.MaxBytes:N0}. Split it into several policies.";
            return;
        }

        try
        {
            await using var stream = chosen.File.OpenReadStream(PolicyImport.MaxBytes, Leaving);
            using var bytes = new MemoryStream();
            await stream.CopyToAsync(bytes, Leaving);
            (_pasted, _file) = (Utf8.GetString(bytes.ToArray()), chosen.File.Name);
        }
        catch (DecoderFallbackException)
        {
            _problems[RefusalField.Text] = $"'{chosen.File.Name}' is not UTF-8 text; save it as UTF-8 and choose it again.";
        }
    }

    private async Task PreviewAsync()
    {
        ChangeDates(TakeFrontMatter);
        if (_file is null && _pasted.Length >= MaxPasted)
        {
            _problems[RefusalField.Text] = $"More than {MaxPasted:N0} characters cannot be pasted, so the end may be cut off; choose it as a file instead.";
            return;
        }

        if (string.IsNullOrWhiteSpace(_pasted)) { _problems[RefusalField.Text] = "Paste the document or choose a file."; }
        if (Id.Length == 0) { _problems[RefusalField.Id] = "Give it an id, for example airline."; }
        if (PolicyText.ParseDay(_from) is null) { _problems[RefusalField.Dates] = "Give the day from which on it is in force."; }
        if (_problems.Count > 0) { return; }
        await WorkAsync(async () => await ShowAsync(await import.PreviewAsync(Request(""), Leaving)));
    }

    // The document's own dates are shown before they count, unless somebody gave others.
    private void TakeFrontMatter()
    {
        var (front, _) = FrontMatter.Read(_pasted.TrimStart('\uFEFF').ReplaceLineEndings("\n"));
        if (!_fromGiven && front.EffectiveFrom is { } from) { _from = PolicyText.Iso(from); }
        if (!_toGiven && front.EffectiveTo is { } to) { _to = PolicyText.Iso(to.AddDays(-1)); }
        if (_owner.Length == 0) { _owner = front.Owner ?? ""; }
        if (_source.Length == 0) { _source = front.Source ?? ""; }
    }

    private Task ChooseAsync(KeyValuePair<int, string> choice)
    {
        _chosen[choice.Key] = choice.Value;
        // One old clause goes on in one new clause only: what was said last holds.
        foreach (var other in _chosen.Where(c => c.Key != choice.Key && c.Value == choice.Value && c.Value != ClauseIds.NewClause).Select(c => c.Key).ToList()) { _chosen.Remove(other); }
        return PreviewAsync();
    }

    private PolicyImportRequest Request(string by) => new(Id, _pasted, by, Demo)
    {
        EffectiveFrom = PolicyText.ParseDay(_from),
        EffectiveTo = PolicyText.ParseDay(_to)?.AddDays(1),
        Owner = Text(_owner),
        SourceUri = Text(_source),
        Chosen = new Dictionary<int, string>(_chosen),
        BasedOn = Ready?.Version - 1,
    };

    private async Task ImportAsync()
    {
        var ready = Ready!;
        if (ready.Version > 1 && !await dialogs.ConfirmAsync($"Import version {ready.Version}?", Question(ready), "Import", Color.Primary)) { return; }
        await WorkAsync(async () =>
        {
            var by = (await authentication.GetAuthenticationStateAsync()).User.ActorName();
            var outcome = await import.ImportAsync(Request(by), Leaving);
            if (outcome is PolicyImportOutcome.Imported imported)
            {
                notices.Done($"Version {imported.Version} of {Id} is imported");
                navigation.NavigateTo(PolicyPage.To(Id, imported.Version));
            }
            else
            {
                await ShowAsync(new PolicyImportPreview(outcome, null));
            }
        });
    }

    private string Question(PolicyImportOutcome.Imported ready)
    {
        var cited = _blast is { } blast && blast.Clauses.Any(c => !c.IsUnused) ? $" Words that it changes are cited by {BlastText.Uses(blast)}." : "";
        return $"{PolicyText.Counts(ready)}. In force {PolicyText.Force(_preview!.Span!.Value, _preview.Span.Value.To)}.{cited} A version is kept for good; what was cited before can always be read.";
    }

    private async Task ShowAsync(PolicyImportPreview preview)
    {
        _preview = preview;
        switch (preview.Outcome)
        {
            case PolicyImportOutcome.Unchanged same: _note = $"Version {same.Version} has this very text; there is nothing to import."; break;
            case PolicyImportOutcome.Refused { Field: RefusalField.Id } refused when PolicyId is not null: _problems[RefusalField.Text] = refused.Reason; break;
            case PolicyImportOutcome.Refused refused: _problems[refused.Field] = refused.Reason; break;
            case PolicyImportOutcome.Imported ready:
                _blast = await blasts.OfPreviewAsync(Id, ready.Version, [.. preview.Comparison!.Revised], Leaving);
                _rules = await rules.ListAsync(Id, null, Leaving);
                break;
        }
    }

    private async Task WorkAsync(Func<Task> work)
    {
        _working = true;
        try { await work(); }
        finally { _working = false; }
    }

    private static string? Text(string text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
