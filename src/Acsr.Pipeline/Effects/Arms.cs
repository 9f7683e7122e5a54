using Acsr.Statistics;

namespace Acsr.Effects;

/// <summary>What cases are parted by.</summary>
public enum ArmBy
{
    /// <summary>The agent took part, or a human worked alone.</summary>
    Handler = 0,
    /// <summary>The agent's version.</summary>
    Version = 1,
    /// <summary>The strategy that the agent reports (prompt, retrieval, model).</summary>
    Strategy = 2,
}

/// <summary>Two arms that are held against each other.</summary>
public sealed record ArmQuestion(ArmBy By, string First, string Second, DateTime From, DateTime To);

/// <summary>One case as arms are compared by it.</summary>
internal readonly record struct ArmCase(string Arm, string Intent, string Channel, string? Language, bool? Success, double? HandlingSeconds, double? CostUsd, double? Csat);

/// <summary>A figure of both arms, thrown together and compared within intent and channel.</summary>
/// <param name="Name">For people.</param>
/// <param name="Unit"><c>ratio</c>, <c>s</c>, <c>USD</c>.</param>
/// <param name="HigherIsBetter">Which way is better.</param>
/// <param name="First">n and mean of the first arm.</param>
/// <param name="Second">n and mean of the second arm.</param>
/// <param name="Crude">First less second, thrown together; null where a side is empty.</param>
/// <param name="Adjusted">First less second within intent and channel; null where no stratum has both.</param>
/// <param name="Regressed">Of shares: by logistic regression on intent, channel and language, averaged over all cases; null where it does not fit.</param>
public sealed record ArmFigure(string Name, string Unit, bool HigherIsBetter, EffectSide First, EffectSide Second, EffectRange? Crude, EffectRange? Adjusted, EffectRange? Regressed)
{
    /// <summary>The mix of cases turned the sign round: believe the adjusted one.</summary>
    public bool TurnsRound => Crude is { } crude && Adjusted is { } adjusted && Math.Sign(crude.Value) * Math.Sign(adjusted.Value) < 0;
}

/// <summary>Success of both arms in one intent.</summary>
/// <param name="Intent">Which.</param>
/// <param name="First">n and share of the first arm.</param>
/// <param name="Second">n and share of the second arm.</param>
/// <param name="Difference">First less second within channels; null where they do not overlap.</param>
/// <param name="P">Adjusted for the number of intents; null where there is no difference.</param>
public sealed record ArmIntent(string Intent, EffectSide First, EffectSide Second, EffectRange? Difference, double? P);

/// <summary>Two arms compared.</summary>
/// <param name="Figures">Success first, then time, cost and satisfaction.</param>
/// <param name="Intents">By intent, the ones with most cases first.</param>
/// <param name="Overlap">Share of all cases that lie in intents and channels in which both arms have cases; the rest cannot be compared.</param>
/// <param name="OddsRatio">Of success, Mantel and Haenszel; null where it has no value.</param>
/// <param name="SampleRatioP">p that both arms were meant to get as many cases; below 0.001 the assignment is broken. Null where nothing assigns.</param>
/// <param name="Cases">All cases of both arms.</param>
public sealed record ArmReport(IReadOnlyList<ArmFigure> Figures, IReadOnlyList<ArmIntent> Intents, double Overlap, EffectRange? OddsRatio, double? SampleRatioP, int Cases);

/// <summary>Compares two arms crudely and within like cases. Pure.</summary>
internal static class Arms
{
    /// <summary>Beyond it a regression takes long and says no more than strata do.</summary>
    private const int MostColumns = 60;

    public static ArmReport Compare(IReadOnlyList<ArmCase> cases, ArmQuestion question)
    {
        var strata = cases.GroupBy(c => (c.Intent, c.Channel)).ToList();
        var overlapping = strata.Where(s => s.Any(c => c.Arm == question.First) && s.Any(c => c.Arm == question.Second)).Sum(s => s.Count());
        ArmFigure Figure(string name, string unit, bool better, Func<ArmCase, double?> value) => FigureOf(cases, question, name, unit, better, value);
        var success = Figure("Solved", "ratio", true, c => c.Success is { } solved ? solved ? 1 : 0 : null) with { Regressed = Regress(cases, question) };
        var tables = strata.Select(s => TableOf(s, question)).ToList();
        var odds = MantelHaenszel.OddsRatio(tables);
        return new ArmReport(
            [success, Figure("Handling time", "s", false, c => c.HandlingSeconds), Figure("Cost of a case", "USD", false, c => c.CostUsd), Figure("Customer satisfaction", "ratio", true, c => c.Csat)],
            Intents(cases, question),
            cases.Count == 0 ? 0 : (double)overlapping / cases.Count,
            odds is null ? null : new EffectRange(odds.Value, odds.Interval.Lower, odds.Interval.Upper, odds.StandardError),
            question.By == ArmBy.Strategy ? SampleRatio.Test([cases.LongCount(c => c.Arm == question.First), cases.LongCount(c => c.Arm == question.Second)], [1, 1])?.P : null,
            cases.Count);
    }

    private static ArmFigure FigureOf(IReadOnlyList<ArmCase> cases, ArmQuestion question, string name, string unit, bool better, Func<ArmCase, double?> value)
    {
        var strata = new Dictionary<(string, string), Stratum>();
        var all = default(Stratum);
        foreach (var one in cases)
        {
            if (value(one) is not { } number) { continue; }
            strata[(one.Intent, one.Channel)] = With(strata.GetValueOrDefault((one.Intent, one.Channel)), one.Arm == question.First, number);
            all = With(all, one.Arm == question.First, number);
        }

        var share = name == "Solved";
        return new ArmFigure(name, unit, better, EffectSide.Of(all.Second), EffectSide.Of(all.First), Range(StratifiedDifference.Of([all], share)), Range(StratifiedDifference.Of(strata.Values, share)), null);
    }

    private static List<ArmIntent> Intents(IReadOnlyList<ArmCase> cases, ArmQuestion question)
    {
        var found = cases.Where(c => c.Success is not null).GroupBy(c => c.Intent).Select(g =>
        {
            var tables = g.GroupBy(c => c.Channel).Select(s => TableOf(s, question)).ToList();
            var all = MantelHaenszel.Pooled(tables);
            return (Intent: g.Key, First: Side(all.A, all.N1), Second: Side(all.C, all.N0), Difference: MantelHaenszel.RiskDifference(tables));
        }).OrderByDescending(i => i.First.N + i.Second.N).ToList();
        var tested = found.Where(i => i.Difference is not null).ToList();
        var p = tested.Select(i => i.Intent).Zip(BenjaminiHochberg.Adjust([.. tested.Select(i => i.Difference!.P)])).ToDictionary(x => x.First, x => x.Second);
        return found.ConvertAll(i => new ArmIntent(i.Intent, i.First, i.Second, Range(i.Difference), p.TryGetValue(i.Intent, out var adjusted) ? adjusted : null));
    }

    private static EffectRange? Regress(IReadOnlyList<ArmCase> cases, ArmQuestion question)
    {
        var known = cases.Where(c => c.Success is not null).ToList();
        List<string> Levels(Func<ArmCase, string> of) => [.. known.Select(of).Distinct().Order(StringComparer.Ordinal).Skip(1)];
        var (intents, channels, languages) = (Levels(c => c.Intent), Levels(c => c.Channel), Levels(c => c.Language ?? ""));
        if (intents.Count + channels.Count + languages.Count > MostColumns) { return null; }
        var cells = known.GroupBy(c => (First: c.Arm == question.First, c.Intent, c.Channel, Language: c.Language ?? "")).Select(g => new LogisticCell(
            [1, g.Key.First ? 1 : 0, .. intents.Select(i => i == g.Key.Intent ? 1.0 : 0), .. channels.Select(i => i == g.Key.Channel ? 1.0 : 0), .. languages.Select(i => i == g.Key.Language ? 1.0 : 0)],
            g.Count(c => c.Success == true), g.Count())).ToList();
        return cells.Exists(c => c.X[1] == 1) && cells.Exists(c => c.X[1] == 0) ? Range(LogisticRegression.Fit(cells)?.Difference(1)) : null;
    }

    private static Table2x2 TableOf(IEnumerable<ArmCase> cases, ArmQuestion question)
    {
        var (a, b, c, d) = (0, 0, 0, 0);
        foreach (var one in cases)
        {
            switch (one.Arm == question.First, one.Success)
            {
                case (true, true): a++; break;
                case (true, false): b++; break;
                case (false, true): c++; break;
                case (false, false): d++; break;
            }
        }

        return new Table2x2(a, b, c, d);
    }

    // The second less the first is what a stratum's difference is, so the first arm stands second.
    private static Stratum With(Stratum stratum, bool first, double value) =>
        first ? stratum with { Second = stratum.Second.With(value) } : stratum with { First = stratum.First.With(value) };

    private static EffectSide Side(double yes, double n) => new((long)n, n == 0 ? null : yes / n);

    private static EffectRange? Range(Estimate? estimate) =>
        estimate is { StandardError: > 0 } ? new EffectRange(estimate.Value, estimate.Interval.Lower, estimate.Interval.Upper, estimate.StandardError) : null;
}
