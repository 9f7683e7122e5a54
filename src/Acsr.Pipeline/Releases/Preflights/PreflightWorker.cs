using Acsr.Infrastructure;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Releases.Preflights;

/// <summary>Runs preflights, one at a time and each by one node. What a node that died had begun is begun anew by another.</summary>
public sealed class PreflightWorker(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, PreflightRunner runner, TimeProvider clock, ILogger<PreflightWorker> log) : PeriodicWorker(contexts, clock, log)
{
    /// <summary>Longer than training takes: between two stages nothing renews it.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(15);

    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;
    private readonly TimeProvider _clock = clock;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (await ClaimAsync(cancellationToken) is not { } preflight) { return false; }
        try
        {
            var (key, report, model) = await runner.RunAsync(preflight, (stage, progress) => TellAsync(preflight, stage, progress, cancellationToken), cancellationToken);
            var now = Now;
            using var pass = await gate.EnterAsync(cancellationToken);
            await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
            await db.Preflights.Where(p => p.Id == preflight.Id && p.Token == preflight.Token).ExecuteUpdateAsync(p => p
                .SetProperty(x => x.State, PreflightState.Done).SetProperty(x => x.Key, key).SetProperty(x => x.Report, report.Text()).SetProperty(x => x.Model, model)
                .SetProperty(x => x.Stage, "Done").SetProperty(x => x.Progress, 100).SetProperty(x => x.FinishedAt, now).SetProperty(x => x.LeasedUntil, (DateTime?)null), cancellationToken);
        }
        catch (LostLeaseException)
        {
            // Another node has it; what this one found is dropped.
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && !IsTransient(error))
        {
            await FailAsync(preflight);
            throw;
        }

        return true;
    }

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    private async Task<Preflight?> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Preflights.AnyAsync(p => (p.State == PreflightState.Waiting || p.State == PreflightState.Running) && (p.LeasedUntil == null || p.LeasedUntil < now), cancellationToken)) { return null; }
        using var pass = await gate.EnterAsync(cancellationToken);
        var sql = $$"""
            UPDATE "Preflights" SET "LeasedUntil" = {1}, "Token" = "Token" + 1, "State" = 1
            WHERE "Id" IN (SELECT "Id" FROM "Preflights" WHERE "State" IN (0, 1) AND ("LeasedUntil" IS NULL OR "LeasedUntil" < {0}) ORDER BY "Id" LIMIT 1 {{db.SkipLocked}})
            RETURNING "Id" AS "Value"
            """;
        var claimed = await db.Database.SqlQueryRaw<long>(sql, now, now + Lease).ToListAsync(cancellationToken);
        return claimed is [var id] ? await db.Preflights.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, cancellationToken) : null;
    }

    private async Task TellAsync(Preflight preflight, string stage, int progress, CancellationToken cancellationToken)
    {
        var until = Now + Lease;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Preflights.Where(p => p.Id == preflight.Id && p.Token == preflight.Token).ExecuteUpdateAsync(p => p
                .SetProperty(x => x.Stage, stage).SetProperty(x => x.Progress, progress).SetProperty(x => x.LeasedUntil, until), cancellationToken) == 0) { throw new LostLeaseException(); }
    }

    private async Task FailAsync(Preflight preflight)
    {
        var now = Now;
        using var pass = await gate.EnterAsync(CancellationToken.None);
        await using var db = await _contexts.CreateDbContextAsync();
        await db.Preflights.Where(p => p.Id == preflight.Id && p.Token == preflight.Token).ExecuteUpdateAsync(p => p
            .SetProperty(x => x.State, PreflightState.Failed).SetProperty(x => x.FinishedAt, now).SetProperty(x => x.LeasedUntil, (DateTime?)null)
            .SetProperty(x => x.Problem, "It could not be run; the log of the console says why. Run it again."));
    }

    private bool IsTransient(Exception error)
    {
        using var db = _contexts.CreateDbContext();
        return db.IsTransient(error);
    }

    private sealed class LostLeaseException : Exception;
}
