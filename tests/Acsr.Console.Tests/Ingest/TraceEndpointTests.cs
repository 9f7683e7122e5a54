using System.Net;
using System.Text;
using System.Text.Json;
using Acsr.Access;
using Acsr.Shell;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Ingest;

/// <summary>The OTLP door as an exporter meets it (formats A.1).</summary>
public sealed class TraceEndpointTests : IAsyncLifetime
{
    private const string Path = "/v1/traces";
    private const int Limit = 64 * 1024;

    private static readonly byte[] Good = TraceBodies.Request(TraceBodies.Span(1, 1, attributes: ("acsr.case.id", "c1")), TraceBodies.Span(1, 2));

    private readonly TestConsole _console = new() { Settings = [$"--Ingest:MaxRequestBytes={Limit}"] };

    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        await _console.InitializeAsync();
        (_, _key) = await _console.Keys.CreateAsync("agent", KeyScope.Ingest, "test", demo: false, default);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData(TraceBodies.Json, false)]
    [InlineData(TraceBodies.Json, true)]
    [InlineData("application/json; charset=utf-8", false)]
    [InlineData(TraceBodies.Protobuf, false)]
    [InlineData(TraceBodies.Protobuf, true)]
    public async Task Both_encodings_come_in_plain_and_compressed_and_are_answered_in_kind(string type, bool gzip)
    {
        var isJson = type != TraceBodies.Protobuf;
        var answer = await SendAsync(isJson ? Good : TraceBodies.ToProtobuf(Good), type, gzip: gzip);

        Assert.Equal((HttpStatusCode.OK, type.Split(';')[0]), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(isJson ? "{}" : "", await answer.Content.ReadAsStringAsync());
        Assert.Equal(1, await SegmentsAsync());
    }

    [Theory]
    [InlineData(TraceBodies.Json, "{}")]
    [InlineData(TraceBodies.Json, """{"resourceSpans":[]}""")]
    [InlineData(TraceBodies.Protobuf, "")]
    public async Task An_empty_request_is_a_success_that_stores_nothing(string type, string body)
    {
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Encoding.UTF8.GetBytes(body), type)).StatusCode);
        Assert.Equal(0, await SegmentsAsync());
    }

    [Fact]
    public async Task The_same_spans_sent_again_in_either_encoding_are_stored_once()
    {
        await SendAsync(Good, TraceBodies.Json);
        await SendAsync(Good, TraceBodies.Json, gzip: true);
        var answer = await SendAsync(TraceBodies.ToProtobuf(Good), TraceBodies.Protobuf);

        Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(1, await SegmentsAsync());
    }

    [Fact]
    public async Task Bad_spans_are_counted_and_named_and_good_ones_beside_them_stored()
    {
        var body = TraceBodies.Request(TraceBodies.Span(1, 1), TraceBodies.Span(0, 2), TraceBodies.Span(1, 3, traceId: "abc"));

        var answer = await SendAsync(body, TraceBodies.Json);

        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var partial = json.RootElement.GetProperty("partialSuccess");
        Assert.Equal((HttpStatusCode.OK, "2"), (answer.StatusCode, partial.GetProperty("rejectedSpans").GetString()));
        Assert.Contains("spans[1]", partial.GetProperty("errorMessage").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, (await SegmentsOfAsync(s => s.Count)).Single());
    }

    [Fact]
    public async Task Bad_spans_are_counted_in_protobuf_too()
    {
        var body = TraceBodies.ToProtobuf(TraceBodies.Request(TraceBodies.Span(1, 1), TraceBodies.Span(2, 2)));
        // The second trace id is the only one of these bytes in a row that ends in 2.
        var place = body.AsSpan().IndexOf((byte[])[.. new byte[15], 2]);
        body[place + 15] = 0;

        var answer = await SendAsync(body, TraceBodies.Protobuf);

        var partial = TraceBodies.Fields((byte[])TraceBodies.Fields(await answer.Content.ReadAsByteArrayAsync())[1]);
        Assert.Equal((HttpStatusCode.OK, 1L), (answer.StatusCode, partial[1]));
        Assert.Contains("all zero", Encoding.UTF8.GetString((byte[])partial[2]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not a request at all", null, 400)]
    [InlineData("{}", "none", 401)]
    [InlineData("{}", "acsr_i_unknown", 401)]
    [InlineData("{}", "read", 403)]
    [InlineData("large", null, 413)]
    public async Task A_refusal_is_a_status_message_in_the_encoding_of_the_request(string body, string? key, int expected)
    {
        var bytes = body == "large" ? new byte[Limit + 1] : Encoding.UTF8.GetBytes(body);
        foreach (var type in (string[])[TraceBodies.Json, TraceBodies.Protobuf])
        {
            var answer = await SendAsync(bytes, type, key: key);

            Assert.Equal((expected, type), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
            Assert.NotEmpty(Message(type, await answer.Content.ReadAsByteArrayAsync()));
        }

        Assert.Equal(0, await SegmentsAsync());
    }

    [Fact]
    public async Task A_small_request_that_unpacks_to_a_large_one_is_refused()
    {
        var answer = await SendAsync(new byte[200 * Limit], TraceBodies.Protobuf, gzip: true);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("after decompression", Message(TraceBodies.Protobuf, await answer.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_claims_to_be_gzip_and_is_not_is_refused()
    {
        var request = TraceBodies.Post(Path, Good, TraceBodies.Json, _key);
        request.Content!.Headers.ContentEncoding.Add("gzip");

        Assert.Equal(HttpStatusCode.BadRequest, (await _console.Visit().SendAsync(request)).StatusCode);
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("text/plain", null)]
    [InlineData(TraceBodies.Json, "br")]
    public async Task Another_type_or_coding_is_refused_with_what_to_send(string? type, string? coding)
    {
        var request = TraceBodies.Post(Path, Good, type, _key);
        if (coding is not null) { request.Content!.Headers.ContentEncoding.Add(coding); }

        var answer = await _console.Visit().SendAsync(request);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Contains("send", Message(TraceBodies.Json, await answer.Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_segment_keeps_the_name_of_the_key_it_came_with_and_a_browsers_key_sends_no_traces()
    {
        var (_, browser) = await _console.Keys.CreateAsync("shop", KeyScope.Browser, "test", demo: false, default);

        Assert.Equal(HttpStatusCode.Forbidden, (await SendAsync(Good, TraceBodies.Json, browser)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Good, TraceBodies.Json)).StatusCode);
        Assert.Equal(["agent"], await SegmentsOfAsync(s => s.Source));
    }

    private Task<HttpResponseMessage> SendAsync(byte[] body, string type, string? key = null, bool gzip = false) =>
        _console.Visit().SendAsync(TraceBodies.Post(Path, body, type, key switch { null => _key, "none" => null, "read" => ReadKey(), _ => key }, gzip));

    private string ReadKey() => _console.Keys.CreateAsync("reader", KeyScope.Read, "test", demo: false, default).GetAwaiter().GetResult().Key;

    private static string Message(string type, byte[] status)
    {
        if (type == TraceBodies.Protobuf) { return Encoding.UTF8.GetString((byte[])TraceBodies.Fields(status)[2]); }
        using var json = JsonDocument.Parse(status);
        return json.RootElement.GetProperty("message").GetString()!;
    }

    private async Task<int> SegmentsAsync() => (await SegmentsOfAsync(s => s.Id)).Count;

    private async Task<List<T>> SegmentsOfAsync<T>(System.Linq.Expressions.Expression<Func<Segment, T>> select)
    {
        await using var db = await _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        return await db.Segments.Select(select).ToListAsync();
    }
}
