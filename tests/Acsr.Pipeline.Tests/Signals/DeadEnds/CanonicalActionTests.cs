using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

public sealed class CanonicalActionTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[{"y":2,"x":3}]}""", """{ "b": [ {"x":3.0, "y":2e0} ], "a": 1.00 }""")]
    [InlineData("""{"a":1,"request_id":"r1"}""", """{"a":1,"Request_Id":"r2","timestamp":5,"nonce":null}""")]
    [InlineData("""{"a":{"nonce":1}}""", """{"a":{}}""")]
    [InlineData("""{"a":"é"}""", """{"a":"\u00e9"}""")]
    [InlineData("{}", null)]
    [InlineData("not json", " not json ")]
    public void Calls_that_do_the_same_are_equal(string one, string? other) => Assert.Equal(Of("Cancel", one), Of("cancel", other));

    [Theory]
    [InlineData("""{"a":1}""", """{"a":2}""")]
    [InlineData("""{"a":1}""", """{"a":"1"}""")]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""")]
    [InlineData("""{"a":12345678901234567}""", """{"a":12345678901234568}""")]
    [InlineData("""{"a":""}""", """{"a":null}""")]
    [InlineData("""{"a":"x\",\"b\":\"y"}""", """{"a":"x","b":"y"}""")]
    public void Calls_that_differ_are_not(string one, string other) => Assert.NotEqual(Of("cancel", one), Of("cancel", other));

    [Fact]
    public void Tools_that_differ_are_not_equal() => Assert.NotEqual(Of("cancel", "{}"), Of("book", "{}"));

    [Fact]
    public void Half_of_a_surrogate_pair_is_compared_as_it_is_written() => Assert.Equal(Of("a", """{"x":"\ud800"}"""), Of("a", """{"x":"\ud800"}"""));

    [Fact]
    public void Volatile_keys_can_be_chosen()
    {
        var options = new DeadEndOptions { VolatileArguments = ["attempt"] };

        Assert.Equal(
            CanonicalAction.Of(Call("a", """{"attempt":1}"""), options),
            CanonicalAction.Of(Call("a", """{"attempt":2}"""), options));
        Assert.NotEqual(
            CanonicalAction.Of(Call("a", """{"nonce":1}"""), options),
            CanonicalAction.Of(Call("a", """{"nonce":2}"""), options));
    }

    private static string Of(string name, string? input) => CanonicalAction.Of(Call(name, input));

    private static Step Call(string name, string? input) => new() { Id = "s", Kind = StepKind.Tool, Name = name, Input = input };
}
