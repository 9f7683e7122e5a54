using Acsr.Cases;
using Acsr.Improvement;
using Acsr.Ingest;
using Acsr.Kpis;
using Acsr.Signals.DeadEnds;

namespace Acsr.Commands.Demo;

public sealed class DemoDeskTests(DemoDeskFixture desk)
{
    [Fact]
    public void The_same_seed_and_day_give_the_same_bytes()
    {
        var again = DemoDesk.Requests(DemoDeskFixture.Seed, DemoDeskFixture.Today).ToList();

        Assert.Equal(desk.Requests.Count, again.Count);
        Assert.All(desk.Requests.Zip(again), pair => Assert.True(pair.First.Path == pair.Second.Path && pair.First.Body.AsSpan().SequenceEqual(pair.Second.Body)));
    }

    [Fact]
    public void Another_seed_gives_other_cases() =>
        Assert.Empty(DemoDesk.Cases(2, DemoDeskFixture.Today).Select(told => told.Id).Intersect(desk.Cases.Select(told => told.Id)));

    [Fact]
    public void A_run_on_the_next_day_repeats_the_cases_of_days_with_the_same_version()
    {
        var next = DemoDesk.Cases(DemoDeskFixture.Seed, DemoDeskFixture.Today.AddDays(1)).ToDictionary(told => told.Id);
        var old = desk.Cases.First(told => told.Events[0].Time > DemoDeskFixture.Today.AddDays(-80));

        Assert.Equal(old.Events.Select(Ingest.Events.EventJson.Line), next[old.Id].Events.Select(Ingest.Events.EventJson.Line));
    }

    [Fact]
    public void There_are_about_three_thousand_cases_over_ninety_days() => Assert.Multiple(
        () => Assert.InRange(desk.Cases.Count, 2_700, 3_300),
        () => Assert.Equal(DemoDeskFixture.Today.AddDays(-90), desk.Cases[0].Events[0].Time!.Value.Date),
        () => Assert.Equal(DemoDeskFixture.Today.AddDays(-1), desk.Cases[^1].Events[0].Time!.Value.Date));

    [Fact]
    public void Every_event_is_sound_has_an_id_of_its_own_and_lies_before_yesterday_evening_ends()
    {
        var events = desk.Events.ToList();

        Assert.All(events, happened => Assert.True(
            happened.Fault() is null && happened.Id.Length > 0 && happened.Case.StartsWith("demo-", StringComparison.Ordinal)
            && happened.Time is { Kind: DateTimeKind.Utc } && happened.Time < DemoDeskFixture.Today, $"{happened.Id}: {happened.Fault()}"));
        Assert.Equal(events.Count, events.Select(happened => happened.Id).Distinct().Count());
        Assert.All(events.OfType<StepEvent>(), step => Assert.True(step.EndTime < DemoDeskFixture.Today));
    }

    [Fact]
    public void Every_case_is_opened_once_and_marked_as_demo() =>
        Assert.All(desk.Cases, told => Assert.True(told.Events.OfType<CaseOpenedEvent>().Single().Demo));

    [Theory]
    [InlineData("L1")]
    [InlineData("L4")]
    [InlineData("L5")]
    [InlineData("L16")]
    public void Each_kind_of_dead_end_is_found_in_cases_of_both_doors(string rule)
    {
        var traced = desk.Cases.Where(told => told.Traced).Select(told => told.Id).ToHashSet();
        var hit = desk.Folded.Where(folded => Hits(folded).Any(found => found.Rule == rule)).ToList();

        Assert.InRange(hit.Count, 10, 200);
        Assert.Contains(hit, folded => traced.Contains(folded.Facts.Id));
        Assert.Contains(hit, folded => !traced.Contains(folded.Facts.Id));
    }

    [Fact]
    public void Ordinary_cases_hold_no_dead_end() =>
        Assert.InRange(desk.Folded.Count(folded => Hits(folded).Count > 0) / (double)desk.Folded.Count, 0.03, 0.12);

    [Fact]
    public void Colleagues_override_more_often_than_the_lead_wants_so_that_the_matrix_opens_an_action()
    {
        var rows = KpiRow.Of([.. desk.Folded.Select(folded => folded.Facts).OrderBy(c => c.At)]);
        var row = MatrixRows.Find("M2")!;

        var found = new RuleEvaluator(row, row.DefaultRule, new Dictionary<string, double> { [""] = DemoTargets.Targets.Single(t => t.Row == "M2").Value }).Evaluate(rows, DemoDeskFixture.Today);

        Assert.Contains(found, f => f.Key == "M2|");
    }

    [Fact]
    public void Overrides_come_with_and_without_the_whole_triad()
    {
        var overrides = desk.Folded.SelectMany(folded => folded.Overrides).ToList();

        Assert.True(overrides.Count(o => o.Missing.Count == 0) >= 60);
        Assert.True(overrides.Count(o => o.Missing.Contains("the agent's confidence")) >= 10);
        Assert.True(overrides.Count(o => o.Missing.Contains("the rationale")) >= 10);
        Assert.True(overrides.Count(o => o.Missing.Contains("the policy clause or data point")) >= 10);
    }

    [Fact]
    public void People_alone_work_an_eighth_of_the_cases_more_slowly_and_at_a_higher_cost()
    {
        var human = desk.Folded.Where(folded => folded.Facts.Handler == Handler.Human).Select(folded => folded.Facts).ToList();
        var agent = desk.Folded.Where(folded => folded.Facts.Handler == Handler.Agent).Select(folded => folded.Facts).ToList();

        Assert.InRange(human.Count / (double)desk.Cases.Count, 0.10, 0.14);
        Assert.True(human.Average(facts => facts.HandlingSeconds) > 1.5 * agent.Average(facts => facts.HandlingSeconds));
        Assert.True(human.Average(facts => facts.CostUsd) > 20 * agent.Average(facts => facts.CostUsd));
    }

    [Fact]
    public void The_new_version_solves_more_refunds_and_fewer_warranty_claims() => Assert.Multiple(
        () => Assert.InRange(SolvedAlone("refund", "2.3.0"), 0.52, 0.65),
        () => Assert.InRange(SolvedAlone("refund", "2.4.0"), 0.66, 0.80),
        () => Assert.True(SolvedAlone("warranty_claim", "2.3.0") > SolvedAlone("warranty_claim", "2.4.0")));

    [Fact]
    public void Cases_are_reopened_within_a_day_and_later()
    {
        var reopened = desk.Folded.Where(folded => folded.Feedback.Any(feedback => feedback.Kind == FeedbackKind.Reopen)).ToList();

        Assert.True(reopened.Count(folded => folded.Facts.Reopened) >= 20);
        Assert.True(reopened.Count(folded => !folded.Facts.Reopened) >= 20);
    }

    [Fact]
    public void Surveys_thumbs_sentiment_channels_and_languages_come_in_believable_shares() => Assert.Multiple(
        () => Assert.InRange(Share(folded => folded.Facts.Csat is not null), 0.25, 0.36),
        () => Assert.InRange(Share(folded => folded.Facts.Sentiment is not null), 0.85, 1),
        () => Assert.InRange(Share(folded => folded.Facts.Language == "en"), 0.9, 0.97),
        () => Assert.InRange(Share(folded => folded.Facts.HandedOff), 0.1, 0.3),
        () => Assert.InRange(Share(folded => folded.Facts.Abandoned), 0.01, 0.08),
        () => Assert.Equal(["chat", "email", "voice"], desk.Folded.Select(folded => folded.Facts.Channel).Distinct().Order()),
        () => Assert.Equal(DemoDesk.Intents.Length, desk.Folded.Select(folded => folded.Facts.Intent).Distinct().Count()));

    [Fact]
    public void Confidence_is_higher_where_the_agent_was_right()
    {
        var overruled = desk.Folded.Where(folded => folded.Overrides.Count > 0).SelectMany(Confidences).Average();
        var fine = desk.Folded.Where(folded => folded.Overrides.Count == 0 && folded.Facts.Solved == true).SelectMany(Confidences).Average();

        Assert.InRange(fine - overruled, 0.05, 0.3);
    }

    [Fact]
    public void Two_conversations_rarely_read_the_same()
    {
        var texts = desk.Cases.Select(told => string.Join('\n', told.Events.OfType<MessageEvent>().Select(message => message.Text))).ToList();
        var openings = desk.Cases.Select(told => told.Events.OfType<MessageEvent>().First().Text).ToList();

        Assert.True(texts.Distinct().Count() > texts.Count * 0.995);
        Assert.True(openings.Distinct().Count() > openings.Count * 0.85);
    }

    private double SolvedAlone(string intent, string version)
    {
        var facts = desk.Folded.Select(folded => folded.Facts).Where(facts => facts.Intent == intent && facts.AgentVersion == version && facts.Language == "en").ToList();
        return facts.Count(facts => facts is { Solved: true, HandedOff: false } or { Reopened: true, HandedOff: false }) / (double)facts.Count;
    }

    private double Share(Func<FoldedCase, bool> which) => desk.Folded.Count(which) / (double)desk.Folded.Count;

    private static IReadOnlyList<DeadEndHit> Hits(FoldedCase folded) => DeadEndRules.Find(folded.Steps, new DeadEndOptions());

    private static IEnumerable<double> Confidences(FoldedCase folded) => folded.Steps.Where(step => step.Kind == StepKind.Decision).Select(step => step.Confidence).OfType<double>();
}
