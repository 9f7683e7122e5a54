using System.Globalization;
using System.Text;
using Acsr.Access;
using Acsr.Components;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;

namespace Acsr.Policies;

/// <summary>Takes a policy's text, shows what it would change, and only then imports it.</summary>
public sealed partial class ImportPolicy(PolicyImport import, AuthenticationStateProvider authentication, TimeProvider clock, NavigationManager navigation, Notices notices)
{
    /// <summary>Characters that may be pasted: they come in one message over the circuit, which has a limit. Files come in pieces.</summary>
    internal const int MaxPasted = 60_000;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private string _id = "";
    private string _day = clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    private string _pasted = "";
    private string? _file;
    private string? _idProblem;
    private string? _textProblem;
    private string? _note;
    private bool _working;
    private PolicyImportPreview? _preview;

    /// <summary>Null: a new policy, whose id is asked for.</summary>
    [Parameter] public string? PolicyId { get; set; }

    /// <summary>Where to go without importing.</summary>
    [Parameter, EditorRequired] public string CancelTo { get; set; } = "";

    private string Id => PolicyId ?? _id.Trim();

    private PolicyImportOutcome.Imported? Ready => _preview?.Outcome as PolicyImportOutcome.Imported;

    private DateTime? Day => DateTime.TryParseExact(
        _day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day) ? day : null;

    // What was previewed is not what is there now.
    private void Change(Action change)
    {
        change();
        (_preview, _note, _idProblem, _textProblem) = (null, null, null, null);
    }

    private void DropFile() => (_file, _pasted) = (null, "");

    private async Task TakeFileAsync(InputFileChangeEventArgs chosen)
    {
        Change(DropFile);
        if (chosen.File.Size > PolicyImport.MaxBytes)
        {
            _textProblem = $"The file has {chosen.File.Size:N0} bytes; the most is {PolicyImport.MaxBytes:N0}. Split it into several policies.";
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
            _textProblem = $"'{chosen.File.Name}' is not UTF-8 text; save it as UTF-8 and choose it again.";
        }
    }

    private async Task PreviewAsync()
    {
        Change(() => { });
        if (_file is null && _pasted.Length >= MaxPasted)
        {
            _textProblem = $"More than {MaxPasted:N0} characters cannot be pasted, so the end may be cut off; choose it as a file instead.";
            return;
        }

        if (string.IsNullOrWhiteSpace(_pasted)) { _textProblem = "Paste the document or choose a file."; }
        if (Id.Length == 0) { _idProblem = "Give it an id, for example airline."; }
        if (_textProblem is not null || _idProblem is not null) { return; }
        await WorkAsync(async () => Show(await import.PreviewAsync(Id, _pasted, demo: false, Leaving)));
    }

    private Task ImportAsync() => WorkAsync(async () =>
    {
        var previewed = _preview!.Outcome;
        var now = await import.PreviewAsync(Id, _pasted, demo: false, Leaving);
        if (now.Outcome != previewed)
        {
            Show(now);
            _note = "Somebody imported another version meanwhile. Look at the changes again.";
            return;
        }

        var by = (await authentication.GetAuthenticationStateAsync()).User.ActorName();
        var outcome = await import.ImportAsync(Id, _pasted, Day!.Value, by, demo: false, Leaving);
        if (outcome is PolicyImportOutcome.Imported imported)
        {
            notices.Done($"Version {imported.Version} of {Id} is imported");
            navigation.NavigateTo(PolicyPage.To(Id, imported.Version));
        }
        else
        {
            Show(new PolicyImportPreview(outcome, null));
        }
    });

    private void Show(PolicyImportPreview preview)
    {
        _preview = preview;
        switch (preview.Outcome)
        {
            case PolicyImportOutcome.Unchanged same: _note = $"Version {same.Version} has this very text; there is nothing to import."; break;
            case PolicyImportOutcome.Refused { IsAboutId: true } refused when PolicyId is null: _idProblem = refused.Reason; break;
            case PolicyImportOutcome.Refused refused: _textProblem = refused.Reason; break;
            case PolicyImportOutcome.Imported: break;
        }
    }

    private async Task WorkAsync(Func<Task> work)
    {
        _working = true;
        try { await work(); }
        finally { _working = false; }
    }
}
