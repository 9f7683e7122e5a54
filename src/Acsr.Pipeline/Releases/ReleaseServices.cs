using Acsr.Knowledge;
using Acsr.Policies;
using Acsr.Releases.Preflights;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Releases;

/// <summary>Registers the desk where releases are made. It reads cases through a <c>Func</c> that Cases has to register.</summary>
public static class ReleaseServices
{
    public static IServiceCollection AddReleases(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CitationReader>();
        services.AddOptions<KnowledgeOptions>().BindConfiguration(KnowledgeOptions.Section);
        services.AddSingleton<ReleaseWorkshop>().AddSingleton<ReleaseExtras>();
        services.AddSingleton<PreflightRunner>().AddSingleton<PreflightDesk>();
        services.AddSingleton<PreflightWorker>().AddHostedService(provider => provider.GetRequiredService<PreflightWorker>());
        services.AddSingleton<CaseLineage>().AddSingleton<ReleaseDesk>();
        return services;
    }
}
