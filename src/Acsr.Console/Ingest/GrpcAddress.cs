using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Acsr.Ingest;

/// <summary>The address of its own that OTLP over gRPC needs where there is no TLS: only there can HTTP/2 be agreed on without asking.</summary>
internal static class GrpcAddress
{
    public const string Setting = $"{IngestOptions.Section}:{nameof(IngestOptions.GrpcUrl)}";

    /// <summary>Listens there beside the other addresses, which are known by now and stay the first.</summary>
    public static void UseGrpcAddress(this WebApplicationBuilder builder)
    {
        // What is no address is left to the options' own check, which says how to mend it.
        if (builder.Configuration[Setting] is not { Length: > 0 } text || Parsed(text) is not { } address) { return; }

        // Endpoints that are named in the settings hide the plain list of addresses.
        if (builder.Configuration.GetSection("Kestrel:Endpoints").Exists()) { builder.Configuration["Kestrel:Endpoints:OtlpGrpc:Url"] = text; }
        else { builder.WebHost.UseUrls([.. AddressesOf(builder.Configuration), text]); }
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint =>
        {
            if (endpoint.IPEndPoint?.Port == address.Port) { endpoint.Protocols = HttpProtocols.Http2; }
        }));
    }

    /// <summary>Whether one of the console's addresses is the one for gRPC, which no browser and no HTTP/1.1 client can speak to.</summary>
    public static bool IsGrpcAddress(this IConfiguration configuration, string url) =>
        configuration[Setting] is { Length: > 0 } text && Parsed(text) is { } own && Parsed(url)?.Port == own.Port;

    private static BindingAddress? Parsed(string text)
    {
        try
        {
            return BindingAddress.Parse(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static string[] AddressesOf(ConfigurationManager configuration) =>
        configuration["urls"] is { Length: > 0 } urls ? Listed(urls)
        : [.. Listed(configuration["http_ports"]).Select(port => $"http://*:{port}"), .. Listed(configuration["https_ports"]).Select(port => $"https://*:{port}")];

    private static string[] Listed(string? text) => text?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
