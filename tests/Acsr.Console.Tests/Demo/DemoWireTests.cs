using System.Text.Json;
using System.Text.RegularExpressions;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Ingest.Events;
using Acsr.Ingest.Otlp;

namespace Acsr.Commands.Demo;

public sealed partial class DemoWireTests(DemoDeskFixture desk)
{
    [Fact]
    public void Everything_is_accepted_by_both_doors() => Assert.All(desk.Requests, request => Assert.True(request.Path switch
    {
        "/v1/traces" => OtlpTraceRequest.Read(request.Body, OtlpEncoding.Json) is { Rejected: 0, Message: null },
        _ => EventBatch.Read(request.Body, lines: true).Refused == 0,
    }, request.Path));

    [Fact]
    public void Requests_stay_small() => Assert.All(desk.Requests, request => Assert.InRange(request.Body.Length, 1, 400_000));

    [Fact]
    public void Ids_are_hexadecimal_and_enums_are_numbers()
    {
        var spans = desk.Requests.Where(request => request.Path == "/v1/traces").SelectMany(Spans).ToList();

        Assert.All(spans, span => Assert.True(
            Hex().IsMatch(span.GetProperty("traceId").GetString() + span.GetProperty("spanId").GetString())
            && span.GetProperty("kind").ValueKind == JsonValueKind.Number
            && (!span.GetProperty("status").TryGetProperty("code", out var code) || code.ValueKind == JsonValueKind.Number)
            && span.GetProperty("startTimeUnixNano").ValueKind == JsonValueKind.String));
        Assert.Equal(spans.Count, spans.Select(span => span.GetProperty("traceId").GetString() + span.GetProperty("spanId").GetString()).Distinct().Count());
    }

    [Fact]
    public void About_half_of_the_cases_with_an_agent_are_traced()
    {
        var agents = desk.Cases.Where(told => told.Events.OfType<CaseOpenedEvent>().Single().Handler == "agent").ToList();

        Assert.InRange(agents.Count(told => told.Traced) / (double)agents.Count, 0.45, 0.55);
        Assert.True(desk.SentSpans.All(span => span.Attributes["acsr.demo"].Flag == true));
    }

    [Fact]
    public void A_traced_case_folds_to_the_same_facts_as_the_same_case_told_natively()
    {
        var sent = desk.Folded.ToDictionary(folded => folded.Facts.Id);
        foreach (var told in desk.Cases.Where(told => told.Traced))
        {
            var native = CaseFold.Fold(new CaseInput(told.Id, told.Events, [], DemoDeskFixture.Today, "demo"), new CaseOptions())!;
            var traced = sent[told.Id];

            Assert.Equal(Facts(native), Facts(traced));
            Assert.Equal(Work(native), Work(traced));
            Assert.Equal(native.Overrides.Select(o => (o.OriginalAction, o.OriginalConfidence, string.Join(',', o.Missing))), traced.Overrides.Select(o => (o.OriginalAction, o.OriginalConfidence, string.Join(',', o.Missing))));
        }
    }

    [Fact]
    public void No_span_ends_before_it_starts_or_after_yesterday() => Assert.All(desk.SentSpans, span => Assert.True(
        span.StartNano <= span.EndNano && DateTime.UnixEpoch.AddTicks((long)(span.EndNano / 100)) < DemoDeskFixture.Today));

    private static object Facts(FoldedCase folded) => (
        folded.Facts.Agent, folded.Facts.AgentVersion, folded.Facts.Release, folded.Facts.Intent, folded.Facts.Handler, folded.Facts.Solved, folded.Facts.HandedOff,
        folded.Facts.HandoffReason, folded.Facts.InputTokens, folded.Facts.OutputTokens, Math.Round(folded.Facts.CostUsd ?? -1, 9), folded.Facts.Steps, folded.Facts.ToolCalls, folded.Facts.ToolErrors,
        folded.Facts.Turns, folded.Facts.HandlingSeconds);

    /// <summary>The steps that both tell, in order: the trace knows model calls and the clauses of calls besides, and the native hand-off is a step of its own.</summary>
    private static IEnumerable<string> Work(FoldedCase folded) => folded.Steps
        .Where(step => step.Kind is not (StepKind.Model or StepKind.Other or StepKind.Handoff))
        .Select(step => $"{step.Kind} {step.Name} {step.Text} {step.Error} {step.Confidence} {step.Turn} {(step.Kind == StepKind.Decision ? string.Join(',', step.Clauses) : "")}");

    private static List<JsonElement> Spans(DemoRequest request)
    {
        using var document = JsonDocument.Parse(request.Body);
        return [.. document.RootElement.GetProperty("resourceSpans")[0].GetProperty("scopeSpans")[0].GetProperty("spans").EnumerateArray().Select(span => span.Clone())];
    }

    [GeneratedRegex("^[0-9a-f]{48}$")]
    private static partial Regex Hex();
}
