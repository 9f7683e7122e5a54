namespace Acsr.Statistics;

/// <summary>The methods on made-up desks whose truth is known; seeded, so the same every time.</summary>
public sealed class SimulationTests
{
    private const int Runs = 2_000;

    [Fact]
    public void Looking_every_day_for_90_days_finds_an_effect_that_is_not_there_in_at_most_one_of_twenty()
    {
        var random = new Random(11);
        var (always, fixedN) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            var (before, other) = (Shares(random, 400, .7), Shares(random, 600, .6));
            var (after, late) = (default(Moments), default(Moments));
            var (found, naive) = (false, false);
            for (var day = 0; day < 90; day++)
            {
                (after, late) = (after + Shares(random, 15, .7), late + Shares(random, 20, .6));
                var estimate = DifferenceInDifferences.Of([new Stratum(before, after)], [new Stratum(other, late)], share: true)!;
                found |= Math.Abs(estimate.Value) > Sequential.HalfWidth(estimate.StandardError, .1);
                naive |= Math.Abs(estimate.Value) > Interval.Z * estimate.StandardError;
            }

            if (found) { always++; }
            if (naive) { fixedN++; }
        }

        Assert.True(always <= Runs * .05, $"{always} of {Runs}");
        Assert.True(fixedN > always * 2, $"Peeking at fixed intervals has to lie for this to be a test: {fixedN}.");
    }

    [Fact]
    public void Intervals_of_the_stratified_difference_in_differences_hold_the_truth_as_often_as_they_promise()
    {
        var random = new Random(12);
        var held = 0;
        for (var run = 0; run < Runs; run++)
        {
            Stratum[] touched = [.. Enumerable.Range(1, 4).Select(i => new Stratum(Shares(random, 30 * i, .2 * i), Shares(random, 25 * i, (.2 * i) + .08)))];
            Stratum[] untouched = [.. Enumerable.Range(1, 6).Select(i => new Stratum(Shares(random, 40, .1 * i), Shares(random, 50, (.1 * i) + .03)))];
            var estimate = DifferenceInDifferences.Of(touched, untouched, share: true)!;
            if (estimate.Interval.Lower <= .05 && .05 <= estimate.Interval.Upper) { held++; }
        }

        Assert.InRange((double)held / Runs, .93, .97);
    }

    [Fact]
    public void Intervals_of_a_difference_of_skewed_means_hold_the_truth_as_often_as_they_promise()
    {
        var random = new Random(13);
        var held = 0;
        for (var run = 0; run < Runs; run++)
        {
            Stratum[] strata = [.. Enumerable.Range(1, 3).Select(i => new Stratum(Times(random, 120, 100 * i), Times(random, 100, (100 * i) + 10)))];
            var estimate = StratifiedDifference.Of(strata, share: false)!;
            if (estimate.Interval.Lower <= 10 && 10 <= estimate.Interval.Upper) { held++; }
        }

        Assert.InRange((double)held / Runs, .93, .97);
    }

    [Fact]
    public void Power_is_as_promised()
    {
        var random = new Random(14);
        var n = (int)Power.PerArm(.6, .7);
        var found = Enumerable.Range(0, Runs).Count(_ => Proportions.ZTest((long)Shares(random, n, .6).Sum, n, (long)Shares(random, n, .7).Sum, n)!.P < .05);

        Assert.InRange((double)found / Runs, .77, .83);
    }

    [Fact]
    public void A_change_of_mix_alone_is_no_effect()
    {
        var random = new Random(15);
        var (stratified, crude) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            // Easy cases (90 %) become more, hard ones (40 %) fewer; within both nothing changes.
            Stratum easy = new(Shares(random, 100, .9), Shares(random, 250, .9)), hard = new(Shares(random, 250, .4), Shares(random, 100, .4));
            Stratum control = new(Shares(random, 300, .6), Shares(random, 300, .6));
            if (IsFound(DifferenceInDifferences.Of([easy, hard], [control], share: true))) { stratified++; }
            if (IsFound(DifferenceInDifferences.Of([new Stratum(easy.First + hard.First, easy.Second + hard.Second)], [control], share: true))) { crude++; }
        }

        Assert.True(stratified <= Runs * .065, $"{stratified} of {Runs}");
        Assert.True(crude > Runs * .9, "Without strata it has to be mistaken for this to be a test.");
    }

    [Fact]
    public void A_season_that_all_cases_share_is_no_effect()
    {
        var random = new Random(16);
        var (controlled, alone) = (0, 0);
        for (var run = 0; run < Runs; run++)
        {
            Stratum touched = new(Shares(random, 400, .7), Shares(random, 400, .58)), untouched = new(Shares(random, 600, .75), Shares(random, 600, .63));
            if (IsFound(DifferenceInDifferences.Of([touched], [untouched], share: true))) { controlled++; }
            if (IsFound(StratifiedDifference.Of([touched], share: true))) { alone++; }
        }

        Assert.True(controlled <= Runs * .065, $"{controlled} of {Runs}");
        Assert.True(alone > Runs * .9, "Without a control it has to be mistaken for this to be a test.");
    }

    private static bool IsFound(Estimate? estimate) => estimate!.Interval.Lower > 0 || estimate.Interval.Upper < 0;

    private static Moments Shares(Random random, int n, double p)
    {
        var yes = 0;
        for (var i = 0; i < n; i++) { if (random.NextDouble() < p) { yes++; } }
        return Moments.Share(yes, n);
    }

    private static Moments Times(Random random, int n, double mean)
    {
        var all = default(Moments);
        for (var i = 0; i < n; i++) { all = all.With(-mean * Math.Log(1 - random.NextDouble())); }
        return all;
    }
}
