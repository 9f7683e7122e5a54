namespace Acsr.Review;

/// <summary>When nothing will wait any more if it goes on as it went, or by how much the backlog grows.</summary>
/// <param name="Open">Items that wait.</param>
/// <param name="Days">Days that it rests on.</param>
/// <param name="Net">Items that went out more than came in, a day, on average.</param>
/// <param name="Lower">Lower end of its 95 % interval.</param>
/// <param name="Upper">Upper end.</param>
public sealed record BacklogForecast(int Open, int Days, double Net, double Lower, double Upper)
{
    /// <summary>What fewer days would tell is mostly chance.</summary>
    public const int FewestDays = 7;

    /// <summary>Days until nothing waits; null where the backlog does not shrink.</summary>
    public double? DaysLeft => Open == 0 ? 0 : Net > 0 ? Open / Net : null;

    /// <summary>The fewest days that the interval allows; null where it allows no end.</summary>
    public double? Soonest => Upper > 0 ? Open / Upper : null;

    /// <summary>The most days that the interval allows; null where it allows that there is no end.</summary>
    public double? Latest => Lower > 0 ? Open / Lower : null;

    /// <summary>Mean and interval (normal, over days) of what went out less what came in; null for fewer than <see cref="FewestDays"/> days. Pure.</summary>
    /// <param name="open">Items that wait.</param>
    /// <param name="days">What came in and went out on each day, without the days before there was anything.</param>
    public static BacklogForecast? Of(int open, IReadOnlyList<(int Came, int Went)> days)
    {
        if (days.Count < FewestDays) { return null; }
        var net = days.Select(day => (double)(day.Went - day.Came)).ToList();
        var mean = net.Average();
        var half = 1.959964 * Math.Sqrt(net.Sum(n => (n - mean) * (n - mean)) / (net.Count - 1) / net.Count);
        return new(open, net.Count, mean, mean - half, mean + half);
    }
}
