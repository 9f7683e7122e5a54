using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Acsr.Shell;

/// <summary>Ready means: the database answers a query on a real table, and its tables are those of this version.</summary>
internal sealed class StoreHealth(IDbContextFactory<ConsoleDbContext> contexts) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Database.GetPendingMigrationsAsync(cancellationToken) is var pending && pending.Any())
        {
            return HealthCheckResult.Unhealthy($"{pending.Count()} migrations are waiting; run 'db migrate'.");
        }

        await db.ChangeCounters.AsNoTracking().Where(c => c.Id == 1).Select(c => c.Value).SingleAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
