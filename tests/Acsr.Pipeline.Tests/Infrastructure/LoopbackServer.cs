using System.Net;
using System.Net.Sockets;

namespace Acsr.Infrastructure;

/// <summary>A server on a free port of loopback that answers one request after the other, as its heir says, until it is disposed.</summary>
internal abstract class LoopbackServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    /// <summary>Serves from here on.</summary>
    /// <param name="path">What <see cref="Url"/> ends with, with its slash; requests to any other path come too.</param>
    protected LoopbackServer(string path = "")
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var root = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        probe.Stop();
        Url = root + path;
        _listener.Prefixes.Add(root + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        GC.SuppressFinalize(this);
    }

    /// <summary>Writes the answer; the response is closed afterwards.</summary>
    protected abstract Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response);

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try { context = await _listener.GetContextAsync(); }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException) { return; }

            try
            {
                await AnswerAsync(context.Request, context.Response);
                context.Response.Close();
            }
            catch (HttpListenerException)
            {
                // Whoever asked has gone, as a node does that dies.
            }
        }
    }
}
