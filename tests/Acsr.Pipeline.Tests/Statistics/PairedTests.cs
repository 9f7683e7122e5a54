namespace Acsr.Statistics;

public sealed class PairedTests
{
    /// <summary>By hand after Agresti and Min: n + 2 = 102, b = 10.5, c = 20.5.</summary>
    [Fact]
    public void A_paired_difference_has_the_interval_of_Agresti_and_Min()
    {
        var difference = PairedDifference.Of(10, 20, 100)!;

        Assert.Equal(.1, difference.Value, 12);
        Assert.Equal((10 / 102.0) - (1.959963984540054 * Math.Sqrt(31 - (100 / 102.0)) / 102), difference.Interval.Lower, 12);
        Assert.Equal((10 / 102.0) + (1.959963984540054 * Math.Sqrt(31 - (100 / 102.0)) / 102), difference.Interval.Upper, 12);
    }

    [Fact]
    public void Few_rows_without_a_difference_are_not_called_certain()
    {
        var difference = PairedDifference.Of(0, 0, 2)!;

        Assert.Equal(0, difference.Value);
        Assert.True(difference.Interval.Lower < -.3 && difference.Interval.Upper > .3);
        Assert.Null(PairedDifference.Of(0, 0, 0));
    }

    [Fact]
    public void The_area_is_the_share_of_pairs_in_the_right_order_and_a_tie_is_half_a_pair()
    {
        var random = new Random(3);
        double[] high = [.. Enumerable.Range(0, 60).Select(_ => Math.Round(random.NextDouble() + .2, 1))], low = [.. Enumerable.Range(0, 40).Select(_ => Math.Round(random.NextDouble(), 1))];

        var pairs = high.Sum(h => low.Sum(l => h > l ? 1 : h == l ? .5 : 0)) / (high.Length * low.Length);

        Assert.Equal(pairs, Auroc.Of(high, low)!.Value, 12);
        Assert.Null(Auroc.Of([], low));
    }

    /// <summary>DeLong's variance of one area, from its definition over all pairs.</summary>
    [Fact]
    public void Errors_are_DeLongs_and_a_score_does_not_differ_from_itself()
    {
        var random = new Random(4);
        double[] high = [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble() + .3)], low = [.. Enumerable.Range(0, 20).Select(_ => random.NextDouble())];
        double[] a = [.. high.Select(h => low.Average(l => h > l ? 1.0 : 0))], b = [.. low.Select(l => high.Average(h => h > l ? 1.0 : 0))];
        static double Variance(double[] x) => x.Sum(v => (v - x.Average()) * (v - x.Average())) / (x.Length - 1);

        Assert.Equal(Math.Sqrt((Variance(a) / a.Length) + (Variance(b) / b.Length)), Auroc.Of(high, low)!.StandardError, 12);
        var same = Auroc.Difference((high, low), (high, low))!;
        Assert.Equal((0, 0), (same.Value, Math.Round(same.StandardError, 12)));
        Assert.Null(Auroc.Difference(([1, 1, 1, 1], low), ([1, 1, 1, 1], low)));
    }
}
