using Acsr.Access;
using Acsr.Cases;
using Acsr.Shell;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Ingest;

/// <summary>
/// The OpenTelemetry SDK for JavaScript, installed from its registry by the lock file beside it, exporting to a console on a real socket.
/// Skipped, with the reason, where the registry is not reachable and was not before.
/// </summary>
public sealed class NodeSdkTests : IAsyncLifetime
{
    private readonly TestConsole _console = new() { OnSocket = true, WithGrpc = true, Settings = ["--Ingest:FoldDelaySeconds=0"] };

    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        await _console.InitializeAsync();
        (_, _key) = await _console.Keys.CreateAsync("node", KeyScope.Ingest, "test", demo: false, default);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData("grpc", "none")]
    [InlineData("grpc", "gzip")]
    [InlineData("proto", "none")]
    [InlineData("proto", "gzip")]
    [InlineData("json", "none")]
    [InlineData("json", "gzip")]
    public async Task Spans_of_the_javascript_sdk_become_a_case(string protocol, string compression)
    {
        var (code, said) = await ExportAsync(protocol, compression, _key);
        Assert.True(code == 0, said);

        await _console.App.Services.GetRequiredService<CaseFolder>().FoldAllAsync(default);
        await using var db = await _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        var facts = await db.Cases.SingleAsync();
        Assert.Equal(($"node-{protocol}-{compression}", "Where is my order?", 120, 12, true), (facts.Id, facts.Title, facts.InputTokens, facts.OutputTokens, facts.Solved));
        var steps = (await _console.App.Services.GetRequiredService<CaseReader>().ReadAsync(facts.Id, default))!.Steps;
        Assert.Equal([(Role.Customer, "Where is my order?"), (Role.Agent, "On its way.")], steps.Where(s => s.Kind == StepKind.Message).Select(s => (s.Role, s.Text!)));
    }

    [Theory]
    [InlineData("grpc")]
    [InlineData("proto")]
    public async Task The_javascript_sdk_is_told_that_its_key_is_wrong(string protocol)
    {
        var (code, said) = await ExportAsync(protocol, "none", "acsr_i_unknown");

        Assert.Equal(1, code);
        Assert.NotEmpty(said);
        await using var db = await _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        Assert.Empty(db.Segments);
    }

    private async Task<(int Code, string Said)> ExportAsync(string protocol, string compression, string key)
    {
        var address = protocol == "grpc" ? _console.GrpcAddress : _console.Address;
        return await NodeSdk.RunAsync(protocol, address.ToString().TrimEnd('/'), key, compression);
    }
}
