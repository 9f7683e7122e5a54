using Acsr.Ingest.Otlp;
using Acsr.Ingest.Transcripts;

namespace Acsr.Ingest.Langfuse;

/// <summary>What an import of traces took and what it did not.</summary>
/// <param name="Traces">Traces taken.</param>
/// <param name="Spans">Spans in them.</param>
/// <param name="Duplicates">Traces that were here already, unchanged; nothing was added for them.</param>
/// <param name="Refused">Traces that could not be taken, and why.</param>
public sealed record LangfuseReport(int Traces, int Spans, int Duplicates, IReadOnlyList<string> Refused);

/// <summary>Stores traces that Langfuse gave out: one segment a trace, so that a second import recognises each.</summary>
public sealed class LangfuseImport(IngestWriter writer)
{
    private const int TracesAtOnce = 100;

    /// <summary>Stores what can be taken of a file and reports after each batch.</summary>
    /// <param name="file">One trace, a list of them, or one a line; gzip or not.</param>
    /// <param name="source">The import's name.</param>
    /// <param name="progress">Told what was done so far.</param>
    /// <param name="cancellationToken">Ends it between two batches.</param>
    public async Task<LangfuseReport> RunAsync(Stream file, string source, Action<LangfuseReport>? progress, CancellationToken cancellationToken)
    {
        var report = new LangfuseReport(0, 0, 0, []);
        foreach (var chunk in JsonItems.Read(file).Select(Read).Chunk(TracesAtOnce))
        {
            var good = chunk.Select(one => one.Request).OfType<OtlpTraceRequest>().ToList();
            var outcomes = good.Count == 0 ? [] : await writer.WriteNowAsync([.. good.Select(request => TraceIntake.Batch(request, source))], cancellationToken);
            var taken = good.Zip(outcomes).Where(pair => pair.Second == IngestOutcome.Stored).Select(pair => pair.First).ToList();
            report = new(
                report.Traces + taken.Count, report.Spans + taken.Sum(request => request.Accepted), report.Duplicates + good.Count - taken.Count,
                [.. report.Refused, .. chunk.Select(one => one.Fault).OfType<string>()]);
            progress?.Invoke(report);
        }

        return report;
    }

    private static (OtlpTraceRequest? Request, string? Fault) Read(JsonItem item)
    {
        if (item.Fault is not null) { return (null, $"{item.Where}: {item.Fault}"); }
        try
        {
            var (body, fault) = LangfuseExport.Request(item.Value);
            return body is null ? (null, $"{item.Where}: {fault}") : (OtlpTraceRequest.Read(body, OtlpEncoding.Json), null);
        }
        catch (Exception error) when (error is OtlpFormatException or InvalidOperationException)
        {
            return (null, $"{item.Where}: it holds text that is not valid Unicode, or ids that are none: {error.Message}");
        }
    }
}
