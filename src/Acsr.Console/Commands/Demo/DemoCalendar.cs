namespace Acsr.Commands.Demo;

/// <summary>When customers write: much on Mondays, little on Sundays, next to nothing at night.</summary>
internal static class DemoCalendar
{
    /// <summary>Days of history.</summary>
    public const int Days = 90;

    /// <summary>From this day on, counted from 0, the new version of the assistant answers.</summary>
    public const int NewVersionFrom = 50;

    private const double CasesOnAnAverageDay = 35;

    /// <summary>Sunday first, as in <see cref="DayOfWeek"/>.</summary>
    private static readonly double[] Weekdays = [0.52, 1.42, 1.12, 1.02, 0.99, 0.93, 0.70];

    private static readonly double[] Hours =
        [0.5, 0.3, 0.2, 0.1, 0.1, 0.3, 1.0, 2.4, 4.6, 6.6, 7.4, 7.1, 6.4, 5.8, 6.2, 6.3, 6.0, 5.7, 5.6, 6.1, 6.3, 4.6, 2.4, 1.1];

    /// <summary>The last moment that anything may happen: ten in the evening, UTC, of the day before.</summary>
    public static DateTime Horizon(DateTime today) => DateTime.SpecifyKind(today.Date, DateTimeKind.Utc).AddHours(-2);

    /// <summary>Opening times of one day's cases, UTC, earliest first.</summary>
    public static IReadOnlyList<DateTime> Openings(Dice dice, DateTime day)
    {
        var count = Math.Max(4, (int)Math.Round(CasesOnAnAverageDay * Weekdays[(int)day.DayOfWeek] * dice.Normal(1, 0.11)));
        int[] hours = [.. Enumerable.Range(0, 24)];
        return [.. Enumerable.Range(0, count).Select(_ => day.AddHours(dice.Weighted(hours, hour => Hours[hour])).AddMilliseconds(dice.Between(0, 3_599_999))).Order()];
    }
}
