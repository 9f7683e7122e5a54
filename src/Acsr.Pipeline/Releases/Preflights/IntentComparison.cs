using Acsr.Statistics;

namespace Acsr.Releases.Preflights;

/// <summary>A share with its interval: <c>of</c> rows, of which <c>good</c> are right.</summary>
public sealed record Share(int Good, int Of)
{
    public double? Value => Of == 0 ? null : (double)Good / Of;

    public Interval? Interval => Wilson.Interval(Good, Of);
}

/// <summary>How one intent fares.</summary>
/// <param name="Intent">Its name.</param>
/// <param name="Before">Held-out rows of it that the present model recognises; null where there is no present model.</param>
/// <param name="After">The same of the new one.</param>
/// <param name="Change">Share after minus before with its interval.</param>
public sealed record IntentChangeLine(string Intent, Share? Before, Share After, Estimate? Change);

/// <summary>A held-out row on which the two models differ in being right.</summary>
public sealed record ComparedRow(string Text, string Intent, string? Before, string After);

/// <summary>A figure of both models; before and change are null where there is no present model, all where nothing can be said.</summary>
public sealed record Compared(double? Before, double? After, Estimate? Change)
{
    /// <summary>The interval of the change lies below nothing.</summary>
    public bool IsWorse => Change is { Interval.Upper: < 0 };

    /// <summary>The interval of the change lies above nothing.</summary>
    public bool IsBetter => Change is { Interval.Lower: > 0 };
}

/// <summary>Two classifiers on the same held-out rows.</summary>
public sealed record IntentComparison
{
    /// <summary>Rows shown of what is fixed and of what is broken.</summary>
    public const int RowsShown = 100;

    private const int Resamples = 1_000;

    /// <summary>Rows the models were trained on; 0 before where there is no present model.</summary>
    public int TrainedBefore { get; init; }
    public int TrainedAfter { get; init; }
    /// <summary>Held-out rows of known intents.</summary>
    public int HeldOut { get; init; }
    /// <summary>Held-out rows that belong to no intent.</summary>
    public int OutOfScope { get; init; }
    public Share? RightBefore { get; init; }
    public required Share RightAfter { get; init; }
    public required Compared Accuracy { get; init; }
    /// <summary>p of McNemar's test; null where nothing differs or there is no present model.</summary>
    public double? P { get; init; }
    /// <summary>Mean over intents of F1, with the paired bootstrap's interval.</summary>
    public required Compared MacroF1 { get; init; }
    /// <summary>How well confidence tells rows of an intent from those out of scope.</summary>
    public required Compared Scope { get; init; }
    /// <summary>Those that change most for the worse first.</summary>
    public IReadOnlyList<IntentChangeLine> Intents { get; init; } = [];
    public int Fixed { get; init; }
    public int Broken { get; init; }
    /// <summary>The first of them.</summary>
    public IReadOnlyList<ComparedRow> FixedRows { get; init; } = [];
    public IReadOnlyList<ComparedRow> BrokenRows { get; init; } = [];

    /// <summary>Compares guesses of two models. Pure.</summary>
    /// <param name="rows">Held-out rows of known intents.</param>
    /// <param name="before">The present model's guesses for them; null where there is none.</param>
    /// <param name="after">The new model's.</param>
    /// <param name="scope">Both models' confidence in rows out of scope; none: nothing is said of it.</param>
    public static IntentComparison Of(IReadOnlyList<IntentRow> rows, IReadOnlyList<IntentGuess>? before, IReadOnlyList<IntentGuess> after, (IReadOnlyList<double>? Before, IReadOnlyList<double> After) scope)
    {
        bool[] now = [.. rows.Select((r, i) => after[i].Intent == r.Intent)];
        bool[]? then = before is null ? null : [.. rows.Select((r, i) => before[i].Intent == r.Intent)];
        var (fixedOnes, broken) = (Where((b, a) => !b && a), Where((b, a) => b && !a));
        var change = then is null ? null : PairedDifference.Of(broken.Count, fixedOnes.Count, rows.Count);
        var right = new Share(now.Count(r => r), rows.Count);
        Share? was = then is null ? null : new(then.Count(r => r), rows.Count);
        var (f1, f1Before) = (MacroF1Of(rows, after), before is null ? null : MacroF1Of(rows, before));
        return new IntentComparison
        {
            HeldOut = rows.Count,
            OutOfScope = scope.After.Count,
            RightBefore = was,
            RightAfter = right,
            Accuracy = new(was?.Value, right.Value, change),
            P = then is null ? null : PairedShares.Test(broken.Count, fixedOnes.Count)?.P,
            MacroF1 = new(f1Before, f1, before is null || f1 is null ? null : F1Change(f1.Value - f1Before!.Value, rows, before, after)),
            Scope = ScopeOf(before, after, scope),
            Intents = [.. Lines(rows, then, now)],
            Fixed = fixedOnes.Count,
            Broken = broken.Count,
            FixedRows = Rows(fixedOnes),
            BrokenRows = Rows(broken),
        };

        List<int> Where(Func<bool, bool, bool> differs) => then is null ? [] : [.. Enumerable.Range(0, rows.Count).Where(i => differs(then[i], now[i]))];
        IReadOnlyList<ComparedRow> Rows(List<int> places) => [.. places.Take(RowsShown).Select(i => new ComparedRow(rows[i].Text, rows[i].Intent, before![i].Intent, after[i].Intent))];
    }

    /// <summary>Mean over the rows' intents of F1 = 2TP ÷ (2TP + FP + FN); null without rows. An intent that is only guessed counts in the others' errors.</summary>
    public static double? MacroF1Of(IReadOnlyList<IntentRow> rows, IReadOnlyList<IntentGuess> guesses)
    {
        var intents = Numbers(rows);
        return MeanF1(Truth(rows, intents), Guessed(guesses, intents), intents.Count, Enumerable.Range(0, rows.Count));
    }

    private static IEnumerable<IntentChangeLine> Lines(IReadOnlyList<IntentRow> rows, bool[]? then, bool[] now) => rows.Select((r, i) => (r.Intent, Index: i)).GroupBy(r => r.Intent)
        .Select(g =>
        {
            var places = g.Select(r => r.Index).ToList();
            var n = places.Count;
            return new IntentChangeLine(g.Key, then is null ? null : new Share(places.Count(i => then[i]), n), new Share(places.Count(i => now[i]), n),
                then is null ? null : PairedDifference.Of(places.Count(i => then[i] && !now[i]), places.Count(i => !then[i] && now[i]), n));
        })
        .OrderBy(line => line.Change?.Value ?? 0).ThenBy(line => line.After.Value).ThenBy(line => line.Intent, StringComparer.Ordinal);

    private static Compared ScopeOf(IReadOnlyList<IntentGuess>? before, IReadOnlyList<IntentGuess> after, (IReadOnlyList<double>? Before, IReadOnlyList<double> After) scope)
    {
        double[] inside = [.. after.Select(g => g.Confidence)];
        if (before is null || scope.Before is null) { return new(null, Auroc.Of(inside, scope.After)?.Value, null); }
        double[] insideBefore = [.. before.Select(g => g.Confidence)];
        return new(Auroc.Of(insideBefore, scope.Before)?.Value, Auroc.Of(inside, scope.After)?.Value, Auroc.Difference((insideBefore, scope.Before), (inside, scope.After)));
    }

    private static Dictionary<string, int> Numbers(IReadOnlyList<IntentRow> rows) => rows.Select(r => r.Intent).Distinct().Order(StringComparer.Ordinal).Select((intent, i) => (intent, i)).ToDictionary(x => x.intent, x => x.i, StringComparer.Ordinal);

    private static int[] Truth(IReadOnlyList<IntentRow> rows, Dictionary<string, int> intents) => [.. rows.Select(r => intents[r.Intent])];

    private static int[] Guessed(IReadOnlyList<IntentGuess> guesses, Dictionary<string, int> intents) => [.. guesses.Select(g => intents.GetValueOrDefault(g.Intent, -1))];

    private static double? MeanF1(int[] truth, int[] guessed, int intents, IEnumerable<int> drawn)
    {
        var (hit, said, there) = (new int[intents], new int[intents], new int[intents]);
        foreach (var i in drawn)
        {
            there[truth[i]]++;
            if (guessed[i] < 0) { continue; }
            said[guessed[i]]++;
            if (guessed[i] == truth[i]) { hit[truth[i]]++; }
        }

        double[] scores = [.. Enumerable.Range(0, intents).Where(k => there[k] > 0).Select(k => 2.0 * hit[k] / (said[k] + there[k]))];
        return scores.Length == 0 ? null : scores.Average();
    }

    /// <summary>Percentile bootstrap over rows, both models on the same draw; the fixed seed gives the same rows the same interval.</summary>
    private static Estimate F1Change(double change, IReadOnlyList<IntentRow> rows, IReadOnlyList<IntentGuess> before, IReadOnlyList<IntentGuess> after)
    {
        var intents = Numbers(rows);
        var (truth, first, second) = (Truth(rows, intents), Guessed(before, intents), Guessed(after, intents));
        var (random, drawn, differences) = (new Random(1), new int[rows.Count], new double[Resamples]);
        for (var resample = 0; resample < Resamples; resample++)
        {
            for (var i = 0; i < drawn.Length; i++) { drawn[i] = random.Next(drawn.Length); }
            differences[resample] = MeanF1(truth, second, intents.Count, drawn)!.Value - MeanF1(truth, first, intents.Count, drawn)!.Value;
        }

        Array.Sort(differences);
        var mean = differences.Average();
        return new Estimate(change, Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (Resamples - 1)), new Interval(Quantile.Of(differences, .025)!.Value, Quantile.Of(differences, .975)!.Value));
    }
}
