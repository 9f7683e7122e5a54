using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Kpis;

public static class KpiServices
{
    /// <summary>The engine that answers every question about figures, and what keeps its columns for the next start.</summary>
    public static IServiceCollection AddKpis(this IServiceCollection services) =>
        services.AddSingleton<KpiEngine>().AddSingleton<KpiSaver>().AddHostedService(provider => provider.GetRequiredService<KpiSaver>());
}
