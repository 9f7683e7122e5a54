using System.Text;
using System.Text.Json.Nodes;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Shell;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Ingest;

/// <summary>What a customer's own checker sends, to the case that it is about.</summary>
public sealed class OutcomeEndpointTests : IAsyncLifetime
{
    private readonly TestConsole _console = new() { Settings = ["--Ingest:FoldDelaySeconds=0", "--Ingest:MaxRequestBytes=65536"] };

    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        await _console.InitializeAsync();
        (_, _key) = await _console.Keys.CreateAsync("erp", KeyScope.Ingest, "test", demo: false, default);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task One_result_or_many_land_in_their_cases_however_often_they_are_sent()
    {
        Assert.Equal(200, (await SendAsync("""{"case":"c1","result":"confirmed","action":"refund_order"}""")).Status);
        var many = """[{"case":"c1","result":"contradicted","action":"cancel_order"},{"case":"c2","result":"not_found"},{"case":"c2"}]""";
        var (status, body) = await SendAsync(many);
        await SendAsync(many);

        Assert.Equal((200, 2, 1), (status, body["accepted"]!.GetValue<int>(), body["refused"]!.GetValue<int>()));
        Assert.Equal((3, "'result' is missing; use one of: confirmed, contradicted, not_found, timed_out."), (body["errors"]![0]!["line"]!.GetValue<int>(), body["errors"]![0]!["error"]!.GetValue<string>()));
        await _console.App.Services.GetRequiredService<CaseFolder>().FoldAllDueAsync(default);
        await using var db = await _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        Assert.Equal([("c1", Verification.Contradicted), ("c2", Verification.NotFound)], (await db.Cases.OrderBy(c => c.Id).ToListAsync()).Select(c => (c.Id, c.Verification)));
        Assert.Equal(3, await db.Signals.CountAsync(s => s.Kind == Signals.SignalKind.Verification));
    }

    [Fact]
    public async Task What_cannot_be_taken_is_refused_with_a_reason()
    {
        Assert.Equal(400, (await SendAsync("""{"case":"c1","result":"yes"}""")).Status);
        Assert.Equal(400, (await SendAsync("[")).Status);
        Assert.Equal(415, (await SendAsync("{}", type: "text/plain")).Status);
        Assert.Equal(413, (await SendAsync($$"""{"case":"c1","result":"confirmed","comment":"{{new string('x', 70_000)}}"}""")).Status);
        Assert.Equal(401, (await SendAsync("{}", key: "acsr_i_unknown")).Status);
        var (_, browser) = await _console.Keys.CreateAsync("shop", KeyScope.Browser, "test", demo: false, default);
        Assert.Equal(403, (await SendAsync("""{"case":"c1","result":"confirmed"}""", key: browser)).Status);
    }

    private async Task<(int Status, JsonNode Body)> SendAsync(string body, string? key = null, string type = "application/json")
    {
        var request = TraceBodies.Post("/api/v1/outcomes", Encoding.UTF8.GetBytes(body), type, key ?? _key);
        var answer = await _console.Visit().SendAsync(request);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }
}
