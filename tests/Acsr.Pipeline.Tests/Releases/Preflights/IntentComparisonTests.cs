namespace Acsr.Releases.Preflights;

public sealed class IntentComparisonTests
{
    private static readonly IntentRow[] Rows = [.. Enumerable.Range(0, 60).Select(i => new IntentRow($"text {i}", i % 3 == 0 ? "a" : i % 3 == 1 ? "b" : "c"))];

    [Fact]
    public void What_is_fixed_and_broken_is_counted_and_listed_intent_by_intent()
    {
        // The present one takes every b for an a; the new one every second c for a b.
        IntentGuess[] before = [.. Rows.Select(r => new IntentGuess(r.Intent == "b" ? "a" : r.Intent, .9))];
        IntentGuess[] after = [.. Rows.Select((r, i) => new IntentGuess(r.Intent == "c" && i % 2 == 0 ? "b" : r.Intent, .9))];

        var comparison = IntentComparison.Of(Rows, before, after, (null, []));

        Assert.Equal((20, 10), (comparison.Fixed, comparison.Broken));
        Assert.Equal((40, 50, 60), (comparison.RightBefore!.Good, comparison.RightAfter.Good, comparison.HeldOut));
        Assert.Equal(10 / 60.0, comparison.Accuracy.Change!.Value, 12);
        Assert.Equal(["c", "a", "b"], comparison.Intents.Select(i => i.Intent));
        Assert.True(comparison.Intents[0].Change!.Interval.Upper < 0 && comparison.Intents[2].Change!.Interval.Lower > 0);
        Assert.Equal(("b", "a", "b"), (comparison.FixedRows[0].Intent, comparison.FixedRows[0].Before, comparison.FixedRows[0].After));
        Assert.All(comparison.BrokenRows, r => Assert.Equal(("c", "c", "b"), (r.Intent, r.Before, r.After)));
        // F1 by hand: before a 2·20/(40+20), b 0, c 1; after a 1, b 2·20/(30+20), c 2·10/(10+20).
        Assert.Equal(((2 / 3.0) + 0 + 1) / 3, comparison.MacroF1.Before!.Value, 12);
        Assert.Equal((1 + .8 + (2 / 3.0)) / 3, comparison.MacroF1.After!.Value, 12);
        Assert.True(comparison.MacroF1.IsBetter);
        Assert.NotNull(comparison.P);
    }

    [Fact]
    public void The_same_guesses_are_neither_better_nor_worse_and_without_a_present_model_nothing_is_compared()
    {
        IntentGuess[] right = [.. Rows.Select(r => new IntentGuess(r.Intent, .9))];

        var same = IntentComparison.Of(Rows, right, right, ([.1, .2, .3, .4, .5], [.1, .2, .3, .4, .5]));
        var first = IntentComparison.Of(Rows, null, right, (null, [.1]));

        Assert.False(same.Accuracy.IsWorse || same.Accuracy.IsBetter || same.MacroF1.IsWorse || same.Scope.IsWorse);
        Assert.Equal((1.0, 1.0, 5), (same.Scope.Before, same.Scope.After, same.OutOfScope));
        Assert.Null(same.P);
        Assert.Equal((null, 1.0, null), (first.Accuracy.Before, first.Accuracy.After, first.Accuracy.Change));
        Assert.Equal((0, 0), (first.Fixed, first.Broken));
    }

    [Fact]
    public void A_model_that_loses_its_sense_of_what_is_out_of_scope_is_worse()
    {
        IntentGuess[] Sure(double least) => [.. Rows.Select((r, i) => new IntentGuess(r.Intent, least + (i / 1000.0)))];
        double[] unsure = [.. Enumerable.Range(0, 20).Select(i => .1 + (i / 1000.0))], sure = [.. Enumerable.Range(0, 20).Select(i => .8 + (i / 1000.0))];

        var comparison = IntentComparison.Of(Rows, Sure(.5), Sure(.5), (unsure, sure));

        Assert.True(comparison.Scope.IsWorse);
        Assert.False(comparison.Accuracy.IsWorse);
    }
}
