using Acsr.Ingest;

namespace Acsr.Review;

/// <summary>The arguments of an action, field by field.</summary>
public sealed class ActionArgumentsTests
{
    private static readonly ToolArgument Order = new("order", ArgumentType.Text, true, []), Amount = new("amount", ArgumentType.Number, false, []), Full = new("full", ArgumentType.Boolean, false, []),
        Day = new("day", ArgumentType.Date, false, []), Reason = new("reason", ArgumentType.Choice, false, ["late", "lost"]), Items = new("items", ArgumentType.Json, false, []);

    [Fact]
    public void Each_kind_is_written_as_its_own_json()
    {
        string? json = null;
        foreach (var (field, value) in new[] { (Order, "A1 «ü»"), (Amount, "54.00"), (Full, "false"), (Day, "2026-05-04"), (Reason, "lost"), (Items, """["a",2]""") }) { json = ActionArguments.With(json, field, value); }

        Assert.Equal("""{"order":"A1 «ü»","amount":54.00,"full":false,"day":"2026-05-04","reason":"lost","items":["a",2]}""", json);
        Assert.Empty(ActionArguments.Faults(json, [Order, Amount, Full, Day, Reason, Items]));
        Assert.Equal(["A1 «ü»", "54.00", "false", """["a",2]"""], new[] { Order, Amount, Full, Items }.Select(field => ActionArguments.ValueOf(json, field.Name)));
    }

    [Fact]
    public void What_does_not_fit_is_kept_and_told()
    {
        var json = ActionArguments.With("""{"other":1}""", Amount, "much");

        Assert.Equal("""{"other":1,"amount":"much"}""", json);
        Assert.Equal(["other"], ActionArguments.Others(json, [Order, Amount]));
        Assert.Equal([("order", "The action needs it."), ("amount", "Write a number, for example 12.5.")], ActionArguments.Faults(json, [Order, Amount]).Select(f => (f.Key, f.Value)));
    }

    [Theory]
    [InlineData("""{"day":"4 May"}""", "day")]
    [InlineData("""{"day":20260504}""", "day")]
    [InlineData("""{"reason":"stolen"}""", "reason")]
    [InlineData("""{"full":"yes"}""", "full")]
    public void A_value_of_another_kind_is_a_fault(string json, string field) => Assert.Equal([field], ActionArguments.Faults(json, [Day, Reason, Full]).Keys);

    [Fact]
    public void An_emptied_field_is_taken_out_and_nothing_left_is_nothing()
    {
        Assert.Null(ActionArguments.With("""{"order":"A1"}""", Order, " "));
        Assert.Null(ActionArguments.Parse("[1]"));
        Assert.Null(ActionArguments.Parse("{"));
        Assert.Empty(ActionArguments.Parse(" ")!);
    }
}
