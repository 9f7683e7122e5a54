using System.Net;
using System.Text.Json;
using System.Threading.Channels;
using Acsr.Tests.Otlp;
using Google.Protobuf;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Acsr.Bench.Ingest;

/// <summary>
/// The usual design behind the same web server: each request is parsed by generated protobuf classes, each span becomes a row with its
/// attributes as JSON and two indexes, and many requests share a commit with <c>synchronous=FULL</c>, after which they are answered.
/// </summary>
internal sealed class MessageServer
{
    private const int MostRequests = 20;

    private readonly WebApplication _app;
    private readonly Task _writer;
    private readonly Channel<(TraceRequest Request, string[] Attributes, TaskCompletionSource Done)> _queue;
    private readonly string _file;

    private MessageServer(WebApplication app, Channel<(TraceRequest, string[], TaskCompletionSource)> queue, string file)
    {
        (_app, _queue, _file) = (app, queue, file);
        _writer = Task.Run(WriteAsync);
    }

    public IPEndPoint Address => new(IPAddress.Loopback, new Uri(_app.Urls.First()).Port);

    public static async Task<MessageServer> StartAsync(string file)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls=http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 64 << 20);
        var app = builder.Build();
        var queue = Channel.CreateBounded<(TraceRequest, string[], TaskCompletionSource)>(1_024);
        app.MapPost("/v1/traces", async (HttpContext context) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            var request = TraceRequest.Parser.ParseFrom(new ReadOnlySpan<byte>(body.GetBuffer(), 0, (int)body.Length));
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await queue.Writer.WriteAsync((request, [.. Spans(request).Select(span => Json(span.Attributes))], done));
            await done.Task;
            context.Response.ContentLength = 0;
        });
        await app.StartAsync();
        return new MessageServer(app, queue, file);
    }

    public async Task StopAsync()
    {
        await _app.StopAsync();
        _queue.Writer.Complete();
        await _writer;
        await _app.DisposeAsync();
    }

    private static IEnumerable<Span> Spans(TraceRequest request) => request.ResourceSpans.SelectMany(r => r.ScopeSpans).SelectMany(s => s.Spans);

    private async Task WriteAsync()
    {
        using var connection = Peers.Open(_file);
        Peers.Run(connection, Peers.Schema);
        using var insert = Peers.Insert(connection);
        while (await _queue.Reader.WaitToReadAsync())
        {
            List<TaskCompletionSource> waiting = [];
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            while (waiting.Count < MostRequests && _queue.Reader.TryRead(out var next))
            {
                var at = 0;
                foreach (var span in Spans(next.Request)) { Write(insert, span, next.Attributes[at++]); }
                waiting.Add(next.Done);
            }

            transaction.Commit();
            waiting.ForEach(done => done.SetResult());
        }
    }

    private static void Write(SqliteCommand insert, Span span, string attributes)
    {
        string? Text(string key) => span.Attributes.FirstOrDefault(a => a.Key == key)?.Value.StringValue;
        long? Whole(string key) => span.Attributes.FirstOrDefault(a => a.Key == key)?.Value.IntValue;
        object?[] values =
        [
            Text("acsr.case.id"), Hex(span.TraceId), Hex(span.SpanId), Hex(span.ParentSpanId), span.Name, span.Kind, (long)span.StartTimeUnixNano / 1000,
            (long)(span.EndTimeUnixNano - span.StartTimeUnixNano) / 1000, span.Status?.Code ?? 0, Text("gen_ai.request.model"), Text("gen_ai.tool.name"),
            Whole("gen_ai.usage.input_tokens"), Whole("gen_ai.usage.output_tokens"), null, attributes,
        ];
        for (var p = 0; p < values.Length; p++) { insert.Parameters[p].Value = values[p] ?? DBNull.Value; }
        insert.ExecuteNonQuery();
    }

    private static string? Hex(ByteString bytes) => bytes.IsEmpty ? null : Convert.ToHexStringLower(bytes.Span);

    private static string Json(IEnumerable<KeyValue> attributes)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var attribute in attributes)
            {
                json.WritePropertyName(attribute.Key);
                if (attribute.Value.ValueCase == AnyValue.ValueOneofCase.IntValue) { json.WriteNumberValue(attribute.Value.IntValue); }
                else { json.WriteStringValue(attribute.Value.StringValue); }
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}
