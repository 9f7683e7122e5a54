using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Finding;

/// <summary>A finished export as its owner takes it.</summary>
/// <param name="Export">What it is.</param>
/// <param name="Content">Its bytes; seekable, read from the database piece by piece.</param>
public sealed record ExportFile(CaseExport Export, Stream Content)
{
    /// <summary>For example <c>cases-12.csv</c>.</summary>
    public string Name => $"cases-{Export.Id}.{(Export.Format == ExportFormat.Csv ? "csv" : "ndjson")}";
}

/// <summary>Exports of lists of cases: asked for here, written by <see cref="ExportWorker"/>, and taken by whoever asked, until they expire.</summary>
public sealed class CaseExports(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, ExportWorker worker, TimeProvider clock)
{
    /// <summary>How long an export is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(3);

    /// <summary>Exports of one person that may wait or run at once.</summary>
    public const int AtOnce = 3;

    /// <summary>Asks for an export. Returns what is wrong, or null.</summary>
    public async Task<string?> RequestAsync(CaseQuery query, IReadOnlyList<string> columns, ExportFormat format, ListOwner person, CancellationToken cancellationToken)
    {
        using (await gate.EnterAsync(cancellationToken))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await AuditLog.LockAsync(db, cancellationToken);
            if (await db.CaseExports.CountAsync(e => e.OwnerId == person.Id && (e.State == ExportState.Waiting || e.State == ExportState.Running), cancellationToken) >= AtOnce)
            {
                return $"{AtOnce} of your exports are still being written; wait for one of them.";
            }

            var now = clock.GetUtcNow().UtcDateTime;
            var export = db.CaseExports.Add(new CaseExport
            {
                OwnerId = person.Id,
                OwnerName = person.Name,
                Query = query.ToString(),
                Columns = [.. CaseColumns.Of(columns).Select(column => column.Id)],
                Format = format,
                RequestedAt = now,
                ExpiresAt = now + Kept,
            }).Entity;
            await db.SaveChangesAsync(cancellationToken);
            await AuditLog.AppendAsync(db, person.Name, "export.requested", $"export {export.Id} of cases", null, export.Query, now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        worker.Nudge();
        return null;
    }

    /// <summary>Somebody's exports, newest first.</summary>
    public async Task<IReadOnlyList<CaseExport>> ListAsync(ListOwner person, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.CaseExports.AsNoTracking().Where(e => e.OwnerId == person.Id).OrderByDescending(e => e.Id).Take(20).ToListAsync(cancellationToken);
    }

    /// <summary>The file of one's own finished export; null where there is none. The caller disposes the stream.</summary>
    public async Task<ExportFile?> OpenAsync(long id, string ownerId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var export = await db.CaseExports.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id && e.OwnerId == ownerId && e.State == ExportState.Done && e.ExpiresAt > now, cancellationToken);
        return export is null ? null : new ExportFile(export, new ExportStream(contexts, export.Id, export.Bytes));
    }

    /// <summary>Takes one's own export away, finished or not.</summary>
    public async Task RemoveAsync(long id, ListOwner person, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.CaseExports.Where(e => e.Id == id && e.OwnerId == person.Id).ExecuteDeleteAsync(cancellationToken) == 0) { return; }
        await AuditLog.AppendAsync(db, person.Name, "export.removed", $"export {id} of cases", null, null, clock.GetUtcNow().UtcDateTime, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
