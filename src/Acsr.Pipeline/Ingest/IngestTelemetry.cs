using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Acsr.Ingest;

/// <summary>What ingest tells of itself, named as OpenTelemetry names things; nothing is recorded while nobody listens.</summary>
internal static class IngestTelemetry
{
    public const string Name = "Acsr.Ingest";

    public static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Items = Meter.CreateCounter<long>("acsr.ingest.items", "{item}", "Events and spans by what became of their request.");
    private static readonly Histogram<double> Commit = Meter.CreateHistogram<double>("acsr.ingest.commit.duration", "s", "From taking a group of requests to their commit.");
    private static readonly Histogram<int> Group = Meter.CreateHistogram<int>("acsr.ingest.commit.requests", "{request}", "Requests that shared a commit.");

    public static void Stored(int requests, TimeSpan duration)
    {
        Group.Record(requests);
        Commit.Record(duration.TotalSeconds);
    }

    public static void Answered(IngestBatch batch, IngestOutcome outcome) =>
        Items.Add(batch.Count, new KeyValuePair<string, object?>("acsr.ingest.format", batch.Format.ToString()), new("acsr.ingest.outcome", outcome.ToString()));
}
