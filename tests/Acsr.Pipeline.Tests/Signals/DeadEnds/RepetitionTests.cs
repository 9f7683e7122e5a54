using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>L2, L3, L6 and L7: the agent gets nothing new.</summary>
public sealed class RepetitionTests
{
    [Theory]
    [InlineData(2, Severity.Medium)]
    [InlineData(3, Severity.High)]
    public void Repeated_pair_hits_when_a_change_made_no_difference_to_the_answer(int times, Severity severity)
    {
        var play = new Play().Times(times, (p, _) => p.Look("{}").Act());

        var hit = Assert.Single(play.Find<RepeatedPair>(), hit => hit.Text.Contains("look_up", StringComparison.Ordinal));

        Assert.Equal((severity, times), (hit.Severity, hit.Count));
        Assert.Equal(play.Steps.Where(step => step.Kind == StepKind.Tool).Select(step => step.Id), hit.StepIds);
    }

    [Fact]
    public void Repeated_pair_does_not_mind_another_answer_to_the_same_call() =>
        Assert.Empty(new Play().Look("{}", "one").Act().Look("{}", "two").Find<RepeatedPair>());

    [Fact]
    public void Repeated_pair_does_not_tell_again_what_repeated_action_tells()
    {
        var play = new Play().Look("{}").Look("{}");

        Assert.Single(play.Find<RepeatedAction>());
        Assert.Empty(play.Find<RepeatedPair>());
    }

    [Fact]
    public void Repeated_pair_is_not_judged_where_nobody_told_the_answer() => Assert.Empty(new Play().Look("{}", null).Act("a").Look("{}", null).Find<RepeatedPair>());

    [Fact]
    public void Repeated_pair_knows_the_same_json_however_it_is_written() =>
        Assert.Single(new Play().Look("{}", """{"a":1,"b":2}""").Act("a").Look("{}", """{ "b": 2.0, "a": 1 }""").Find<RepeatedPair>());

    [Theory]
    [InlineData(2, 2)]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void Alternation_hits_a_round_gone_through_twice(int period, int rounds)
    {
        var play = new Play().Times(period * rounds, (p, i) => p.Look($$"""{"id":{{i % period}}}""", $"answer {i % period}"));

        var hit = Assert.Single(play.Find<Alternation>());

        Assert.Equal((Severity.High, rounds), (hit.Severity, hit.Count));
        Assert.Equal(play.Steps.Select(step => step.Id), hit.StepIds);
    }

    [Fact]
    public void Alternation_does_not_mind_a_round_that_is_not_whole() =>
        Assert.Empty(new Play().Look("1", "a").Look("2", "b").Look("1", "a").Find<Alternation>());

    [Fact]
    public void Alternation_does_not_mind_a_call_repeated_on_its_own() => Assert.Empty(new Play().Times(6, (p, _) => p.Look("1", "a")).Find<Alternation>());

    [Fact]
    public void Alternation_does_not_mind_the_same_calls_with_other_answers() =>
        Assert.Empty(new Play().Times(4, (p, i) => p.Look($"{i % 2}", $"{i}")).Find<Alternation>());

    [Fact]
    public void Alternation_asks_for_as_many_rounds_as_it_is_told() =>
        Assert.Empty(new Play().Times(4, (p, i) => p.Look($"{i % 2}", $"{i % 2}")).Find<Alternation>(new() { AlternationRounds = 3 }));

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void No_progress_hits_from_six_messages_of_the_customer_on(int messages, bool hits)
    {
        var play = new Play().Look("{}").Times(messages, (p, i) => p.Customer($"And {i}?").Agent("One moment."));

        Assert.Equal(hits, play.Find<NoProgress>().Any(hit => hit.Severity == Severity.Medium && hit.Count == messages));
    }

    [Theory]
    [InlineData("new", false)]
    [InlineData("old", true)]
    public void No_progress_is_broken_by_a_call_that_brings_something_new(string answer, bool hits)
    {
        var play = new Play().Look("0", "old").Times(3, (p, _) => p.Customer("And?")).Look("1", answer).Times(3, (p, _) => p.Customer("And?"));

        Assert.Equal(hits, play.Find<NoProgress>().Count == 1);
    }

    [Fact]
    public void No_progress_is_not_broken_by_a_call_that_fails() =>
        Assert.Single(new Play().Times(3, (p, _) => p.Customer("And?")).Look("1", error: "no").Times(3, (p, _) => p.Customer("And?")).Find<NoProgress>());

    [Fact]
    public void No_progress_is_broken_by_a_change_even_where_the_answer_is_known() =>
        Assert.Empty(new Play().Look("0", "done").Times(3, (p, _) => p.Customer("And?")).Act().Times(3, (p, _) => p.Customer("And?")).Find<NoProgress>());

    [Fact]
    public void No_progress_ends_where_a_person_takes_over() =>
        Assert.Empty(new Play().Look("{}").Times(5, (p, _) => p.Customer("And?")).HandOff().Times(5, (p, _) => p.Customer("And?")).Find<NoProgress>());

    [Fact]
    public void No_progress_is_low_where_no_call_of_the_case_is_known() =>
        Assert.Equal(Severity.Low, Assert.Single(new Play().Times(6, (p, _) => p.Customer("And?")).Find<NoProgress>()).Severity);

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    public void No_progress_gives_a_hint_of_low_severity_where_it_is_switched_on(int messages, bool hits)
    {
        var play = new Play().Look("{}").Times(messages, (p, _) => p.Customer("And?"));

        Assert.Equal(hits ? [Severity.Low] : [], play.Find<NoProgress>(new() { NoProgressHintTurns = 4 }).Select(hit => hit.Severity));
        Assert.Empty(play.Find<NoProgress>());
    }

    [Theory]
    [InlineData("""{"results":[]}""")]
    [InlineData("[]")]
    public void Retrieval_misses_hits_two_searches_that_find_nothing(string nothing)
    {
        var play = new Play().Search("a", nothing).Customer("And?").Search("b", nothing);

        var hit = Assert.Single(play.Find<RetrievalMisses>());

        Assert.Equal((Severity.Medium, 2), (hit.Severity, hit.Count));
        Assert.Equal(["s0", "s2"], hit.StepIds);
    }

    [Fact]
    public void Retrieval_misses_does_not_mind_one_empty_search() => Assert.Empty(new Play().Search("a", "[]").Find<RetrievalMisses>());

    [Theory]
    [InlineData("""[{"id":"d"}]""")]
    [InlineData("No articles found.")]
    [InlineData(null)]
    public void Retrieval_misses_does_not_count_over_a_search_that_found_something_or_does_not_tell(string? other) =>
        Assert.Empty(new Play().Search("a", "[]").Search("b", other).Search("c", "[]").Find<RetrievalMisses>());

    [Theory]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void Retrieval_misses_hits_different_searches_that_find_the_same(int searches, bool hits)
    {
        var play = new Play().Times(searches, (p, i) => p.Search($"question {i}", $$"""{"documents":[{"id":"b","score":{{i}}},{"id":"a"}]}"""));

        Assert.Equal(hits, play.Find<RetrievalMisses>().Any(hit => hit.Count == searches));
    }

    [Fact]
    public void Retrieval_misses_does_not_take_the_same_search_for_different_ones() =>
        Assert.Empty(new Play().Times(4, (p, _) => p.Search("a", """[{"id":"d"}]""")).Find<RetrievalMisses>());
}
