namespace Acsr.Kpis;

public sealed class KpiAnomalyTests
{
    private static readonly DateTime Monday = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_day_unlike_its_weekday_stands_out_and_a_weekday_that_is_always_so_does_not()
    {
        // Sundays are bad every week; the last Wednesday is as bad as a Sunday.
        var points = Enumerable.Range(0, 70).Select(day => Point(day, day == 65 ? .5 : Monday.AddDays(day).DayOfWeek == DayOfWeek.Sunday ? .5 : .8 + (.01 * (day % 3)), 200)).ToList();

        var found = Assert.Single(KpiAnomalies.Find(KpiDefinitions.TaskSuccessRate, points, Monday.AddDays(56)));

        Assert.Equal((Monday.AddDays(65), true), (found.From, found.Deviations < -3.5));
        Assert.Equal("Wed 6 May: 50 % (n = 200). The same weekday in 8 of the 8 weeks before had a median of 81 %; this is 11.2 robust standard deviations below.", found.Reason);
        Assert.True(found.Value.Value < found.Lower && found.Lower < found.Expected);
    }

    [Theory]
    [InlineData(29, .2)]
    [InlineData(200, .78)]
    public void Few_cases_and_what_chance_explains_say_nothing(int n, double share)
    {
        var points = Enumerable.Range(0, 70).Select(day => Point(day, day == 65 ? share : .8, day == 65 ? n : 200)).ToList();

        Assert.Empty(KpiAnomalies.Find(KpiDefinitions.TaskSuccessRate, points, Monday.AddDays(56)));
    }

    [Fact]
    public void One_bad_day_does_not_hide_the_next()
    {
        var points = Enumerable.Range(0, 70).Select(day => Point(day, day is 58 or 65 ? .4 : .8, 200)).ToList();

        Assert.Equal([Monday.AddDays(58), Monday.AddDays(65)], KpiAnomalies.Find(KpiDefinitions.TaskSuccessRate, points, Monday.AddDays(56)).Select(a => a.From));
    }

    [Fact]
    public void An_hour_is_held_against_the_same_hour_of_the_week()
    {
        // Nights are always slow.
        var points = Enumerable.Range(0, 70 * 24).Select(hour => (Monday.AddHours(hour), Value((hour % 24 < 6 ? 300 : 60) + (hour / 24 % 3) + (hour == (65 * 24) + 12 ? 240 : 0), 50))).ToList();

        var found = Assert.Single(KpiAnomalies.Find(KpiDefinitions.HandlingTimeMean, points, Monday.AddDays(56)));

        Assert.Equal(Monday.AddDays(65).AddHours(12), found.From);
        Assert.Contains("The same hour of the week", found.Reason, StringComparison.Ordinal);
    }

    private static (DateTime, KpiValue) Point(int day, double share, int n) => (Monday.AddDays(day), Value(share, n));

    private static KpiValue Value(double value, int n) => new("any", value, "any", n, null, null, "");
}
