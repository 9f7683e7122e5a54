namespace Acsr.Signals.Groups;

/// <summary>Days, or weeks where the range is long: so many points that a small line can show them. The last bucket is whole.</summary>
/// <param name="First">Day number of the first bucket.</param>
/// <param name="DaysEach">1 or 7.</param>
/// <param name="Count">Buckets.</param>
internal sealed record TrendBuckets(int First, int DaysEach, int Count)
{
    private const int MostDays = 35;
    private const int MostWeeks = 53;

    /// <param name="range">What is shown; open at an end, it begins with what was seen first and ends today.</param>
    /// <param name="firstSeen">The first of all that is shown.</param>
    /// <param name="now">UTC.</param>
    public static TrendBuckets Of(DeadEndRange range, DateTime firstSeen, DateTime now)
    {
        var last = DayOf(range.To?.AddTicks(-1) ?? now);
        var first = Math.Min(last, DayOf(range.From ?? firstSeen));
        var days = last - first + 1;
        if (days <= MostDays) { return new(first, 1, days); }
        // Weeks are counted back from the last day, so that no half week looks like a fall.
        var weeks = Math.Min(MostWeeks, (days + 6) / 7);
        return new(last - (7 * weeks) + 1, 7, weeks);
    }

    public CountTrend Fill(IEnumerable<(int Bucket, int Count)> counts)
    {
        var filled = new int[Count];
        foreach (var (bucket, count) in counts.Where(c => c.Bucket >= 0 && c.Bucket < Count)) { filled[bucket] = count; }
        return new(DateOnly.FromDayNumber(First), DaysEach, filled);
    }

    private static int DayOf(DateTime at) => DateOnly.FromDateTime(at).DayNumber;
}
