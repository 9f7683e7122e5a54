using Acsr.Components;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MudBlazor.Services;
using IPNetwork = System.Net.IPNetwork;

namespace Acsr.Shell;

/// <summary>Registers what every page needs, whichever stage it belongs to.</summary>
public static class ShellServices
{
    /// <summary>Health checks with this tag decide <c>/health/ready</c>.</summary>
    public const string Ready = "ready";

    public static IServiceCollection AddShell(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        // A long text comes from the browser in one message; the default limit of 32 KiB would end the circuit.
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = 256 * 1024);
        services.AddMudServices();
        services.AddScoped<Notices>();
        services.AddHttpContextAccessor();
        services.AddProblemDetails();
        services.AddHealthChecks().AddCheck<StoreHealth>("store", tags: [Ready]);
        services.Configure<ForwardedHeadersOptions>(options => Configure(options, configuration.GetSection("ForwardedHeaders")));
        return services;
    }

    // Only a proxy that is named may say who the caller is; a proxy on this machine needs no naming.
    private static void Configure(ForwardedHeadersOptions options, IConfigurationSection section)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        foreach (var network in section.GetSection("KnownNetworks").Get<string[]>() ?? [])
        {
            options.KnownIPNetworks.Add(IPNetwork.TryParse(network, out var parsed) ? parsed
                : throw new OptionsValidationException("ForwardedHeaders", typeof(ForwardedHeadersOptions), [$"ForwardedHeaders:KnownNetworks holds '{network}'; write networks as 10.0.0.0/8."]));
        }
    }
}
