using Acsr.Cases;
using Acsr.Policies;
using CsCheck;

namespace Acsr.Releases.Curation;

public sealed class CurationTests
{
    private const string Long = "my parcel with the red shoes that I ordered three weeks ago for the wedding of my sister never came and nobody answers my letters";

    [Fact]
    public void Texts_that_share_nearly_all_runs_of_words_are_one_cluster_and_others_are_alone() => Assert.Equal(
        [0, 0, 2, 3, 2],
        NearDuplicates.Clusters([Long, Long.ToUpperInvariant() + "!", "short", "another short", "Short."]));

    [Fact]
    public void The_threshold_is_at_85_of_100_runs()
    {
        var words = Enumerable.Range(0, 104).Select(i => $"w{i}").ToArray();
        string Changed(int last) => string.Join(' ', [.. words.SkipLast(last), .. Enumerable.Range(0, last).Select(i => $"x{i}")]);

        // Of 100 runs 92 stay and 8 are new on each side: 92 / 108 = .852. With one more: 91 / 109 = .835.
        Assert.Equal(92.0 / 108, NearDuplicates.Jaccard(string.Join(' ', words), Changed(8)), 12);
        Assert.Equal([0, 0], NearDuplicates.Clusters([string.Join(' ', words), Changed(8)]));
        Assert.Equal([0, 1], NearDuplicates.Clusters([string.Join(' ', words), Changed(9)]));
    }

    [Fact]
    public void Of_rows_that_teach_the_same_the_oldest_stays()
    {
        var curated = Curated.Of([Item(3, Long), Item(1, Long + "."), Item(2, "something else entirely")], 0);

        Assert.Equal([1L, 2L], curated.Items.Select(x => x.Item.Review.Id).Order());
        var left = Assert.Single(curated.Excluded);
        Assert.Equal((3L, ExclusionReason.Duplicate, "Another row teaches the same. Review 1 teaches the same."), (left.ReviewId, left.Reason, left.InWords));
        Assert.Equal(GateState.Mended, curated.Gates.Single(g => g.Id == "duplicates").State);
        Assert.Equal(GateState.Passed, curated.Gates.Single(g => g.Id == "contradictions").State);
    }

    [Fact]
    public void Rows_that_act_differently_where_the_same_was_asked_block_and_name_each_other()
    {
        var gate = Curated.Of([Item(1, Long), Item(2, Long + "!", "deny"), Item(3, Long + "?", "refund", """{"amount": 5}""")], 0).Gates.Single(g => g.Id == "contradictions");

        Assert.Equal(GateState.Blocks, gate.State);
        Assert.Equal([(1L, 2L), (2L, 1L), (3L, 2L)], gate.Rows.Select(r => (r.ReviewId, long.Parse(r.Text.Split(' ')[^1].TrimEnd('.'), System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public void The_same_action_with_other_arguments_is_no_contradiction() =>
        Assert.Equal(GateState.Passed, Curated.Of([Item(1, Long), Item(3, Long + "?", "refund", """{"amount": 5}""")], 0).Gates.Single(g => g.Id == "contradictions").State);

    [Fact]
    public void No_customer_and_no_near_duplicate_is_on_both_sides_whatever_the_order() =>
        Gen.Select(Gen.Int[0, 6], Gen.Int[0, 12], Gen.Int[0, 3]).List[2, 40].Sample(rows =>
        {
            var items = rows.Select((row, i) => Item(i + 1, $"{Long} {string.Concat(Enumerable.Repeat($"topic{row.Item2} ", 30))}", $"action{row.Item3}", customer: $"customer {row.Item1}")).ToList();
            var curated = Curated.Of(items, .4);
            var mirrored = Curated.Of([.. Enumerable.Reverse(items)], .4);

            Assert.Equal(curated.Items.Select(x => (x.Item.Id, x.Split)), mirrored.Items.Select(x => (x.Item.Id, x.Split)));
            Assert.All(curated.Items.GroupBy(x => x.Item.Group), g => Assert.Single(g.Select(x => x.Split).Distinct()));
            Assert.All(curated.Items.GroupBy(x => x.Item.Prompt[^1].Content), g => Assert.Single(g.Select(x => x.Split).Distinct()));
            Assert.Equal(GateState.Passed, curated.Gates.Single(g => g.Id == "leakage").State);
            Assert.Equal(items.Count, curated.Items.Count + curated.Excluded.Count);
        }, iter: 60);

    [Fact]
    public void What_trains_is_older_than_what_is_held_out_and_no_customer_or_cluster_is_on_both_sides() =>
        Gen.Select(Gen.Int[0, 25], Gen.Int[0, 25], Gen.Int[1, 400], Gen.Int[0, 30]).List[10, 60].Sample(rows =>
        {
            var items = rows.Select((row, i) => Item(i + 1, $"{Long} {string.Concat(Enumerable.Repeat($"topic{row.Item2} ", 30))}", $"action{i}", customer: $"customer {row.Item1}") with { At = Day(row.Item3) }).ToList();
            var tests = rows.Where(r => r.Item4 == 0).Select(r => $"customer {r.Item1}").ToHashSet();
            var trains = rows.Where(r => r.Item4 == 1).Select(r => $"customer {r.Item1}").ToHashSet();
            var curated = Curated.Of(items, .2, new CurationFacts { Tests = tests, Trains = trains });

            Assert.All(curated.Items.GroupBy(x => x.Item.Group), g => Assert.Single(g.Select(x => x.Split).Distinct()));
            Assert.All(curated.Items.GroupBy(x => x.Item.Prompt[^1].Content), g => Assert.Single(g.Select(x => x.Split).Distinct()));
            Assert.DoesNotContain(curated.Items, x => tests.Contains(x.Item.Group) && x.Split == Split.Train);
            // Time holds wherever neither an earlier release nor the size of a group stands against it, and the gate counts the others.
            var leakage = curated.Gates.Single(g => g.Id == "leakage");
            Assert.Equal(GateState.Passed, leakage.State);
            var part = HeldOutPart.Of([.. items.Select(i => (i, i.Group))], .2, CurationFacts.None);
            if (part.Since is not { } since) { return; }
            var sizes = items.CountBy(i => i.Group).ToDictionary();
            Assert.All(items.Where(i => part.SideOf(i.Group) == Split.Train && i.At > since), i => Assert.True(sizes[i.Group] > 1, "A customer with one row that is newer than what is held out trains."));
            Assert.True(items.Count(i => part.SideOf(i.Group) == Split.HeldOut) <= Math.Max(1, .4 * items.Count));
        }, iter: 60);

    [Fact]
    public void The_newest_tenth_is_held_out_and_stays_held_out_in_later_releases()
    {
        var items = Enumerable.Range(1, 400).Select(i => Item(i, $"question number {i} about thing {i}", customer: $"customer {i}") with { At = Day(i) }).ToList();
        var first = Curated.Of([.. items.Take(200)], .1);
        HashSet<string> On(Split split) => [.. first.Items.Where(x => x.Split == split).Select(x => x.Item.Group)];
        var later = Curated.Of(items, .1, new CurationFacts { Tests = On(Split.HeldOut), Trains = On(Split.Train) });

        Assert.Equal(Enumerable.Range(181, 20).Select(i => (long)i), first.Items.Where(x => x.Split == Split.HeldOut).Select(x => x.Item.Review.Id).Order());
        Assert.Equal([.. Enumerable.Range(181, 20).Select(i => (long)i), .. Enumerable.Range(381, 20).Select(i => (long)i)], later.Items.Where(x => x.Split == Split.HeldOut).Select(x => x.Item.Review.Id).Order());
        var finding = later.Gates.Single(g => g.Id == "leakage").Finding;
        Assert.Contains("40 are held out, the newest ones.", finding, StringComparison.Ordinal);
        Assert.Contains("20 are held out because they test already", finding, StringComparison.Ordinal);
    }

    [Fact]
    public void One_busy_customer_is_not_held_out_with_half_of_the_release()
    {
        var items = Enumerable.Range(1, 40).Select(i => Item(i, $"question number {i} about thing {i}", customer: i > 20 ? "the busy one" : $"customer {i}") with { At = Day(i) }).ToList();

        var curated = Curated.Of(items, .1);

        Assert.Equal([17L, 18L, 19L, 20L], curated.Items.Where(x => x.Split == Split.HeldOut).Select(x => x.Item.Review.Id).Order());
        Assert.Contains("20 rows train that are newer", curated.Gates.Single(g => g.Id == "leakage").Finding, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_stand_beside_the_clause_that_they_cite()
    {
        CurationFacts Facts(CitationState state, string? words) => new() { Clauses = new Dictionary<string, CitedWords> { ["fees/refunds-1@1"] = new(state, words) } };
        List<Gate> Gates(CurationFacts facts) => [.. Curated.Of([Item(1, Long, "refund", """{"amount": 50}"""), Item(2, "something else entirely", "refund", """{"amount": 20}""")], 0, facts).Gates];

        var above = Gates(Facts(CitationState.InForce, "An agent may refund at most $20."));
        Assert.Equal(GateState.Passed, above.Single(g => g.Id == "stale_clauses").State);
        var gate = above.Single(g => g.Id == "clause_words");
        Assert.Equal((GateState.Blocks, "Calls refund with amount 50, where the clause says “An agent may refund at most $20.” (fees/refunds-1@1)"), (gate.State, Assert.Single(gate.Rows).Text));
        Assert.StartsWith("1 of 2 rows", gate.Finding, StringComparison.Ordinal);

        var stale = Gates(Facts(CitationState.Reworded, "An agent may refund at most $60."));
        Assert.Equal((GateState.Warns, 2), stale.Single(g => g.Id == "stale_clauses") is var old ? (old.State, old.Rows.Count) : default);
        Assert.Equal(GateState.Passed, stale.Single(g => g.Id == "clause_words").State);

        Assert.DoesNotContain(Gates(Facts(CitationState.Removed, null)), g => g.Id == "clause_words");
        Assert.DoesNotContain(Gates(CurationFacts.None), g => g.Id is "clause_words" or "stale_clauses");
    }

    [Fact]
    public void Below_twenty_items_nobody_is_held_out_unless_it_is_asked_for()
    {
        List<TrainingItem> Items(int count) => [.. Enumerable.Range(1, count).Select(i => Item(i, $"question number {i} about thing {i}", customer: $"customer {i}"))];

        Assert.DoesNotContain(Curated.Of(Items(19), null).Items, x => x.Split == Split.HeldOut);
        Assert.Contains(Curated.Of(Items(60), null).Items, x => x.Split == Split.HeldOut);
    }

    [Fact]
    public void Few_rows_of_an_intent_and_few_confirmations_are_told()
    {
        var gate = Curated.Of([.. Enumerable.Range(1, 10).Select(i => Item(i, $"question number {i} about thing {i}"))], 0).Gates.Single(g => g.Id == "balance");

        Assert.Equal((GateState.Warns, "0 of 10 rows confirm the agent; below one in five a model may forget what it does well."), (gate.State, gate.Finding));
    }

    [Fact]
    public void Held_out_rows_have_files_of_their_own_and_only_they_are_regression_cases()
    {
        var items = Enumerable.Range(1, 40).Select(i => Item(i, $"question number {i} about thing {i}", customer: $"customer {i}")).ToList();
        var curated = Curated.Of(items, .3);
        var built = ReleaseBuilder.Build(new ReleaseHeader("r", "1.0.0") { Gates = curated.Gates }, curated.Items, curated.Excluded);

        var held = curated.Items.Count(x => x.Split == Split.HeldOut);
        Assert.InRange(held, 1, 39);
        int Rows(string path) => built.Files.Single(f => f.Path == path).Rows;
        Assert.Equal((40 - held, held, held, 2 * held, 40), (Rows("sft.trl.jsonl"), Rows("sft.trl.heldout.jsonl"), Rows("regression_cases.jsonl"), Rows("kto.trl.heldout.jsonl"), Rows("items.jsonl")));
        Assert.Equal(40 - held, Rows("intent.csv"));
    }

    private static DateTime Day(int day) => new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day);

    private static TrainingItem Item(long id, string asks, string action = "refund", string arguments = """{"amount": 20}""", string? customer = null)
    {
        var review = Given.Review(id, caseId: $"c{id}");
        (review.FinalAction, review.FinalArguments) = (action, arguments);
        var folded = Given.Case($"c{id}", [Given.Said("u", Role.Customer, asks), Given.Decided("s5", "refund", """{"amount": 50}""")]);
        folded.Facts.Customer = customer;
        return Given.Item(folded, review);
    }
}
