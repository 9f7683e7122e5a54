using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Access;
using Acsr.Shell;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Ingest;

/// <summary>Bodies of real producers at the door: each comes in whole, or is refused with the reason and leaves nothing.</summary>
public sealed class RealBodyDoorTests : IAsyncLifetime
{
    private readonly TestConsole _console = new();

    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        await _console.InitializeAsync();
        (_, _key) = await _console.Keys.CreateAsync("agent", KeyScope.Ingest, "test", demo: false, default);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData("langwatch/otlp_fastApiOpenTelemetryRequest.json", "this is base64")]
    [InlineData("langwatch/otlp_openInferenceOpenAIRequest.json", "this is base64")]
    [InlineData("langwatch/otlp_openllmetryLangChainRequest.json", "this is base64")]
    [InlineData("langwatch/otlp_openllmetryOpenAIRequest.json", "OTLP/JSON")]
    [InlineData("langwatch/otlp_springAITrace.json", "writes enums as numbers")]
    [InlineData("langwatch/otlp_strandsTrace.json", "this is base64")]
    [InlineData("langwatch/otlp_traceWithException.json", "OTLP/JSON")]
    [InlineData("agentevals/helm.json", "no member \"resourceSpans\", only \"data\"")]
    [InlineData("agentevals/k8s.json", "no member \"resourceSpans\", only \"data\"")]
    [InlineData("opentelemetry-proto/trace.json", null)]
    [InlineData("opentelemetry-proto/logs.json", "/v1/logs")]
    public async Task A_body_comes_in_whole_or_is_refused_with_the_reason(string file, string? reason)
    {
        var body = await File.ReadAllBytesAsync(SharedData.Path("otlp/" + file));

        var answer = await _console.Visit().SendAsync(TraceBodies.Post("/v1/traces", body, TraceBodies.Json, _key));

        var said = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        await using var db = await _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        var stored = await db.Segments.SumAsync(segment => segment.Count);
        if (reason is null)
        {
            Assert.Equal((200, "{}", Spans(body)), ((int)answer.StatusCode, said.ToJsonString(), stored));
            return;
        }

        Assert.Equal((400, 0), ((int)answer.StatusCode, stored));
        Assert.Contains(reason, (string)said["message"]!, StringComparison.Ordinal);
    }

    private static int Spans(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("resourceSpans").EnumerateArray().Sum(resource => resource.GetProperty("scopeSpans").EnumerateArray().Sum(scope => scope.GetProperty("spans").GetArrayLength()));
    }
}
