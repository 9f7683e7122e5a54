using Acsr.Kpis;
using Acsr.Review;
using Acsr.Store;
using Microsoft.AspNetCore.Http;

namespace Acsr.Ingest;

/// <summary>Breaks the rules of the architecture on purpose, so that the test that finds such things is seen to find them.</summary>
internal sealed class ArchitectureTwin
{
    public CaseReview? Field { get; init; }

    public static async Task<string> InsideAsync(HttpContext context, ConsoleDbContext db)
    {
        await Task.Yield();
        return new KpiQuery(Agent: context.TraceIdentifier).ToString() + db.ContextId;
    }
}
