using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Delivery;
using Microsoft.Extensions.Options;

namespace Acsr.Knowledge;

/// <summary>The customer's retriever did not answer as a test needs it; the message says how to mend that.</summary>
public sealed class RetrieverException(string message) : Exception(message);

/// <summary>
/// Asks the customer's own retriever over HTTP, at an address that the guard lets through: <c>{"query","k"}</c>, and for the test of an edit
/// <c>"overlay":{"remove_doc","upserts"}</c>; the answer is <c>{"results":[{"id"}],"overlay_applied":true}</c>.
/// </summary>
public sealed class HttpRetriever(AddressGuard guard, IOptions<KnowledgeOptions> options) : IDisposable
{
    private const int MaxAnswer = 4 << 20;

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        // A proxy would connect in our place, past the guard.
        UseProxy = false,
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectCallback = guard.ConnectAsync,
        ConnectTimeout = TimeSpan.FromSeconds(10),
    })
    { Timeout = TimeSpan.FromSeconds(20), MaxResponseContentBufferSize = MaxAnswer };

    /// <summary>Whether there is one.</summary>
    public bool IsThere => options.Value.RetrieverUrl.Length > 0;

    /// <summary>Its host, without whatever its address tells else.</summary>
    public string Host => Uri.TryCreate(options.Value.RetrieverUrl, UriKind.Absolute, out var url) ? url.Host : "";

    /// <summary>Chunks with their articles, best first.</summary>
    /// <exception cref="RetrieverException">It cannot be asked, or its answer is of no use.</exception>
    public async Task<IReadOnlyList<(string Id, string ArticleId)>> RankAsync(string question, int k, SearchOverlay? overlay, CancellationToken cancellationToken)
    {
        var url = options.Value.RetrieverUrl;
        if (!IsThere) { throw new RetrieverException("No retriever of your own is set; an administrator names its address in the setting Knowledge:RetrieverUrl."); }
        if (guard.FaultOf(url) is { } fault) { throw new RetrieverException($"Knowledge:RetrieverUrl: {fault}"); }
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = JsonContent.Create(Body(question, k, overlay)) };
            if (options.Value.RetrieverKey is { Length: > 0 } key) { request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key); }
            using var answer = await _http.SendAsync(request, cancellationToken);
            if (!answer.IsSuccessStatusCode) { throw new RetrieverException($"Your retriever answered {(int)answer.StatusCode}."); }
            using var json = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellationToken), cancellationToken: cancellationToken);
            if (overlay is not null && !(json.RootElement.TryGetProperty("overlay_applied", out var applied) && applied.ValueKind == JsonValueKind.True))
            {
                throw new RetrieverException("Your retriever does not say that it searched with the edit (overlay_applied: true), so nothing can be said about the edit. Test with the built-in one.");
            }

            return [.. json.RootElement.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("id").GetString()!).Select(id => (id, id.Split('#')[0]))];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new RetrieverException("Your retriever's answer is not {\"results\":[{\"id\":\"…\"}]}.");
        }
        catch (HttpRequestException error)
        {
            throw new RetrieverException($"Your retriever cannot be reached: {error.GetBaseException().Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RetrieverException("Your retriever gave no answer within 20 s.");
        }
    }

    public void Dispose() => _http.Dispose();

    private static JsonObject Body(string question, int k, SearchOverlay? overlay)
    {
        var body = new JsonObject { ["query"] = question, ["k"] = k };
        if (overlay is not null)
        {
            body["overlay"] = new JsonObject
            {
                ["remove_doc"] = overlay.WithoutArticle,
                ["upserts"] = new JsonArray([.. overlay.With.Select(c => new JsonObject { ["chunk_id"] = c.Id, ["doc_id"] = c.ArticleId, ["title_path"] = new JsonArray([.. c.TitlePath.Select(t => (JsonNode)t)]), ["text"] = c.Text })]),
            };
        }

        return body;
    }
}
