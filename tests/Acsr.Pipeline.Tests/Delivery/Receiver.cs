using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Acsr.Delivery;

/// <summary>A receiver of webhooks on loopback that answers what a test says.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public Receiver()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/hook";
        probe.Stop();
        _listener.Prefixes.Add(Url[..^"hook".Length]);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>Status, and headers beside it, of the next answers.</summary>
    public (int Status, (string Name, string Value)[] Headers) Answer { get; set; } = (204, []);

    public ConcurrentQueue<Received> Got { get; } = new();

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try { context = await _listener.GetContextAsync(); }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException) { return; }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            var body = await reader.ReadToEndAsync();
            string Header(string name) => context.Request.Headers[name] ?? "";
            Got.Enqueue(new Received(context.Request.Url!.AbsolutePath, Header("webhook-id"), long.Parse(Header("webhook-timestamp"), System.Globalization.CultureInfo.InvariantCulture), Header("webhook-signature").Split(' '), Header("Content-Type"), body));
            context.Response.StatusCode = Answer.Status;
            foreach (var (name, value) in Answer.Headers) { context.Response.AddHeader(name, value); }
            context.Response.Close();
        }
    }
}

/// <summary>A message as it came.</summary>
internal sealed record Received(string Path, string Id, long Timestamp, string[] Signatures, string ContentType, string Body)
{
    public bool IsSignedWith(string secret) => Signatures.Contains(StandardWebhook.Sign(secret, Id, Timestamp, Encoding.UTF8.GetBytes(Body)));
}
