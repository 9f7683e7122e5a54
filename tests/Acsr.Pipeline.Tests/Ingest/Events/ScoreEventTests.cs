using System.Text;
using Acsr.Cases;
using Acsr.Signals;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Sentiment;
using Microsoft.Extensions.Options;

namespace Acsr.Ingest.Events;

/// <summary>The native <c>score</c>, and events that know only their trace.</summary>
public sealed class ScoreEventTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Good = """{"id":"s","type":"score","case":"c","time":"2026-03-01T12:00:00Z","name":"tone","value":3,"label":"ok","comment":"polite","target":"m1","source":"llm","scaleMin":1,"scaleMax":5}""";

    [Fact]
    public void A_score_is_taken_and_becomes_a_signal_on_what_it_is_about()
    {
        var folded = CaseFold.Fold(new CaseInput("c", [Only(Good), new MessageEvent { Id = "m1", Case = "c", Role = "agent", Text = "Hi" }], [], default, "test"), new CaseOptions())!;

        var signal = Assert.Single(CaseSignals.Of(folded, new DeadEndOptions(), new SentimentScorer(Options.Create(new SentimentOptions()))).Signals, s => s.Kind == SignalKind.Evaluation);
        Assert.Equal(("s", "tone", 3.0, "ok", "polite"), (signal.Id, signal.Name, signal.Value, signal.Label, signal.Text));
        Assert.Equal(["m1"], signal.StepIds);
    }

    [Fact]
    public void A_score_of_the_name_confidence_is_how_sure_the_agent_was_of_a_step_that_does_not_say()
    {
        CaseEvent[] events =
        [
            new DecisionEvent { Id = "silent", Case = "c", Action = "refund" },
            new DecisionEvent { Id = "says", Case = "c", Action = "refund", Confidence = 0.9 },
            .. ((string[])["silent", "says"]).Select(target => new ScoreEvent { Id = "s-" + target, Case = "c", Name = "Confidence", Value = 0.4, Target = target }),
            new ScoreEvent { Id = "later", Case = "c", Time = DateTime.UnixEpoch, Name = "confidence", Value = 40, Target = "silent" },
        ];

        var steps = CaseFold.Fold(new CaseInput("c", events, [], default, "test"), new CaseOptions())!.Steps;

        Assert.Equal([("says", 0.9), ("silent", 0.4)], steps.Select(s => (s.Id, s.Confidence!.Value)).Order());
    }

    [Theory]
    [InlineData("\"name\":\"tone\",", "", "'name' is missing")]
    [InlineData("\"value\":3,\"label\":\"ok\",\"comment\":\"polite\",", "", "at least one of 'value', 'label' and 'comment'")]
    [InlineData("\"value\":3", "\"value\":6", "'value' is 6; it must lie from 1 to 5")]
    [InlineData("\"scaleMin\":1", "\"scaleMin\":5", "must be smaller")]
    [InlineData("\"llm\"", "\"cat\"", "use one of: human, code, llm, customer")]
    [InlineData("\"case\":\"c\"", "\"case\":\"\"", "'case' is missing")]
    [InlineData("\"case\":\"c\"", "\"trace\":\"abc\"", "'trace' must be")]
    public void A_fault_is_named_with_what_to_do(string good, string bad, string said) =>
        Assert.Contains(said, Assert.Single(Read(Good.Replace(good, bad, StringComparison.Ordinal)).Errors).Error, StringComparison.Ordinal);

    [Fact]
    public void An_event_may_name_its_trace_in_place_of_its_case()
    {
        var batch = Read(Good.Replace("\"case\":\"c\"", $"\"trace\":\"{Trace.ToUpperInvariant()}\"", StringComparison.Ordinal));

        Assert.Empty(batch.Errors);
        Assert.Equal([Trace], SegmentContents.Of(SegmentFormat.Events, batch.Payload).Touches);
        Assert.Equal(Trace, Assert.Single(EventBatch.ReadPayload(batch.Payload)).Under());
        Assert.Equal("c", Only(Good.Replace("\"case\":\"c\"", $"\"case\":\"c\",\"trace\":\"{Trace}\"", StringComparison.Ordinal)).Under());
    }

    private static EventBatch Read(string text) => EventBatch.Read(Encoding.UTF8.GetBytes(text), lines: false);

    private static CaseEvent Only(string text) => Assert.Single(EventBatch.ReadPayload(Read(text).Payload));
}
