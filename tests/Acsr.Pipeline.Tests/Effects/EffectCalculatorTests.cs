using Acsr.Cases;

namespace Acsr.Effects;

public sealed class EffectCalculatorTests
{
    private static readonly DateTime Today = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Live = Today.AddDays(-40);

    [Theory]
    [InlineData(.50, .75, EffectVerdict.Helped)]
    [InlineData(.75, .50, EffectVerdict.Hurt)]
    [InlineData(.60, .60, EffectVerdict.NoEvidence)]
    public void What_a_change_did_is_told_by_the_intents_it_touched(double before, double after, EffectVerdict verdict)
    {
        var report = Compute(Deployed("v2", "refund"), (day, intent) => intent == "refund" ? day > Live ? after : before : .7);

        Assert.True(verdict == report.Verdict, $"{report.Headline}: {report.Reason}");
        Assert.Equal(["refund"], report.Touched);
        Assert.Equal(["exchange", "invoice"], report.Untouched);
        Assert.NotNull(report.PlannedN);
        Assert.Equal(verdict == EffectVerdict.Hurt, report.Headline.Contains("hurt", StringComparison.Ordinal));
    }

    [Fact]
    public void A_season_that_lowers_everything_alike_is_laid_to_nobody() =>
        Assert.Equal(EffectVerdict.NoEvidence, Compute(Deployed("v2", "refund"), (day, _) => day > Live ? .5 : .75).Verdict);

    [Fact]
    public void A_trend_that_began_before_is_no_effect()
    {
        var report = Compute(Deployed("v2", "refund"), (day, intent) => intent == "refund" ? .9 - ((day - Today.AddDays(-100)).TotalDays * .007) : .7);

        Assert.Equal(EffectVerdict.NoEvidence, report.Verdict);
        Assert.Contains("moved apart", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_week_and_fifty_cases_on_each_side_are_needed_before_anything_is_said()
    {
        var early = Deployed("v2", "refund");
        early.At = Today.AddDays(-5);

        var report = Compute(early, (day, intent) => intent == "refund" && day > Today.AddDays(-5) ? 0 : .7);

        Assert.Equal(EffectVerdict.NoEvidence, report.Verdict);
        Assert.Contains("Too early", report.Headline, StringComparison.Ordinal);
        Assert.Equal(50, report.MinimumN);
    }

    [Fact]
    public void What_something_else_was_done_to_is_not_compared_with()
    {
        var report = Compute(Deployed("v2", "refund"), (_, _) => .7, new OtherDeployment("other", DateOnly.FromDateTime(Live.AddDays(10)), ["exchange"]));

        Assert.Equal(["invoice"], report.Untouched);
        Assert.Contains(report.Confounders, c => c.What.Contains("other", StringComparison.Ordinal));
    }

    [Fact]
    public void The_next_change_of_the_same_intents_ends_what_can_be_laid_to_this_one()
    {
        var report = Compute(Deployed("v2", "refund"), (_, _) => .7, new OtherDeployment("v3", DateOnly.FromDateTime(Live.AddDays(20)), ["refund"]));

        Assert.Equal(DateOnly.FromDateTime(Live.AddDays(19)), report.To);
    }

    [Fact]
    public void Where_everything_was_touched_there_is_no_verdict()
    {
        var report = Compute(Deployed("v2", "refund", "exchange", "invoice"), (_, _) => .7);

        Assert.Equal(EffectVerdict.NoEvidence, report.Verdict);
        Assert.Contains("Nothing to compare", report.Headline, StringComparison.Ordinal);
    }

    [Fact]
    public void Cases_that_name_the_change_are_the_ones_that_met_it()
    {
        // Half of the refunds after it went live still meet the old one, and go badly.
        var report = Compute(Deployed("v2", "refund"), (day, intent) => intent == "refund" && day > Live ? .9 : .6, release: (day, n) => day > Live && n % 2 == 0 ? "v2" : null);

        Assert.Equal(EffectVerdict.Helped, report.Verdict);
        Assert.Contains("say themselves", report.Exposure, StringComparison.Ordinal);
        Assert.InRange(report.Metrics[0].TouchedAfter.N, 100, 140);
    }

    [Fact]
    public void Young_cases_wait_until_they_can_no_more_be_reopened()
    {
        // All reopenings of the last two days are yet to come: counted as they stand, these days look perfect.
        var report = Compute(Deployed("v2", "refund"), (day, intent) => day >= Today.AddDays(-2) && intent == "refund" ? 1 : .6);

        Assert.Equal(2, report.Metrics[0].WaitsDays);
        Assert.Equal(8, report.Metrics[2].WaitsDays);
        Assert.Equal(EffectVerdict.NoEvidence, report.Verdict);
        Assert.Equal(6 * 37, report.Metrics[0].TouchedAfter.N);
    }

    [Fact]
    public void A_change_of_mix_within_the_touched_intents_is_no_effect()
    {
        var cube = new EffectCube();
        var random = new Random(3);
        for (var day = Today.AddDays(-100); day < Today; day = day.AddDays(1))
        {
            foreach (var (intent, channel, count, share) in new[] { ("refund", "chat", day > Live ? 9 : 3, .9), ("refund", "voice", day > Live ? 3 : 9, .4), ("invoice", "chat", 10, .7) })
            {
                for (var n = 0; n < count; n++) { cube.Add(Case(day, intent, random.NextDouble() < share, channel, null)); }
            }
        }

        Assert.Equal(EffectVerdict.NoEvidence, EffectCalculator.Compute(cube, Question(Deployed("v2", "refund"))).Verdict);
    }

    [Fact]
    public void Of_three_hundred_changes_that_did_nothing_few_are_praised_or_blamed_and_few_are_called_a_trend()
    {
        var reports = Enumerable.Range(100, 300).Select(seed => Compute(Deployed("v2", "refund"), (_, _) => .65, null, seed)).ToList();

        Assert.True(reports.Count(r => r.Verdict != EffectVerdict.NoEvidence) <= 15);
        Assert.True(reports.Count(r => r.Reason.Contains("moved apart", StringComparison.Ordinal)) <= 8);
    }

    private static Deployment Deployed(string name, params string[] intents) => new() { Name = name, At = Live, Intents = [.. intents], By = "lena" };

    private static EffectReport Compute(Deployment deployment, Func<DateTime, string, double> share, params OtherDeployment[] others) => Compute(deployment, share, null, 8, others);

    private static EffectReport Compute(Deployment deployment, Func<DateTime, string, double> share, Func<DateTime, int, string?>? release, int seed = 8, params OtherDeployment[] others)
    {
        var cube = new EffectCube();
        var random = new Random(seed);
        for (var day = Today.AddDays(-100); day < Today; day = day.AddDays(1))
        {
            foreach (var intent in new[] { "refund", "exchange", "invoice" })
            {
                for (var n = 0; n < 6; n++) { cube.Add(Case(day, intent, random.NextDouble() < share(day, intent), "chat", release?.Invoke(day, n))); }
            }
        }

        return EffectCalculator.Compute(cube, Question(deployment, others));
    }

    private static EffectQuestion Question(Deployment deployment, params OtherDeployment[] others) => new(deployment, others, DateOnly.FromDateTime(Today), 2, 8);

    private static EffectCase Case(DateTime at, string intent, bool solved, string channel, string? release) =>
        new(at, intent, channel, release, "1.0", Handler.Agent, solved, false, false, 0, solved ? Resolution.Assumed : Resolution.Contained, null, Severity.None, 0, 0, 0, null, null, null, false);
}
