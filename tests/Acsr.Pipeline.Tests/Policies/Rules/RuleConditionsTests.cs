using System.Text.Json.Nodes;

namespace Acsr.Policies.Rules;

/// <summary>Rows and JSON say the same, both ways; what rows cannot say they do not pretend to.</summary>
public sealed class RuleConditionsTests
{
    [Theory]
    [InlineData(ConditionOperator.Is, "a.b", "gold", """{"==":[{"var":"a.b"},"gold"]}""")]
    [InlineData(ConditionOperator.Is, "a", "7", """{"==":[{"var":"a"},7]}""")]
    [InlineData(ConditionOperator.Is, "a", "\"7\"", """{"==":[{"var":"a"},"7"]}""")]
    [InlineData(ConditionOperator.IsNot, "a", "true", """{"!=":[{"var":"a"},true]}""")]
    [InlineData(ConditionOperator.AtMost, "a", "15.5", """{"<=":[{"var":"a"},15.5]}""")]
    [InlineData(ConditionOperator.LessThan, "a", "-1", """{"<":[{"var":"a"},-1]}""")]
    [InlineData(ConditionOperator.AtLeast, "a", "2024-05-01", """{">=":[{"var":"a"},"2024-05-01"]}""")]
    [InlineData(ConditionOperator.MoreThan, "a", "0", """{">":[{"var":"a"},0]}""")]
    [InlineData(ConditionOperator.OneOf, "a", "silver, gold, 3, \"4\", \"x, y\"", """{"in":[{"var":"a"},["silver","gold",3,"4","x, y"]]}""")]
    [InlineData(ConditionOperator.NotOneOf, "a", "silver", """{"!":{"in":[{"var":"a"},["silver"]]}}""")]
    [InlineData(ConditionOperator.Contains, "a", "gift", """{"in":["gift",{"var":"a"}]}""")]
    [InlineData(ConditionOperator.Pattern, "a", "^gift_\\d+$", """{"regex":[{"var":"a"},"^gift_\\d+$"]}""")]
    [InlineData(ConditionOperator.CountAtMost, "a", "3", """{"<=":[{"count":{"var":"a"}},3]}""")]
    [InlineData(ConditionOperator.WithinHours, "a", "24", """{"<=":[{"date_diff_hours":[{"var":"a"},{"var":"now"}]},24]}""")]
    [InlineData(ConditionOperator.Called, "", "get_order", """{"called":"get_order"}""")]
    [InlineData(ConditionOperator.Confirmed, "", "", """{"user_confirmed_since":"proposal"}""")]
    public void A_row_is_written_as_json_and_read_back(ConditionOperator op, string field, string value, string json)
    {
        var written = RuleConditions.ToJson(new ConditionGroup { Rows = { new Condition { Field = field, Operator = op, Value = value } } });
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(written)), written);
        Assert.Empty(RuleLogic.Parse(written).Faults);

        var row = Assert.Single(RuleConditions.Read(written)!.Rows);
        Assert.Equal((op, field, value), (row.Operator, row.Field, row.Value));
    }

    [Fact]
    public void Groups_within_groups_are_read_and_written()
    {
        const string json = """{"or":[{"==":[{"var":"a"},1]},{"and":[{"<":[{"var":"b"},2]},{">":[{"var":"c"},3]},{"or":[{"called":"x"},{"called":"y"}]}]}]}""";

        var group = RuleConditions.Read(json)!;

        Assert.False(group.All);
        Assert.True(group.Groups[0].All);
        Assert.Equal(["x", "y"], group.Groups[0].Groups[0].Rows.Select(r => r.Value));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), JsonNode.Parse(RuleConditions.ToJson(group))));
    }

    [Theory]
    [InlineData("""{"==":[{"var":"a"},{"var":"b"}]}""")]
    [InlineData("""{"+":[1,2]}""")]
    [InlineData("""{"==":[{"var":["a",1]},1]}""")]
    [InlineData("""{"and":[{"or":[{"called":"a"},{"called":"b"}]},{"called":"c"}]}""")]
    [InlineData("""{"and":[{"or":[{"and":[{"or":[{"called":"a"},{"called":"b"}]}]}]}]}""")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"called":7}""")]
    [InlineData("""{"user_confirmed_since":"get_quote"}""")]
    public void What_rows_cannot_say_stays_json(string json) => Assert.Null(RuleConditions.Read(json));
}
