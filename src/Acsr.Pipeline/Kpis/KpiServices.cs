using Acsr.Cases;
using Acsr.Kpis.Steps;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Kpis;

public static class KpiServices
{
    /// <summary>The engine that answers every question about figures, what keeps its columns for the next start, and the figures of steps.</summary>
    public static IServiceCollection AddKpis(this IServiceCollection services)
    {
        services.AddSingleton<KpiEngine>().AddSingleton<SavedViews>().AddSingleton<Dashboards>().AddSingleton<KpiSaver>().AddHostedService(provider => provider.GetRequiredService<KpiSaver>());
        services.AddSingleton<ICaseJudge, StepJudge>().AddSingleton<IStepMetrics, StepReader>();
        return services.AddSingleton<StepHours>().AddHostedService(provider => provider.GetRequiredService<StepHours>());
    }
}
