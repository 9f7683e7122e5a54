using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Retention;

public static class RetentionServices
{
    /// <summary>Taking data away.</summary>
    public static IServiceCollection AddRetention(this IServiceCollection services) => services.AddSingleton<DemoRemoval>();
}
