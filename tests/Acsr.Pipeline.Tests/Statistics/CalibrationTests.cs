namespace Acsr.Statistics;

public sealed class CalibrationTests
{
    [Fact]
    public void Two_honest_bins_have_no_error_and_their_Brier_score_adds_up()
    {
        var found = Calibration.Of([.. Judged(.8, 80, 20), .. Judged(.3, 30, 70)])!;

        Assert.Equal(0, found.Error, 1e-12);
        Assert.Equal(2, found.Bins.Count);
        Assert.Equal(found.Brier, found.Reliability - found.Resolution + found.Uncertainty, 1e-12);
        Assert.Equal(.185, found.Brier, 1e-9);
    }

    [Fact]
    public void Overconfidence_is_as_large_as_it_was_made()
    {
        var found = Calibration.Of(Judged(.95, 700, 300))!;

        Assert.Equal(.25, found.Error, 1e-9);
        Assert.InRange(.25, found.ErrorInterval.Lower, found.ErrorInterval.Upper);
        Assert.InRange(found.ErrorInterval.Upper - found.ErrorInterval.Lower, .04, .08);
    }

    [Fact]
    public void Decisions_that_were_looked_for_count_by_the_inverse_of_their_probability()
    {
        // 1,000 decisions of which 100 are wrong; all wrong ones were judged, of the right ones one in ten.
        List<JudgedDecision> judged = [.. Judged(.9, 90, 0, 10), .. Judged(.9, 0, 100)];

        Assert.Equal(0, Calibration.Of(judged)!.Error, 1e-9);
        Assert.Equal(.9, Calibration.Of(judged)!.Bins[0].Right, 1e-9);
    }

    [Fact]
    public void A_threshold_keeps_its_promise_and_says_how_much_it_covers()
    {
        List<JudgedDecision> judged = [.. Judged(.95, 500, 2), .. Judged(.85, 400, 4), .. Judged(.70, 300, 60), .. Judged(.60, 100, 50)];
        var (curve, suggested) = ConfidenceThreshold.Find(judged, .02);

        Assert.NotNull(suggested);
        Assert.Equal(.71, suggested.At, 1e-9);
        Assert.Equal(906.0 / 1416, suggested.Coverage, 1e-9);
        Assert.True(suggested.WrongUpper <= .02);
        Assert.Equal(50, curve.Count);
    }

    [Fact]
    public void No_threshold_is_suggested_where_too_few_decisions_were_judged() =>
        Assert.Null(ConfidenceThreshold.Find(Judged(.99, 100, 0), .02).Suggested);

    [Fact]
    public void A_threshold_promises_too_much_in_at_most_one_of_twenty_studies()
    {
        var random = new Random(5);
        var (studies, broken) = (400, 0);
        for (var study = 0; study < studies; study++)
        {
            // Wrong with probability 0.3·(1 − c): exactly 2 % on average above c where mean of (1 − c) is 1/15.
            var judged = Enumerable.Range(0, 2_000).Select(_ => .5 + (random.NextDouble() / 2)).Select(c => new JudgedDecision(c, random.NextDouble() >= .3 * (1 - c))).ToList();
            var suggested = ConfidenceThreshold.Find(judged, .02).Suggested;
            if (suggested is not null && .3 * (1 - suggested.At) / 2 > .02) { broken++; }
        }

        Assert.True(broken <= studies * .07, $"{broken} of {studies}");
    }

    private static List<JudgedDecision> Judged(double confidence, int right, int wrong, double weight = 1) =>
        [.. Enumerable.Repeat(new JudgedDecision(confidence, true, weight), right), .. Enumerable.Repeat(new JudgedDecision(confidence, false, weight), wrong)];
}
