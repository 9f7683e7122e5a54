using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Acsr.Ingest;

public sealed class IngestTelemetryTests
{
    [Fact]
    public void Items_are_counted_by_what_became_of_them()
    {
        var measured = new ConcurrentBag<(long Count, string? Outcome)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == IngestTelemetry.Name) { self.EnableMeasurementEvents(instrument); } },
        };
        listener.SetMeasurementEventCallback<long>((_, count, tags, _) => measured.Add((count, tags.ToArray().First(t => t.Key == "acsr.ingest.outcome").Value as string)));
        listener.Start();

        IngestTelemetry.Answered(IngestBatch.Of("test", SegmentFormat.Events, 731, "x"u8), IngestOutcome.Duplicate);

        Assert.Contains((731, "Duplicate"), measured);
    }
}
