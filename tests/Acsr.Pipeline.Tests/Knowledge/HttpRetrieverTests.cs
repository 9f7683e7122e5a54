using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Acsr.Delivery;
using Microsoft.Extensions.Options;

namespace Acsr.Knowledge;

public sealed class HttpRetrieverTests : IDisposable
{
    private static readonly SearchOverlay Overlay = new("gifts", [new("gifts#~1", "gifts", ["Gifts"], "As store credit.")]);

    private readonly HttpListener _listener = new();
    private readonly string _url;

    public HttpRetrieverTests()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        _url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/rank";
        probe.Stop();
        _listener.Prefixes.Add(_url[..^"rank".Length]);
        _listener.Start();
    }

    public void Dispose() => _listener.Close();

    [Fact]
    public async Task It_is_asked_with_the_edit_in_place_and_its_ids_are_chunks_with_their_articles()
    {
        var asked = AnswerAsync(200, """{"results":[{"id":"gifts#~1"},{"id":"hours"}],"overlay_applied":true}""");
        using var retriever = Retriever("127.0.0.0/8");

        var ranked = await retriever.RankAsync("return a gift", 50, Overlay, TestContext.Current.CancellationToken);

        Assert.Equal([("gifts#~1", "gifts"), ("hours", "hours")], ranked);
        var (body, key) = await asked;
        using var json = JsonDocument.Parse(body);
        Assert.Equal(("return a gift", 50, "gifts", "As store credit.", "Bearer secret"), (
            json.RootElement.GetProperty("query").GetString(), json.RootElement.GetProperty("k").GetInt32(), json.RootElement.GetProperty("overlay").GetProperty("remove_doc").GetString(),
            json.RootElement.GetProperty("overlay").GetProperty("upserts")[0].GetProperty("text").GetString(), key));
    }

    [Theory]
    [InlineData(200, """{"results":[]}""", "does not say that it searched with the edit")]
    [InlineData(200, """[]""", "is not {\"results\"")]
    [InlineData(200, "oops", "is not {\"results\"")]
    [InlineData(503, "", "answered 503")]
    public async Task An_answer_of_no_use_says_why(int status, string answer, string says)
    {
        _ = AnswerAsync(status, answer);
        using var retriever = Retriever("127.0.0.0/8");

        var error = await Assert.ThrowsAsync<RetrieverException>(() => retriever.RankAsync("q", 5, Overlay, TestContext.Current.CancellationToken));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_the_guard_refuses_is_never_asked()
    {
        using var retriever = Retriever();

        await Assert.ThrowsAsync<RetrieverException>(() => retriever.RankAsync("q", 5, null, TestContext.Current.CancellationToken));
    }

    private HttpRetriever Retriever(params string[] networks) => new(
        new AddressGuard(Options.Create(new DeliveryOptions { AllowedNetworks = [.. networks] })), Options.Create(new KnowledgeOptions { RetrieverUrl = _url, RetrieverKey = "secret" }));

    private async Task<(string Body, string? Key)> AnswerAsync(int status, string answer)
    {
        var context = await _listener.GetContextAsync();
        using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
        var asked = (await reader.ReadToEndAsync(), context.Request.Headers["Authorization"]);
        context.Response.StatusCode = status;
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
        context.Response.Close();
        return asked;
    }
}
