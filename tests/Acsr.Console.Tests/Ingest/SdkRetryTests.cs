using System.Diagnostics;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Shell;
using Acsr.Store;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Trace;

namespace Acsr.Ingest;

/// <summary>
/// The published SDKs send again by themselves what a console whose store is away refuses (503 with Retry-After, UNAVAILABLE with
/// RetryInfo). The one for JavaScript does so over HTTP only.
/// </summary>
public sealed class SdkRetryTests : IAsyncLifetime
{
    private const string Source = "acsr.tests.retry";

    private readonly TestConsole _console;
    private string _key = "";
    private int _exports;
    private int _refused;

    public SdkRetryTests() => _console = new() { OnSocket = true, WithGrpc = true, Settings = ["--Ingest:FoldDelaySeconds=0"], Onlooker = CountAsync };

    public async ValueTask InitializeAsync()
    {
        await _console.InitializeAsync();
        (_, _key) = await _console.Keys.CreateAsync("agent", KeyScope.Ingest, "test", demo: false, default);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData(OtlpExportProtocol.HttpProtobuf, OtlpExportCompression.None)]
    [InlineData(OtlpExportProtocol.HttpProtobuf, OtlpExportCompression.GZip)]
    [InlineData(OtlpExportProtocol.Grpc, OtlpExportCompression.None)]
    [InlineData(OtlpExportProtocol.Grpc, OtlpExportCompression.GZip)]
    public async Task The_dotnet_sdk_sends_again_what_a_store_that_was_away_did_not_take(OtlpExportProtocol protocol, OtlpExportCompression compression)
    {
        await BreakAsync();

        Trace(protocol, compression, "retried");

        Assert.Equal(["retried"], await CasesAsync());
        Assert.Equal((2, 1), (_exports, _refused));
    }

    [Theory]
    [InlineData("proto", "none")]
    [InlineData("proto", "gzip")]
    [InlineData("json", "gzip")]
    public async Task The_javascript_sdk_sends_again_over_http_what_a_store_that_was_away_did_not_take(string protocol, string compression)
    {
        await BreakAsync();

        var (code, said) = await NodeSdk.RunAsync(protocol, AddressOf(grpc: false), _key, compression);

        Assert.True(code == 0, said);
        Assert.Equal([$"node-{protocol}-{compression}"], await CasesAsync());
        Assert.Equal((2, 1), (_exports, _refused));
    }

    /// <summary>Its transport for gRPC knows success and failure only, nothing to be sent again. If a later one does, the documentation has to say so.</summary>
    [Theory]
    [InlineData("none")]
    [InlineData("gzip")]
    public async Task The_javascript_sdk_reports_over_grpc_what_was_refused_in_words_and_does_not_send_it_again(string compression)
    {
        await BreakAsync();

        var (code, said) = await NodeSdk.RunAsync("grpc", AddressOf(grpc: true), _key, compression);

        Assert.Equal(1, code);
        Assert.Contains($"14 UNAVAILABLE: {IngestDoors.Busy}", said, StringComparison.Ordinal);
        Assert.Equal((1, 1), (_exports, _refused));
        Assert.Empty(await CasesAsync());
    }

    private void Trace(OtlpExportProtocol protocol, OtlpExportCompression compression, params string[] cases)
    {
        using var provider = Sdk.CreateTracerProviderBuilder()
            // Where the SDK for .NET is told to send again; the one for JavaScript does so by itself.
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory")]).Build()))
            .AddSource(Source)
            .AddOtlpExporter(otlp =>
            {
                (otlp.Protocol, otlp.Compression, otlp.Headers, otlp.TimeoutMilliseconds) = (protocol, compression, $"Authorization=Bearer {_key}", 60_000);
                otlp.Endpoint = new Uri(AddressOf(protocol == OtlpExportProtocol.Grpc) + (protocol == OtlpExportProtocol.Grpc ? "" : "/v1/traces"));
            })
            .Build();
        using (var source = new ActivitySource(Source))
        {
            foreach (var id in cases) { source.StartActivity("chat gpt-x")!.SetTag("gen_ai.operation.name", "chat").SetTag("acsr.case.id", id).Dispose(); }
        }

        Assert.True(provider.ForceFlush(60_000));
    }

    private string AddressOf(bool grpc) => (grpc ? _console.GrpcAddress : _console.Address).ToString().TrimEnd('/');

    // Counts exports, and mends the store behind the first refusal.
    private async Task CountAsync(HttpContext context, RequestDelegate next)
    {
        await next(context);
        if (!context.Request.Path.Value!.EndsWith("/Export", StringComparison.Ordinal) && context.Request.Path != "/v1/traces") { return; }
        Interlocked.Increment(ref _exports);
        var unavailable = context.Response.Headers["grpc-status"] == "14" && context.Response.Headers.ContainsKey("grpc-status-details-bin");
        if (!unavailable && !(context.Response.StatusCode == 503 && context.Response.Headers.RetryAfter == "1")) { return; }
        if (Interlocked.Increment(ref _refused) == 1) { await MendAsync(); }
    }

    private Task BreakAsync() => RunAsync("""ALTER TABLE "Segments" RENAME TO "Away" """);

    private Task MendAsync() => RunAsync("""ALTER TABLE "Away" RENAME TO "Segments" """);

    private async Task RunAsync(string sql)
    {
        await using var db = await ContextAsync();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private async Task<List<string>> CasesAsync()
    {
        await _console.App.Services.GetRequiredService<CaseFolder>().FoldAllAsync(default);
        await using var db = await ContextAsync();
        return await db.Cases.Select(c => c.Id).ToListAsync();
    }

    private Task<ConsoleDbContext> ContextAsync() => _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
}
