using Acsr.Policies;
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
        services.AddSingleton<ReleaseWorkshop>();
        services.AddSingleton<CaseLineage>().AddSingleton<ReleaseDesk>().AddSingleton<ReviewExport>();
        return services;
    }
}
