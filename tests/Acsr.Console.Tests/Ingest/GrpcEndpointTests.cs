using System.Text;
using Acsr.Access;
using Acsr.Shell;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Acsr.Ingest;

/// <summary>The gRPC doors on a real socket, without TLS, as a client that knows no more than the standard meets them.</summary>
public sealed class GrpcEndpointTests : IAsyncLifetime
{
    private const int Limit = 64 * 1024;

    private static readonly byte[] Good = TraceBodies.ToProtobuf(TraceBodies.Request(TraceBodies.Span(1, 1, attributes: ("acsr.case.id", "c1")), TraceBodies.Span(1, 2)));

    private readonly TestConsole _console = new() { OnSocket = true, WithGrpc = true, Settings = [$"--Ingest:MaxRequestBytes={Limit}", "--Ingest:QueueRequests=1"] };

    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        await _console.InitializeAsync();
        (_, _key) = await _console.Keys.CreateAsync("agent", KeyScope.Ingest, "test", demo: false, default);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Spans_come_in_plain_and_compressed_are_stored_once_and_the_answer_is_empty()
    {
        var plain = await CallAsync(GrpcCalls.Frame(Good));
        var zipped = await CallAsync(GrpcCalls.Frame(TraceBodies.Gzip(Good), compressed: true), encoding: "gzip");
        var http = await TraceOverHttpAsync();

        Assert.Equal((200, 0, 0), (plain.Http, plain.Status, plain.Body.Length));
        Assert.Equal((200, 0, 0), (zipped.Http, zipped.Status, zipped.Body.Length));
        Assert.True(http.IsSuccessStatusCode);
        Assert.Equal(["agent"], await ReadAsync(db => db.Segments.Select(s => s.Source).ToListAsync()));
    }

    [Fact]
    public async Task A_key_is_taken_in_either_header_and_a_wrong_one_is_refused_in_the_words_of_grpc()
    {
        var (_, reader) = await _console.Keys.CreateAsync("reader", KeyScope.Read, "test", demo: false, default);

        Assert.Equal(0, (await CallAsync(GrpcCalls.Frame(Good), header: "x-acsr-key")).Status);
        Assert.Equal((200, 16), await RefusedAsync(null));
        Assert.Equal((200, 16), await RefusedAsync("acsr_i_unknown"));
        Assert.Equal((200, 7), await RefusedAsync(reader));

        async Task<(int, int)> RefusedAsync(string? key)
        {
            var answer = await GrpcCalls.CallAsync(_console.GrpcAddress, GrpcCalls.Traces, GrpcCalls.Frame(Good), key);
            Assert.Contains("key", answer.Message, StringComparison.Ordinal);
            return (answer.Http, answer.Status);
        }
    }

    [Fact]
    public async Task Bad_spans_are_counted_and_good_ones_beside_them_stored()
    {
        var body = TraceBodies.ToProtobuf(TraceBodies.Request(TraceBodies.Span(1, 1), TraceBodies.Span(2, 2)));
        // The second trace id is the only one of these bytes in a row that ends in 2.
        body[body.AsSpan().IndexOf((byte[])[.. new byte[15], 2]) + 15] = 0;

        var answer = await CallAsync(GrpcCalls.Frame(body));

        var partial = TraceBodies.Fields((byte[])TraceBodies.Fields(answer.Body)[1]);
        Assert.Equal((0, 1L), (answer.Status, partial[1]));
        Assert.Contains("all zero", Encoding.UTF8.GetString((byte[])partial[2]), StringComparison.Ordinal);
        Assert.Equal([1], await ReadAsync(db => db.Segments.Select(s => s.Count).ToListAsync()));
    }

    [Fact]
    public async Task Logs_come_in_by_their_own_service()
    {
        var body = LogBodies.ToProtobuf(LogBodies.Request(LogBodies.Evaluation(1, 1, "helpfulness", 0.9), LogBodies.Record("something.else", 1, 1)));

        var answer = await GrpcCalls.CallAsync(_console.GrpcAddress, GrpcCalls.Logs, GrpcCalls.Frame(body), _key);

        Assert.Equal((0, 1L), (answer.Status, TraceBodies.Fields((byte[])TraceBodies.Fields(answer.Body)[1])[1]));
        Assert.Equal([SegmentFormat.OtlpLogs], await ReadAsync(db => db.Segments.Select(s => s.Format).ToListAsync()));
    }

    [Fact]
    public async Task What_cannot_be_taken_is_answered_with_its_code_and_costs_nothing()
    {
        var tooMuch = new byte[Limit + 1];
        var bomb = GrpcCalls.Frame(TraceBodies.Gzip(new byte[100 * Limit]), compressed: true);
        byte[] twice = [.. GrpcCalls.Frame(Good), .. GrpcCalls.Frame(Good)];

        Assert.Equal(3, (await CallAsync(GrpcCalls.Frame("no protobuf"u8.ToArray()))).Status);
        Assert.Equal(3, (await CallAsync([])).Status);
        Assert.Equal(3, (await CallAsync([7, 0, 0, 0, 0])).Status);
        Assert.Equal(3, (await CallAsync(GrpcCalls.Frame(Good)[..^3])).Status);
        Assert.Equal(3, (await CallAsync(twice)).Status);
        Assert.Equal(3, (await CallAsync(GrpcCalls.Frame(Good, compressed: true), encoding: "gzip")).Status);
        Assert.Equal(12, (await CallAsync(GrpcCalls.Frame(Good, compressed: true), encoding: "br")).Status);
        Assert.Equal(415, (await GrpcCalls.CallAsync(_console.GrpcAddress, GrpcCalls.Traces, GrpcCalls.Frame(Good), _key, type: "application/grpc+json")).Http);
        foreach (var answer in (GrpcCalls.Answer[])[await CallAsync(GrpcCalls.Frame(tooMuch)), await CallAsync(bomb, encoding: "gzip")])
        {
            // Without a hint to come back: it will be as large then.
            Assert.Equal((8, null), (answer.Status, answer.Details));
            Assert.Contains("MaxRequestBytes", answer.Message, StringComparison.Ordinal);
        }

        Assert.Equal(0, await ReadAsync(db => db.Segments.CountAsync()));
    }

    [Fact]
    public async Task Metrics_are_refused_by_name()
    {
        var answer = await GrpcCalls.CallAsync(_console.GrpcAddress, GrpcCalls.Metrics, GrpcCalls.Frame([]), _key);

        Assert.Equal(12, answer.Status);
        Assert.Contains("metrics", answer.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_busy_store_is_told_with_the_time_to_come_back()
    {
        List<Task<GrpcCalls.Answer>> calls = [];
        // While somebody else writes, one request waits for its turn and one in the queue; the others find it full.
        using (await _console.App.Services.GetRequiredService<WriteGate>().EnterAsync(default))
        {
            for (var i = 1; i <= 4; i++) { calls.Add(CallAsync(GrpcCalls.Frame(TraceBodies.ToProtobuf(TraceBodies.Request(TraceBodies.Span(i, i)))))); }
            await Task.WhenAny(calls);
        }

        var answers = await Task.WhenAll(calls);
        var busy = answers.First(a => a.Status != 0);
        Assert.Equal(8, busy.Status);
        var status = TraceBodies.Fields(busy.Details!);
        var detail = TraceBodies.Fields((byte[])status[3]);
        Assert.Equal((8L, "type.googleapis.com/google.rpc.RetryInfo"), (status[1], Encoding.UTF8.GetString((byte[])detail[1])));
        Assert.Equal(1L, TraceBodies.Fields((byte[])TraceBodies.Fields((byte[])detail[2])[1])[1]);
        Assert.Equal(answers.Count(a => a.Status == 0), await ReadAsync(db => db.Segments.CountAsync()));
    }

    [Fact]
    public async Task Pages_stay_where_they_were()
    {
        using var client = new HttpClient { BaseAddress = _console.Address };

        Assert.NotEqual(_console.Address.Port, _console.GrpcAddress.Port);
        Assert.True((await client.GetAsync("/health/live")).IsSuccessStatusCode);
    }

    [Fact]
    public async Task Endpoints_that_the_settings_name_keep_their_place_beside_it()
    {
        await using var console = new TestConsole { OnSocket = true, WithGrpc = true, Settings = ["--Kestrel:Endpoints:Web:Url=http://127.0.0.1:0"] };
        await console.InitializeAsync();
        using var client = new HttpClient { BaseAddress = console.Address };

        Assert.NotEqual(console.GrpcAddress.Port, console.Address.Port);
        Assert.True((await client.GetAsync("/health/live")).IsSuccessStatusCode);
        Assert.Equal(16, (await GrpcCalls.CallAsync(console.GrpcAddress, GrpcCalls.Traces, GrpcCalls.Frame(Good), null)).Status);
    }

    [Theory]
    [InlineData("localhost:4317")]
    [InlineData("http://localhost")]
    public async Task An_address_that_is_none_stops_the_start_with_an_example(string address)
    {
        await using var console = new TestConsole { Settings = [$"--Ingest:GrpcUrl={address}"] };

        var error = await Assert.ThrowsAsync<OptionsValidationException>(async () => await console.InitializeAsync());

        Assert.Contains("http://localhost:4317", error.Message, StringComparison.Ordinal);
    }

    private Task<GrpcCalls.Answer> CallAsync(byte[] frame, string? encoding = null, string header = "authorization") =>
        GrpcCalls.CallAsync(_console.GrpcAddress, GrpcCalls.Traces, frame, _key, encoding, header);

    private async Task<HttpResponseMessage> TraceOverHttpAsync()
    {
        using var client = new HttpClient { BaseAddress = _console.Address };
        return await client.SendAsync(TraceBodies.Post("/v1/traces", Good, TraceBodies.Protobuf, _key));
    }

    private async Task<T> ReadAsync<T>(Func<ConsoleDbContext, Task<T>> read)
    {
        await using var db = await _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        return await read(db);
    }
}
