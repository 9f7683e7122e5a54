using Acsr.Statistics;

namespace Acsr.Effects;

public sealed class ArmsTests
{
    private static readonly ArmQuestion Question = new(ArmBy.Handler, "agent", "human", DateTime.UnixEpoch, DateTime.UnixEpoch);

    [Fact]
    public void Berkeley_shows_crude_and_adjusted_beside_each_other_and_says_that_they_turn_round()
    {
        var report = Arms.Compare([.. OracleTests.Berkeley.SelectMany((t, department) => Cases("agent", department, t.A, t.B).Concat(Cases("human", department, t.C, t.D)))], Question);
        var success = report.Figures[0];

        Assert.Equal(.1416, success.Crude!.Value, .0005);
        Assert.Equal(-.0184252, success.Adjusted!.Value, .0000001);
        Assert.True(success.TurnsRound);
        Assert.Equal(.9046968, report.OddsRatio!.Value, .0000001);
        Assert.Equal(1, report.Overlap);
        Assert.True(success.Regressed!.Lower < 0 && success.Regressed.Upper > 0);
        // The first department alone tells the two apart, also after correction for six.
        Assert.Equal(["d0"], report.Intents.Where(i => i.P < .05).Select(i => i.Intent));
    }

    [Fact]
    public void Kinds_of_case_that_only_one_side_works_are_not_compared_and_said_to_be()
    {
        var report = Arms.Compare([.. Cases("agent", 0, 30, 10), .. Cases("human", 0, 20, 20), .. Cases("agent", 1, 80, 0)], Question);

        Assert.Equal(.5, report.Overlap);
        Assert.Equal(.25, report.Figures[0].Adjusted!.Value, 1e-9);
        Assert.Null(report.Intents.Single(i => i.Intent == "d1").Difference);
        Assert.Null(report.Figures[1].Crude);
    }

    [Fact]
    public void Arms_that_got_other_shares_than_they_were_meant_to_are_found() =>
        Assert.True(Arms.Compare([.. Cases("agent", 0, 600, 100), .. Cases("human", 0, 400, 100)], Question with { By = ArmBy.Strategy }).SampleRatioP < SampleRatio.Alarm);

    private static IEnumerable<ArmCase> Cases(string arm, int department, double yes, double no) =>
        Enumerable.Range(0, (int)(yes + no)).Select(i => new ArmCase(arm, $"d{department}", "chat", null, i < yes, null, null, null));
}
