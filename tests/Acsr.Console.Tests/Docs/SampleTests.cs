using System.Diagnostics;
using Acsr.Cases;
using Acsr.Commands;

namespace Acsr.Docs;

/// <summary>The samples as somebody runs them who has read <c>docs/instrumentation.md</c> and nothing else, against a console of its own.</summary>
public sealed class SampleTests : IAsyncLifetime, IDisposable
{
    private readonly ConsoleProcess _console = new();
    private Process? _serving;
    private string _key = "";
    private Uri _address = null!;

    public async ValueTask InitializeAsync()
    {
        _key = (await _console.RunAsync("keys", "add", "sample", "--scope", "ingest")).Output.Trim();
        (_serving, _address) = await _console.ServeAsync();
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        if (_serving is null) { return; }
        _serving.Kill();
        _serving.WaitForExit();
        _serving.Dispose();
        _serving = null;
        _console.Dispose();
    }

    [Fact]
    public async Task The_dotnet_agent_shows_what_it_understood_looked_up_checked_decided_and_did()
    {
        // …/bin/Debug/net10.0: the sample was built the same way.
        var built = new DirectoryInfo(AppContext.BaseDirectory);
        var agent = Path.Combine(Document.Folder("docs/samples/dotnet-agent"), "bin", built.Parent!.Name, built.Name, "DotnetAgent.dll");

        Assert.Contains("cancelled", await RunAsync(Document.Folder("docs/samples/dotnet-agent"), "dotnet", "exec", agent, "sample"), StringComparison.Ordinal);

        await FoldedAsync();
        Assert.Equal("cancel_order|chat|customer-58|order-agent|1.4.0", _console.AskText("""SELECT "Intent" || '|' || "Channel" || '|' || "Customer" || '|' || "Agent" || '|' || "AgentVersion" FROM "Cases" WHERE "Id" = 'sample' """));
        Assert.Equal((1, 630, 54), (Number("Solved"), Number("InputTokens"), Number("OutputTokens")));
        Assert.Equal((long)Handler.Agent, Number("Handler"));
    }

    [Fact]
    public async Task The_node_agent_hands_its_case_to_a_human_and_says_why()
    {
        var folder = Path.Combine(_console.Folder, "node-agent");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Document.Folder("docs/samples/node-agent"))) { File.Copy(file, Path.Combine(folder, Path.GetFileName(file))); }
        await RunAsync(folder, "npm", "ci", "--no-audit", "--no-fund");

        Assert.Contains("A colleague will look", await RunAsync(folder, "node", "agent.mjs", "sample"), StringComparison.Ordinal);

        await FoldedAsync();
        Assert.Equal("double_charge|tool failure: get_invoices|billing-agent", _console.AskText("""SELECT "Intent" || '|' || "HandoffReason" || '|' || "Agent" FROM "Cases" WHERE "Id" = 'sample' """));
        Assert.Equal((1, 1, 1, 120), (Number("HandedOff"), Number("ToolCalls"), Number("ToolErrors"), Number("InputTokens")));
    }

    [Fact]
    public async Task The_events_sent_with_curl_are_an_override_with_its_whole_triad()
    {
        Assert.Contains("\"accepted\":8", await RunAsync(Document.Folder("docs/samples/curl"), "sh", "case.sh", "sample"), StringComparison.Ordinal);

        await FoldedAsync();
        Assert.Equal("refund_request|email|customer-12", _console.AskText("""SELECT "Intent" || '|' || "Channel" || '|' || "Customer" FROM "Cases" WHERE "Id" = 'sample' """));
        Assert.Equal((1, 1, (long)Handler.Hybrid), (Number("Overrides"), Number("CompleteTriads"), Number("Handler")));
    }

    [Fact]
    public async Task The_knowledge_base_consumer_holds_what_is_published_and_applying_all_again_changes_nothing()
    {
        var (articles, index, sample) = (Path.Combine(_console.Folder, "articles"), Path.Combine(_console.Folder, "index.json"), Path.Combine(Document.Folder("docs/samples/consumer"), "knowledge.py"));
        Directory.CreateDirectory(articles);
        _key = (await _console.RunAsync("keys", "add", "retrieval", "--scope", "read")).Output.Trim();
        await File.WriteAllTextAsync(Path.Combine(articles, "gifts.md"), "---\nclauses: [shop/gifts-1@2]\n---\n# Gifts\n\n## Return\n\nAs store credit.\n\n## Wrap\n\nWe do, für £2.\n");
        await File.WriteAllTextAsync(Path.Combine(articles, "hours.md"), "# Opening hours\n\nFrom nine to five.\n");
        Assert.Contains("2 new", (await _console.RunAsync("import", "articles", articles, "--source", "help")).Output, StringComparison.Ordinal);
        Assert.Contains("applied 3, holding 3 chunks", await RunAsync(_console.Folder, "python3", sample, index), StringComparison.Ordinal);

        // One section goes, one gets other words, an article is retired.
        await File.WriteAllTextAsync(Path.Combine(articles, "gifts.md"), "# Gifts\n\n## Return\n\nAs a voucher.\n");
        File.Delete(Path.Combine(articles, "hours.md"));
        Assert.Contains("1 changed, 1 retired", (await _console.RunAsync("import", "articles", articles, "--source", "help", "--retire")).Output, StringComparison.Ordinal);
        Assert.Contains("applied 3, holding 1 chunks", await RunAsync(_console.Folder, "python3", sample, index), StringComparison.Ordinal);

        var once = await File.ReadAllTextAsync(index);
        Assert.Contains("applied 6, holding 1 chunks", await RunAsync(_console.Folder, "python3", sample, index, "--from-start"), StringComparison.Ordinal);
        Assert.Equal(once, await File.ReadAllTextAsync(index));
        Assert.Contains("applied 0", await RunAsync(_console.Folder, "python3", sample, index), StringComparison.Ordinal);
        using var held = System.Text.Json.JsonDocument.Parse(once);
        Assert.Equal("As a voucher.", held.RootElement.GetProperty("chunks").GetProperty("gifts#return~1").GetProperty("text").GetString());
    }

    private long Number(string column) => _console.Ask($"""SELECT "{column}" FROM "Cases" WHERE "Id" = 'sample' """);

    private async Task FoldedAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (_console.Ask("""SELECT (SELECT count(*) FROM "Cases") - (SELECT count(*) FROM "CaseWork") - (SELECT count(*) FROM "UnfiledSegments")""") != 1) { await Task.Delay(50, patience.Token); }
    }

    private async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["ACSR_URL"], start.Environment["ACSR_KEY"]) = (_address.ToString().TrimEnd('/'), _key);
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await output} {await error}");
        return await output;
    }
}
