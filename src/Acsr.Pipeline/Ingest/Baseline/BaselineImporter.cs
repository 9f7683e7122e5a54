using Acsr.Access;
using Acsr.Ingest.Events;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Ingest.Baseline;

/// <summary>
/// Takes history from before the agent in, as native events through the same segments as everything else: the fold, the windows and the
/// figures know no other way, and it is fast enough, because five hundred rows make one segment. A row is known by its id, so that the same file
/// again, whole or from where it broke off, makes no case twice.
/// </summary>
public sealed class BaselineImporter(IngestWriter writer, IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>Good rows that make one segment: always the same ones of a file, so that a second import recognises them.</summary>
    public const int RowsAtOnce = 500;

    private const int MostFaults = 100;
    private const int MostWaiting = 20_000;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Begins an import: from then on it is listed.</summary>
    /// <param name="source">What the cases' ids begin with; a name of letters, digits and <c>. _ -</c>.</param>
    /// <param name="fileName">For people.</param>
    /// <param name="bytes">Of the file.</param>
    /// <param name="map">Which column holds what.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public async Task<BaselineImport> BeginAsync(string source, string fileName, long bytes, BaselineMap map, string by, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var import = new BaselineImport { Source = source, FileName = fileName.Length > 200 ? fileName[..200] : fileName, Bytes = bytes, Mapping = map.ToJson(), StartedAt = now, StartedBy = by, SeenAt = now };
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.BaselineImports.Add(import);
        await AuditLog.AppendAsync(db, by, "baseline.imported", source, null, import.FileName, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return import;
    }

    /// <summary>What is wrong with a source's name; null when it can be used.</summary>
    public static string? FaultOf(string source) =>
        source.Length is 0 or > 40 || !source.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-')
            ? "Name the import with 1 to 40 letters, digits, points, hyphens or underscores: the cases' ids begin with it." : null;

    /// <summary>Reads the file to its end, or until it is stopped; what was taken by then stays.</summary>
    /// <param name="import">As it was begun; it is kept up to date.</param>
    /// <param name="stream">The file.</param>
    /// <param name="map">Which column holds what.</param>
    /// <param name="progress">Called after each segment.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RunAsync(BaselineImport import, Stream stream, BaselineMap map, Action<BaselineImport>? progress, CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var file = await BaselineFile.OpenAsync(stream);
            if (map.FaultFor(file.Header) is { } fault) { throw new BaselineFileException(fault); }
            List<BaselineRow> good = new(RowsAtOnce);
            await foreach (var row in file.RowsAsync(map, cancellationToken))
            {
                import.Rows++;
                if (row.Fault is { } wrong) { Refuse(import, $"Line {row.Line}{(row.Id.Length > 0 ? $" ({row.Id})" : "")} {wrong}"); }
                else { good.Add(row); }
                if (good.Count == RowsAtOnce) { await StoreAsync(import, good, map, stream, progress, cancellationToken); }
            }

            await StoreAsync(import, good, map, stream, progress, cancellationToken);
            import.BytesRead = import.Bytes;
            await EndAsync(import, ImportState.Done);
        }
        catch (OperationCanceledException)
        {
            await EndAsync(import, ImportState.Cancelled);
        }
        catch (BaselineFileException error)
        {
            Refuse(import, error.Message);
            await EndAsync(import, ImportState.Interrupted);
        }
        catch (Exception)
        {
            await EndAsync(import, ImportState.Interrupted);
            throw;
        }

        progress?.Invoke(import);
    }

    private async Task StoreAsync(BaselineImport import, List<BaselineRow> good, BaselineMap map, Stream stream, Action<BaselineImport>? progress, CancellationToken cancellationToken)
    {
        if (good.Count > 0)
        {
            await WaitAsync(cancellationToken);
            var events = good.SelectMany(row => row.Events(import.Source, map)).ToList();
            using var payload = new MemoryStream();
            foreach (var item in events)
            {
                payload.Write(EventJson.Line(item));
                payload.WriteByte((byte)'\n');
            }

            var outcome = await writer.WriteNowAsync([IngestBatch.Of(import.Source, SegmentFormat.Events, events.Count, payload.ToArray())], cancellationToken);
            if (outcome[0] == IngestOutcome.Stored) { import.Taken += good.Count; } else { import.Duplicates += good.Count; }
            good.Clear();
        }

        import.BytesRead = Math.Min(import.Bytes, stream.Position);
        await SaveAsync(import, cancellationToken);
        progress?.Invoke(import);
    }

    // Reading is many times faster than folding; what the desk sends meanwhile must not wait behind all of it.
    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (await db.CaseWork.CountAsync(cancellationToken) + (await db.UnfiledSegments.CountAsync(cancellationToken) * RowsAtOnce) < MostWaiting) { return; }
            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static void Refuse(BaselineImport import, string reason)
    {
        import.Refused++;
        if (import.Faults.Count < MostFaults) { import.Faults = [.. import.Faults, reason]; }
    }

    private async Task EndAsync(BaselineImport import, ImportState state)
    {
        (import.State, import.EndedAt) = (state, clock.GetUtcNow().UtcDateTime);
        await SaveAsync(import, CancellationToken.None);
    }

    private async Task SaveAsync(BaselineImport import, CancellationToken cancellationToken)
    {
        import.SeenAt = clock.GetUtcNow().UtcDateTime;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Update(import);
        await db.SaveChangesAsync(cancellationToken);
        db.Entry(import).State = EntityState.Detached;
    }
}
