using Acsr.Signals;

namespace Acsr.Effects;

public sealed class ShadowReportTests
{
    [Fact]
    public void Agreement_is_told_of_actions_and_of_arguments_by_intent_and_by_confidence()
    {
        var report = ShadowReport.Of(
        [
            .. Enumerable.Range(0, 80).Select(i => new ShadowPair($"a{i}", "refund", true, true, .95)), .. Enumerable.Range(0, 10).Select(i => new ShadowPair($"b{i}", "refund", true, false, .65)),
            .. Enumerable.Range(0, 10).Select(i => new ShadowPair($"c{i}", "exchange", false, false, null)),
        ], []);

        Assert.Equal((100, .9, .8), (report.All!.N, report.All.SameAction, report.All.Agreed));
        Assert.Equal(["refund", "exchange"], report.Intents.Select(l => l.Name));
        Assert.Equal(["90–100 %", "60–70 %", "not told"], report.Bands.Select(l => l.Name));
        Assert.Equal((100, .8, .2), (report.Forecast[0].N, report.Forecast[0].Autonomous, report.Forecast[0].Otherwise));
        // Wilson, 80 of 100.
        Assert.Equal(.7112, report.Forecast[0].Interval.Lower, .0001);
        var sure = report.Forecast.Single(f => f.From == .9);
        Assert.Equal((80, .8, 0), (sure.N, sure.Autonomous, sure.Otherwise));
    }

    [Fact]
    public void A_case_with_several_proposals_is_as_sure_as_the_least_of_them_and_agrees_where_all_do()
    {
        var report = ShadowReport.Of([new ShadowPair("a", null, true, true, .9), new ShadowPair("a", null, false, false, .6)], []);

        Assert.Equal((1, 0.0, 1.0), (report.Forecast[0].N, report.Forecast[0].Autonomous, report.Forecast[0].Otherwise));
        Assert.Equal((2, 1), (report.All!.N, report.All.Cases));
        Assert.Equal(0, report.Forecast.Single(f => f.From == .7).N);
    }

    [Theory]
    [InlineData("The agent proposed refund (83 % sure); the human did the same.", .83)]
    [InlineData("The agent proposed refund; the human did the same.", null)]
    public void Confidence_is_read_as_it_was_written(string text, double? confidence) => Assert.Equal(confidence, ShadowComparison.ConfidenceIn(text));
}
