namespace Acsr.Policies.Rules;

/// <summary>What is wrong with a rule is said with its place and how to mend it; and no rule runs on and on.</summary>
public sealed class RuleParserTests
{
    [Theory]
    [InlineData("""{"and":[true,{"ekwals":[1,2]}]}""", "$.and[1]", "There is no operator 'ekwals'.")]
    [InlineData("""{"subsetof":[1,2]}""", "$", "Did you mean 'subset_of'?")]
    [InlineData("""{"==":[1]}""", "$.==", "'==' has 1 arguments and takes 2.")]
    [InlineData("""{"<":[1,2,3,4]}""", "$.<", "'<' has 4 arguments and takes 2 to 3.")]
    [InlineData("""{"and":[]}""", "$.and", "'and' has 0 arguments and takes at least 1.")]
    [InlineData("""{"or":[{"==":[1,1],"!=":[1,2]}]}""", "$.or[0]", "Here stand 2 operators side by side: ==, !=.")]
    [InlineData("""{"!":{}}""", "$.!", "Here stands an empty object.")]
    [InlineData("""{"regex":["a","("]}""", "$.regex[1]", "'(' is not a pattern")]
    [InlineData("""{"regex":["a",{"var":"b"}]}""", "$.regex[1]", "The pattern is not a text.")]
    [InlineData("""{"==":[1,1e400]}""", "$.==[1]", "The number 1e400 is too large.")]
    [InlineData("""{"==":[1,}""", "$", "This is not JSON: line 1, character 10.")]
    [InlineData("", "$", "This is not JSON")]
    [InlineData("""{"==":["\ud800",1]}""", "$.==[0]", null)]
    public void Every_fault_says_where_and_how_to_mend_it(string json, string path, string? said)
    {
        var (logic, faults) = RuleLogic.Parse(json);
        if (said is null)
        {
            Assert.NotNull(logic);
            return;
        }

        Assert.Null(logic);
        var fault = Assert.Single(faults);
        Assert.Equal(path, fault.Path);
        Assert.Contains(said, fault.ToString(), StringComparison.Ordinal);
        Assert.NotEmpty(fault.Mend);
    }

    [Fact]
    public void All_faults_are_told_at_once() =>
        Assert.Equal(["$.and[0]", "$.and[1].==", "$.and[2].!"], RuleLogic.Parse("""{"and":[{"x":1},{"==":[]},{"!":{}}]}""").Faults.Select(f => f.Path));

    [Fact]
    public void Nesting_ends_at_32_levels()
    {
        Assert.NotNull(RuleLogic.Parse(Nested(31)).Logic);
        Assert.Contains("32 levels", Assert.Single(RuleLogic.Parse(Nested(32)).Faults).What, StringComparison.Ordinal);
        Assert.NotEmpty(RuleLogic.Parse(Nested(4_000)).Faults);
        Assert.NotEmpty(RuleLogic.Parse(string.Concat(Enumerable.Repeat("[", 20_000))).Faults);
        Assert.Contains("characters", Assert.Single(RuleLogic.Parse(new string(' ', 20_001)).Faults).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"reduce":[{"var":"many"},{"cat":[{"var":"accumulator"},{"var":"accumulator"}]},"ab"]}""")]
    [InlineData("""{"reduce":[{"var":"many"},{"merge":[{"var":"accumulator"},{"var":"accumulator"}]},[1,2]]}""")]
    [InlineData("""{"all":[{"var":"many"},{"all":[{"var":"copy"},true]}]}""")]
    [InlineData("""{"all":[{"var":"many"},{"in":[-1,{"map":[[1,2,3,4,5,6,7,8,9,10,11,12],{"var":""}]}]}]}""")]
    public void A_rule_that_would_run_on_is_stopped_and_says_so(string rule)
    {
        var many = string.Join(',', Enumerable.Range(0, 2_000));
        var facts = RuleFacts.Parse($$"""{"many":[{{many}}]}""").Facts!;

        var verdict = RuleLogic.Parse(rule.Replace("{\"var\":\"copy\"}", "[1,1,1,1,1,1]", StringComparison.Ordinal)).Logic!.Judge(facts);

        Assert.Null(verdict.Holds);
        Assert.Equal(["the rule needs more than 10,000 operations"], verdict.Missing);
    }

    [Fact]
    public void A_pattern_that_explodes_is_stopped_and_says_so()
    {
        var logic = RuleLogic.Parse("""{"regex":[{"var":"text"},"^(?=(a+)+$)(a|aa)+\\1$"]}""").Logic!;

        var verdict = logic.Judge(RuleFacts.Parse($$"""{"text":"{{new string('a', 4_000)}}b"}""").Facts!);

        Assert.Null(verdict.Holds);
        Assert.Contains("50 ms", Assert.Single(verdict.Missing), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_without_look_around_needs_no_time_to_fail()
    {
        var logic = RuleLogic.Parse("""{"regex":[{"var":"text"},"^(a+)+$"]}""").Logic!;

        Assert.False(logic.Judge(RuleFacts.Parse($$"""{"text":"{{new string('a', 10_000)}}b"}""").Facts!).Holds);
    }

    [Theory]
    [InlineData("[1]", "no JSON object")]
    [InlineData("{", "not JSON")]
    public void Facts_that_are_none_are_refused_with_a_reason(string json, string why)
    {
        var (facts, fault) = RuleFacts.Parse(json);

        Assert.Null(facts);
        Assert.Contains(why, fault, StringComparison.Ordinal);
    }

    private static string Nested(int levels) => string.Concat(Enumerable.Repeat("{\"!\":", levels)) + "true" + new string('}', levels);
}
