using System.Diagnostics;
using Acsr.Access;
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

/// <summary>Of an export with one span that cannot be, the published SDKs hear so, and neither send it again nor lose the good one beside it.</summary>
public sealed class SdkPartialTests : IAsyncLifetime
{
    private const string Source = "acsr.tests.partial";
    private const string Legacy = "without a trace id";

    private readonly TestConsole _console;
    private string _key = "";
    private int _exports;

    public SdkPartialTests() => _console = new() { OnSocket = true, WithGrpc = true, Onlooker = CountAsync };

    public async ValueTask InitializeAsync()
    {
        await _console.InitializeAsync();
        (_, _key) = await _console.Keys.CreateAsync("agent", KeyScope.Ingest, "test", demo: false, default);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData("grpc", "none")]
    [InlineData("grpc", "gzip")]
    [InlineData("proto", "none")]
    [InlineData("proto", "gzip")]
    [InlineData("json", "none")]
    [InlineData("json", "gzip")]
    public async Task The_javascript_sdk_tells_its_program_what_was_rejected(string protocol, string compression)
    {
        var address = protocol == "grpc" ? _console.GrpcAddress : _console.Address;

        var (code, said) = await NodeSdk.RunAsync(protocol, address.ToString().TrimEnd('/'), _key, compression, spoilt: true);

        Assert.True(code == 0, said);
        Assert.Contains("Received Partial Success response", said, StringComparison.Ordinal);
        Assert.Contains("1 of 2 spans were rejected", said, StringComparison.Ordinal);
        Assert.Equal((1, 1), (_exports, await StoredAsync()));
    }

    [Theory(Timeout = 60_000)]
    [InlineData(OtlpExportProtocol.HttpProtobuf, OtlpExportCompression.None)]
    [InlineData(OtlpExportProtocol.HttpProtobuf, OtlpExportCompression.GZip)]
    [InlineData(OtlpExportProtocol.Grpc, OtlpExportCompression.None)]
    [InlineData(OtlpExportProtocol.Grpc, OtlpExportCompression.GZip)]
    public async Task The_dotnet_sdk_takes_a_partial_success_for_one_and_sends_nothing_again(OtlpExportProtocol protocol, OtlpExportCompression compression)
    {
        using (var provider = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(services => services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory")]).Build()))
            .AddSource(Source).AddLegacySource(Legacy)
            .AddOtlpExporter(otlp =>
            {
                (otlp.Protocol, otlp.Compression, otlp.Headers) = (protocol, compression, $"Authorization=Bearer {_key}");
                otlp.Endpoint = protocol == OtlpExportProtocol.Grpc ? _console.GrpcAddress : new Uri(_console.Address, "/v1/traces");
            })
            .Build())
        {
            using var source = new ActivitySource(Source);
            source.StartActivity("chat gpt-x")!.Dispose();
            using (var spoilt = new Activity(Legacy).SetIdFormat(ActivityIdFormat.Hierarchical)) { spoilt.Start(); }
            Assert.True(provider.ForceFlush(60_000));
        }

        Assert.Equal((1, 1), (_exports, await StoredAsync()));
        await using var db = await ContextAsync();
        // Notes are written behind the answers.
        while (!await db.IngestRefusals.AnyAsync(TestContext.Current.CancellationToken)) { await Task.Delay(50, TestContext.Current.CancellationToken); }
        Assert.Contains("1 of 2 spans were rejected", (await db.IngestRefusals.SingleAsync()).Reason, StringComparison.Ordinal);
    }

    private Task CountAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path.Value!.EndsWith("/Export", StringComparison.Ordinal) || context.Request.Path == "/v1/traces") { Interlocked.Increment(ref _exports); }
        return next(context);
    }

    private async Task<int> StoredAsync()
    {
        await using var db = await ContextAsync();
        return await db.Segments.SumAsync(segment => segment.Count);
    }

    private Task<ConsoleDbContext> ContextAsync() => _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
}
