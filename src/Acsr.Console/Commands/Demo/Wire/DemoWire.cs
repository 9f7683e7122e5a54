using Acsr.Ingest;
using Acsr.Ingest.Events;

namespace Acsr.Commands.Demo.Wire;

/// <summary>Packs cases into requests: traces for the one half, native events for the other, and native events for what people said in both.</summary>
internal static class DemoWire
{
    private const int EventsPerRequest = 200;
    private const int SpansPerRequest = 100;

    public static IEnumerable<DemoRequest> Requests(IEnumerable<DemoCase> cases)
    {
        var events = new List<CaseEvent>();
        var spans = new List<DemoSpan>();
        var version = "";
        foreach (var told in cases)
        {
            var (caseEvents, caseSpans) = told.Traced ? SpanStory.Tell(told) : (told.Events, []);
            var caseVersion = told.Events.OfType<CaseOpenedEvent>().First().AgentVersion ?? version;
            // One request names one version of the agent as its resource.
            if (spans.Count > 0 && caseVersion != version)
            {
                yield return Traces(spans, version);
            }

            version = caseVersion;
            events.AddRange(caseEvents);
            spans.AddRange(caseSpans);
            if (events.Count >= EventsPerRequest)
            {
                yield return Events(events);
            }

            if (spans.Count >= SpansPerRequest)
            {
                yield return Traces(spans, version);
            }
        }

        if (events.Count > 0)
        {
            yield return Events(events);
        }

        if (spans.Count > 0)
        {
            yield return Traces(spans, version);
        }
    }

    /// <summary>Empties the list into a request.</summary>
    private static DemoRequest Events(List<CaseEvent> events)
    {
        using var body = new MemoryStream();
        foreach (var happened in events)
        {
            body.Write(EventJson.Line(happened));
            body.WriteByte((byte)'\n');
        }

        events.Clear();
        return new DemoRequest("/api/v1/events", "application/x-ndjson", body.ToArray());
    }

    /// <summary>Empties the list into a request.</summary>
    private static DemoRequest Traces(List<DemoSpan> spans, string version)
    {
        var body = OtlpJson.Write(spans, version);
        spans.Clear();
        return new DemoRequest("/v1/traces", "application/json", body);
    }
}
