using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Ingest.Events;
using Acsr.Ingest.Otlp;

[assembly: AssemblyFixture(typeof(Acsr.Commands.Demo.DemoDeskFixture))]

namespace Acsr.Commands.Demo;

/// <summary>The demo desk as it is generated, as it goes over the wire, and as the console folds what arrives.</summary>
public sealed class DemoDeskFixture
{
    public const int Seed = 1;
    public static readonly DateTime Today = new(2026, 3, 18, 0, 0, 0, DateTimeKind.Utc);

    public IReadOnlyList<DemoCase> Cases { get; } = [.. DemoDesk.Cases(Seed, Today)];

    public IReadOnlyList<DemoRequest> Requests { get; } = [.. DemoDesk.Requests(Seed, Today)];

    public IReadOnlyList<CaseEvent> SentEvents { get; }

    public IReadOnlyList<OtlpSpan> SentSpans { get; }

    public IReadOnlyList<FoldedCase> Folded { get; }

    public DemoDeskFixture()
    {
        SentEvents = [.. Requests.Where(request => request.Path == "/api/v1/events").SelectMany(request => EventBatch.ReadPayload(EventBatch.Read(request.Body, lines: true).Payload))];
        SentSpans = [.. Requests.Where(request => request.Path == "/v1/traces").SelectMany(request => OtlpTraceRequest.Read(request.Body, OtlpEncoding.Json).Spans)];
        var events = SentEvents.ToLookup(happened => happened.Case);
        var spans = SentSpans.ToLookup(span => span.Attributes["acsr.case.id"].Text);
        var options = new CaseOptions();
        Folded = [.. events.Select(group => CaseFold.Fold(new CaseInput(group.Key, [.. group], [.. spans[group.Key]], Today, "demo"), options)!)];
    }

    public IEnumerable<CaseEvent> Events => Cases.SelectMany(told => told.Events);
}
