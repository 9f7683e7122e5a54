using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Acsr.Journeys;

/// <summary>A desk with cases of both kinds, and a receiver of webhooks beside it, written after the documentation.</summary>
public sealed class ListeningDesk : Desk, IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Id, string Timestamp, string Signatures, string Body)> _got = new();
    private WebApplication _receiver = null!;

    /// <summary>Where the receiver listens.</summary>
    public string Hook { get; private set; } = "";

    protected override string[] Settings => ["--Delivery:AllowedNetworks:0=127.0.0.0/8", "--Delivery:PublicUrl=https://acsr.example.com"];

    /// <summary>The bodies that came with a genuine signature.</summary>
    public IReadOnlyList<string> Genuine(string secret) => [.. _got.Where(m => IsGenuine(secret, m.Id, m.Timestamp, m.Signatures, m.Body)).Select(m => m.Body)];

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await _receiver.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override async Task ArrangeAsync()
    {
        await OpenShopAsync();
        await OpenDemoAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _receiver = builder.Build();
        _receiver.MapPost("/hook", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body, Encoding.UTF8);
            _got.Enqueue((request.Headers["webhook-id"]!, request.Headers["webhook-timestamp"]!, request.Headers["webhook-signature"]!, await reader.ReadToEndAsync()));
            return Results.NoContent();
        });
        await _receiver.StartAsync();
        Hook = $"{_receiver.Urls.Single()}/hook";
    }

    private static bool IsGenuine(string secret, string id, string timestamp, string signatures, string body)
    {
        var age = DateTimeOffset.UtcNow - DateTimeOffset.FromUnixTimeSeconds(long.Parse(timestamp, CultureInfo.InvariantCulture));
        var wanted = "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes($"{id}.{timestamp}.{body}")));
        return age.Duration() < TimeSpan.FromMinutes(5) && signatures.Split(' ').Any(given => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), Encoding.ASCII.GetBytes(wanted)));
    }
}
