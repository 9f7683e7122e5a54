using System.Text.Json;
using Acsr.Ingest;
using CsCheck;

namespace Acsr.Cases;

public sealed class CaseFoldTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_case_that_was_solved_and_never_handed_off_says_so()
    {
        var facts = Fold(Opened(0), Said(1, "customer", "Where is my order?"), Said(2, "agent", "On its way."), Closed(60, "resolved")).Facts;

        Assert.Equal((true, false, false, Handler.Agent), (facts.Solved, facts.HandedOff, facts.Reopened, facts.Handler));
        Assert.Equal((60, 1, 2), (facts.HandlingSeconds, facts.Turns, facts.Steps));
        Assert.Equal("Where is my order?", facts.Title);
    }

    [Fact]
    public void What_nobody_told_stays_unknown()
    {
        var facts = Fold(Said(0, "customer", "Hi")).Facts;

        Assert.Null(facts.Solved);
        Assert.Null(facts.CostUsd);
        Assert.Null(facts.HandlingSeconds);
        Assert.Null(facts.Sentiment);
        Assert.Null(facts.Csat);
        Assert.Null(facts.ClosedAt);
    }

    [Fact]
    public void A_case_without_times_stands_where_it_was_received()
    {
        var received = Start.AddDays(5);
        var folded = CaseFold.Fold(new CaseInput("c", [new MessageEvent { Id = "m", Case = "c", Role = "customer", Text = "Hi" }], [], received, "file"), new CaseOptions())!;

        Assert.Null(folded.Facts.OpenedAt);
        Assert.Equal(received, folded.Facts.At);
    }

    [Theory]
    [InlineData(23.9, true)]
    [InlineData(24.1, false)]
    public void Reopening_within_the_window_flips_the_resolution(double hours, bool flips)
    {
        var reopened = new ReopenedEvent { Id = "r", Case = "c", Time = Start.AddSeconds(60).AddHours(hours), By = "customer" };
        var facts = Fold(Opened(0), Closed(60, "resolved"), reopened).Facts;

        Assert.Equal((flips, !flips), (facts.Reopened, facts.Solved == true));
    }

    [Fact]
    public void News_that_comes_late_flips_it_all_the_same()
    {
        var reopened = new ReopenedEvent { Id = "r", Case = "c", Time = Start.AddHours(2), By = "human" };

        Assert.True(Fold(reopened, Closed(60, "resolved"), Opened(0)).Facts.Reopened);
    }

    [Fact]
    public void Evidence_of_the_outcome_outweighs_what_the_closer_said()
    {
        var facts = Fold(Opened(0), new OutcomeEvent { Id = "o", Case = "c", Time = Start.AddSeconds(30), Solved = false }, Closed(60, "resolved")).Facts;

        Assert.False(facts.Solved);
    }

    [Fact]
    public void An_escalation_is_a_hand_off_and_not_an_outcome()
    {
        var facts = Fold(Opened(0), Closed(60, "escalated")).Facts;

        Assert.Null(facts.Solved);
        Assert.True(facts.HandedOff);
        Assert.Equal(Handler.Hybrid, facts.Handler);
    }

    [Fact]
    public void An_override_takes_what_the_log_lacks_from_the_trace_and_names_what_is_missing()
    {
        var decision = new DecisionEvent { Id = "d", Case = "c", Time = Start.AddSeconds(5), Action = "deny_refund", Confidence = .92 };
        var log = new OverrideEvent { Id = "o", Case = "c", Time = Start.AddSeconds(9), Final = new OverrideFinal("refund", null, "Broken on arrival") };

        var facts = Assert.Single(Fold(Opened(0), decision, log).Overrides);

        Assert.Equal(("deny_refund", .92), (facts.OriginalAction, facts.OriginalConfidence));
        Assert.Equal(["the policy clause or data point"], facts.Missing);
    }

    [Fact]
    public void A_whole_triad_is_complete()
    {
        var log = new OverrideEvent
        {
            Id = "o",
            Case = "c",
            Time = Start,
            Original = new OverrideDecision("deny", null, .7),
            Final = new OverrideFinal("refund", null, "Broken"),
            Clause = "returns/defects-1@1",
        };
        var folded = Fold(log);

        Assert.Empty(Assert.Single(folded.Overrides).Missing);
        Assert.Equal((1, 1), (folded.Facts.Overrides, folded.Facts.CompleteTriads));
    }

    [Fact]
    public void Of_one_id_with_two_contents_the_later_holds_whichever_came_first()
    {
        var early = Said(1, "customer", "first") with { Id = "m" };
        var late = Said(2, "customer", "second") with { Id = "m" };

        Assert.Equal("second", Fold(early, late).Facts.Title);
        Assert.Equal("second", Fold(late, early).Facts.Title);
    }

    [Fact]
    public void Sentiment_is_the_mean_of_what_the_customers_messages_were_scored()
    {
        var facts = Fold(Said(1, "customer", "a") with { Sentiment = -.5 }, Said(2, "customer", "b") with { Sentiment = .1 }, Said(3, "agent", "c") with { Sentiment = 1 }).Facts;

        Assert.Equal(-.2, facts.Sentiment!.Value, 12);
    }

    [Fact]
    public void Neither_order_nor_repetition_changes_a_case() =>
        Gen.Select(Events.Array[1, 25], Gen.Int).Sample((events, seed) =>
        {
            var shuffled = events.Concat(events.Take(events.Length / 2)).ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(Text(Fold(events)), Text(Fold(shuffled)));
        }, iter: 500);

    private static readonly Gen<CaseEvent> Events = Gen.Select(Gen.Int[0, 10], Gen.Int[0, 40], Gen.Int[0, 90], Gen.Int[0, 3]).Select((kind, id, second, pick) => Make(kind, $"e{id}", Start.AddSeconds(second), pick));

    private static CaseEvent Make(int kind, string id, DateTime time, int pick) => kind switch
    {
        0 => new CaseOpenedEvent { Id = id, Case = "c", Time = time, Channel = $"channel{pick}", Handler = pick == 0 ? "human" : "agent" },
        1 => new CaseClosedEvent { Id = id, Case = "c", Time = time, Outcome = ((string?[])["resolved", "unresolved", "escalated", null])[pick], CostUsd = pick },
        2 => new MessageEvent { Id = id, Case = "c", Time = time, Role = ((string[])["customer", "agent", "human", "system"])[pick], Text = $"text {pick}", CostUsd = pick / 10.0 },
        3 => new StepEvent { Id = id, Case = "c", Time = time, Name = ((string[])["get_order", "refund_order", "transfer_to_human", "lookup"])[pick], Error = pick == 1 ? "no" : null },
        4 => new DecisionEvent { Id = id, Case = "c", Time = time, Action = $"act{pick}", Confidence = pick / 4.0 },
        5 => new HandoffEvent { Id = id, Case = "c", Time = time, Reason = $"reason {pick}" },
        6 => new OverrideEvent { Id = id, Case = "c", Time = time, Final = new OverrideFinal($"final{pick}") },
        7 => new OutcomeEvent { Id = id, Case = "c", Time = time, Solved = pick % 2 == 0 },
        8 => new CsatEvent { Id = id, Case = "c", Time = time, Score = pick + 1 },
        9 => new ThumbsEvent { Id = id, Case = "c", Time = time, Value = pick == 0 ? "up" : "down" },
        _ => new ReopenedEvent { Id = id, Case = "c", Time = time, By = "customer" },
    };

    private static FoldedCase Fold(params CaseEvent[] events) => CaseFold.Fold(new CaseInput("c", events, [], Start, "test"), new CaseOptions())!;

    private static string Text(FoldedCase folded) => JsonSerializer.Serialize(folded);

    private static CaseOpenedEvent Opened(int second) => new() { Id = "open", Case = "c", Time = Start.AddSeconds(second), Handler = "agent" };

    private static CaseClosedEvent Closed(int second, string outcome) => new() { Id = "close", Case = "c", Time = Start.AddSeconds(second), Outcome = outcome };

    private static MessageEvent Said(int second, string role, string text) => new() { Id = $"m{second}", Case = "c", Time = Start.AddSeconds(second), Role = role, Text = text };
}
