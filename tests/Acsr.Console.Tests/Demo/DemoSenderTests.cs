using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Acsr.Commands.Demo;

public sealed class DemoSenderTests
{
    private static readonly DemoRequest[] Requests = [.. Enumerable.Range(0, 12).Select(n => new DemoRequest("/api/v1/events", "application/x-ndjson", [(byte)('a' + n)]))];

    [Fact]
    public async Task Every_request_arrives_once_with_the_key_and_no_more_than_two_at_a_time()
    {
        var bodies = new ConcurrentBag<string>();
        var (current, most) = (0, 0);
        await using var server = await ServeAsync(async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref current));
            bodies.Add($"{context.Request.Headers.Authorization} {context.Request.ContentType} {await new StreamReader(context.Request.Body).ReadToEndAsync()}");
            await Task.Delay(20);
            Interlocked.Decrement(ref current);
            return (200, """{"accepted":1,"refused":0,"errors":[]}""");
        });
        var progress = new Counter();

        await DemoSender.SendAsync(Client(server), "secret", Requests, progress, TestContext.Current.CancellationToken);

        Assert.Equal(Requests.Select(request => $"Bearer secret application/x-ndjson {(char)request.Body[0]}").Order(), bodies.Order());
        Assert.InRange(most, 1, 2);
        Assert.Equal(Requests.Length, progress.Most);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_busy_server_is_asked_again(int status)
    {
        var asked = 0;
        await using var server = await ServeAsync(_ => Task.FromResult(Interlocked.Increment(ref asked) <= 2 ? (status, "busy") : (200, "{}")));

        await DemoSender.SendAsync(Client(server), "secret", Requests[..1], null, TestContext.Current.CancellationToken);

        Assert.Equal(3, asked);
    }

    [Theory]
    [InlineData(401, "no such key")]
    [InlineData(200, """{"accepted":1,"refused":1,"errors":[{"error":"'time' is missing"}]}""")]
    [InlineData(200, """{"partialSuccess":{"rejectedSpans":"3","errorMessage":"bad ids"}}""")]
    public async Task A_refusal_is_told_in_the_servers_words(int status, string words)
    {
        await using var server = await ServeAsync(_ => Task.FromResult((status, words)));

        var refused = await Assert.ThrowsAsync<DemoRefusedException>(() => DemoSender.SendAsync(Client(server), "secret", Requests, null, TestContext.Current.CancellationToken));

        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    private static async Task<WebApplication> ServeAsync(Func<HttpContext, Task<(int Status, string Words)>> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(async context =>
        {
            (context.Response.StatusCode, var words) = await answer(context);
            context.Response.Headers.RetryAfter = "0";
            await context.Response.WriteAsync(words);
        });
        await app.StartAsync();
        return app;
    }

    private static HttpClient Client(WebApplication server) => new() { BaseAddress = new Uri(server.Urls.First()) };

    /// <summary>Unlike <see cref="Progress{T}"/> it is told at once.</summary>
    private sealed class Counter : IProgress<int>
    {
        private readonly ConcurrentBag<int> _told = [];

        public int Most => _told.Max();

        public void Report(int value) => _told.Add(value);
    }
}
