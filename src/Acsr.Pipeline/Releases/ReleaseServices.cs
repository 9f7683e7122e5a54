using Acsr.Delivery;
using Acsr.Policies;
using Acsr.Releases.Deliveries;
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
        services.AddOptions<DeliveryOptions>();
        services.AddDataProtection();
        services.TryAddSingleton<AddressGuard>();
        services.TryAddSingleton<Outbox>();
        services.AddSingleton<ReleaseWorkshop>().AddSingleton<ReleaseBytes>().AddSingleton<ReleaseSigner>().AddSingleton<ReleasePublisher>();
        services.AddSingleton<CaseLineage>().AddSingleton<ReleaseDesk>().AddSingleton<ReviewExport>().AddSingleton<ReleaseWithdrawal>().AddSingleton<ReleaseDiffs>().AddSingleton<ReleaseLineage>();
        services.AddSingleton<DestinationSecrets>().AddSingleton<DestinationDesk>().AddSingleton<ReleaseDeliveries>().AddSingleton<FolderStore>().AddSingleton<S3Store>();
        services.AddSingleton<ReleaseDeliveryWorker>().AddHostedService(provider => provider.GetRequiredService<ReleaseDeliveryWorker>());
        return services;
    }
}
