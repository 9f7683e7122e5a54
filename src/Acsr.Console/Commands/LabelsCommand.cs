using System.CommandLine;
using Acsr.Cases;
using Acsr.Ingest.Transcripts;
using Acsr.Review.Labels;

namespace Acsr.Commands;

/// <summary><c>import reviews FILE --source NAME [--runs ARCHIVE]</c>: labelled failures become reviews.</summary>
internal static class LabelsCommand
{
    public static Command Create(string[] settings)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A JSON list, or an object on each line: runs with their failures, or reviews as “export reviews” gives them (docs/review.md)." };
        var source = new Option<string>("--source") { Description = "The import's name; the cases' ids begin with it.", Required = true };
        var runs = new Option<FileInfo?>("--runs") { Description = "The runs themselves, a .tar.gz with one ID.json each; without it they must be here already." };
        var command = new Command("reviews", "Imports labelled failures as reviews.") { file, source, runs };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            var (labels, archive, name) = (parsed.GetRequiredValue(file), parsed.GetValue(runs), parsed.GetRequiredValue(source));
            if (LabelImport.SourceFault(name) is { } fault) { throw new CommandException(fault); }
            if (!labels.Exists) { throw new CommandException($"There is no file '{labels.FullName}'."); }
            if (archive is { Exists: false }) { throw new CommandException($"There is no archive '{archive.FullName}'."); }
            if (archive is not null) { await RunsAsync(services, archive, name, ct); }
            await using var stream = labels.OpenRead();
            var report = await services.GetRequiredService<LabelImport>().RunAsync(stream, name, "command line", ct);
            foreach (var refused in report.Refused) { Console.Error.WriteLine(refused); }
            Console.WriteLine($"Taken: {report.Reviews} reviews with {report.Labels} labels.");
            Console.WriteLine($"Not taken: {report.Duplicates} were here already, {report.Refused.Count} refused.");
            return report.Reviews + report.Duplicates == 0 ? CommandLine.Found : CommandLine.Done;
        }, cancellationToken));
        return command;
    }

    private static async Task RunsAsync(IServiceProvider services, FileInfo archive, string source, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = archive.OpenRead();
            var report = await services.GetRequiredService<TranscriptImport>().RunAsync(RunArchive.Read(stream, source), source, null, cancellationToken);
            await services.GetRequiredService<CaseFolder>().FoldAllDueAsync(cancellationToken);
            foreach (var refused in report.Refused) { Console.Error.WriteLine(refused); }
            Console.WriteLine($"Runs: {report.Cases} taken, {report.Duplicates} were here already, {report.Refused.Count} refused.");
        }
        catch (InvalidDataException error)
        {
            throw new CommandException($"'{archive.Name}' is no .tar.gz: {error.Message}");
        }
    }
}
