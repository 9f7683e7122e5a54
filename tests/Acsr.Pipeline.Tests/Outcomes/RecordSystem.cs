using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Acsr.Infrastructure;

namespace Acsr.Outcomes;

/// <summary>A system of record on loopback that answers what a test says.</summary>
internal sealed class RecordSystem : LoopbackServer
{
    /// <summary>Status and body of the next answers.</summary>
    public (int Status, string Body) Answer { get; set; } = (200, "{}");

    /// <summary>What is done before an answer goes out.</summary>
    public Func<Task> Before { get; set; } = () => Task.CompletedTask;

    public ConcurrentQueue<(string Method, string Path, string Body, string? Key)> Asked { get; } = new();

    protected override async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
        Asked.Enqueue((request.HttpMethod, request.RawUrl!, await reader.ReadToEndAsync(), request.Headers["x-api-key"]));
        await Before();
        response.StatusCode = Answer.Status;
        if (Answer.Status is >= 300 and < 400) { response.AddHeader("Location", Url + "/elsewhere"); }
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(Answer.Body));
    }
}
