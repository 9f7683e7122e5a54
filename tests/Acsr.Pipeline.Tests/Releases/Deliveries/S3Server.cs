using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Acsr.Infrastructure;

namespace Acsr.Releases.Deliveries;

/// <summary>
/// A store on loopback that knows put, head and delete, and takes what is signed as Amazon's Signature Version 4 says: written from its
/// documentation, with nothing of the library that signs.
/// </summary>
internal sealed class S3Server : LoopbackServer
{
    public const string AccessKey = "AKIDEXAMPLE";
    public const string Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";

    /// <summary>What is stored, by path.</summary>
    public ConcurrentDictionary<string, (byte[] Content, string Sha256, string Delivery)> Objects { get; } = new();

    /// <summary>Method and path of every request that was signed well.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>How many puts are taken before one is refused with 503; null: all.</summary>
    public int? Takes { get; set; }

    protected override async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        response.StatusCode = Answer(request, body.ToArray(), response);
    }

    private int Answer(HttpListenerRequest request, byte[] body, HttpListenerResponse response)
    {
        if (!IsSigned(request, body)) { return 403; }
        var path = request.Url!.AbsolutePath;
        Log.Enqueue($"{request.HttpMethod} {path}");
        switch (request.HttpMethod)
        {
            case "PUT" when Takes is <= 0: return 503;
            case "PUT":
                Takes--;
                Objects[path] = (body, request.Headers["x-amz-meta-acsr-sha256"] ?? "", request.Headers["x-amz-meta-acsr-delivery"] ?? "");
                return 200;
            case "HEAD" when Objects.TryGetValue(path, out var held):
                response.ContentLength64 = held.Content.Length;
                response.AddHeader("x-amz-meta-acsr-sha256", held.Sha256);
                return 200;
            case "DELETE":
                Objects.TryRemove(path, out _);
                return 204;
            default: return 404;
        }
    }

    private static bool IsSigned(HttpListenerRequest request, byte[] body)
    {
        var parts = (request.Headers["Authorization"] ?? "").Replace("AWS4-HMAC-SHA256 ", "", StringComparison.Ordinal).Split(',', StringSplitOptions.TrimEntries).Select(p => p.Split('=', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1]);
        if (!parts.TryGetValue("Credential", out var credential) || !parts.TryGetValue("SignedHeaders", out var signed)) { return false; }
        var scope = credential.Split('/');
        var hash = request.Headers["x-amz-content-sha256"] ?? "";
        if (scope[0] != AccessKey || hash != "UNSIGNED-PAYLOAD" && hash != Hex(SHA256.HashData(body))) { return false; }
        var query = string.Join('&', request.Url!.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Contains('=') ? p : p + "=").Order(StringComparer.Ordinal));
        var headers = string.Concat(signed.Split(';').Select(name => $"{name}:{(request.Headers[name] ?? "").Trim()}\n"));
        var canonical = $"{request.HttpMethod}\n{request.RawUrl!.Split('?')[0]}\n{query}\n{headers}\n{signed}\n{hash}";
        var text = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{string.Join('/', scope[1..])}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = scope[1..].Aggregate(Encoding.UTF8.GetBytes("AWS4" + Secret), (secret, part) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(part)));
        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))) == parts["Signature"];
    }

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
