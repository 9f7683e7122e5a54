namespace Acsr.Statistics;

/// <summary>Published numbers of formats H.</summary>
public sealed class OracleTests
{
    /// <summary>R's UCBAdmissions: men first.</summary>
    public static readonly Table2x2[] Berkeley =
    [
        new(512, 313, 89, 19), new(353, 207, 17, 8), new(120, 205, 202, 391), new(138, 279, 131, 244), new(53, 138, 94, 299), new(22, 351, 24, 317),
    ];

    [Fact]
    public void Berkeley_admissions_turn_round_once_departments_are_compared_with_themselves()
    {
        var odds = MantelHaenszel.OddsRatio(Berkeley)!;
        var risk = MantelHaenszel.RiskDifference(Berkeley)!;

        Assert.Equal(1.84108, MantelHaenszel.CrudeOddsRatio(Berkeley)!.Value, .00001);
        Assert.Equal(.9046968, odds.Value, .0000001);
        Assert.Equal(.7719074, odds.Interval.Lower, .0000001);
        Assert.Equal(1.0603298, odds.Interval.Upper, .0000001);
        Assert.Equal(.944905, MantelHaenszel.RiskRatio(Berkeley)!.Value, .000001);
        Assert.Equal(-.0184252, risk.Value, .0000001);
        Assert.Equal(.0148254, risk.StandardError, .0000001);
        Assert.Equal(-.04748, risk.Interval.Lower, .00001);
        Assert.Equal(.01063, risk.Interval.Upper, .00001);
    }

    [Fact]
    public void Berkeley_tests_are_those_of_R()
    {
        Is(1.4269, .2323, MantelHaenszel.Test(Berkeley));
        Is(1.5246, .2169, MantelHaenszel.Test(Berkeley, continuity: false));
        Is(18.8255, .00207, MantelHaenszel.Homogeneity(Berkeley));
    }

    [Fact]
    public void Berkeley_by_logistic_regression_is_that_of_R()
    {
        // glm(cbind(Admit, Reject) ~ Gender + Dept, binomial): GenderFemale 0.09987, standard error 0.08085.
        var cells = Berkeley.SelectMany((t, i) => new[] { new LogisticCell(Row(0, i), t.A, t.N1), new LogisticCell(Row(1, i), t.C, t.N0) }).ToList();
        var fit = LogisticRegression.Fit(cells)!;

        Assert.Equal(.09987, fit.Coefficients[1], .00001);
        Assert.Equal(.08085, fit.Classical[1], .00001);
        Assert.InRange(fit.Difference(1).Value, .015, .022);
        static double[] Row(double woman, int department) => [1, woman, .. Enumerable.Range(1, 5).Select(d => d == department ? 1.0 : 0)];
    }

    [Fact]
    public void Shares_without_strata_are_tested_as_published()
    {
        Is(2.650172, .008045, Proportions.ZTest(56, 70, 48, 80), .000001);
        Assert.Equal(.012521, Proportions.Fisher(56, 14, 48, 32), .000001);
        Is(12.6004, .005585, Proportions.AreEqual([(83, 86), (90, 93), (129, 136), (70, 82)]));
    }

    [Theory]
    [InlineData(81, 263, .2527, .3676)]
    [InlineData(15, 148, .0578, .1617)]
    [InlineData(0, 20, 0, .1684)]
    [InlineData(1, 29, .0009, .1776)]
    public void Clopper_Pearson_gives_the_published_interval(long successes, long n, double lower, double upper)
    {
        var interval = ClopperPearson.Interval(successes, n)!.Value;

        Assert.Equal(lower, interval.Lower, .00005);
        Assert.Equal(upper, interval.Upper, .00005);
    }

    [Fact]
    public void Clopper_Pearson_above_nothing_wrong_is_the_rule_of_zero_defects() => Assert.Equal(.05, ClopperPearson.Upper(0, 59)!.Value, .0005);

    [Theory]
    [InlineData(500, 350, 375, .1, 1.164492, .858744, .085910)]
    [InlineData(2000, 1400, 1500, .1, 66.536974, .015029, .044863)]
    [InlineData(2000, 1400, 1500, .05, 92.008656, .010869, .042955)]
    [InlineData(1000, 700, 700, .1, double.NaN, 1, .063462)]
    public void Sequential_test_of_two_shares_is_that_of_the_mixture(long n, long a, long b, double tau, double ratio, double p, double half)
    {
        var error = Sequential.ErrorOfShares(a, n, b, n);
        var difference = (double)(b - a) / n;

        if (!double.IsNaN(ratio)) { Assert.Equal(ratio, Sequential.LikelihoodRatio(difference, error, tau), .00001 * ratio); }
        Assert.Equal(p, Sequential.P(difference, error, tau), .000001);
        Assert.Equal(half, Sequential.HalfWidth(error, tau), .000001);
    }

    [Theory]
    [InlineData(100, .281712, new[] { .436082, .303521, .102512, .049005 })]
    [InlineData(1000, .089085, new[] { .667338, .385505, .095982, .044591 })]
    public void Asymptotic_confidence_sequence_has_the_published_widths(double at, double rho, double[] widths)
    {
        Assert.Equal(rho, Sequential.Rho(at), .000001);
        var found = new long[] { 50, 100, 1000, 5000 }.Select(t => Sequential.MeanHalfWidth(1, t, Sequential.Rho(at)));
        Assert.All(found.Zip(widths), pair => Assert.Equal(pair.Second, pair.First, .000001));
    }

    [Fact]
    public void Benjamini_and_Hochberg_adjust_as_published() =>
        Assert.All(BenjaminiHochberg.Adjust([.01, .04, .03, .005, .20]).Zip([.025, .05, .05, .025, .2]), pair => Assert.Equal(pair.Second, pair.First, 1e-12));

    [Fact]
    public void Difference_in_differences_of_shares_is_that_of_the_oracle()
    {
        var found = DifferenceInDifferences.Of([new Stratum(Moments.Share(310, 500), Moments.Share(365, 500))], [new Stratum(Moments.Share(300, 480), Moments.Share(305, 480))], share: true)!;

        Assert.Equal(.09958333, found.Value, 1e-8);
        // Sato's variance in one stratum of nearly equal sides is that of the two shares.
        Assert.Equal(.0428522, found.StandardError, .00005);
        Assert.Equal(.020132, found.P, .0002);
    }

    [Fact]
    public void Interrupted_series_has_the_published_coefficients_and_errors()
    {
        double[] y = [62, 61.5, 63, 62.2, 61.8, 62.6, 62.9, 63.1, 66.8, 67.5, 67.1, 68.2, 68.9, 68.4, 69.6, 70.1];
        var rows = y.Select((_, i) => new double[] { 1, i + 1, i < 8 ? 0 : 1, i < 8 ? 0 : i - 7 }).ToList();
        var series = InterruptedSeries.Fit(y, 8)!;

        Assert.All(new[] { series.Level, series.Slope, series.Jump, series.Turn }.Zip([61.68571429, .15595238, 3.3452381, .29880952]), pair => Assert.Equal(pair.Second, pair.First.Value, 1e-7));
        Assert.All(new[] { series.Level, series.Slope, series.Jump, series.Turn }.Zip([.16732072, .03218719, .17167255, .04609513]), pair => Assert.Equal(pair.Second, pair.First.StandardError, 1e-7));
        Assert.All(LeastSquares.Fit(rows, y)!.Classical().Zip([.3510921, .0695266, .45591638, .09832545]), pair => Assert.Equal(pair.Second, pair.First, 1e-7));
        Assert.Equal(2.726822, series.DurbinWatson, .000001);
        Assert.Null(InterruptedSeries.Fit(y, 7));
    }

    [Fact]
    public void Cuped_takes_off_what_was_known_before()
    {
        double[] x = [12, 7, 3, 15, 9, 4, 11, 6, 8, 5], y = [14, 9, 4, 18, 9, 6, 12, 6, 11, 5];
        var (theta, adjusted) = Cuped.Adjust(x, y)!.Value;

        Assert.Equal(1.1307692308, theta, 1e-9);
        Assert.Equal(y.Average(), adjusted.Average(), 1e-9);
        Assert.Equal(1.1307692308, adjusted.Aggregate(default(Moments), (m, v) => m.With(v)).Variance, 1e-8);
    }

    [Fact]
    public void Skewed_times_are_compared_as_R_does()
    {
        double[] x = [.80, .83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, .73, 1.46], y = [1.15, .88, .90, .74, 1.21];
        var (w, _, greater) = MannWhitney.Test(x, y)!.Value;

        Assert.Equal(35, w);
        Assert.Equal(.1272061, greater, .0000001);
        Assert.Equal(.305, MannWhitney.Shift(x, y)!.Value, 1e-9);
    }

    [Fact]
    public void Paired_judgements_are_tested_as_published()
    {
        Assert.Equal(16.8178, PairedShares.Test(86, 150)!.Statistic, .0001);
        Assert.Equal(17.3559, PairedShares.Test(86, 150, continuity: false)!.Statistic, .0001);
        Assert.Equal(.143463, PairedShares.Test(5, 12)!.P, .000001);
        var kappa = PairedShares.Kappa([[20, 5], [10, 15]])!;
        Assert.Equal(.4, kappa.Value, 1e-9);
        Assert.Equal(.1511, kappa.Interval.Lower, .0001);
        Assert.Equal(.6489, kappa.Interval.Upper, .0001);
        Assert.Equal(.1304, PairedShares.Kappa([[45, 15], [25, 15]])!.Value, .0001);
        Assert.Equal(.2593, PairedShares.Kappa([[25, 35], [5, 35]])!.Value, .0001);
    }

    [Fact]
    public void Numbers_of_cases_are_those_published()
    {
        Assert.Equal(1_251, Power.PerArm(.70, .75));
        Assert.Equal(384.15, Power.ForShare(.05), .01);
        Assert.Equal(322.4, Power.ForShare(.05, whole: 2_000), .1);
        Assert.Equal(59, Power.WithoutFault(.05));
        Assert.Equal(299, Power.WithoutFault(.01));
        Assert.Equal(.80, Power.Of(.70, .75, 1_251), .001);
        Assert.Equal(26, Power.Days(1_251, 2, 100));
        Assert.Null(Power.Days(1_251, 2, 0));
    }

    [Fact]
    public void A_sample_ratio_that_is_off_is_found()
    {
        // Fabijan et al. 2019: 821,588 against 815,482 of a meant half each has p 1.8e-6.
        Assert.Equal(1.8e-6, SampleRatio.Test([821_588, 815_482], [1, 1])!.P, .1e-6);
        Assert.True(SampleRatio.Test([505, 495], [1, 1])!.P > .5);
    }

    [Fact]
    public void Lots_looked_at_again_and_again_have_the_p_of_a_mixture()
    {
        // By hand: ten of ten in one arm of two are as likely as 1/11 under any shares at all, and 1/1024 under equal ones.
        Assert.Equal(11 / 1024.0, SampleRatio.AlwaysValid([10, 0], [1, 1])!.Value, 1e-12);
        // One, one and none of three arms: 2!·1!·1!·2!/4! = 1/12 against 1/4·1/4 where the third was to get half.
        Assert.Equal(.75, SampleRatio.AlwaysValid([1, 1, 0], [1, 1, 2])!.Value, 1e-12);
        Assert.Equal(1, SampleRatio.AlwaysValid([505, 495], [1, 1]));
        // One look says p < 0.00001 of the same counts; whoever may look as often as they like needs more: the mixture, by its logarithms of factorials.
        Assert.Equal(.011576, SampleRatio.AlwaysValid([821_588, 815_482], [1, 1])!.Value, 1e-5);
        Assert.Null(SampleRatio.AlwaysValid([0, 0], [1, 1]));
    }

    [Fact]
    public void Looking_at_sound_lots_every_day_raises_few_alarms_and_broken_ones_are_found()
    {
        const int desks = 2_000;
        var random = new Random(17);
        int Alarms(double share, double alpha)
        {
            var alarms = 0;
            for (var desk = 0; desk < desks; desk++)
            {
                var counts = new long[2];
                for (var day = 0; day < 90; day++)
                {
                    for (var n = 0; n < 10; n++) { counts[random.NextDouble() < share ? 0 : 1]++; }
                    if (SampleRatio.AlwaysValid(counts, [1, 1]) < alpha) { alarms++; break; }
                }
            }

            return alarms;
        }

        Assert.InRange(Alarms(.5, .05), 0, desks / 20);
        Assert.InRange(Alarms(.6, SampleRatio.Alarm), desks * 95 / 100, desks);
    }

    private static void Is(double statistic, double p, TestResult? found, double within = .0001)
    {
        Assert.NotNull(found);
        Assert.Equal(statistic, found.Statistic, within);
        Assert.Equal(p, found.P, within);
    }
}
