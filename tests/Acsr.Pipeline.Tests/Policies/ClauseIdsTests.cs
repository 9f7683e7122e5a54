using CsCheck;

namespace Acsr.Policies;

public sealed class ClauseIdsTests
{
    // Ten words out of a thousand: two random clauses share too few to be taken for one another.
    private static readonly Gen<ParsedClause> Clauses =
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 999].ArrayUnique[10], (heading, words) => new ParsedClause($"Heading {heading}", Words(words)));

    private static readonly Gen<ParsedClause[]> Documents = Clauses.Array[1, 12].Where(d => d.DistinctBy(c => c.Text).Count() == d.Length);

    [Fact]
    public void Ids_are_the_innermost_heading_and_a_number()
    {
        var ids = First(new("Modify flight", "a"), new("Modify flight", "b"), new("Modify › Cancel flight!", "c"), new("", "d"), new("Écrans 2", "e"));

        Assert.Equal(["modify-flight-1", "modify-flight-2", "cancel-flight-1", "clause-1", "écrans-2-1"], ids.Select(c => c.ClauseId));
    }

    [Fact]
    public void Clauses_keep_their_ids_wherever_they_are_moved() =>
        Gen.Select(Documents, Gen.Int).Sample((document, seed) =>
        {
            var first = First(document);
            var shuffled = document.Select((c, i) => i % 3 == 0 ? c with { Heading = "Elsewhere" } : c).ToArray();
            new Random(seed).Shuffle(shuffled);

            Assert.Equal(IdByText(first), IdByText(Next(first, shuffled)));
        });

    [Fact]
    public void A_clause_that_is_put_in_gets_a_new_id_and_the_others_keep_theirs() =>
        Gen.Select(Documents, Clauses, Gen.Int[0, 12]).Where((document, added, _) => document.All(c => c.Text != added.Text)).Sample((document, added, at) =>
        {
            var first = First(document);
            var list = document.ToList();
            list.Insert(Math.Min(at, list.Count), added);
            var ids = IdByText(Next(first, [.. list]));

            Assert.DoesNotContain(ids[added.Text], first.Select(c => c.ClauseId));
            Assert.All(first, c => Assert.Equal(c.ClauseId, ids[c.Text]));
        });

    [Fact]
    public void A_clause_with_one_word_changed_keeps_its_id_even_under_another_heading() =>
        Gen.Select(Documents, Gen.Int[0, 11], Gen.Int[0, 9], Gen.Bool).Sample((document, which, word, moved) =>
        {
            var first = First(document);
            var at = which % document.Length;
            var words = document[at].Text.Split(' ');
            words[word] = "reworded";
            var after = document.ToArray();
            after[at] = new ParsedClause(moved ? "Elsewhere" : document[at].Heading, string.Join(' ', words));

            var next = Next(first, after);

            Assert.Equal(first.Select(c => c.ClauseId), next.Select(c => c.ClauseId));
            Assert.NotEqual(first[at].TextHash, next[at].TextHash);
        });

    [Fact]
    public void Ids_are_unique_within_a_version_whatever_is_repeated() =>
        Gen.Select(Documents, Documents).Sample((a, b) =>
        {
            var next = Next(First([.. a, .. a]), [.. a, .. b, .. a, .. a]);

            Assert.Equal(next.Count, next.Select(c => c.ClauseId).Distinct().Count());
        });

    [Fact]
    public void An_id_that_was_given_up_is_never_used_again()
    {
        var first = First(new("Fees", "alpha beta gamma"), new("Fees", "delta epsilon zeta"));
        var second = ClauseIds.Assign("p", 2, [new("Fees", "alpha beta gamma")], first, first.Select(c => c.ClauseId));

        var third = ClauseIds.Assign("p", 3, [new("Fees", "alpha beta gamma"), new("Fees", "eta theta iota")], second, first.Select(c => c.ClauseId));

        Assert.Equal(["fees-1", "fees-3"], third.Select(c => c.ClauseId));
    }

    [Fact]
    public void The_most_alike_clause_gets_the_id()
    {
        var first = First(new ParsedClause("Fees", "refund within ten days of the purchase"));

        var next = Next(first, new("Fees", "refund within thirty weeks of the purchase"), new("Fees", "refund within ten days of the order"));

        Assert.Equal(["fees-2", "fees-1"], next.Select(c => c.ClauseId));
    }

    [Fact]
    public void Of_equal_texts_each_stays_under_its_own_heading()
    {
        var first = First(new("A", "Ask first."), new("B", "Ask first."));

        var next = Next(first, new("B", "ask  first."), new("A", "Ask first."));

        Assert.Equal(["b-1", "a-1"], next.Select(c => c.ClauseId));
    }

    [Fact]
    public void Edits_of_the_airline_policy_leave_the_citations_alone()
    {
        var text = File.ReadAllText(SharedData.Path("tau-bench/airline_wiki.md"));
        var first = First([.. ClauseParser.Parse(text).Clauses]);
        var edited = text
            .Replace("at most five passengers", "at most six passengers", StringComparison.Ordinal)
            .Replace("- The refund will go to original payment methods in 5 to 7 business days.\n", "", StringComparison.Ordinal)
            .Replace("## Refund\n", "## Compensation\n\n- Certificates are valid for one year from the day on which they were given.\n", StringComparison.Ordinal)
            .Replace("within 24 hours of booking", "within 48 hours of booking", StringComparison.Ordinal);

        var next = Next(first, [.. ClauseParser.Parse(edited).Clauses]);
        var compared = ClauseComparison.Of(first, next);

        Assert.StartsWith("All reservations can be cancelled within 24", first.Single(c => c.ClauseId == "cancel-flight-2").Text, StringComparison.Ordinal);
        Assert.Equal(["book-flight-2", "cancel-flight-2"], compared.Changed.Select(c => c.After.ClauseId));
        Assert.Equal(["compensation-1"], compared.Added.Select(c => c.ClauseId));
        Assert.Equal(["cancel-flight-4"], compared.Removed.Select(c => c.ClauseId));
        Assert.Equal(["refund-1", "refund-2", "refund-3"], next.Where(c => c.Heading == "Compensation").Skip(1).Select(c => c.ClauseId));
        Assert.Equal(25, compared.Same.Count);
    }

    private static IReadOnlyList<Clause> First(params ParsedClause[] clauses) => ClauseIds.Assign("p", 1, clauses, [], []);

    private static IReadOnlyList<Clause> Next(IReadOnlyList<Clause> previous, params ParsedClause[] clauses) => ClauseIds.Assign("p", 2, clauses, previous, []);

    private static SortedDictionary<string, string> IdByText(IEnumerable<Clause> clauses) => new(clauses.ToDictionary(c => c.Text, c => c.ClauseId));

    private static string Words(int[] words) => string.Join(' ', words.Select(w => $"word{w}"));
}
