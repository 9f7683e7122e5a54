using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using Acsr.Delivery;
using Acsr.Infrastructure;
using Microsoft.Extensions.Options;

namespace Acsr.Knowledge;

public sealed class HttpRetrieverTests : IAsyncDisposable
{
    private static readonly SearchOverlay Overlay = new("gifts", [new("gifts#~1", "gifts", ["Gifts"], "As store credit.")]);

    private readonly Ranker _ranker = new();

    public ValueTask DisposeAsync() => _ranker.DisposeAsync();

    [Fact]
    public async Task It_is_asked_with_the_edit_in_place_and_its_ids_are_chunks_with_their_articles()
    {
        _ranker.Answer = (200, """{"results":[{"id":"gifts#~1"},{"id":"hours"}],"overlay_applied":true}""");
        using var retriever = Retriever("127.0.0.0/8");

        var ranked = await retriever.RankAsync("return a gift", 50, Overlay, TestContext.Current.CancellationToken);

        Assert.Equal([("gifts#~1", "gifts"), ("hours", "hours")], ranked);
        var (body, key) = Assert.Single(_ranker.Asked);
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
        _ranker.Answer = (status, answer);
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
        new AddressGuard(Options.Create(new DeliveryOptions { AllowedNetworks = [.. networks] })), Options.Create(new KnowledgeOptions { RetrieverUrl = _ranker.Url, RetrieverKey = "secret" }));

    /// <summary>A customer's own search that answers what a test says.</summary>
    private sealed class Ranker() : LoopbackServer("/rank")
    {
        public (int Status, string Body) Answer { get; set; } = (200, "{}");

        public ConcurrentQueue<(string Body, string? Key)> Asked { get; } = new();

        protected override async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
        {
            using var reader = new StreamReader(request.InputStream, Encoding.UTF8);
            Asked.Enqueue((await reader.ReadToEndAsync(), request.Headers["Authorization"]));
            response.StatusCode = Answer.Status;
            await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(Answer.Body));
        }
    }
}
