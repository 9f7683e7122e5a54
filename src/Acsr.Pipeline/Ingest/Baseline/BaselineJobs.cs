using System.Collections.Concurrent;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Acsr.Ingest.Baseline;

/// <summary>Runs imports beside the pages that began them: one at a time in this process, from a file that it takes away afterwards.</summary>
public sealed partial class BaselineJobs(BaselineImporter importer, IDbContextFactory<ConsoleDbContext> contexts, TimeProvider clock, ILogger<BaselineJobs> log, IHostApplicationLifetime? lifetime = null) : IDisposable
{
    private const int Shown = 20;
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly ConcurrentDictionary<long, CancellationTokenSource> _running = new();

    /// <summary>Begins an import and comes back at once.</summary>
    /// <param name="path">A file that is this import's alone; it is deleted at the end.</param>
    /// <param name="source">As the importer wants it.</param>
    /// <param name="fileName">For people.</param>
    /// <param name="map">Which column holds what.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Of the beginning alone.</param>
    public async Task<BaselineImport> StartAsync(string path, string source, string fileName, BaselineMap map, string by, CancellationToken cancellationToken)
    {
        var import = await importer.BeginAsync(source, fileName, new FileInfo(path).Length, map, by, cancellationToken);
        var stop = _running[import.Id] = CancellationTokenSource.CreateLinkedTokenSource(lifetime?.ApplicationStopping ?? CancellationToken.None);
        _ = Task.Run(() => RunAsync(import, path, map, stop), CancellationToken.None);
        return import;
    }

    /// <summary>Stops an import that runs in this process.</summary>
    public void Cancel(long id)
    {
        if (_running.TryGetValue(id, out var stop)) { stop.Cancel(); }
    }

    /// <summary>The last imports, the newest first; one that has been silent for long broke off.</summary>
    public async Task<IReadOnlyList<BaselineImport>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var list = await db.BaselineImports.AsNoTracking().OrderByDescending(i => i.Id).Take(Shown).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var import in list.Where(i => i.State == ImportState.Running && !_running.ContainsKey(i.Id) && now - i.SeenAt > Silence)) { import.State = ImportState.Interrupted; }
        return list;
    }

    /// <summary>The mapping that the last import of a source had; null where there was none.</summary>
    public async Task<BaselineMap?> LastMapAsync(string source, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var json = await db.BaselineImports.AsNoTracking().Where(i => i.Source == source).OrderByDescending(i => i.Id).Select(i => i.Mapping).FirstOrDefaultAsync(cancellationToken);
        return json is null ? null : BaselineMap.Parse(json).Map;
    }

    public void Dispose() => _one.Dispose();

    private async Task RunAsync(BaselineImport import, string path, BaselineMap map, CancellationTokenSource stop)
    {
        try
        {
            await _one.WaitAsync(stop.Token);
            try
            {
                await using var stream = File.OpenRead(path);
                await importer.RunAsync(import, stream, map, null, stop.Token);
            }
            finally
            {
                _one.Release();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped before its turn came: nothing was read.
            await importer.RunAsync(import, Stream.Null, map, null, new CancellationToken(canceled: true));
        }
        catch (Exception error)
        {
            Failed(error, import.FileName);
        }
        finally
        {
            _running.TryRemove(import.Id, out _);
            stop.Dispose();
            File.Delete(path);
        }
    }

    [LoggerMessage(LogLevel.Error, "The import of {File} broke off; the same file brings the rest")]
    private partial void Failed(Exception error, string file);
}
