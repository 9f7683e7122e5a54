using CsCheck;

namespace Acsr.Policies;

public sealed class ClauseComparisonTests
{
    [Fact]
    public void A_clause_that_was_moved_is_the_only_one_that_moved()
    {
        var first = First("a one", "b two", "c three", "d four", "e five");

        var compared = Compare(first, Next(first, "e five", "a one", "b two", "c three", "d four"));

        Assert.Equal(["fees-5"], compared.Moved.Select(m => m.After.ClauseId));
        Assert.Equal(5, compared.Same.Count);
    }

    [Fact]
    public void Another_heading_is_a_move_as_well()
    {
        var first = First("a one", "b two");

        var compared = Compare(first, Assign(first, [new("Fees", "a one"), new("Bags", "b two")]));

        Assert.Equal(("Fees", "Bags"), Assert.Single(compared.Moved) is var move ? (move.Before.Heading, move.After.Heading) : default);
    }

    [Fact]
    public void What_is_put_in_or_taken_out_moves_nothing() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6]).Sample((put, taken) =>
        {
            var texts = Enumerable.Range(0, 7).Select(i => $"clause{i} alpha{i} beta{i} gamma{i}").ToList();
            var first = First([.. texts]);
            texts.RemoveAt(taken);
            texts.Insert(Math.Min(put, texts.Count), "entirely other words");

            Assert.Empty(Compare(first, Next(first, [.. texts])).Moved);
        });

    [Fact]
    public void Reworded_and_removed_clauses_are_what_old_words_hold_no_more()
    {
        var first = First("refund within ten days of purchase", "ask for the number", "bags are free");

        var compared = Compare(first, Next(first, "refund within twenty days of purchase", "bags are free"));

        Assert.Equal([("fees-1", true), ("fees-2", false)], compared.Revised.Select(r => (r.Before.ClauseId, r.After is not null)));
    }

    [Fact]
    public void A_person_may_say_that_a_clause_is_the_same_however_other_its_words()
    {
        var first = First("refund within ten days of purchase", "bags are free");

        var next = Assign(first, [new("Fees", "money back, always"), new("Fees", "bags are free")], new() { [0] = "fees-1" });

        Assert.Equal(["fees-1", "fees-2"], next.Select(c => c.ClauseId));
    }

    [Fact]
    public void A_person_may_say_that_a_clause_is_new_however_alike_its_words()
    {
        var first = First("refund within ten days of purchase", "bags are free");

        var next = Assign(first, [new("Fees", "refund within twenty days of purchase"), new("Fees", "bags are free")], new() { [0] = ClauseIds.NewClause });

        Assert.Equal(["fees-3", "fees-2"], next.Select(c => c.ClauseId));
        Assert.Equal(["fees-1"], Compare(first, next).Removed.Select(c => c.ClauseId));
    }

    [Fact]
    public void A_choice_that_another_clause_would_have_got_leaves_that_one_to_be_matched_anew()
    {
        var first = First("refund within ten days of purchase");

        var next = Assign(first, [new("Fees", "refund within twenty days of purchase"), new("Fees", "no words in common")], new() { [1] = "fees-1" });

        Assert.Equal(["fees-2", "fees-1"], next.Select(c => c.ClauseId));
    }

    [Fact]
    public void A_choice_of_what_is_not_there_says_nothing()
    {
        var first = First("refund within ten days of purchase");

        var next = Assign(first, [new("Fees", "refund within twenty days of purchase"), new("Fees", "other")], new() { [1] = "bags-9", [7] = "fees-1" });

        Assert.Equal(["fees-1", "fees-2"], next.Select(c => c.ClauseId));
    }

    [Fact]
    public void Two_clauses_that_changed_places_are_pointed_out()
    {
        var first = First("refund within ten days of purchase", "bags are free", "ask for the number");
        var next = Next(first, "ask for the number", "bags are free", "refund within ten days of purchase");

        var doubt = Assert.Single(ClauseDoubts.Of(first, next, new Dictionary<int, string>()));

        Assert.Equal((0, "fees-3", "fees-3 and fees-1 changed places; each id went with its words."), (doubt.Position, doubt.ClauseId, doubt.Text));
        Assert.Empty(ClauseDoubts.Of(first, next, new Dictionary<int, string> { [0] = "fees-3" }));
    }

    [Fact]
    public void A_match_that_could_as_well_be_another_is_pointed_out_and_a_clear_one_is_not()
    {
        var first = First("refund within ten days of the purchase", "refund within two weeks of the order", "bags are free of charge");
        var next = Next(first, "refund within ten weeks of the purchase or order", "bags are free of any charge");

        var doubt = Assert.Single(ClauseDoubts.Of(first, next, new Dictionary<int, string>()));

        Assert.Equal((0, "fees-1"), (doubt.Position, doubt.ClauseId));
        Assert.Contains("fees-2", doubt.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_clause_that_may_be_an_old_one_is_pointed_out()
    {
        var first = First("refund within ten days of the purchase", "bags are free");
        var next = Next(first, "we refund the purchase after ten months", "bags are free");

        var doubt = Assert.Single(ClauseDoubts.Of(first, next, new Dictionary<int, string>()));

        Assert.Equal("fees-3", doubt.ClauseId);
        Assert.Contains("shares 40 % of its words with fees-1", doubt.Text, StringComparison.Ordinal);
    }

    private static ClauseComparison Compare(IReadOnlyList<Clause> first, IReadOnlyList<Clause> next) => ClauseComparison.Of(first, next);

    private static IReadOnlyList<Clause> First(params string[] texts) => ClauseIds.Assign("p", 1, [.. texts.Select(t => new ParsedClause("Fees", t))], [], []);

    private static IReadOnlyList<Clause> Next(IReadOnlyList<Clause> first, params string[] texts) => Assign(first, [.. texts.Select(t => new ParsedClause("Fees", t))]);

    private static IReadOnlyList<Clause> Assign(IReadOnlyList<Clause> first, ParsedClause[] next, Dictionary<int, string>? chosen = null) =>
        ClauseIds.Assign("p", 2, next, first, [], chosen);
}
