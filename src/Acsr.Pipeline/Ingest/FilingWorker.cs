using Acsr.Infrastructure;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Ingest;

/// <summary>Files what came in.</summary>
public sealed class FilingWorker(SegmentFiler filer, IDbContextFactory<ConsoleDbContext> contexts, TimeProvider clock, ILogger<FilingWorker> log) : PeriodicWorker(contexts, clock, log)
{
    protected override TimeSpan Interval => TimeSpan.FromMilliseconds(250);

    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken) => await filer.FileAsync(cancellationToken) > 0;
}
