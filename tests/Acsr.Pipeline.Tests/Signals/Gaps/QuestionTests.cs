using Acsr.Cases;
using CsCheck;

namespace Acsr.Signals.Gaps;

public sealed class QuestionTests
{
    private static readonly Gen<IReadOnlyList<string>> Words =
        Gen.Int[0, 40].Array[1, 12].Select(picks => (IReadOnlyList<string>)[.. picks.Distinct().Select(pick => $"w{pick}").Order(StringComparer.Ordinal)]);

    [Theory]
    [InlineData("How do I return my gifts?", "gift return")]
    [InlineData("Returning a GIFT, please", "gift return")]
    [InlineData("Wo ist meine Bestellung 12345?", "bestellung")]
    [InlineData("policies", "policy")]
    [InlineData("where is it", "")]
    [InlineData("注文 はどこ", "はどこ 注文")]
    public void A_question_is_compared_by_what_it_is_about(string question, string words) =>
        Assert.Equal(words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal), QuestionWords.Of(question));

    [Fact]
    public void Questions_of_the_same_words_have_the_same_form() => Assert.Equal(Form("return the gift"), Form("Gift: how to return it"));

    [Fact]
    public void A_question_without_words_has_no_form() => Assert.Null(Form("Where is it?"));

    [Fact]
    public void Jaccard_is_what_the_sets_say() => Gen.Select(Words, Words).Sample((a, b) =>
        Assert.Equal((double)a.Intersect(b).Count() / a.Union(b).Count(), QuestionWords.Jaccard(a, b), 12));

    /// <summary>1 − (1 − s²)^16: .99 at one half. Sets that share nothing share a band only by a collision of hashes.</summary>
    [Fact]
    public void Sets_that_are_half_alike_nearly_always_share_a_band_and_others_seldom()
    {
        var random = new Random(7);
        var (met, strangers) = (0, 0);
        for (var i = 0; i < 2000; i++)
        {
            string[] shared = [.. Enumerable.Range(0, 4).Select(_ => $"s{random.Next()}")];
            string[] a = [.. shared, $"a{random.Next()}", $"a{random.Next()}"], b = [.. shared, $"b{random.Next()}", $"b{random.Next()}"];
            if (MinHash.BandsOf(a).Intersect(MinHash.BandsOf(b)).Any()) { met++; }
            if (MinHash.BandsOf(a[4..]).Intersect(MinHash.BandsOf(b[4..])).Any()) { strangers++; }
        }

        Assert.InRange(met, 1960, 2000);
        Assert.InRange(strangers, 0, 2);
    }

    [Theory]
    [InlineData("""{"query":"gift"}""", "gift")]
    [InlineData("""{"top_k":3,"question":"gift"}""", "gift")]
    [InlineData("\"gift\"", "gift")]
    [InlineData("gift cards", "gift cards")]
    [InlineData("""{"filter":{"a":1}}""", "The customer's own words")]
    [InlineData(null, "The customer's own words")]
    [InlineData("{not json", "{not json")]
    public void A_search_asks_what_its_arguments_say_or_what_the_customer_said(string? input, string question) =>
        Assert.Equal(question, Assert.Single(Of(Search("s", input, "[]"))).Question);

    [Theory]
    [InlineData("""{"results":[{"score":0.2},{"score":0.7}]}""", .7)]
    [InlineData("""[{"similarity":0.3}]""", .3)]
    [InlineData("""{"documents":[{"distance":0.3}]}""", null)]
    [InlineData("""{"documents":["a"]}""", null)]
    [InlineData("no documents", null)]
    public void The_best_score_counts_where_larger_is_better(string output, double? top) =>
        Assert.Equal(top, Of(Search("s", "gift", output)).SingleOrDefault()?.TopScore);

    [Fact]
    public void A_search_of_which_nothing_is_known_or_that_failed_is_not_kept() =>
        Assert.Empty(Of(Search("s", "gift", "some text"), Search("t", "gift", "[]") with { Error = "timeout" }));

    [Fact]
    public void A_search_that_names_what_it_found_is_kept_and_missed_nothing()
    {
        var kept = Assert.Single(Of(Search("s", "gift", """["a"]""")));

        Assert.Equal((RetrievalMiss.None, "a"), (kept.Miss, kept.Returned[0]));
    }

    private static string? Form(string question) => QuestionWords.Form(QuestionWords.Of(question));

    private static Step Search(string id, string? input, string output) => new() { Id = id, Kind = StepKind.Retrieval, Name = "KB", Input = input, Output = output };

    private static IReadOnlyList<Retrieval> Of(params Step[] searches) => Retrievals.Of(
        new FoldedCase(new Case { Id = "c" }, [new Step { Id = "m", Kind = StepKind.Message, Role = Role.Customer, Text = "The customer's own words" }, .. searches], [], []), new());
}
