using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Access;

/// <summary>Reads the audit log.</summary>
public sealed class AuditReader(IDbContextFactory<ConsoleDbContext> contexts)
{
    /// <summary>The last entries, the newest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> LastAsync(int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AuditEntries.AsNoTracking().OrderByDescending(e => e.Id).Take(take).ToListAsync(cancellationToken);
    }

    /// <inheritdoc cref="AuditLog.VerifyAsync"/>
    public async Task<long?> VerifyAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await AuditLog.VerifyAsync(db, cancellationToken);
    }
}
