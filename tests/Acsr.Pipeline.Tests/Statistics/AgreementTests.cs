using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace Acsr.Statistics;

/// <summary>Agreement against published figures (formats H10) and against thirty real annotators.</summary>
public sealed class AgreementTests
{
    // Krippendorff's four coders and twelve units; a dot is no rating. Unit by unit.
    private static readonly string[] Coders = ["1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .", "1 2 3 3 2 4 4 1 2 5 1 ."];

    [Theory]
    [InlineData(20, 5, 10, 15, 0.4, 0.1511, 0.6489)]
    [InlineData(45, 15, 25, 15, 0.1304, -0.0629, 0.3238)]
    [InlineData(25, 35, 5, 35, 0.2593, 0.1080, 0.4105)]
    public void Cohens_kappa_and_its_interval_are_as_published_or_independently_computed(int a, int b, int c, int d, double kappa, double lower, double upper)
    {
        var result = CohenKappa.Of(new[,] { { a, b }, { c, d } })!;

        Assert.Equal(kappa, result.Value!.Value, 4);
        Assert.Equal(lower, result.Interval!.Value.Lower, 4);
        Assert.Equal(upper, result.Interval.Value.Upper, 4);
        Assert.Equal(((a + d) / (double)(a + b + c + d), a + b + c + d), (result.Raw, result.N));
    }

    [Fact]
    public void Who_always_say_the_same_one_thing_agree_and_have_no_kappa()
    {
        var result = CohenKappa.Of([("yes", "yes"), ("yes", "yes")])!;

        Assert.Equal((1.0, null, null, 2), (result.Raw, result.Value, result.Interval, result.N));
        Assert.Null(CohenKappa.Of(Array.Empty<(string, string)>()));
    }

    [Theory]
    [InlineData(AlphaMetric.Nominal, 0.743)]
    [InlineData(AlphaMetric.Ordinal, 0.815)]
    [InlineData(AlphaMetric.Interval, 0.849)]
    public void Krippendorffs_alpha_is_as_published_with_ratings_missing(AlphaMetric metric, double alpha)
    {
        var result = KrippendorffAlpha.Of(Units(Coders), metric)!;

        Assert.Equal(alpha, result.Value!.Value, 3);
        // The twelfth unit has one rating, and nobody to agree with.
        Assert.Equal((11, 40), (result.Units, result.Ratings));
        Assert.True(result.Interval!.Value.Lower < result.Value && result.Value < result.Interval.Value.Upper);
        Assert.Equal(result, KrippendorffAlpha.Of(Units(Coders), metric));
    }

    [Theory]
    [InlineData("0 1 0 0 0 0 0 1 0 0", "1 1 1 0 0 1 0 0 0 0", 0.095)]
    [InlineData("1 1 2 2 4 3 3 3 5 4 4 1", "2 1 2 2 2 3 3 3 5 4 4 4", 0.692)]
    public void Two_coders_without_gaps_are_as_published(string first, string second, double alpha) =>
        Assert.Equal(alpha, KrippendorffAlpha.Of(Units([first, second]), AlphaMetric.Nominal)!.Value!.Value, 3);

    [Fact]
    public void Where_nothing_was_rated_twice_or_all_is_one_value_there_is_no_alpha()
    {
        Assert.Null(KrippendorffAlpha.Of([[1.0], []], AlphaMetric.Nominal));
        var same = KrippendorffAlpha.Of([[1.0, 1.0], [1.0, 1.0]], AlphaMetric.Nominal)!;
        Assert.Equal((null, 1.0, 2), (same.Value, same.Raw, same.Units));
    }

    [Fact]
    public void Thirty_annotators_of_breakdowns_agree_as_an_independent_computation_says()
    {
        using var file = File.OpenRead(SharedData.Path("dbdc3/dbdc3_revised_en_dev.tar.gz"));
        using var tar = new TarReader(new GZipStream(file, CompressionMode.Decompress));
        List<double[]> units = [];
        while (tar.GetNextEntry() is { } entry)
        {
            if (!entry.Name.EndsWith(".json", StringComparison.Ordinal) || Path.GetFileName(entry.Name).StartsWith("._", StringComparison.Ordinal)) { continue; }
            using var json = JsonDocument.Parse(entry.DataStream!);
            units.AddRange(json.RootElement.GetProperty("turns").EnumerateArray().Where(turn => turn.GetProperty("speaker").GetString() == "S")
                .Select(turn => turn.GetProperty("annotations").EnumerateArray().Select(a => (double)"OTX".IndexOf(a.GetProperty("breakdown").GetString()!, StringComparison.Ordinal)).ToArray()));
        }

        var (nominal, ordinal) = (KrippendorffAlpha.Of(units, AlphaMetric.Nominal, withInterval: false)!, KrippendorffAlpha.Of(units, AlphaMetric.Ordinal, withInterval: false)!);

        Assert.Equal(4_150, nominal.Units);
        Assert.Equal(124_500, nominal.Ratings);
        Assert.Equal(0.095561, nominal.Value!.Value, 6);
        Assert.Equal(0.142081, ordinal.Value!.Value, 6);
    }

    private static List<double[]> Units(string[] coders)
    {
        var rows = coders.Select(coder => coder.Split(' ')).ToList();
        return [.. Enumerable.Range(0, rows[0].Length).Select(unit => rows.Where(row => row[unit] != ".").Select(row => double.Parse(row[unit], System.Globalization.CultureInfo.InvariantCulture)).ToArray())];
    }

    /// <summary>Krippendorff's four coders of twelve units, each unit with the ratings it got: formats H10, ratio .797.</summary>
    [Fact]
    public void Ratio_alpha_of_the_canonical_coders()
    {
        double[][] units =
        [
            [1, 1, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
            [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [5, 5, 5], [1, 1], [3],
        ];
        var alpha = KrippendorffAlpha.Of(units, AlphaMetric.Ratio, withInterval: false)!;
        Assert.Equal(0.797, alpha.Value!.Value, 3);
        Assert.Equal((11, 40), (alpha.Units, alpha.Ratings));
    }
}
