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

    /// <summary>The table of formats H10: κ .4 from .1511 to .6489.</summary>
    [Fact]
    public void Actions_proposed_and_done_make_a_table_with_the_agreement_beyond_chance()
    {
        static IEnumerable<ShadowPair> Pairs(string done, string proposed, int n) => Enumerable.Range(0, n).Select(i => new ShadowPair($"{done}{proposed}{i}", null, done == proposed, done == proposed, null, proposed, done));
        var found = ShadowConfusion.Of([.. Pairs("refund", "refund", 20), .. Pairs("refund", "deny", 5), .. Pairs("deny", "refund", 10), .. Pairs("deny", "deny", 15), new ShadowPair("x", null, true, true, null)])!;

        Assert.Equal(["refund", "deny"], found.Actions);
        Assert.Equal([[20, 5], [10, 15]], found.Counts);
        Assert.Equal((50, .4), (found.N, Math.Round(found.Kappa!.Value, 10)));
        Assert.Equal((.1511, .6489), (Math.Round(found.Kappa.Interval.Lower, 4), Math.Round(found.Kappa.Interval.Upper, 4)));
        Assert.Null(ShadowConfusion.Of([new ShadowPair("x", null, true, true, null)]));
    }

    [Fact]
    public void Actions_beyond_the_eighth_share_a_row_and_none_is_lost()
    {
        var found = ShadowConfusion.Of([.. Enumerable.Range(0, 12).Select(i => new ShadowPair($"c{i}", null, true, true, null, $"action {i}", $"Action {i}"))])!;

        Assert.Equal((ShadowConfusion.MostActions, ShadowConfusion.Others), (found.Actions.Count, found.Actions[^1]));
        Assert.Equal(12, found.Counts.Sum(row => row.Sum()));
        Assert.Equal(5, found.Counts[^1][^1]);
        Assert.Equal(1, found.Kappa!.Value, 1e-12);
    }

    [Theory]
    [InlineData("agreed", "The agent proposed refund (83 % sure); the human did the same.", "refund", "refund")]
    [InlineData("other arguments", "The agent proposed refund; the human did it with other arguments.", "refund", "refund")]
    [InlineData("another action", "The agent proposed refund (9 % sure); the human did the same.", "refund", "the same")]
    [InlineData("another action", "The agent proposed refund; the hum", null, null)]
    public void Actions_are_read_as_they_were_written(string name, string text, string? proposed, string? done) =>
        Assert.Equal((proposed, done), (ShadowComparison.ActionsIn(name, text)?.Proposed, ShadowComparison.ActionsIn(name, text)?.Done));
}
