using System.CommandLine;
using System.Text.Json;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Ingest.Baseline;
using Acsr.Ingest.Langfuse;
using Acsr.Ingest.Transcripts;
using Acsr.Policies;
using Spectre.Console;

namespace Acsr.Commands;

/// <summary><c>import transcripts FILE --source NAME</c>, <c>import langfuse FILE --source NAME</c>, <c>import baseline FILE --source NAME</c>, <c>import policy FILE --id ID</c>, <c>import articles PATH --source NAME</c> and <c>import reviews FILE --source NAME</c>.</summary>
internal static class ImportCommand
{
    public static Command Create(string[] settings) => new("import", "Brings files in.") { Transcripts(settings), Langfuse(settings), Baseline(settings), Policy(settings), ArticlesCommand.Create(settings), LabelsCommand.Create(settings) };

    private static Command Transcripts(string[] settings)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "JSON or JSONL, gzip or not. The OpenAI message shape, tau-bench and tau2 are recognised." };
        var source = new Option<string>("--source") { Description = "The import's name; the cases' ids begin with it.", Required = true };
        var map = new Option<FileInfo?>("--map") { Description = "A JSON file that says where things stand in another shape (docs/import.md)." };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output instead of a table." };
        var command = new Command("transcripts", "Imports chat transcripts with tool calls.") { file, source, map, json };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            var input = parsed.GetRequiredValue(file);
            if (!input.Exists) { throw new CommandException($"There is no file '{input.FullName}'."); }
            var options = new TranscriptOptions { Source = parsed.GetRequiredValue(source), Map = ReadMap(parsed.GetValue(map)) };
            var report = await WithProgressAsync(input, parsed.GetValue(json), options, services, ct);
            await services.GetRequiredService<CaseFolder>().FoldAllDueAsync(ct);
            Print(report, parsed.GetValue(json));
            return report.Cases + report.Duplicates == 0 ? CommandLine.Found : CommandLine.Done;
        }, cancellationToken));
        return command;
    }

    private static Command Langfuse(string[] settings)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Whole traces as Langfuse gives them: one, a list, or one a line; gzip or not." };
        var source = new Option<string>("--source") { Description = "The import's name.", Required = true };
        var command = new Command("langfuse", "Imports traces that were recorded in Langfuse.") { file, source };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            var input = parsed.GetRequiredValue(file);
            if (!input.Exists) { throw new CommandException($"There is no file '{input.FullName}'."); }
            await using var stream = input.OpenRead();
            var report = await services.GetRequiredService<LangfuseImport>().RunAsync(stream, parsed.GetRequiredValue(source), null, ct);
            await services.GetRequiredService<CaseFolder>().FoldAllDueAsync(ct);
            foreach (var refused in report.Refused) { Console.Error.WriteLine(refused); }
            Console.WriteLine($"Taken: {report.Traces} traces with {report.Spans} spans.");
            Console.WriteLine($"Not taken: {report.Duplicates} were here already, {report.Refused.Count} refused.");
            return report.Traces + report.Duplicates == 0 ? CommandLine.Found : CommandLine.Done;
        }, cancellationToken));
        return command;
    }

    private static Command Baseline(string[] settings)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "CSV with the columns' names in the first line, UTF-8." };
        var source = new Option<string>("--source") { Description = "The import's name; the cases' ids begin with it.", Required = true };
        var map = new Option<FileInfo?>("--map") { Description = "A JSON file that says which column holds what (docs/import.md); without it the names are guessed." };
        var command = new Command("baseline", "Imports cases from before there was an agent, to compare with.") { file, source, map };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            var input = parsed.GetRequiredValue(file);
            if (!input.Exists) { throw new CommandException($"There is no file '{input.FullName}'."); }
            var name = parsed.GetRequiredValue(source);
            if (BaselineImporter.FaultOf(name) is { } fault) { throw new CommandException(fault); }
            var columns = await BaselineMapAsync(input, parsed.GetValue(map));
            var importer = services.GetRequiredService<BaselineImporter>();
            var import = await importer.BeginAsync(name, input.Name, input.Length, columns, "command line", ct);
            await using var stream = input.OpenRead();
            // The fold keeps pace in this process: an import waits for it.
            using var done = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var folding = FoldAsync(services.GetRequiredService<CaseFolder>(), done.Token);
            await importer.RunAsync(import, stream, columns, null, ct);
            await done.CancelAsync();
            await folding;
            await services.GetRequiredService<CaseFolder>().FoldAllDueAsync(ct);
            foreach (var refused in import.Faults) { Console.Error.WriteLine(refused); }
            Console.WriteLine($"Taken: {import.Taken} of {import.Rows} rows.");
            Console.WriteLine($"Not taken: {import.Duplicates} were here already, {import.Refused} refused.");
            return import.State == ImportState.Done && import.Taken + import.Duplicates > 0 ? CommandLine.Done : CommandLine.Found;
        }, cancellationToken));
        return command;
    }

    private static async Task<BaselineMap> BaselineMapAsync(FileInfo input, FileInfo? map)
    {
        if (map is { Exists: false }) { throw new CommandException($"There is no map '{map.FullName}'."); }
        try
        {
            await using var stream = input.OpenRead();
            using var file = await BaselineFile.OpenAsync(stream);
            if (map is not null)
            {
                var (read, wrong) = BaselineMap.Parse(await File.ReadAllTextAsync(map.FullName));
                return read is null ? throw new CommandException(wrong!) : read.FaultFor(file.Header) is { } unfit ? throw new CommandException(unfit) : read;
            }

            var guess = BaselineMap.Guess(file.Header);
            var opened = guess.Columns.TryGetValue(BaselineField.OpenedAt, out var column) ? file.Header.ToList().IndexOf(column) : -1;
            var first = await file.FirstAsync(200);
            var guessed = guess with { Dates = BaselineMap.GuessDates(opened < 0 ? [] : first.Where(row => row.Length > opened).Select(row => row[opened])) };
            return guessed.FaultFor(file.Header) is { } fault ? throw new CommandException(fault + " Give a map with --map.") : guessed;
        }
        catch (BaselineFileException error)
        {
            throw new CommandException(error.Message);
        }
    }

    private static async Task FoldAsync(CaseFolder folder, CancellationToken cancellationToken)
    {
        try
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                await folder.FoldAllDueAsync(cancellationToken);
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private static TranscriptMap? ReadMap(FileInfo? file)
    {
        if (file is null) { return null; }
        if (!file.Exists) { throw new CommandException($"There is no map '{file.FullName}'."); }
        var (map, fault) = TranscriptMap.Parse(File.ReadAllText(file.FullName));
        return map ?? throw new CommandException(fault!);
    }

    /// <summary>The bar goes to standard error and follows the bytes read, which is what is known of a file's length.</summary>
    private static async Task<TranscriptReport> WithProgressAsync(FileInfo input, bool quiet, TranscriptOptions options, IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var stream = input.OpenRead();
        var import = services.GetRequiredService<TranscriptImport>();
        if (quiet || Console.IsErrorRedirected) { return await import.RunAsync(TranscriptFile.Read(stream, options), options.Source, null, cancellationToken); }
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().StartAsync(async bar =>
        {
            var task = bar.AddTask(Markup.Escape(input.Name), maxValue: Math.Max(1, input.Length));
            var report = await import.RunAsync(TranscriptFile.Read(stream, options), options.Source, _ => task.Value = stream.Position, cancellationToken);
            task.Value = task.MaxValue;
            return report;
        });
    }

    private static void Print(TranscriptReport report, bool json)
    {
        foreach (var refused in report.Refused) { Console.Error.WriteLine(refused); }
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(new
            {
                cases = report.Cases,
                messages = report.Messages,
                toolCalls = report.ToolCalls,
                toolErrors = report.ToolErrors,
                handoffs = report.Handoffs,
                duplicates = report.Duplicates,
                refused = report.Refused.Count,
            }));
            return;
        }

        Console.WriteLine($"Taken: {report.Cases} cases with {report.Messages} messages and {report.ToolCalls} tool calls ({report.ToolErrors} failed); {report.Handoffs} handed off.");
        Console.WriteLine($"Not taken: {report.Duplicates} were here already, {report.Refused.Count} refused.");
    }

    private static Command Policy(string[] settings)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "Markdown: each list item and paragraph under a heading becomes a clause." };
        var id = new Option<string>("--id") { Description = "Lower-case words and hyphens; the first part of every citation.", Required = true };
        var command = new Command("policy", "Imports a policy document as a new version of its clauses.") { file, id };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            var input = parsed.GetRequiredValue(file);
            if (!input.Exists) { throw new CommandException($"There is no file '{input.FullName}'."); }
            var outcome = await services.GetRequiredService<PolicyImport>()
                .ImportAsync(new PolicyImportRequest(parsed.GetRequiredValue(id), await File.ReadAllTextAsync(input.FullName, ct), "command line", Demo: false), ct);
            switch (outcome)
            {
                case PolicyImportOutcome.Refused refused:
                    throw new CommandException(refused.Reason);
                case PolicyImportOutcome.Unchanged same:
                    Console.WriteLine($"Unchanged: version {same.Version} has this text already.");
                    break;
                case PolicyImportOutcome.Imported done:
                    Console.WriteLine($"Version {done.Version}: {done.Added} clauses added, {done.Changed} changed, {done.Removed} removed, {done.Same} the same.");
                    break;
            }

            return CommandLine.Done;
        }, cancellationToken));
        return command;
    }
}
