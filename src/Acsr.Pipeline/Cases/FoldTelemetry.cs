using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Acsr.Cases;

/// <summary>What folding tells of itself; nothing is recorded while nobody listens.</summary>
internal static class FoldTelemetry
{
    public const string Name = "Acsr.Cases";

    public static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Cases = Meter.CreateCounter<long>("acsr.cases.folded", "{case}", "Cases folded, refolded ones included.");
    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("acsr.cases.fold.failures", "{case}", "Cases that could not be folded and were put off.");
    private static readonly Histogram<double> Lag = Meter.CreateHistogram<double>("acsr.cases.fold.lag", "s", "How long the case that waited longest was overdue when its batch was taken.");

    public static void Folded(int cases) => Cases.Add(cases);

    public static void Failed(int cases) => Failures.Add(cases);

    public static void Behind(TimeSpan lag) => Lag.Record(Math.Max(0, lag.TotalSeconds));
}
