using Acsr.Statistics;

namespace Acsr.Effects;

/// <summary>Which cells of the cube count as before and after, touched and untouched, for one deployment.</summary>
internal sealed class EffectFrame
{
    private readonly List<(EffectKey Key, Moments[] Sums, bool Touched)> _cells;
    private readonly EffectQuestion _question;

    private EffectFrame(EffectQuestion question, List<(EffectKey, Moments[], bool)> cells, DateOnly from, DateOnly to, string exposure)
    {
        (_question, _cells, From, To, Exposure) = (question, cells, from, to, exposure);
        Touched = [.. _cells.Where(c => c.Touched).Select(c => c.Key.Intent).Distinct().Order(StringComparer.Ordinal)];
        Untouched = [.. _cells.Where(c => !c.Touched).Select(c => c.Key.Intent).Distinct().Order(StringComparer.Ordinal)];
    }

    public Deployment Deployment => _question.Deployment;

    public DateOnly From { get; }

    public DateOnly Day => DateOnly.FromDateTime(Deployment.At);

    public DateOnly To { get; }

    public string Exposure { get; }

    public IReadOnlyList<string> Touched { get; }

    public IReadOnlyList<string> Untouched { get; }

    /// <summary>Whole days after that are over.</summary>
    public int DaysAfter => Math.Max(0, To.DayNumber - Day.DayNumber);

    public static EffectFrame Of(EffectCube cube, EffectQuestion question)
    {
        var (deployment, day) = (question.Deployment, DateOnly.FromDateTime(question.Deployment.At));
        var intents = deployment.Intents.ToHashSet();
        // Another change of the same intents ends what can be laid to this one, and one before it ends the time before.
        var same = question.Others.Where(o => o.Intents.Any(intents.Contains)).ToList();
        var from = Max(day.AddDays(-EffectCalculator.DaysBefore), same.Where(o => o.Day < day).Select(o => o.Day.AddDays(1)));
        var to = Min(day.AddDays(EffectCalculator.DaysAfter), same.Where(o => o.Day > day).Select(o => o.Day.AddDays(-1)).Append(question.Today.AddDays(-1)));
        if (deployment.RevertedAt is { } reverted) { to = Min(to, [DateOnly.FromDateTime(reverted).AddDays(-1)]); }
        // What something else was done to in this time is no measure of nothing being done.
        var elsewhere = question.Others.Where(o => o.Day >= from && o.Day <= to).SelectMany(o => o.Intents).ToHashSet();

        bool IsNamed(EffectKey key) => key.Release == deployment.Name;
        bool IsVersion(EffectKey key) => deployment.AgentVersion is not null && key.AgentVersion == deployment.AgentVersion;
        var desk = cube.Cells.Where(c => c.Key.Demo == deployment.Demo && c.Key.Day >= from && c.Key.Day <= to).ToList();
        var (named, versioned) = (desk.Exists(c => IsNamed(c.Key)), desk.Exists(c => IsVersion(c.Key)));
        var cells = new List<(EffectKey, Moments[], bool)>(desk.Count);
        foreach (var (key, sums) in desk)
        {
            if (!intents.Contains(key.Intent))
            {
                if (!elsewhere.Contains(key.Intent)) { cells.Add((key, sums, false)); }
            }
            else if (key.Day <= day || (named ? IsNamed(key) : !versioned || IsVersion(key))) { cells.Add((key, sums, true)); }
        }

        return new EffectFrame(question, cells, from, to,
            named ? $"Cases say themselves that they met {deployment.Name}."
            : versioned ? $"Cases of version {deployment.AgentVersion} from the day after it went live met it."
            : "The agent does not say in its traces which cases met it, so all cases from the day after it went live count.");
    }

    /// <summary>Days that a metric waits.</summary>
    public int Waits(EffectLag lag) => lag switch { EffectLag.Reopen => _question.ReopenDays, EffectLag.Durable => _question.DurableDays, _ => 0 };

    /// <summary>All cells but those too young for a metric.</summary>
    public IEnumerable<(EffectKey Key, Moments[] Sums, bool Touched)> Cells(int waits) => _cells.Where(c => c.Key.Day.AddDays(waits) < _question.Today);

    /// <summary>Before and after by intent and channel.</summary>
    public IReadOnlyList<Stratum> Strata(bool touched, int metric, int waits) =>
        Group(Cells(waits).Where(c => c.Touched == touched && c.Key.Day != Day), metric, key => key.Day > Day, key => (key.Intent, key.Channel));

    /// <summary>The same of sums that are made from a cell.</summary>
    public IReadOnlyList<Stratum> Strata(bool touched, Func<EffectKey, Moments[], Moments> sum) =>
        Group(Cells(0).Where(c => c.Touched == touched && c.Key.Day != Day).Select(c => (c.Key, new[] { sum(c.Key, c.Sums) }, c.Touched)), 0, key => key.Day > Day, key => (key.Intent, key.Channel));

    /// <summary>The first metric in the time before, parted at some day.</summary>
    public IReadOnlyList<Stratum> StrataBefore(bool touched, DateOnly middle) =>
        Group(_cells.Where(c => c.Touched == touched && c.Key.Day < Day), EffectMetrics.Primary, key => key.Day >= middle, key => (key.Intent, key.Channel));

    /// <summary>Before and after of one intent.</summary>
    public Stratum Sides(string intent, int metric, int waits) =>
        Group(Cells(waits).Where(c => c.Key.Intent == intent && c.Key.Day != Day), metric, key => key.Day > Day, key => key.Intent).FirstOrDefault();

    private static List<Stratum> Group<TKey>(IEnumerable<(EffectKey Key, Moments[] Sums, bool Touched)> cells, int metric, Func<EffectKey, bool> second, Func<EffectKey, TKey> by) where TKey : notnull
    {
        var strata = new Dictionary<TKey, Stratum>();
        foreach (var (key, sums, _) in cells)
        {
            var sum = sums[metric];
            if (sum.N == 0) { continue; }
            var stratum = strata.GetValueOrDefault(by(key));
            strata[by(key)] = second(key) ? stratum with { Second = stratum.Second + sum } : stratum with { First = stratum.First + sum };
        }

        return [.. strata.Values];
    }

    private static DateOnly Max(DateOnly one, IEnumerable<DateOnly> others) => others.Append(one).Max();

    private static DateOnly Min(DateOnly one, IEnumerable<DateOnly> others) => others.Append(one).Min();
}
