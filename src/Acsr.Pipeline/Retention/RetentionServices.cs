using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Retention;

public static class RetentionServices
{
    /// <summary>What the store holds, and taking data away.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddSingleton<DemoRemoval>().AddSingleton<StoreReader>().AddSingleton<ErasureDesk>().AddSingleton<ErasureWorker>().AddHostedService(provider => provider.GetRequiredService<ErasureWorker>());
}
