using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Acsr.Infrastructure;

namespace Acsr.Delivery;

/// <summary>A receiver of webhooks on loopback that answers what a test says.</summary>
internal sealed class Receiver() : LoopbackServer("/hook")
{
    /// <summary>Status, and headers beside it, of the next answers.</summary>
    public (int Status, (string Name, string Value)[] Headers) Answer { get; set; } = (204, []);

    public ConcurrentQueue<Received> Got { get; } = new();

    protected override async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
        var body = await reader.ReadToEndAsync();
        string Header(string name) => request.Headers[name] ?? "";
        Got.Enqueue(new Received(request.Url!.AbsolutePath, Header("webhook-id"), long.Parse(Header("webhook-timestamp"), System.Globalization.CultureInfo.InvariantCulture), Header("webhook-signature").Split(' '), Header("Content-Type"), body));
        response.StatusCode = Answer.Status;
        foreach (var (name, value) in Answer.Headers) { response.AddHeader(name, value); }
    }
}

/// <summary>A message as it came.</summary>
internal sealed record Received(string Path, string Id, long Timestamp, string[] Signatures, string ContentType, string Body)
{
    public bool IsSignedWith(string secret) => Signatures.Contains(StandardWebhook.Sign(secret, Id, Timestamp, Encoding.UTF8.GetBytes(Body)));
}
