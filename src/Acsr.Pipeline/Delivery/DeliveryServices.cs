using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Delivery;

/// <summary>Registers how news gets out: notifications in the console, and signed webhooks.</summary>
public static class DeliveryServices
{
    public static IServiceCollection AddDelivery(this IServiceCollection services)
    {
        services.AddOptions<DeliveryOptions>().BindConfiguration(DeliveryOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddDataProtection();
        services.AddSingleton<AddressGuard>().AddSingleton<WebhookSecrets>().AddSingleton<WebhookSender>().AddSingleton<Outbox>();
        services.AddSingleton<Notifications>().AddSingleton<WebhookDesk>();
        services.AddSingleton<WebhookWorker>().AddHostedService(provider => provider.GetRequiredService<WebhookWorker>());
        return services;
    }
}
