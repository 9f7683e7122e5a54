using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Kpis;

public static class KpiServices
{
    /// <summary>The engine that answers every question about figures.</summary>
    public static IServiceCollection AddKpis(this IServiceCollection services) => services.AddSingleton<KpiEngine>();
}
