using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Effects;

/// <summary>Registers what measures the effect of changes.</summary>
public static class EffectServices
{
    public static IServiceCollection AddEffects(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DeploymentDesk>().AddSingleton<ArmReader>().AddSingleton<ConfidenceReader>()
            .AddSingleton<ReturnDesk>().AddSingleton<BaselineReader>().AddSingleton<ShadowReader>()
            .AddSingleton<ExperimentDesk>().AddSingleton<ThresholdDesk>();
        services.AddSingleton<ExperimentWorker>().AddHostedService(provider => provider.GetRequiredService<ExperimentWorker>());
        services.AddSingleton<EffectWorker>().AddHostedService(provider => provider.GetRequiredService<EffectWorker>());
        return services;
    }
}
