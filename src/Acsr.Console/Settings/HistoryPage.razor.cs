using System.Globalization;
using Acsr.Access;
using Acsr.Components;
using Acsr.Ingest;
using Acsr.Ingest.Baseline;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Forms;

namespace Acsr.Settings;

/// <summary>Brings a file of old cases in: chosen, mapped, looked through, then imported beside the page.</summary>
public sealed partial class HistoryPage(BaselineJobs jobs, AuthenticationStateProvider authentication, Notices notices, TimeProvider clock)
{
    private const long MostBytes = 4L << 30;
    private const int Looked = 1_000;
    private const int Shown = 10;
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(2);

    private DataPanel<IReadOnlyList<BaselineImport>>? _list;
    private string? _path;
    private string _fileName = "";
    private string _source = "";
    private IReadOnlyList<string>? _header;
    private BaselineMap _map = new();
    private IReadOnlyList<BaselineRow> _preview = [];
    private string? _problem;
    private string? _fault;
    private bool _uploading;
    private bool _starting;
    private long _sent;
    private long _size;
    private int _read;
    private int _wrong;

    private BaselineJobs Jobs => jobs;

    protected override void OnInitialized() => _ = FollowAsync();

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing) { DropFile(); }
    }

    private async Task TakeAsync(InputFileChangeEventArgs chosen)
    {
        Drop();
        if (chosen.File.Size > MostBytes)
        {
            _problem = $"The file has {ByteText.Size(chosen.File.Size)}; the most is {ByteText.Size(MostBytes)}. Split it, or use the command line.";
            return;
        }

        (_uploading, _size, _sent, _fileName) = (true, chosen.File.Size, 0, chosen.File.Name);
        StateHasChanged();
        // A name of our own: what the browser calls the file is for people alone.
        _path = Path.Combine(Path.GetTempPath(), $"acsr-history-{Guid.NewGuid():N}.csv");
        try
        {
            await using (var from = chosen.File.OpenReadStream(MostBytes, Leaving))
            await using (var to = File.Create(_path))
            {
                var buffer = new byte[1 << 17];
                for (var read = await from.ReadAsync(buffer, Leaving); read > 0; read = await from.ReadAsync(buffer, Leaving))
                {
                    await to.WriteAsync(buffer.AsMemory(0, read), Leaving);
                    if ((_sent + read) >> 22 != _sent >> 22) { StateHasChanged(); }
                    _sent += read;
                }
            }

            await GuessAsync();
        }
        catch (Exception error) when (error is BaselineFileException or IOException)
        {
            Drop();
            _problem = error is BaselineFileException ? error.Message : "The file could not be read to its end. Choose it again.";
        }
        finally
        {
            _uploading = false;
        }
    }

    private async Task GuessAsync()
    {
        await using var stream = File.OpenRead(_path!);
        using var file = await BaselineFile.OpenAsync(stream);
        _header = file.Header;
        var guess = BaselineMap.Guess(file.Header);
        var opened = guess.Columns.TryGetValue(BaselineField.OpenedAt, out var column) ? file.Header.ToList().IndexOf(column) : -1;
        var first = await file.FirstAsync(200);
        _source = Plain(Path.GetFileNameWithoutExtension(_fileName));
        await ChangeAsync(guess with { Dates = BaselineMap.GuessDates(opened < 0 ? [] : first.Where(row => row.Length > opened).Select(row => row[opened])) });
    }

    private Task SetAsync(BaselineField field, string column)
    {
        var columns = _map.Columns.Where(c => c.Key != field).ToDictionary(c => c.Key, c => c.Value);
        if (column.Length > 0) { columns[field] = column; }
        return ChangeAsync(_map with { Columns = columns });
    }

    private Task SetScaleAsync(ChangeEventArgs e, bool lowest)
    {
        if (!double.TryParse(Text(e), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            _fault = $"'{Text(e)}' is no number; write the ends of the scale as 1 and 5.";
            return Task.CompletedTask;
        }

        return ChangeAsync(lowest ? _map with { CsatMin = value } : _map with { CsatMax = value });
    }

    private async Task SetSourceAsync(string source)
    {
        _source = source.Trim();
        // Who imports the next file of a source wants it read as the last one.
        var last = await jobs.LastMapAsync(_source, Leaving);
        await ChangeAsync(last is not null && last.FaultFor(_header!) is null ? last : _map);
    }

    private async Task ChangeAsync(BaselineMap map)
    {
        _map = map;
        _fault = BaselineImporter.FaultOf(_source) ?? map.FaultFor(_header!);
        (_preview, _read, _wrong) = ([], 0, 0);
        if (map.FaultFor(_header!) is not null) { return; }
        List<BaselineRow> shown = [], bad = [];
        try
        {
            await using var stream = File.OpenRead(_path!);
            using var file = await BaselineFile.OpenAsync(stream);
            await foreach (var row in file.RowsAsync(map, Leaving))
            {
                _read++;
                if (row.Fault is not null) { _wrong++; }
                if (row.Fault is not null && bad.Count < Shown) { bad.Add(row); }
                else if (row.Fault is null && shown.Count < Shown) { shown.Add(row); }
                if (_read == Looked) { break; }
            }
        }
        catch (BaselineFileException error)
        {
            _fault ??= error.Message;
        }

        _preview = [.. bad.Concat(shown)];
    }

    private async Task StartAsync()
    {
        _starting = true;
        try
        {
            var by = (await authentication.GetAuthenticationStateAsync()).User.ActorName();
            await jobs.StartAsync(_path!, _source, _fileName, _map, by, Leaving);
            // The file is the import's from now on.
            _path = null;
            notices.Done($"{_fileName} is being imported; you can leave this page");
            Drop();
            await _list!.ReloadAsync();
        }
        finally
        {
            _starting = false;
        }
    }

    private void Drop()
    {
        DropFile();
        (_header, _problem, _fault, _preview) = (null, null, null, []);
    }

    private void DropFile()
    {
        if (_path is not null) { File.Delete(_path); }
        _path = null;
    }

    private static string Plain(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-')).Trim('-') is { Length: > 40 } longer ? longer[..40] : string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' ? c : '-')).Trim('-');

    private async Task FollowAsync()
    {
        using var timer = new PeriodicTimer(Refresh, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(Leaving))
            {
                if (_list is not null) { await InvokeAsync(_list.ReloadAsync); }
            }
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
        }
    }
}
