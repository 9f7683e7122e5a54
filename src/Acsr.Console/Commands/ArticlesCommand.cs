using System.CommandLine;
using Acsr.Knowledge;

namespace Acsr.Commands;

/// <summary><c>import articles PATH --source NAME</c>: the knowledge base from files.</summary>
internal static class ArticlesCommand
{
    public static Command Create(string[] settings)
    {
        var path = new Argument<string>("PATH") { Description = "A folder or zip of Markdown with front matter, one such file, or a Zendesk or Intercom export (JSON)." };
        var source = new Option<string>("--source") { Description = "The import's name, in lower-case words and hyphens: the next one of this name is compared with it.", Required = true };
        var preview = new Option<bool>("--preview") { Description = "Say what would happen and write nothing." };
        var retire = new Option<bool>("--retire") { Description = "Retire articles that the import of this name brought before and has no more." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Overwrite articles that were edited in the console since." };
        var command = new Command("articles", "Imports articles into the knowledge base.") { path, source, preview, retire, overwrite };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            var (from, name) = (parsed.GetRequiredValue(path), parsed.GetRequiredValue(source));
            if (!Path.Exists(from)) { throw new CommandException($"There is no file or folder '{Path.GetFullPath(from)}'."); }
            if (ArticleImport.SourceFault(name) is { } fault) { throw new CommandException(fault); }
            var reading = await ArticleFiles.ReadPathAsync(from, ct);
            foreach (var bad in reading.Faults) { Console.Error.WriteLine($"{bad.Path}: {bad.Reason}"); }
            var import = services.GetRequiredService<ArticleImport>();
            var seen = await import.PreviewAsync(name, reading, ct);
            Console.WriteLine($"{seen.Count(ImportStep.New)} new, {seen.Count(ImportStep.Changed)} changed, {seen.Count(ImportStep.Same)} the same, {seen.Count(ImportStep.Gone)} gone, {seen.Count(ImportStep.EditedHere)} edited here since, {seen.Count(ImportStep.OfAnother)} of another import; {reading.Faults.Count} could not be read.");
            if (reading.Documents.Count == 0) { return CommandLine.Found; }
            if (parsed.GetValue(preview)) { return CommandLine.Done; }
            var done = await import.ApplyAsync(name, reading, new ImportChoices(parsed.GetValue(retire), parsed.GetValue(overwrite)), "command line", demo: false, ct);
            Console.WriteLine($"Taken: {done.New} new, {done.Changed} changed, {done.Retired} retired; left as they are: {done.Left}. {(done.Changeset is { } set ? $"Knowledge base {set.Version}: {set.Upserts} chunks to take, {set.Tombstones} to drop." : "Nothing published changed.")}");
            return CommandLine.Done;
        }, cancellationToken));
        return command;
    }
}
