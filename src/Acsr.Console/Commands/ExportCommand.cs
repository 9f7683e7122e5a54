using System.CommandLine;
using Acsr.Ingest;
using Acsr.Releases;

namespace Acsr.Commands;

/// <summary><c>export events --json</c>: what is stored, as it came in.</summary>
internal static class ExportCommand
{
    public static Command Create(string[] settings)
    {
        var json = new Option<bool>("--json") { Description = "One JSON object a line (the only form there is)." };
        var events = new Command("events", "Prints every stored event and span once, each on a line with its id.") { json };
        events.SetAction((_, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            await using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
            await foreach (var line in services.GetRequiredService<EventExport>().LinesAsync(ct)) { await output.WriteLineAsync(line.AsMemory(), ct); }
            return CommandLine.Done;
        }, cancellationToken));
        var reviews = new Command("reviews", "Prints every review on a line with its lineage.") { json };
        reviews.SetAction((_, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            await using var output = new StreamWriter(Console.OpenStandardOutput(), bufferSize: 1 << 16);
            await foreach (var line in services.GetRequiredService<ReviewExport>().LinesAsync(0, ct)) { await output.WriteLineAsync(line.AsMemory(), ct); }
            return CommandLine.Done;
        }, cancellationToken));
        return new Command("export", "Prints what is stored.") { events, reviews };
    }
}
