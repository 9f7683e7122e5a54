using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Improvement;

/// <summary>Registers the matrix and the improvement actions.</summary>
public static class ImprovementServices
{
    public static IServiceCollection AddImprovement(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ActionDrafts>().AddSingleton<MatrixSettings>().AddSingleton<MatrixReader>().AddSingleton<ActionOpener>().AddSingleton<ActionDesk>().AddSingleton<ActionLists>();
        services.AddSingleton<AlertDesk>();
        services.AddSingleton<AlertWorker>().AddHostedService(provider => provider.GetRequiredService<AlertWorker>());
        services.AddSingleton<ImprovementWorker>().AddHostedService(provider => provider.GetRequiredService<ImprovementWorker>());
        return services;
    }
}
