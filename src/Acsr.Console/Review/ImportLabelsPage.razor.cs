using Acsr.Access;
using Acsr.Components;
using Acsr.Review.Labels;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;

namespace Acsr.Review;

/// <summary>Takes a file of labels, shows what becomes of each entry, and only then imports it.</summary>
public sealed partial class ImportLabelsPage(LabelImport import, AuthenticationStateProvider authentication, Notices notices)
{
    private const int Shown = 200;

    private DataPanel<IReadOnlyList<LabelSource>>? _sources;
    private string _source = "";
    private string? _sourceFault;
    private string? _problem;
    private byte[]? _file;
    private IReadOnlyList<LabelLine>? _preview;
    private bool _working;

    // What was previewed is not what is there now.
    private void Change(Action change)
    {
        change();
        (_preview, _problem, _sourceFault) = (null, null, null);
    }

    private async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        Change(() => _file = null);
        if (chosen.File.Size > LabelImport.MaxFile)
        {
            _problem = $"The file has {ByteText.Size(chosen.File.Size)}; the most is {ByteText.Size(LabelImport.MaxFile)}. Split it, or use the command line.";
            return;
        }

        await using var stream = chosen.File.OpenReadStream(LabelImport.MaxFile, Leaving);
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, Leaving);
        _file = bytes.ToArray();
    }

    private Task PreviewAsync() => WorkAsync(async () =>
    {
        _sourceFault = LabelImport.SourceFault(_source);
        if (_sourceFault is null) { _preview = await import.PreviewAsync(_file!, _source.Trim(), Leaving); }
    });

    private Task ImportAsync() => WorkAsync(async () =>
    {
        using var file = new MemoryStream(_file!);
        var report = await import.RunAsync(file, _source.Trim(), (await authentication.GetAuthenticationStateAsync()).User.ActorName(), Leaving);
        notices.Done($"{Quantity.Count(report.Reviews, "review")} imported, with {Quantity.Count(report.Labels, "label")}");
        _preview = await import.PreviewAsync(_file!, _source.Trim(), Leaving);
        await _sources!.ReloadAsync();
    });

    private static int Count(IReadOnlyList<LabelLine> lines, LabelState state) => lines.Count(line => line.State == state);

    private static string Summary(IReadOnlyList<LabelLine> lines) =>
        $"{Quantity.Count(Count(lines, LabelState.New), "review")} with {Quantity.Count(lines.Where(l => l.State == LabelState.New).Sum(l => l.Labels), "label")} would come in; {Count(lines, LabelState.Known)} are here already, {Count(lines, LabelState.Refused)} cannot be taken.";

    private static string Of(LabelState state) => state switch { LabelState.New => "comes in", LabelState.Known => "here already", LabelState.Refused => "not taken" };

    private async Task WorkAsync(Func<Task> work)
    {
        _working = true;
        try { await work(); }
        finally { _working = false; }
    }
}
