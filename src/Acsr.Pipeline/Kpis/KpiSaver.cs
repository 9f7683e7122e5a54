using Acsr.Infrastructure;
using Acsr.Kpis.Columns;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Kpis;

/// <summary>Stores the engine's columns every few minutes, where cases changed, so that the next start is quick.</summary>
public sealed class KpiSaver(KpiEngine engine, IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock, ILogger<KpiSaver> log) : PeriodicWorker(contexts, clock, log)
{
    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;

    protected override TimeSpan Interval => TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    /// <returns>False: there is never more to do at once.</returns>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        await SaveAsync(cancellationToken);
        return false;
    }

    /// <summary>Stores what changed.</summary>
    /// <returns>How many chunks were written.</returns>
    public async Task<int> SaveAsync(CancellationToken cancellationToken)
    {
        var snapshot = await engine.SnapshotAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await ChunkStore.SaveAsync(db, snapshot, cancellationToken);
    }
}
