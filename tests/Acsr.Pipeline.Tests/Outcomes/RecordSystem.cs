using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Acsr.Outcomes;

/// <summary>A system of record on loopback that answers what a test says.</summary>
internal sealed class RecordSystem : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public RecordSystem()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        Url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        probe.Stop();
        _listener.Prefixes.Add(Url + "/");
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>Status and body of the next answers.</summary>
    public (int Status, string Body) Answer { get; set; } = (200, "{}");

    /// <summary>What is done before an answer goes out.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public ConcurrentQueue<(string Method, string Path, string Body, string? Key)> Asked { get; } = new();

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
            Asked.Enqueue((context.Request.HttpMethod, context.Request.RawUrl!, await reader.ReadToEndAsync(), context.Request.Headers["x-api-key"]));
            await Before();
            context.Response.StatusCode = Answer.Status;
            if (Answer.Status is >= 300 and < 400) { context.Response.AddHeader("Location", Url + "/elsewhere"); }
            try
            {
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(Answer.Body));
                context.Response.Close();
            }
            catch (HttpListenerException)
            {
                // Whoever asked has gone, as a node does that dies.
            }
        }
    }
}
