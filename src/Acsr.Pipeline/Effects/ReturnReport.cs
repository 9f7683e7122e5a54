using Acsr.Cases;
using Acsr.Kpis;
using Acsr.Statistics;

namespace Acsr.Effects;

/// <summary>A figure from its lowest to its highest likely value.</summary>
public readonly record struct LowHigh(double Low, double High)
{
    public static LowHigh operator +(LowHigh one, LowHigh other) => new(one.Low + other.Low, one.High + other.High);

    public static LowHigh operator *(LowHigh one, LowHigh other) => new(one.Low * other.Low, one.High * other.High);

    /// <summary>The least that is left is the least there was without the most that goes.</summary>
    public static LowHigh operator -(LowHigh one, LowHigh other) => new(one.Low - other.High, one.High - other.Low);

    public static LowHigh operator *(LowHigh one, double by) => new(one.Low * by, one.High * by);

    /// <summary>Null unless both ends are given.</summary>
    public static LowHigh? Of(double? low, double? high) => low is { } l && high is { } h ? new LowHigh(l, h) : null;
}

/// <summary>What a return is reckoned with: the assumptions of people, and what the console knows itself.</summary>
/// <param name="Given">Null: nobody gave any.</param>
/// <param name="Rate">US dollars for a person's minute; null: nobody knows.</param>
/// <param name="RateIsGiven">The rate is an assumption; else it is that of the costs.</param>
/// <param name="Months">Of the range.</param>
public sealed record ReturnBasis(ReturnAssumptions? Given, LowHigh? Rate, bool RateIsGiven, double Months);

/// <summary>What reviews of an intent's cases took.</summary>
/// <param name="N">Reviews.</param>
/// <param name="Seconds">Of those whose time is known.</param>
/// <param name="Untimed">Reviews whose time is not known.</param>
public readonly record struct ReviewEffort(int N, double Seconds, int Untimed);

/// <summary>One intent of the reckoning, or all together. A part that is null is not known, and neither is what is made of it.</summary>
/// <param name="Intent">Null: cases without one.</param>
/// <param name="Cases">That the agent took part in.</param>
/// <param name="Resolved">Resolved by the agent alone.</param>
/// <param name="MinutesEach">That a person takes for such a case.</param>
/// <param name="MeasuredN">Cases of people that this was measured on; 0: it is an assumption.</param>
/// <param name="Minutes">Saved.</param>
/// <param name="Saved">US dollars.</param>
/// <param name="Model">US dollars for model calls, as far as known.</param>
/// <param name="Tools">For tool calls.</param>
/// <param name="Undivided">Cost that was sent as one sum, without people's part.</param>
/// <param name="Uncosted">Cases whose cost is not known; they are put at the mean of the others.</param>
/// <param name="Agent">All cost of the agent, with the uncosted cases.</param>
/// <param name="Review">US dollars for reviews.</param>
/// <param name="Reviews">How many.</param>
/// <param name="Reopenings">US dollars for cases that came back.</param>
/// <param name="Reopened">How many.</param>
/// <param name="Net">Saved, less agent, review and reopenings; before monthly cost.</param>
public sealed record ReturnLine(
    string? Intent, int Cases, int Resolved, LowHigh? MinutesEach, int MeasuredN, LowHigh? Minutes, LowHigh? Saved, double Model, double Tools, double Undivided, int Uncosted,
    LowHigh? Agent, LowHigh? Review, int Reviews, LowHigh? Reopenings, int Reopened, LowHigh? Net)
{
    /// <summary>What keeps it from being reckoned, each in words.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];
}

/// <summary>The return on investment of a range (C4).</summary>
/// <param name="Lines">By intent, the most resolutions first.</param>
/// <param name="Total">All together; a part that one intent does not know is not known here.</param>
/// <param name="Known">The sum of the intents whose net is known.</param>
/// <param name="KnownLines">How many these are.</param>
/// <param name="Monthly">US dollars for what is not in the cost of cases; null: nobody said.</param>
public sealed record ReturnReport(IReadOnlyList<ReturnLine> Lines, ReturnLine Total, LowHigh Known, int KnownLines, LowHigh? Monthly)
{
    /// <summary>From so many cases of people on their minutes are measured, not assumed.</summary>
    public const int Measured = 30;

    /// <summary>Reckons it. Pure.</summary>
    /// <param name="cases">Of the range, not those from before the agent.</param>
    /// <param name="people">Cases that people worked alone, from before the agent or not.</param>
    /// <param name="reviews">By intent; none for an intent without.</param>
    /// <param name="basis">What it is reckoned with.</param>
    public static ReturnReport Of(IEnumerable<KpiRow> cases, IEnumerable<KpiRow> people, IReadOnlyDictionary<string, ReviewEffort> reviews, ReturnBasis basis)
    {
        var minutes = new Dictionary<string, Moments>();
        foreach (var row in people.Where(r => r.Handler == Handler.Human))
        {
            if ((row.HumanSeconds ?? row.HandlingSeconds) is { } seconds) { minutes[row.Intent ?? ""] = minutes.GetValueOrDefault(row.Intent ?? "").With(seconds / 60); }
        }

        var sums = new Dictionary<string, Sums>();
        foreach (var row in cases.Where(r => r.AgentInvolved))
        {
            if (!sums.TryGetValue(row.Intent ?? "", out var sum)) { sums.Add(row.Intent ?? "", sum = new Sums()); }
            sum.Add(row);
        }

        var lines = sums.Select(s => Line(s.Key.Length == 0 ? null : s.Key, s.Value, minutes.GetValueOrDefault(s.Key), reviews.GetValueOrDefault(s.Key), basis)).OrderByDescending(l => l.Resolved).ThenBy(l => l.Intent, StringComparer.Ordinal).ToList();
        var known = lines.Where(l => l.Net is not null).ToList();
        return new ReturnReport(lines, Together(lines), known.Aggregate(default(LowHigh), (sum, l) => sum + l.Net!.Value), known.Count,
            LowHigh.Of(basis.Given?.MonthlyLow, basis.Given?.MonthlyHigh) is { } month ? month * basis.Months : null);
    }

    private static ReturnLine Line(string? intent, Sums sum, Moments people, ReviewEffort effort, ReturnBasis basis)
    {
        var measured = people.N >= Measured ? (int)people.N : 0;
        var half = measured > 0 ? 1.96 * Math.Sqrt(people.Variance / people.N) : 0;
        var each = measured > 0 ? new LowHigh(Math.Max(0, people.Mean - half), people.Mean + half) : LowHigh.Of(basis.Given?.MinutesLow, basis.Given?.MinutesHigh);
        LowHigh? minutes = sum.Resolved == 0 ? default(LowHigh) : each * sum.Resolved;
        LowHigh? saved = sum.Resolved == 0 ? default(LowHigh) : minutes * basis.Rate;
        var (model, tools, undivided, costed) = (sum.Model, sum.Tools, sum.Undivided, sum.Cases - sum.Uncosted);
        LowHigh? agent = sum.Cases == 0 ? default(LowHigh) : costed == 0 ? null : new LowHigh(1, 1) * ((model + tools + undivided) * sum.Cases / costed);
        var untimed = effort.Untimed == 0 ? default(LowHigh) : LowHigh.Of(basis.Given?.ReviewMinutesLow, basis.Given?.ReviewMinutesHigh) * effort.Untimed;
        LowHigh? review = effort.N == 0 ? default(LowHigh) : (untimed + new LowHigh(effort.Seconds / 60, effort.Seconds / 60)) * basis.Rate;
        LowHigh? reopenings = sum.Reopened == 0 ? default(LowHigh) : LowHigh.Of(basis.Given?.ReopenMinutesLow, basis.Given?.ReopenMinutesHigh) * sum.Reopened * basis.Rate;
        List<string> missing = [];
        if (minutes is null) { missing.Add($"how long a person takes: fewer than {Measured} cases of people, and no assumption"); }
        if (basis.Rate is null) { missing.Add("what a person's minute costs"); }
        if (agent is null) { missing.Add("what the agent costs: no case has a cost"); }
        if (effort.Untimed > 0 && untimed is null) { missing.Add("how long a review takes"); }
        if (sum.Reopened > 0 && basis.Given?.ReopenMinutesLow is null) { missing.Add("how long a case that came back takes"); }
        return new ReturnLine(intent, sum.Cases, sum.Resolved, each, measured, minutes, saved, model, tools, undivided, sum.Uncosted, agent, review, effort.N, reopenings, sum.Reopened, saved - agent - review - reopenings) { Missing = missing };
    }

    private static ReturnLine Together(List<ReturnLine> lines)
    {
        LowHigh? Sum(Func<ReturnLine, LowHigh?> of) => lines.Aggregate((LowHigh?)default(LowHigh), (sum, l) => sum + of(l));
        return new ReturnLine(null, lines.Sum(l => l.Cases), lines.Sum(l => l.Resolved), null, 0, Sum(l => l.Minutes), Sum(l => l.Saved), lines.Sum(l => l.Model), lines.Sum(l => l.Tools), lines.Sum(l => l.Undivided), lines.Sum(l => l.Uncosted),
            Sum(l => l.Agent), Sum(l => l.Review), lines.Sum(l => l.Reviews), Sum(l => l.Reopenings), lines.Sum(l => l.Reopened), Sum(l => l.Net))
        { Missing = [.. lines.SelectMany(l => l.Missing).Distinct()] };
    }

    private sealed class Sums
    {
        public int Cases, Resolved, Reopened, Uncosted;
        public double Model, Tools, Undivided;

        public void Add(KpiRow row)
        {
            Cases++;
            if (KpiDefinitions.IsEnded(row) && KpiDefinitions.IsResolved(row)) { Resolved++; }
            if (row.Reopened) { Reopened++; }
            // What a person did in the case they would have done without the agent too, so it is neither saved nor spent by it.
            if (row.CostUsd is not { } all) { Uncosted++; return; }
            var (model, tools) = (row.ModelCostUsd ?? 0, row.ToolCostUsd ?? 0);
            Model += model;
            Tools += tools;
            Undivided += Math.Max(0, all - model - tools - (row.HumanCostUsd ?? 0));
        }
    }
}
