using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Acsr.Delivery;

/// <summary>
/// Keeps requests of the console's own (webhooks, checks of the system of record) away from what only this machine can reach: loopback, private and link-local networks, cloud metadata. What counts is the
/// address that is connected to, not the name that was typed, so that a name cannot point elsewhere later.
/// </summary>
public sealed class AddressGuard
{
    // IANA special-purpose address registries for IPv4 and IPv6, less what is globally reachable.
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    private readonly IPNetwork[] _allowed;

    /// <summary>Looks a name up. Asked once for each connection: what is checked is what is connected to.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <exception cref="OptionsValidationException">A network of the settings cannot be read.</exception>
    public AddressGuard(IOptions<DeliveryOptions> options) => _allowed = [.. options.Value.AllowedNetworks.Select(Parse)];

    /// <summary>The address is in a network that the settings name as own.</summary>
    public bool IsOwn(IPAddress address) => Array.Exists(_allowed, network => network.Contains(Plain(address)));

    /// <summary>Whether it may be connected to.</summary>
    public bool Allows(IPAddress address)
    {
        var plain = Plain(address);
        return IsOwn(plain) || !Array.Exists(Special, network => network.Contains(plain));
    }

    /// <summary>What is wrong with an address as somebody typed it, and how to mend it; null when nothing is. Names are looked up when sending.</summary>
    public string? FaultOf(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http")) { return "Give a whole address that begins with https://"; }
        if (uri.UserInfo.Length > 0) { return "Leave out name and password; an address is shown and logged."; }
        if (uri.Fragment.Length > 0) { return "Leave out the part after #: it is never sent."; }
        if (IPAddress.TryParse(uri.IdnHost, out var address) && !Allows(address)) { return Refusal(address); }
        return uri.Scheme == "http" && _allowed.Length == 0 ? "Use https://. Plain http is for own networks, which an administrator names in the setting Delivery:AllowedNetworks." : null;
    }

    /// <summary>What every request of the console's own is sent through: it connects to allowed addresses only and follows nobody elsewhere.</summary>
    public SocketsHttpHandler Handler() => new()
    {
        // A proxy would connect in our place, past the guard.
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = ConnectAsync,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectTimeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>Connects to the first address of a host that may be connected to.</summary>
    /// <exception cref="AddressRefusedException">No address of the host may be connected to.</exception>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await Resolve(context.DnsEndPoint.Host, cancellationToken);
        var plainText = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttp;
        var allowed = Array.FindAll(addresses, address => plainText ? IsOwn(address) : Allows(address));
        if (allowed.Length == 0)
        {
            throw new AddressRefusedException(addresses.Length == 0 ? $"{context.DnsEndPoint.Host} has no address." : Refusal(addresses[0]));
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Refusal(IPAddress address) =>
        $"{address} is in a local, private or reserved network, or is asked for over plain http. If it is yours, an administrator names its network in the setting Delivery:AllowedNetworks.";

    // An IPv4 address can hide in an IPv6 one.
    private static IPAddress Plain(IPAddress address) =>
        address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : Translated.Contains(address) ? new IPAddress(address.GetAddressBytes()[12..])
        : address;

    private static IPNetwork Parse(string network) => IPNetwork.TryParse(network, out var parsed) ? parsed
        : throw new OptionsValidationException(DeliveryOptions.Section, typeof(DeliveryOptions), [$"Delivery:AllowedNetworks holds '{network}'; write networks as 10.0.0.0/8."]);
}

/// <summary>A host has no address that may be connected to; the message says how to mend it.</summary>
public sealed class AddressRefusedException(string message) : Exception(message);
