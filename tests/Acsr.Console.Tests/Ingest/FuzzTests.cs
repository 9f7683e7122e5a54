using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Ingest.Otlp;
using Acsr.Kpis;
using Acsr.Shell;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Ingest;

/// <summary>
/// Random and damaged bodies at every door: the same few thousand in every run. Nothing else runs beside them, because the growth of
/// the process's memory is one of the things asserted.
/// </summary>
[Collection(nameof(Alone))]
public sealed partial class FuzzTests : IAsyncLifetime
{
    private const int Requests = 3_000;
    private const int MaxBytes = 32 * 1024;
    private const long MaxGrowth = 64L << 20;

    private static readonly string[] Types = [TraceBodies.Json, TraceBodies.Protobuf, "application/x-ndjson", "application/json; charset=utf-16", "application/cloudevents+json", "application/cloudevents-batch+json", "", "text/plain"];

    private readonly TestConsole _console = new() { Settings = [$"--Ingest:MaxRequestBytes={MaxBytes}", "--Ingest:FoldDelaySeconds=0"] };

    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        await _console.InitializeAsync();
        (_, _key) = await _console.Keys.CreateAsync("fuzz", KeyScope.Ingest, "test", demo: false, default);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task No_body_breaks_a_door_or_leaves_anything_of_what_was_refused()
    {
        await SendAsync(0, 50);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var answers = (await Task.WhenAll(SendAsync(1, Requests / 2), SendAsync(2, Requests / 2))).SelectMany(a => a).ToList();
        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;

        var odd = answers.Where(a => a.Status is not (200 or 400 or 413 or 415 or 422)).Select(a => $"request {a.Number} answered {a.Status}").ToList();
        Assert.Empty(odd);
        Assert.True(growth < MaxGrowth, $"memory grew by {growth} bytes");

        // What is left can be read, folded, exported, counted and derived anew, and nothing of it was refused.
        var refused = answers.Where(a => a.Status != 200).Select(a => a.Number).ToHashSet();
        var lines = await _console.App.Services.GetRequiredService<EventExport>().LinesAsync(default).ToListAsync();
        var stored = lines.SelectMany(l => Mark().Matches(l)).Select(m => m.Value).ToHashSet();
        Assert.DoesNotContain(refused.Select(MarkOf), stored.Contains);
        Assert.True(refused.Count > Requests / 5, $"only {refused.Count} were refused");
        Assert.True(stored.Count > Requests / 10, $"only {stored.Count} left something");

        await _console.App.Services.GetRequiredService<CaseFolder>().FoldAllAsync(default);
        await using var db = await _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        Assert.Empty(await db.CaseWork.Select(w => w.CaseId + ": " + w.LastError).ToListAsync());
        Assert.Empty((await _console.App.Services.GetRequiredService<DerivedCheck>().RunAsync(null, default)).Differences);
        var kpis = await _console.App.Services.GetRequiredService<KpiEngine>().ValuesAsync(KpiDefinitions.All, new KpiQuery(), default);
        Assert.All(kpis, k => Assert.True(k.Value is null || double.IsFinite(k.Value.Value), k.Id));

        // Segments hold exactly what the answers said they took.
        var counted = await db.Segments.Where(s => s.Format == SegmentFormat.Events).SumAsync(s => (long)s.Count);
        Assert.Equal(answers.Concat(_warmUp).Where(a => a.Accepted >= 0).DistinctBy(a => a.Number).Sum(a => (long)a.Accepted), counted);
    }

    private readonly List<(int Number, int Status, int Accepted)> _warmUp = [];

    private async Task<List<(int Number, int Status, int Accepted)>> SendAsync(int seed, int count)
    {
        var random = new Random(seed);
        var visitor = _console.Visit();
        List<(int, int, int)> answers = [];
        for (var i = 0; i < count; i++)
        {
            var number = (seed * 1_000_000) + i;
            var (path, body, type) = Next(random, number);
            var gzip = random.Next(5) == 0;
            var request = TraceBodies.Post(path, body, type, _key, gzip);
            if (gzip && random.Next(2) == 0) { request.Content = Damaged(request.Content!, Mutated(random, TraceBodies.Gzip(body))); }
            using var answer = await visitor.SendAsync(request);
            var accepted = answer.IsSuccessStatusCode ? Taken(path, await answer.Content.ReadAsStringAsync()) : -1;
            answers.Add((number, (int)answer.StatusCode, accepted));
        }

        if (seed == 0) { _warmUp.AddRange(answers); }
        return answers;
    }

    /// <summary>Native events that an answer says are stored; -1 where it counts none.</summary>
    private static int Taken(string path, string answer) => path switch
    {
        "/api/v1/events" => JsonSerializer.Deserialize<EventsAnswer>(answer, JsonSerializerOptions.Web)!.Accepted,
        "/api/public/scores" => 1,
        "/v1/span_annotations" => JsonNode.Parse(answer)!["data"]!.AsArray().Count,
        _ => -1,
    };

    private static (string Path, byte[] Body, string? Type) Next(Random random, int number)
    {
        if (random.Next(3) == 0) { return NextOther(random, number); }
        var isTrace = random.Next(2) == 0;
        var path = isTrace ? "/v1/traces" : "/api/v1/events";
        if (random.Next(10) == 0)
        {
            var noise = new byte[random.Next(random.Next(10) == 0 ? 2 * MaxBytes : 200)];
            random.NextBytes(noise);
            return (path, noise, Types[random.Next(Types.Length)]);
        }

        var json = Marked(isTrace ? TraceSeed : EventSeeds[random.Next(EventSeeds.Length)], number);
        var isProtobuf = isTrace && random.Next(2) == 0;
        var body = isProtobuf ? TraceBodies.ToProtobuf(json) : json;
        for (var times = random.Next(4); times > 0; times--) { body = Mutated(random, body); }
        var type = isProtobuf ? TraceBodies.Protobuf : isTrace || json[^1] != '\n' ? TraceBodies.Json : "application/x-ndjson";
        return (path, body, random.Next(20) == 0 ? Types[random.Next(Types.Length)] : type);
    }

    private static (string Path, byte[] Body, string? Type) NextOther(Random random, int number)
    {
        var (path, type, seed) = OtherSeeds[random.Next(OtherSeeds.Length)];
        var body = Marked(seed, number);
        if (path == "/v1/logs" && random.Next(2) == 0) { (body, type) = (OtlpLogRequest.Read(body, OtlpEncoding.Json).Payload.ToArray(), TraceBodies.Protobuf); }
        for (var times = random.Next(4); times > 0; times--) { body = Mutated(random, body); }
        return (path, body, random.Next(20) == 0 ? Types[random.Next(Types.Length)] : type);
    }

    private static byte[] Marked(string seed, int number) =>
        Encoding.UTF8.GetBytes(seed.Replace("MARK", MarkOf(number), StringComparison.Ordinal).Replace("NUMBER", number.ToString("x30", null), StringComparison.Ordinal));

    private static byte[] Mutated(Random random, byte[] body)
    {
        if (body.Length == 0) { return [(byte)random.Next(256)]; }
        var (at, length) = (random.Next(body.Length), random.Next(1, Math.Max(2, body.Length / 8)));
        var end = Math.Min(body.Length, at + length);
        switch (random.Next(7))
        {
            case 0: return body[..at];
            case 1: return [.. body[..at], .. body[end..]];
            case 2: return [.. body[..end], .. body[at..]];
            case 3: return [.. body[..at], .. Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]), .. body[at..]];
            case 4: return [.. body[..at], .. Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]), .. body[end..]];
            default:
                var copy = body.ToArray();
                copy[at] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)(copy[at] ^ (1 << random.Next(8)));
                return copy;
        }
    }

    private static ByteArrayContent Damaged(HttpContent original, byte[] body)
    {
        var content = new ByteArrayContent(body);
        foreach (var (name, values) in original.Headers.Where(h => h.Key != "Content-Length")) { content.Headers.TryAddWithoutValidation(name, values); }
        return content;
    }

    // So far from each other that no damage turns the mark of one request into that of another.
    private static string MarkOf(int number) => $"fz{Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number)))[..16]}zf";

    [GeneratedRegex("fz[0-9a-f]{16}zf")]
    private static partial Regex Mark();

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", ",", ":", "\\", "null", "true", "-1", "1e999", "-0", "9223372036854775808", "0.1", "\"\"", "\\ud800", "\\u0000", "\0", "\uFEFF", "é漢😀", "\n", "\r\n", "{}", "[]",
        "\"type\":\"csat\",", "\"type\":7,", "\"id\":\"x\",", "\"time\":\"9999-12-31T23:59:59Z\",", "\"time\":null,", "\"confidence\":NaN,", "\"costUsd\":1e308,", "\"$ref\":\"1\",", "\"case\":\"\\u202e\",",
        new('[', 70), new('9', 400), new('a', 300),
    ];

    private static readonly string[] EventSeeds =
    [
        """{"id":"MARK","type":"message","case":"c1","role":"customer","text":"Where is my order?","sentiment":-0.4,"time":"2026-03-01T12:00:05Z"}""",
        """[{"id":"MARK-1","type":"case.opened","case":"c2","agent":"bot","customer":"cu","time":"2026-03-01T12:00:00Z"},{"id":"MARK-2","type":"step","case":"c2","kind":"tool","name":"get","input":{"a":[1,{"b":"c"}]},"output":"Error: gone","error":"gone","time":"2026-03-01T12:00:05+01:00","endTime":"2026-03-01T12:00:06+01:00"},{"id":"MARK-3","type":"csat","case":"c2","score":3,"scaleMin":1,"scaleMax":5,"comment":"ok","time":"2026-03-01T12:01:00Z"}]""",
        """
        {"id":"MARK-1","type":"decision","case":"c3","action":"refund","arguments":{"order":7},"confidence":0.9,"clauses":["a/b@1"],"time":"2026-03-01T12:00:00Z"}
        {"id":"MARK-2","type":"override","case":"c3","original":{"action":"refund","confidence":0.9},"final":{"action":"deny","rationale":"used"},"clause":"a/b@1","time":"2026-03-01T12:00:10Z"}
        {"id":"MARK-3","type":"case.closed","case":"c3","outcome":"resolved","handlingSeconds":12.5,"costUsd":0.02,"time":"2026-03-01T12:01:00.1234567Z"}
        {"id":"MARK-4","type":"reopened","case":"c3","by":"customer","time":"2026-03-01T13:01:00Z"}
        {"id":"MARK-5","type":"thumbs","case":"c3","value":"down","target":"MARK-1","time":"2026-03-01T13:02:00Z"}
        {"id":"MARK-6","type":"outcome","case":"c3","solved":true,"by":"check","time":"2026-03-01T13:03:00Z"}

        """,
    ];

    private static readonly (string Path, string Type, string Seed)[] OtherSeeds =
    [
        ("/v1/logs", TraceBodies.Json, """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"bot"}}]},"scopeLogs":[{"logRecords":[
            {"traceId":"01NUMBER","spanId":"0000000000000002","timeUnixNano":"1772323200150000000","severityNumber":9,"eventName":"gen_ai.user.message","body":{"kvlistValue":{"values":[{"key":"content","value":{"stringValue":"MARK"}}]}},"attributes":[]},
            {"traceId":"01NUMBER","spanId":"0000000000000002","timeUnixNano":"1772323200160000000","eventName":"gen_ai.evaluation.result","attributes":[{"key":"gen_ai.evaluation.name","value":{"stringValue":"MARK"}},{"key":"gen_ai.evaluation.score.value","value":{"doubleValue":0.5}}]}
            ]}]}]}
            """),
        ("/api/public/scores", TraceBodies.Json, """{"id":"MARK","traceId":"01NUMBER","observationId":"0000000000000002","name":"accuracy","value":0.5,"comment":"MARK","metadata":{"a":[1]}}"""),
        ("/v1/span_annotations", TraceBodies.Json, """{"data":[{"span_id":"0000000000000002","trace_id":"01NUMBER","name":"MARK","annotator_kind":"LLM","result":{"score":1,"label":"good","explanation":"MARK"},"identifier":"v"}]}"""),
        ("/api/v1/events", "application/cloudevents+json", """{"specversion":"1.0","id":"MARK","source":"/s","type":"io.acsr.score.v1","time":"2026-03-01T12:00:05Z","traceparent":"00-01NUMBER-0000000000000002-01","data":{"name":"tone","label":"MARK"}}"""),
        ("/api/v1/events", "application/cloudevents-batch+json", """[{"specversion":"1.0","id":"MARK","source":"/s","type":"io.acsr.csat.v1","time":"2026-03-01T12:00:05Z","subject":"c4","data":{"score":4}},{"specversion":"1.0","id":"MARK-2","source":"/s","type":"io.acsr.thumbs.v1","time":"2026-03-01T12:00:05Z","subject":"c4","data_base64":"eyJ2YWx1ZSI6ImRvd24ifQ=="}]"""),
    ];

    private const string TraceSeed = """
        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"bot"}}]},"scopeSpans":[{"scope":{"name":"s","version":"1"},"spans":[
        {"traceId":"01NUMBER","spanId":"0000000000000001","name":"MARK","kind":1,"startTimeUnixNano":"1772323200000000000","endTimeUnixNano":"1772323201000000000","attributes":[{"key":"acsr.case.id","value":{"stringValue":"t1"}},{"key":"acsr.cost.usd","value":{"doubleValue":0.5}},{"key":"acsr.outcome","value":{"stringValue":"resolved"}}],"status":{"code":2,"message":"MARK"}},
        {"traceId":"01NUMBER","spanId":"0000000000000002","parentSpanId":"0000000000000001","name":"chat MARK","kind":3,"startTimeUnixNano":1772323200100000000,"endTimeUnixNano":"1772323200200000000","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.usage.input_tokens","value":{"intValue":"100"}},{"key":"gen_ai.input.messages","value":{"stringValue":"[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Hi\"}]}]"}},{"key":"list","value":{"arrayValue":{"values":[{"intValue":1},{"kvlistValue":{"values":[{"key":"k","value":{"boolValue":true}}]}},{"bytesValue":"AAEC"}]}}}],"events":[{"timeUnixNano":"1772323200100000000","name":"e","attributes":[]}]}
        ]}]}]}
        """;
}
