using Acsr.Infrastructure;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Finding;

/// <summary>Writes exports piece by piece, each in a transaction of its own: what a node that died had written is gone on with by another. Takes away what has expired.</summary>
public sealed class ExportWorker(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, CaseFinder finder, TimeProvider clock, ILogger<ExportWorker> log) : PeriodicWorker(contexts, clock, log)
{
    /// <summary>Cases at which an export ends: beyond it a filter is the better answer.</summary>
    public const int MostRows = 1_000_000;

    private const int RowsOfAPart = 1_000;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;
    private readonly TimeProvider _clock = clock;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        await RemoveExpiredAsync(cancellationToken);
        if (await ClaimAsync(cancellationToken) is not { } export) { return false; }
        try
        {
            while (await WritePartAsync(export, cancellationToken)) { }
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && !IsTransient(error))
        {
            await FailAsync(export);
            throw;
        }

        return true;
    }

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    private async Task RemoveExpiredAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.CaseExports.AnyAsync(e => e.ExpiresAt <= now, cancellationToken)) { return; }
        using var pass = await gate.EnterAsync(cancellationToken);
        await db.CaseExports.Where(e => e.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<CaseExport?> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var open = db.CaseExports.Where(e => (e.State == ExportState.Waiting || e.State == ExportState.Running) && (e.LeasedUntil == null || e.LeasedUntil < now));
        if (!await open.AnyAsync(cancellationToken)) { return null; }
        using var pass = await gate.EnterAsync(cancellationToken);
        var sql = $$"""
            UPDATE "CaseExports" SET "LeasedUntil" = {1}, "Token" = "Token" + 1, "State" = 1
            WHERE "Id" IN (SELECT "Id" FROM "CaseExports" WHERE "State" IN (0, 1) AND ("LeasedUntil" IS NULL OR "LeasedUntil" < {0}) ORDER BY "Id" LIMIT 1 {{db.SkipLocked}})
            RETURNING "Id" AS "Value"
            """;
        var claimed = await db.Database.SqlQueryRaw<long>(sql, now, now + Lease).ToListAsync(cancellationToken);
        return claimed is [var id] ? await db.CaseExports.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, cancellationToken) : null;
    }

    /// <summary>Writes the next piece; false where it was the last, or the export is somebody else's or gone.</summary>
    private async Task<bool> WritePartAsync(CaseExport export, CancellationToken cancellationToken)
    {
        var columns = CaseColumns.Of(export.Columns);
        var page = await finder.PageAsync(CaseQuery.Parse(export.Query), export.Cursor, RowsOfAPart, cancellationToken);
        byte[] content = [.. export.Bytes == 0 ? ExportWriter.Head(export.Format, columns) : [], .. ExportWriter.Lines(export.Format, columns, page.Rows)];
        var cut = export.Rows + page.Rows.Count >= MostRows && page.Next is not null;
        var last = page.Next is null || cut;
        var now = Now;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var position = await db.CaseExportParts.CountAsync(p => p.ExportId == export.Id, cancellationToken);
        var (id, token) = (export.Id, export.Token);
        (export.Rows, export.Cursor) = (export.Rows + page.Rows.Count, page.Next);
        var offset = export.Bytes;
        export.Bytes += content.Length;
        var problem = cut ? $"It ends at {MostRows:#,0} cases; narrow the filter for the rest." : null;
        // Who lost the lease, or whose export was removed, changes nothing here and writes no piece.
        if (await db.CaseExports.Where(e => e.Id == id && e.Token == token).ExecuteUpdateAsync(e => e
                .SetProperty(x => x.Rows, export.Rows).SetProperty(x => x.Bytes, export.Bytes).SetProperty(x => x.Cursor, export.Cursor).SetProperty(x => x.Problem, problem)
                .SetProperty(x => x.LeasedUntil, last ? null : now + Lease).SetProperty(x => x.State, last ? ExportState.Done : ExportState.Running)
                .SetProperty(x => x.FinishedAt, last ? now : null), cancellationToken) == 0) { return false; }
        if (content.Length > 0)
        {
            db.CaseExportParts.Add(new CaseExportPart { ExportId = id, Position = position, Offset = offset, Length = content.Length, Content = content });
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return !last;
    }

    private async Task FailAsync(CaseExport export)
    {
        using var pass = await gate.EnterAsync(CancellationToken.None);
        await using var db = await _contexts.CreateDbContextAsync();
        await db.CaseExports.Where(e => e.Id == export.Id && e.Token == export.Token).ExecuteUpdateAsync(e => e
            .SetProperty(x => x.State, ExportState.Failed).SetProperty(x => x.Problem, "It could not be written; the log of the console says why."));
    }

    private bool IsTransient(Exception error)
    {
        using var db = _contexts.CreateDbContext();
        return db.IsTransient(error);
    }
}
