using Acsr.Delivery;
using Acsr.Knowledge;
using Acsr.Policies;
using Acsr.Releases.Curation;
using Acsr.Releases.Deliveries;
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
        services.AddOptions<DeliveryOptions>();
        services.AddOptions<KnowledgeOptions>().BindConfiguration(KnowledgeOptions.Section);
        services.AddDataProtection();
        services.TryAddSingleton<AddressGuard>();
        services.TryAddSingleton<HttpRetriever>();
        services.TryAddSingleton<Outbox>();
        services.AddSingleton<CurationReader>().AddSingleton<ReleaseWorkshop>().AddSingleton<ReleaseExtras>().AddSingleton<ReleaseBytes>().AddSingleton<ReleaseSigner>().AddSingleton<ReleasePublisher>();
        services.AddSingleton<PreflightRunner>().AddSingleton<PreflightDesk>();
        services.AddSingleton<PreflightWorker>().AddHostedService(provider => provider.GetRequiredService<PreflightWorker>());
        services.AddSingleton<CaseLineage>().AddSingleton<ReleaseDesk>().AddSingleton<CandidateBoard>().AddSingleton<ReviewExport>().AddSingleton<ReleaseWithdrawal>().AddSingleton<ReleaseDiffs>().AddSingleton<ReleaseLineage>();
        services.AddSingleton<DestinationSecrets>().AddSingleton<DestinationDesk>().AddSingleton<ReleaseDeliveries>().AddSingleton<FolderStore>().AddSingleton<S3Store>();
        services.AddSingleton<ReleaseDeliveryWorker>().AddHostedService(provider => provider.GetRequiredService<ReleaseDeliveryWorker>());
        return services;
    }
}
