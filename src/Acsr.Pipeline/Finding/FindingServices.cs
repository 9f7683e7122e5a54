using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Finding;

public static class FindingServices
{
    /// <summary>Finding cases: lists, facets, words that were said, saved filters, exports.</summary>
    public static IServiceCollection AddFinding(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<CaseFinder>().AddSingleton<SavedFilters>().AddSingleton<CaseExports>();
        services.AddSingleton<ExportWorker>().AddHostedService(provider => provider.GetRequiredService<ExportWorker>());
        services.AddSingleton<CaseTextWorker>().AddHostedService(provider => provider.GetRequiredService<CaseTextWorker>());
        return services;
    }
}
