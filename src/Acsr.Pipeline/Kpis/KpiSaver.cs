using Acsr.Kpis.Columns;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Acsr.Kpis;

/// <summary>Stores the engine's columns every few minutes, where cases changed, so that the next start is quick.</summary>
internal sealed partial class KpiSaver(KpiEngine engine, IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock, ILogger<KpiSaver> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    /// <summary>Stores what changed.</summary>
    /// <returns>How many chunks were written.</returns>
    public async Task<int> SaveAsync(CancellationToken cancellationToken)
    {
        var snapshot = await engine.SnapshotAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ChunkStore.SaveAsync(db, snapshot, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await Next(timer, stoppingToken))
        {
            try
            {
                await SaveAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The columns are derived: without them the next start only takes longer.
                LogFailed(error);
            }
        }
    }

    private static async Task<bool> Next(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        try { return await timer.WaitForNextTickAsync(stoppingToken); }
        catch (OperationCanceledException) { return false; }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The KPI engine's columns could not be stored; they are stored with the next round.")]
    private partial void LogFailed(Exception error);
}
