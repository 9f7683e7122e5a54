using Acsr.Infrastructure;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Cases;

/// <summary>Folds cases as they become due.</summary>
public sealed class FoldWorker(CaseFolder folder, IDbContextFactory<ConsoleDbContext> contexts, TimeProvider clock, ILogger<FoldWorker> log) : PeriodicWorker(contexts, clock, log)
{
    protected override TimeSpan Interval => TimeSpan.FromMilliseconds(500);

    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken) => await folder.FoldDueAsync(cancellationToken) > 0;
}
