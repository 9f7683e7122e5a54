namespace Acsr.Ingest;

public sealed class ToolArgumentTests
{
    [Fact]
    public void Types_are_learnt_from_what_was_seen()
    {
        var learned = Learn(Enumerable.Range(0, 20).Select(i => $$"""
            {"order_id":"A{{i}}","amount":{{i}}.5,"notify":{{(i % 2 == 0 ? "true" : "false")}},"on":"2026-08-{{i % 9 + 1:00}}","reason":"{{(i % 2 == 0 ? "broken" : "late")}}","items":["x"],"odd":{{(i == 3 ? "1" : "\"one\"")}}}
            """));

        Assert.Equal(
            ["order_id (text)", "amount (number)", "notify (boolean)", "on (date)", "reason (broken | late)", "items (json)", "odd (json)"],
            learned.Select(ToolArguments.Words));
    }

    [Fact]
    public void What_some_calls_leave_out_or_give_as_null_is_not_required()
    {
        var learned = Learn(["""{"a":1,"b":2,"c":null}""", """{"a":1,"b":null}""", """{"a":1,"d":"2026-08-01T10:00:00Z"}""", "no json", "[1]", null]);

        Assert.Equal(["a (number)", "b? (number)", "d? (date)"], learned.Select(ToolArguments.Words));
        Assert.Equal(["a? (number)"], Learn(["""{"a":1}"""]).Select(ToolArguments.Words));
    }

    [Fact]
    public void Few_calls_make_no_list_to_choose_from_and_names_of_things_make_none_either()
    {
        Assert.Equal(ArgumentType.Text, Learn(["""{"a":"x"}""", """{"a":"x"}""", """{"a":"y"}"""]).Single().Type);
        Assert.Equal(ArgumentType.Text, Learn(Enumerable.Range(0, 500).Select(i => $$"""{"a":"v{{i % 9}}"}""")).Single().Type);
        Assert.Equal(ArgumentType.Choice, Learn(Enumerable.Range(0, 500).Select(i => $$"""{"a":"v{{i % 8}}"}""")).Single().Type);
    }

    [Fact]
    public void However_many_names_there_are_a_form_stays_a_form() =>
        Assert.Equal(ToolArguments.Most, Learn(Enumerable.Range(0, 200).Select(i => $$"""{"a{{i}}":1}""")).Count);

    [Theory]
    [InlineData("", ArgumentType.Text, "", "Name each argument")]
    [InlineData("a", ArgumentType.Choice, "", "Give the values that a may have")]
    [InlineData("a", (ArgumentType)9, "", "Choose what a holds")]
    [InlineData("b", ArgumentType.Number, "", "b is there twice")]
    public void What_cannot_be_is_told_in_words(string name, ArgumentType type, string values, string words) =>
        Assert.Contains(words, ToolArguments.FaultOf([new("b", ArgumentType.Text, false, []), new(name, type, false, values.Split(',', StringSplitOptions.RemoveEmptyEntries))]), StringComparison.Ordinal);

    [Fact]
    public void The_catalogue_tells_what_was_confirmed_whatever_the_case_of_the_name()
    {
        var catalogue = new ToolCatalogue([new ToolEntry { Name = "refund", Arguments = [new("amount", ArgumentType.Number, true, [])], ChangedBy = "ada" }]);

        Assert.Equal("amount", catalogue.ArgumentsOf("Refund").Single().Name);
        Assert.Empty(catalogue.ArgumentsOf("other"));
    }

    private static IReadOnlyList<ToolArgument> Learn(IEnumerable<string?> inputs)
    {
        var learner = new ArgumentLearner();
        foreach (var input in inputs) { learner.Add(input); }
        return learner.Learned();
    }
}
