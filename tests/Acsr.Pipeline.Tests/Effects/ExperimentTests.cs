using Acsr.Cases;
using Acsr.Statistics;

namespace Acsr.Effects;

public sealed class ExperimentTests
{
    private static readonly DateTime Now = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    private static Experiment Define(params (string Name, double Share)[] arms) => new()
    {
        Name = "tone",
        Metric = "success",
        Guardrails = ["csat"],
        Worth = .1,
        Power = .8,
        HoldOut = .1,
        MostDays = 40,
        Salt = "s",
        By = "lea",
        StartedAt = Now.AddDays(-14),
        State = ExperimentState.Running,
        Arms = [.. arms.Select((a, i) => new ExperimentArm { Name = a.Name, Share = a.Share, Position = i })],
    };

    [Fact]
    public void The_same_case_always_gets_the_same_arm_and_arms_get_their_shares()
    {
        var experiment = Define(("control", 1), ("short", 3));
        var ids = Enumerable.Range(0, 20_000).Select(i => $"case-{i}").ToList();
        var drawn = ids.ConvertAll(id => ExperimentLot.Draw(experiment, id));

        Assert.Equal(drawn, ids.ConvertAll(id => ExperimentLot.Draw(experiment, id)));
        Assert.Equal(.1, drawn.Count(a => a == ExperimentLot.HoldOut) / 20_000.0, .01);
        Assert.Equal(.25, drawn.Count(a => a == "control") / (double)drawn.Count(a => a != ExperimentLot.HoldOut), .02);
        Assert.NotNull(SampleRatio.Test([drawn.Count(a => a == "control"), drawn.Count(a => a == "short")], [1, 3]));
    }

    [Fact]
    public void Who_is_held_out_is_held_out_of_every_experiment_and_other_lots_are_independent()
    {
        var (one, other) = (Define(("a", 1), ("b", 1)), Define(("a", 1), ("b", 1)));
        other.Salt = "t";
        var ids = Enumerable.Range(0, 10_000).Select(i => $"case-{i}").ToList();

        Assert.All(ids, id => Assert.Equal(ExperimentLot.IsHeldOut(one, id), ExperimentLot.IsHeldOut(other, id)));
        var free = ids.Where(id => !ExperimentLot.IsHeldOut(one, id)).ToList();
        Assert.Equal(.5, free.Count(id => ExperimentLot.Draw(one, id) == ExperimentLot.Draw(other, id)) / (double)free.Count, .02);
    }

    [Fact]
    public void An_arm_that_is_surely_better_wins_after_a_week_and_not_before()
    {
        var experiment = Define(("control", 1), ("short", 1));
        AssignedCase[] cases = [.. Cases("control", 600, .5), .. Cases("short", 600, .75)];

        var report = ExperimentReport.Of(experiment, cases, Now);
        Assert.Equal("short", report.Winner);
        Assert.Equal(MetricFinding.Better, report.Figures[0].Finding);
        Assert.False(report.EndsItself);
        experiment.StartedAt = Now.AddDays(-3);
        Assert.Null(ExperimentReport.Of(experiment, cases, Now).Winner);
    }

    [Fact]
    public void An_arm_that_does_harm_ends_the_experiment_and_broken_lots_name_no_winner()
    {
        var experiment = Define(("control", 1), ("short", 1));
        var harmful = ExperimentReport.Of(experiment, [.. Cases("control", 600, .75), .. Cases("short", 600, .5)], Now);
        Assert.True(harmful.EndsItself);
        Assert.Contains("short is surely worse", harmful.Stop, StringComparison.Ordinal);

        var broken = ExperimentReport.Of(experiment, [.. Cases("control", 900, .5), .. Cases("short", 500, .75)], Now);
        Assert.True(broken.SampleRatioP < SampleRatio.Alarm);
        Assert.Null(broken.Winner);
        Assert.False(broken.EndsItself);
    }

    [Fact]
    public void Looking_every_day_at_two_arms_that_are_alike_names_a_winner_in_at_most_one_of_twenty()
    {
        const int studies = 400;
        var random = new Random(11);
        var experiment = Define(("control", 1), ("short", 1));
        var found = 0;
        for (var study = 0; study < studies; study++)
        {
            var (a, b) = (default(Moments), default(Moments));
            for (var day = 0; day < 40; day++)
            {
                for (var n = 0; n < 20; n++) { (a, b) = (a.With(random.NextDouble() < .7 ? 1 : 0), b.With(random.NextDouble() < .7 ? 1 : 0)); }
                if (!EffectJudge.Enough(a.N, b.N) || StratifiedDifference.Of([new Stratum(a, b)], share: true) is not { } estimate) { continue; }
                if (Sequential.P(estimate.Value, estimate.StandardError, experiment.Worth) < .05) { found++; break; }
            }
        }

        Assert.InRange(found, 0, studies / 20);
    }

    [Fact]
    public void Holm_adjusts_as_published() =>
        // p.adjust(c(.01, .04, .03, .005, .20), "holm") of R.
        Assert.Equal([.04, .09, .09, .025, .20], Holm.Adjust([.01, .04, .03, .005, .20]).Select(p => Math.Round(p, 10)));

    [Theory]
    [InlineData("a b", "success", .1, .1, "name")]
    [InlineData("tone", "nothing", .1, .1, "decides")]
    [InlineData("tone", "success", 0, .1, "worth finding")]
    [InlineData("tone", "success", .1, 0, "held out")]
    public void Definitions_that_cannot_be_measured_are_refused_with_a_reason(string name, string metric, double worth, double holdOut, string words)
    {
        var draft = Define(("control", 1), ("short", 1));
        (draft.Name, draft.Metric, draft.Worth, draft.HoldOut) = (name, metric, worth, holdOut);
        Assert.Contains(words, ExperimentDesk.Fault(draft), StringComparison.Ordinal);
    }

    private static IEnumerable<AssignedCase> Cases(string arm, int n, double success) => Enumerable.Range(0, n).Select(i => new AssignedCase(arm,
        new EffectCase(Now.AddDays(-5), "refund", "chat", null, null, Handler.Agent, i < n * success, false, false, 0, Resolution.Assumed, null, Severity.None, 0, 0, 0, null, null, null, false)));
}
