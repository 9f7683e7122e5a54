using System.CommandLine;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Acsr.Commands;

/// <summary>The verbs as a script calls them: exit code, and nothing but the answer on standard output.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Transcript = """[{"id":"a","messages":[{"role":"user","content":"Where is my order?"},{"role":"assistant","content":"On its way."}]}]""";

    private readonly ConsoleProcess _console = new();

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task Every_verb_explains_itself_and_each_of_its_words()
    {
        var verbs = Below(CommandLine.Root([])).ToList();
        Assert.Superset(
            new HashSet<string> { "serve", "demo", "import transcripts", "export events", "users add", "keys add", "kpis", "db migrate", "db backup", "db check" },
            verbs.Select(v => v.Path).ToHashSet());
        foreach (var (path, verb) in verbs)
        {
            using var said = new StringWriter();
            var code = await CommandLine.Root([]).Parse($"{path} --help").InvokeAsync(new InvocationConfiguration { Output = said });

            Assert.Equal(0, code);
            Assert.Contains(verb.Description!, said.ToString(), StringComparison.Ordinal);
            Assert.All(verb.Options.Where(o => o is not System.CommandLine.Help.HelpOption), o => Assert.False(string.IsNullOrEmpty(o.Description), $"{path} {o.Name}"));
        }

        static IEnumerable<(string Path, Command Verb)> Below(Command command, string path = "") => command.Subcommands
            .SelectMany(c => Below(c, $"{path} {c.Name}".Trim()).Prepend(($"{path} {c.Name}".Trim(), c)));
    }

    [Fact]
    public async Task Help_is_an_answer_and_touches_nothing()
    {
        var (code, output, error) = await _console.RunAsync("--help");

        Assert.Equal((0, ""), (code, error));
        Assert.Contains("keys", output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_console.Folder));
    }

    [Theory]
    [InlineData("fly")]
    [InlineData("keys")]
    [InlineData("keys add robot")]
    [InlineData("keys add robot --scope all")]
    [InlineData("keys revoke one")]
    [InlineData("import transcripts absent.json --source s")]
    [InlineData("users add ann --role emperor")]
    [InlineData("users remove nobody")]
    [InlineData("kpis --json --Store:Provider=Oracle")]
    [InlineData("serve --Ingest:MaxRequestBytes=1")]
    [InlineData("serve --ForwardedHeaders:KnownNetworks:0=everywhere")]
    public async Task A_wrong_call_or_setting_ends_with_2_and_says_why(string call)
    {
        var (code, output, error) = await _console.RunAsync(call.Split(' '));

        Assert.Equal((2, ""), (code, output));
        Assert.NotEmpty(error);
        Assert.DoesNotContain("Unhandled exception", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_printed_alone_listed_by_its_beginning_and_revoked()
    {
        var added = await _console.RunAsync("keys", "add", "robot", "--scope", "read");
        var listed = await _console.RunAsync("keys", "list");
        var revoked = await _console.RunAsync("keys", "revoke", "1");

        var key = Assert.Single(Lines(added));
        Assert.StartsWith("acsr_r_", key, StringComparison.Ordinal);
        var row = Assert.Single(Lines(listed)).Split('\t');
        Assert.Equal(("1", "read", "robot", ""), (row[0], row[2], row[3], row[5]));
        Assert.StartsWith(row[1].TrimEnd('…'), key, StringComparison.Ordinal);
        Assert.Equal((0, ""), (revoked.Code, revoked.Output));
        Assert.Equal(2, (await _console.RunAsync("keys", "revoke", "1")).Code);
    }

    [Fact]
    public async Task A_person_gets_a_one_time_password_and_a_name_is_taken_once()
    {
        var added = await _console.RunAsync("users", "add", "ann", "--role", "lead", "administrator");

        Assert.Matches("^[a-z0-9]{6}(-[a-z0-9]{6}){3}$", Assert.Single(Lines(added)));
        Assert.Equal((2, ""), await CodeAndOutputAsync("users", "add", "ann", "--role", "lead"));
        Assert.Equal((2, ""), await CodeAndOutputAsync("users", "remove", "ann"));
        Assert.Equal((0, "ann\tlead,administrator\t\n"), await CodeAndOutputAsync("users", "list"));
    }

    [Fact]
    public async Task An_import_reports_becomes_figures_and_events_and_passes_the_check_until_somebody_meddles()
    {
        await File.WriteAllTextAsync(Path.Combine(_console.Folder, "chats.json"), Transcript);

        var import = await _console.RunAsync("import", "transcripts", "chats.json", "--source", "shop", "--json");
        var again = await _console.RunAsync("import", "transcripts", "chats.json", "--source", "shop", "--json");

        Assert.Equal("""{"cases":1,"messages":2,"toolCalls":0,"toolErrors":0,"handoffs":0,"duplicates":0,"refused":0}""", Assert.Single(Lines(import)));
        Assert.Equal("""{"cases":0,"messages":0,"toolCalls":0,"toolErrors":0,"handoffs":0,"duplicates":1,"refused":0}""", Assert.Single(Lines(again)));

        var kpis = JsonNode.Parse((await _console.RunAsync("kpis", "--json")).Output)!["kpis"]!.AsArray();
        Assert.All(kpis, k => Assert.Equal(["id", "value", "unit", "n", "lower", "upper", "definition", "version", "counts", "unsettled"], k!.AsObject().Select(p => p.Key)));
        Assert.Equal((0.0, 1), kpis.Where(k => k!["id"]!.GetValue<string>() == "handoff_rate").Select(k => (k!["value"]!.GetValue<double>(), k["n"]!.GetValue<int>())).Single());
        Assert.All(["task_success_rate", "autonomous_resolution_rate", "cost_per_resolution", "handling_time_mean"],
            id => Assert.Null(kpis.Single(k => k!["id"]!.GetValue<string>() == id)!["value"]));

        var export = Lines(await _console.RunAsync("export", "events", "--json")).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(["On its way.", "Where is my order?"], export.Select(e => e["text"]?.GetValue<string>()).OfType<string>().Order());
        Assert.Equal(export.Count, export.Select(e => e["id"]!.GetValue<string>()).Distinct().Count());

        Assert.StartsWith("ok: 1 cases", Assert.Single(Lines(await _console.RunAsync("db", "check"))), StringComparison.Ordinal);
        _console.Ask("""UPDATE "Cases" SET "Title" = 'Meddled' RETURNING 1""");
        var found = await _console.RunAsync("db", "check");
        Assert.Equal(1, found.Code);
        Assert.Contains("Meddled", found.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_holds_no_transcript_ends_with_1_and_names_the_fault()
    {
        await File.WriteAllTextAsync(Path.Combine(_console.Folder, "bad.json"), """[{"id": "a", "mess""");

        var (code, output, error) = await _console.RunAsync("import", "transcripts", "bad.json", "--source", "shop", "--json");

        Assert.Equal(1, code);
        Assert.Equal(0, JsonNode.Parse(output)!["cases"]!.GetValue<int>());
        Assert.NotEqual(0, JsonNode.Parse(output)!["refused"]!.GetValue<int>());
        Assert.NotEmpty(error);
    }

    [Fact]
    public async Task A_backup_is_a_whole_database_and_overwrites_nothing()
    {
        await _console.RunAsync("keys", "add", "robot", "--scope", "read");
        var target = Path.Combine(_console.Folder, "copy.db");

        Assert.Equal((0, target + "\n"), await CodeAndOutputAsync("db", "backup", "copy.db"));
        Assert.Equal((2, ""), await CodeAndOutputAsync("db", "backup", "copy.db"));
        await using var copy = new SqliteConnection($"Data Source={target};Pooling=False");
        await copy.OpenAsync();
        await using var command = copy.CreateCommand();
        command.CommandText = """SELECT "Name" FROM "ApiKeys" """;
        Assert.Equal("robot", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Settings_come_from_the_file_in_the_folder_the_environment_and_arguments_for_every_verb()
    {
        await File.WriteAllTextAsync(Path.Combine(_console.Folder, "appsettings.json"), """{ "Store": { "ConnectionString": "Data Source=file.db" } }""");

        await _console.RunAsync("db", "migrate");
        await _console.RunAsync("db", "migrate", "--Store:ConnectionString=Data Source=argument.db");

        Assert.Equal(["argument.db", "file.db"], Directory.GetFiles(_console.Folder, "*.db").Select(Path.GetFileName).Order());
    }

    private async Task<(int Code, string Output)> CodeAndOutputAsync(params string[] arguments)
    {
        var (code, output, _) = await _console.RunAsync(arguments);
        return (code, output);
    }

    private static string[] Lines((int Code, string Output, string Error) run)
    {
        Assert.Equal((0, ""), (run.Code, run.Error));
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
