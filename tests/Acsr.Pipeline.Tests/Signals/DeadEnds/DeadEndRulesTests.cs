using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

public sealed class DeadEndRulesTests
{
    private readonly DeadEndOptions _options = new();
    private int _next;

    [Theory]
    [InlineData(2, Severity.Medium)]
    [InlineData(3, Severity.High)]
    [InlineData(4, Severity.High)]
    public void Repeated_action_hits_when_the_same_call_comes_again(int times, Severity severity)
    {
        var steps = Enumerable.Range(0, times).Select(_ => Look("""{"id":"A"}""")).ToList();

        var hit = Assert.Single(Find<RepeatedAction>(steps));

        Assert.Equal((severity, times), (hit.Severity, hit.Count));
        Assert.Equal(steps.Select(step => step.Id), hit.StepIds);
        Assert.Contains("look_up", hit.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Repeated_action_does_not_mind_different_calls() =>
        Assert.Empty(Find<RepeatedAction>([Look("""{"id":"A"}"""), Look("""{"id":"B"}"""), Say(Role.Agent, "One moment."), Say(Role.Agent, "One moment.")]));

    [Fact]
    public void Repeated_action_forgives_a_repeat_after_a_change() =>
        Assert.Empty(Find<RepeatedAction>([Look("{}"), Act("""{"seat":1}"""), Look("{}")]));

    [Fact]
    public void Repeated_action_does_not_forgive_a_repeat_after_a_change_that_failed() =>
        Assert.Single(Find<RepeatedAction>([Look("{}"), Act("""{"seat":1}""", "Error: taken"), Look("{}")]));

    [Fact]
    public void Repeated_action_hits_the_same_change_made_twice() =>
        Assert.Equal("update", Assert.Single(Find<RepeatedAction>([Act("{}"), Act("{}")])).Text.Split('\'')[1]);

    [Fact]
    public void Repeated_action_leaves_pollable_tools_alone()
    {
        _options.PollableTools.Add("LOOK_UP");

        Assert.Empty(Find<RepeatedAction>([Look("{}"), Look("{}"), Look("{}")]));
    }

    [Theory]
    [InlineData(2, Severity.High)]
    [InlineData(3, Severity.Critical)]
    public void Same_action_errors_hits_when_the_same_call_fails_again(int times, Severity severity)
    {
        var failed = Enumerable.Range(0, times).Select(_ => Look("{}", "Error: no")).ToList();

        var hit = Assert.Single(Find<SameActionErrors>([Look("{}"), .. failed]));

        Assert.Equal(severity, hit.Severity);
        Assert.Equal(failed.Select(step => step.Id), hit.StepIds);
    }

    [Fact]
    public void Same_action_errors_does_not_mind_one_error_or_errors_of_different_calls() =>
        Assert.Empty(Find<SameActionErrors>([Look("{}", "Error: no"), Look("{}"), Look("""{"id":"B"}""", "Error: no")]));

    [Fact]
    public void Error_streak_hits_two_errors_in_a_row_also_across_messages()
    {
        Step[] failed = [Look("""{"id":1}""", "Error: no"), Look("""{"id":2}""", "Error: no")];

        var hit = Assert.Single(Find<ErrorStreak>([Look("{}"), failed[0], Say(Role.Customer, "And now?"), failed[1], Look("{}")]));

        Assert.Equal(Severity.Medium, hit.Severity);
        Assert.Equal(failed.Select(step => step.Id), hit.StepIds);
    }

    [Fact]
    public void Error_streak_is_broken_by_a_call_that_works() =>
        Assert.Empty(Find<ErrorStreak>([Look("{}", "Error: no"), Look("{}"), Look("{}", "Error: no")]));

    [Fact]
    public void Error_streak_hits_once_and_high_when_the_case_has_three_errors()
    {
        var hit = Assert.Single(Find<ErrorStreak>([Look("{}", "Error: 1"), Look("{}", "Error: 2"), Look("{}"), Look("{}", "Error: 3")]));

        Assert.Equal((Severity.High, 3), (hit.Severity, hit.Count));
    }

    [Fact]
    public void Step_budget_hits_at_the_thirtieth_step_and_cites_it()
    {
        var steps = Enumerable.Range(0, 31).Select(number => number % 2 == 0 ? Say(Role.Customer, "And?") : Look("{}")).ToList();

        var hit = Assert.Single(Find<StepBudget>(steps));

        Assert.Equal((Severity.Medium, 31), (hit.Severity, hit.Count));
        Assert.Equal([steps[29].Id], hit.StepIds);
    }

    [Fact]
    public void Step_budget_counts_neither_instructions_nor_the_models_own_steps()
    {
        var steps = Enumerable.Range(0, 29).Select(_ => Say(Role.Agent, "Yes."))
            .Concat([Say(Role.System, "Be kind."), Say(Role.Agent, " "), new Step { Id = "m", Kind = StepKind.Model, Name = "gpt" }]);

        Assert.Empty(Find<StepBudget>([.. steps]));
    }

    [Fact]
    public void Every_hit_cites_steps_of_its_case()
    {
        Step[] steps = [.. Enumerable.Range(0, 40).Select(_ => Look("{}", "Error: no"))];

        var hits = DeadEndRules.Find(steps, _options);

        Assert.Equal(["L1", "L4", "L5", "L16"], hits.Select(hit => hit.Rule));
        Assert.All(hits, hit => Assert.Subset(steps.Select(step => step.Id).ToHashSet(), hit.StepIds.ToHashSet()));
        Assert.All(hits, hit => Assert.NotEmpty(hit.StepIds));
    }

    [Fact]
    public void A_case_without_hits_is_no_dead_end() => Assert.Equal(new DeadEndVerdict(Severity.None, 0, false), DeadEndVerdict.Of([]));

    [Theory]
    [InlineData(false, "L1:Medium")]
    [InlineData(false, "L1:Medium", "L1:Medium")]
    [InlineData(false, "L1:Medium", "L9:Low")]
    [InlineData(true, "L1:Medium", "L16:Medium")]
    [InlineData(true, "L1:High")]
    [InlineData(true, "L4:Critical")]
    public void A_case_is_a_dead_end_from_one_high_hit_or_two_medium_ones_of_different_detectors(bool expected, params string[] hits) =>
        Assert.Equal(expected, DeadEndVerdict.Of([.. hits.Select(Hit)]).IsDeadEnd);

    [Fact]
    public void Risk_grows_with_every_hit_and_stays_below_one()
    {
        var verdict = DeadEndVerdict.Of([Hit("L9:Low"), Hit("L1:Medium"), Hit("L5:High"), Hit("L4:Critical")]);

        Assert.Equal(Severity.Critical, verdict.Worst);
        Assert.Equal(1 - (.85 * .65 * .4 * .15), verdict.Risk, 1e-12);
    }

    private static DeadEndHit Hit(string text) =>
        new(text.Split(':')[0], Enum.Parse<Severity>(text.Split(':')[1]), "", ["a"], 1);

    private List<DeadEndHit> Find<TRule>(IReadOnlyList<Step> steps) where TRule : IDeadEndRule, new() => [.. new TRule().Find(steps, _options)];

    private Step Look(string input, string? error = null) => new() { Id = $"s{_next++}", Kind = StepKind.Tool, Name = "look_up", Input = input, Error = error };

    private Step Act(string input, string? error = null) => new() { Id = $"s{_next++}", Kind = StepKind.Action, Name = "update", Input = input, Error = error };

    private Step Say(Role role, string text) => new() { Id = $"s{_next++}", Kind = StepKind.Message, Role = role, Text = text };
}
