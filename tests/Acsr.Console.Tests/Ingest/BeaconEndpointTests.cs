using System.Net;
using System.Text;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Shell;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Ingest;

/// <summary>The script for pages and the door it sends to, asked as a browser asks.</summary>
public sealed class BeaconEndpointTests : IAsyncLifetime
{
    private const string Shop = "https://shop.example.com";
    private const string Read = """[{"type":"engagement","id":"b1","case":"c1","target":"m2","dwellSeconds":4.2,"scrollDepth":0.8,"dismissed":false}]""";

    private readonly TestConsole _console = new() { Settings = ["--Ingest:FoldDelaySeconds=0", "--Beacon:VisitorRequestsPerMinute=40", "--Beacon:MaxRequestBytes=2000"] };

    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        await _console.InitializeAsync();
        (_, _key) = await _console.Keys.CreateAsync("shop", KeyScope.Browser, [Shop], "test", demo: false, default);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task The_script_is_small_enough_for_any_page_and_keeps_nothing_in_the_browser()
    {
        var answer = await _console.Visit().GetAsync("/beacon.js");
        var script = await answer.Content.ReadAsStringAsync();

        Assert.Equal((HttpStatusCode.OK, "text/javascript; charset=utf-8"), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        Assert.InRange(Encoding.UTF8.GetByteCount(script), 500, 4095);
        Assert.DoesNotMatch("cookie|localStorage|sessionStorage|indexedDB|caches", script);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task What_a_page_tells_becomes_signals_at_our_time_and_the_last_word_on_an_answer_holds()
    {
        var answer = await SendAsync(Read);
        Assert.Equal((204, Shop, false), ((int)answer.StatusCode, Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")), answer.Headers.Contains("Set-Cookie")));
        await SendAsync("""
            [{"type":"engagement","id":"b1","case":"c1","target":"m2","dwellSeconds":2.5,"dismissed":true,"time":"1999-01-01T00:00:00Z"},
             {"type":"thumbs","id":"b2","case":"c1","target":"m2","value":"down"},
             {"type":"flow","id":"r:started","case":"c1","flow":"return","run":"r","state":"started"},
             {"type":"flow","id":"r:completed","case":"c1","flow":"return","run":"r","state":"completed"},
             {"type":"flow","id":"q:started","case":"c1","flow":"return","run":"q","state":"started"}]
            """);

        var signals = await SignalsAsync();
        var read = Assert.Single(signals, s => s.Kind == SignalKind.Engagement);
        Assert.Equal(("rapid dismissal", 2.5, "dismissed, in view for 2.5 s", Severity.Low), (read.Name, read.Value, read.Label, read.Severity));
        Assert.Equal(["m2"], read.StepIds);
        Assert.InRange(read.OccurredAt!.Value, DateTime.UtcNow.AddMinutes(-5), DateTime.UtcNow.AddMinutes(5));
        Assert.Equal([("flow not finished", 0), ("flow finished", 1)], signals.Where(s => s.Kind == SignalKind.FlowCompletion).OrderBy(s => s.Value).Select(s => (s.Name, (int)s.Value!)));
        Assert.Single(signals, s => s is { Kind: SignalKind.Thumb, Value: -1 });
    }

    [Theory]
    [InlineData("https://evil.example.com", 403)]
    [InlineData("https://shop.example.com.evil.example", 403)]
    [InlineData("http://shop.example.com", 403)]
    [InlineData("null", 403)]
    [InlineData(null, 403)]
    [InlineData("HTTPS://SHOP.EXAMPLE.COM", 204)]
    public async Task Pages_of_other_origins_are_refused_and_may_not_read_why(string? origin, int status)
    {
        var answer = await SendAsync(Read, origin: origin);

        Assert.Equal(status, (int)answer.StatusCode);
        if (status == 403) { Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin")); }
        Assert.Equal(status == 204, (await SignalsAsync()).Count > 0);
    }

    [Fact]
    public async Task A_key_without_origins_opens_nothing_here_and_one_with_them_is_bound_at_every_door()
    {
        var (_, unbound) = await _console.Keys.CreateAsync("old", KeyScope.Browser, "test", demo: false, default);
        var (_, ingest) = await _console.Keys.CreateAsync("agent", KeyScope.Ingest, "test", demo: false, default);
        Assert.Equal(403, (int)(await SendAsync(Read, unbound)).StatusCode);
        Assert.Equal(403, (int)(await SendAsync(Read, ingest)).StatusCode);
        Assert.Equal(401, (int)(await SendAsync(Read, "acsr_b_unknown")).StatusCode);

        var events = TraceBodies.Post("/api/v1/events", Encoding.UTF8.GetBytes("""{"type":"csat","id":"q","case":"c1","time":"2026-03-01T12:00:00Z","score":4}"""), "application/json", _key);
        var refused = await _console.Visit().SendAsync(events);
        Assert.Equal(403, (int)refused.StatusCode);
        Assert.Contains("other origins than 'none'", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // Elsewhere an address is no place for a key.
        Assert.Equal(401, (int)(await _console.Visit().SendAsync(TraceBodies.Post($"/api/v1/events?key={ingest}", "{}"u8.ToArray(), "application/json", null))).StatusCode);
    }

    [Theory]
    [InlineData("""[{"type":"override","id":"v","case":"c1"}]""", 400, "this key is for browsers")]
    [InlineData("""[{"type":"engagement","id":"b","case":"c1"}]""", 400, "it says nothing")]
    [InlineData("""[{"type":"engagement","id":"b","case":"c1","scrollDepth":2}]""", 400, "must lie from 0 to 1")]
    [InlineData("""[{"type":"flow","id":"b","case":"c1","flow":"f","run":"r","state":"done"}]""", 400, "'state' is 'done'")]
    [InlineData("""{"type":"engagement"}""", 400, "where a list of events belongs")]
    [InlineData("[", 400, "not JSON")]
    [InlineData("[17]", 400, "no event object")]
    public async Task What_is_no_word_of_a_customer_is_refused_with_a_reason(string body, int status, string reason)
    {
        var answer = await SendAsync(body);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_much_at_once_and_too_often_is_refused_and_other_doors_stay_open()
    {
        Assert.Equal(413, (int)(await SendAsync($"[\"{new string('x', 2_100)}\"]")).StatusCode);
        Assert.Equal(400, (int)(await SendAsync($"[{string.Join(',', Enumerable.Repeat("17", 51))}]")).StatusCode);
        HttpResponseMessage? refused = null;
        for (var n = 0; n < 60 && refused is null; n++)
        {
            var answer = await SendAsync(Read);
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) { refused = answer; }
        }

        Assert.NotNull(refused?.Headers.RetryAfter);
        var (_, ingest) = await _console.Keys.CreateAsync("agent", KeyScope.Ingest, "test", demo: false, default);
        Assert.Equal(200, (int)(await _console.Visit().SendAsync(TraceBodies.Post("/api/v1/outcomes", """{"case":"c9","result":"confirmed"}"""u8.ToArray(), "application/json", ingest))).StatusCode);
    }

    private Task<HttpResponseMessage> SendAsync(string body, string? key = null, string? origin = Shop)
    {
        var request = TraceBodies.Post($"/api/v1/beacon?key={key ?? _key}", Encoding.UTF8.GetBytes(body), "text/plain;charset=UTF-8", null);
        if (origin is not null) { request.Headers.TryAddWithoutValidation("Origin", origin); }
        return _console.Visit().SendAsync(request);
    }

    private async Task<List<Signal>> SignalsAsync()
    {
        await _console.App.Services.GetRequiredService<CaseFolder>().FoldAllDueAsync(default);
        await using var db = await _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        return await db.Signals.AsNoTracking().Where(s => s.CaseId == "c1").ToListAsync();
    }
}
