using System.Text.Json;

namespace Acsr.Policies.Rules;

/// <summary>The meaning of every operator, on cases of our own: what jsonlogic.com says, and where we differ from it on purpose.</summary>
public sealed class JsonLogicTests
{
    private const string Order = """{"cabin":"business","price":120.10,"paid":"120.1","passengers":[{"name":"Ada","bags":2},{"name":"Bo","bags":0}],"tags":[],"nothing":null,"empty":"","zero":0,"0":"first","nested":{"a":{"b":[10,20]}}}""";

    [Theory]
    // var: paths, indexes, the whole, defaults
    [InlineData("""{"var":"cabin"}""", "\"business\"")]
    [InlineData("""{"var":["cabin"]}""", "\"business\"")]
    [InlineData("""{"var":"nested.a.b.1"}""", "20")]
    [InlineData("""{"var":"passengers.0.name"}""", "\"Ada\"")]
    [InlineData("""{"var":0}""", "\"first\"")]
    [InlineData("""{"var":["absent","else"]}""", "\"else\"")]
    [InlineData("""{"var":["absent",null]}""", "null")]
    [InlineData("""{"var":["nothing","else"]}""", "null")]
    [InlineData("""{"var":{"cat":["ca","bin"]}}""", "\"business\"")]
    [InlineData("""{"count":{"var":""}}""", "10")]
    // what is true and what is false
    [InlineData("""{"!!":[[]]}""", "false")]
    [InlineData("""{"!!":[[0]]}""", "true")]
    [InlineData("""{"!!":""}""", "false")]
    [InlineData("""{"!!":"0"}""", "true")]
    [InlineData("""{"!!":0}""", "false")]
    [InlineData("""{"!!":-1}""", "true")]
    [InlineData("""{"!!":null}""", "false")]
    [InlineData("""{"!":false}""", "true")]
    [InlineData("""{"!":[{"var":"tags"}]}""", "true")]
    [InlineData("""{"!":{"var":"passengers.0"}}""", "false")]
    // missing
    [InlineData("""{"missing":["cabin","seat"]}""", "[\"seat\"]")]
    [InlineData("""{"missing":"seat"}""", "[\"seat\"]")]
    [InlineData("""{"missing":{"merge":["seat",["cabin","meal"]]}}""", "[\"seat\",\"meal\"]")]
    [InlineData("""{"missing":["nothing","empty","zero"]}""", "[\"nothing\",\"empty\"]")]
    [InlineData("""{"missing_some":[1,["cabin","seat"]]}""", "[]")]
    [InlineData("""{"missing_some":[2,["cabin","seat","meal"]]}""", "[\"seat\",\"meal\"]")]
    // and, or, if give values, not only truths
    [InlineData("""{"and":[1,"two",3]}""", "3")]
    [InlineData("""{"and":[1,"",3]}""", "\"\"")]
    [InlineData("""{"or":["",0,"x"]}""", "\"x\"")]
    [InlineData("""{"or":[false,0]}""", "0")]
    [InlineData("""{"if":[false,"a",{"==":[1,1]},"b","c"]}""", "\"b\"")]
    [InlineData("""{"if":[false,"a"]}""", "null")]
    [InlineData("""{"if":["only"]}""", "\"only\"")]
    [InlineData("""{"?:":[true,1,2]}""", "1")]
    // equality
    [InlineData("""{"==":[1,"1"]}""", "true")]
    [InlineData("""{"===":[1,"1"]}""", "false")]
    [InlineData("""{"==":[1,true]}""", "true")]
    [InlineData("""{"==":[0,null]}""", "false")]
    [InlineData("""{"==":[null,null]}""", "true")]
    [InlineData("""{"==":[{"var":"price"},{"var":"paid"}]}""", "true")]
    [InlineData("""{"!=":["a","b"]}""", "true")]
    [InlineData("""{"!==":[1,"1"]}""", "true")]
    [InlineData("""{"==":[[1,2],[1,2]]}""", "true")]
    [InlineData("""{"==":[[1,2],[2,1]]}""", "false")]
    // order: numbers, texts that say numbers, other texts
    [InlineData("""{"<":[1,2]}""", "true")]
    [InlineData("""{"<":[2,2]}""", "false")]
    [InlineData("""{"<=":[2,2]}""", "true")]
    [InlineData("""{">":["10","9"]}""", "true")]
    [InlineData("""{">=":[3,"3"]}""", "true")]
    [InlineData("""{"<":[1,2,3]}""", "true")]
    [InlineData("""{"<":[1,4,3]}""", "false")]
    [InlineData("""{"<=":[1,1,3]}""", "true")]
    [InlineData("""{"<":["2024-05-01","2024-05-02"]}""", "true")]
    // in, and its kin
    [InlineData("""{"in":["b",["a","b"]]}""", "true")]
    [InlineData("""{"in":["usi",{"var":"cabin"}]}""", "true")]
    [InlineData("""{"in":["a",null]}""", "false")]
    [InlineData("""{"in":[2,["2"]]}""", "false")]
    [InlineData("""{"subset_of":[["a"],["a","b"]]}""", "true")]
    [InlineData("""{"subset_of":[["a","c"],["a","b"]]}""", "false")]
    [InlineData("""{"subset_of":[[],["a"]]}""", "true")]
    [InlineData("""{"subset_of":["a",{"var":"nested"}]}""", "true")]
    [InlineData("""{"regex":["gift_card_1","^gift_card_\\d+$"]}""", "true")]
    [InlineData("""{"regex":["xgift_card_1","^gift_card"]}""", "false")]
    [InlineData("""{"regex":["abab","^(ab)\\1$"]}""", "true")]
    // numbers are exact
    [InlineData("""{"+":[0.1,0.2]}""", "0.3")]
    [InlineData("""{"==":[{"+":[0.1,0.2]},0.3]}""", "true")]
    [InlineData("""{"+":"3.14"}""", "3.14")]
    [InlineData("""{"-":[5,2]}""", "3")]
    [InlineData("""{"-":2}""", "-2")]
    [InlineData("""{"*":[2,3,4]}""", "24")]
    [InlineData("""{"/":[7,2]}""", "3.5")]
    [InlineData("""{"%":[7,4]}""", "3")]
    [InlineData("""{"min":[3,1,2]}""", "1")]
    [InlineData("""{"max":[3,1,2]}""", "3")]
    [InlineData("""{"max":{"map":[{"var":"passengers"},{"var":"bags"}]}}""", "2")]
    [InlineData("""{"money":"£1,250.505"}""", "1250.51")]
    [InlineData("""{"money":"12.5 EUR"}""", "12.5")]
    [InlineData("""{"money":12.005}""", "12.01")]
    [InlineData("""{"date_diff_hours":["2024-05-14T15:30:00","2024-05-15 15:00:00 EST"]}""", "23.5")]
    [InlineData("""{"date_diff_hours":["2024-05-15T15:00:00+02:00","2024-05-15T13:30:00Z"]}""", "0.5")]
    [InlineData("""{"date_diff_hours":["2024-05-15","2024-05-14"]}""", "-24")]
    // lists
    [InlineData("""{"map":[{"var":"passengers"},{"var":"name"}]}""", "[\"Ada\",\"Bo\"]")]
    [InlineData("""{"map":[{"var":"passengers"},{"+":[{"var":"bags"},1]}]}""", "[3,1]")]
    [InlineData("""{"map":[null,1]}""", "[]")]
    [InlineData("""{"filter":[[1,2,3],{">":[{"var":""},1]}]}""", "[2,3]")]
    [InlineData("""{"reduce":[[1,2,3],{"+":[{"var":"current"},{"var":"accumulator"}]},10]}""", "16")]
    [InlineData("""{"reduce":[[],{"var":"current"},10]}""", "10")]
    [InlineData("""{"all":[[1,2],{">":[{"var":""},0]}]}""", "true")]
    [InlineData("""{"all":[[],{">":[{"var":""},0]}]}""", "false")]
    [InlineData("""{"some":[[1,2],{">":[{"var":""},1]}]}""", "true")]
    [InlineData("""{"some":[[],true]}""", "false")]
    [InlineData("""{"none":[[1,2],{">":[{"var":""},1]}]}""", "false")]
    [InlineData("""{"none":[[],true]}""", "true")]
    [InlineData("""{"merge":[1,[2,3],[[4]]]}""", "[1,2,3,[4]]")]
    [InlineData("""{"count":{"var":"passengers"}}""", "2")]
    [InlineData("""{"count":{"var":"nothing"}}""", "0")]
    // texts
    [InlineData("""{"cat":["a ",1.50," ",true]}""", "\"a 1.5 true\"")]
    [InlineData("""{"substr":["jsonlogic",4]}""", "\"logic\"")]
    [InlineData("""{"substr":["jsonlogic",-5]}""", "\"logic\"")]
    [InlineData("""{"substr":["jsonlogic",1,3]}""", "\"son\"")]
    [InlineData("""{"substr":["jsonlogic",4,-2]}""", "\"log\"")]
    // literals
    [InlineData("true", "true")]
    [InlineData("\"text\"", "\"text\"")]
    [InlineData("[1,{\"+\":[1,1]}]", "[1,2]")]
    public void Operators_mean_what_json_logic_says(string rule, string expected) =>
        Assert.Equal(expected, Json(Logic(rule).Value(Facts(Order))));

    [Theory]
    [InlineData("""{"var":"seat"}""", "seat")]
    [InlineData("""{"var":"nested.a.c"}""", "nested.a.c")]
    [InlineData("""{"==":[{"var":"seat"},1]}""", "seat")]
    [InlineData("""{"+":[1,{"var":"seat"}]}""", "seat")]
    [InlineData("""{"count":{"var":"seats"}}""", "seats")]
    [InlineData("""{"all":[{"var":"seats"},true]}""", "seats")]
    [InlineData("""{"==":[{"map":[{"var":"passengers"},{"var":"seat"}]},[1,2]]}""", "passengers[].seat")]
    [InlineData("""{"all":[{"var":"passengers"},{"<":[{"var":"seat"},1]}]}""", "passengers[].seat")]
    [InlineData("""{"and":[true,{"var":"seat"}]}""", "seat")]
    [InlineData("""{"and":[{"var":"meal"},{"var":"seat"}]}""", "meal", "seat")]
    [InlineData("""{"or":[false,{"var":"seat"}]}""", "seat")]
    [InlineData("""{"if":[{"var":"seat"},true,false]}""", "seat")]
    [InlineData("""{"in":[{"var":"seat"},["a"]]}""", "seat")]
    [InlineData("""{"in":["b",["a",{"var":"seat"}]]}""", "seat")]
    [InlineData("""{"none":[[1],{"var":"absent"}]}""", "[].absent")]
    [InlineData("""{"called":"get_order"}""", "history.calls")]
    [InlineData("""{"user_confirmed_since":"proposal"}""", "history.confirmed")]
    public void A_missing_fact_makes_it_unknown_and_is_named(string rule, params string[] missing)
    {
        var verdict = Logic(rule).Judge(Facts(Order));

        Assert.Null(verdict.Holds);
        Assert.Equal(missing, verdict.Missing);
    }

    [Theory]
    [InlineData("""{"and":[{"var":"seat"},false]}""", false)]
    [InlineData("""{"or":[{"var":"seat"},true]}""", true)]
    [InlineData("""{"or":[{"and":[{"var":"seat"},false]},{"==":[1,1]}]}""", true)]
    [InlineData("""{"!":{"and":[{"var":"seat"},0]}}""", true)]
    [InlineData("""{"if":[{"var":"seat"},1,1]}""", true)]
    [InlineData("""{"if":[{"var":"seat"},"a",7]}""", true)]
    [InlineData("""{"in":["a",["a",{"var":"seat"}]]}""", true)]
    [InlineData("""{"some":[[1,2],{"or":[{"==":[{"var":""},2]},{"var":"absent"}]}]}""", true)]
    [InlineData("""{"all":[[1,2],{"and":[{"==":[{"var":""},2]},{"var":"absent"}]}]}""", false)]
    [InlineData("""{"<":[5,1,{"var":"seat"}]}""", false)]
    [InlineData("""{"!!":{"filter":[[1,2],{"or":[{"==":[{"var":""},2]},{"var":"absent"}]}]}}""", true)]
    public void What_is_the_same_whatever_the_missing_fact_is_is_known(string rule, bool expected) =>
        Assert.Equal(expected, Logic(rule).Judge(Facts(Order)).Holds);

    [Theory]
    [InlineData("""{"<=":[{"var":"cabin"},5]}""", "the text 'business' cannot be compared with 5")]
    [InlineData("""{"<":[{"var":"nothing"},5]}""", "nothing cannot be compared with 5")]
    [InlineData("""{"+":[1,"x"]}""", "'x' is no number")]
    [InlineData("""{"/":[1,0]}""", "'/' divides by zero")]
    [InlineData("""{"*":[79228162514264337593543950335,10]}""", "'*' gives a number that is too large")]
    [InlineData("""{"money":"a lot"}""", "'a lot' is no amount of money")]
    [InlineData("""{"date_diff_hours":["yesterday","2024-05-01"]}""", "'yesterday' is no time")]
    [InlineData("""{"count":"x"}""", "'x' is no list")]
    [InlineData("""{"all":["x",true]}""", "'x' is no list")]
    [InlineData("""{"regex":[["a"],"a"]}""", "regex was given something that is no text")]
    [InlineData("""{"min":{"var":"tags"}}""", "'min' of an empty list")]
    [InlineData("""{"subset_of":["a","abc"]}""", "subset_of takes a list or an object as its second argument")]
    public void What_cannot_be_computed_is_unknown_and_says_why(string rule, string why) =>
        Assert.Equal([why], Logic(rule).Judge(Facts(Order)).Missing);

    private static RuleLogic Logic(string json)
    {
        var (logic, faults) = RuleLogic.Parse(json);
        Assert.Empty(faults);
        return logic!;
    }

    private static RuleFacts Facts(string json) => RuleFacts.Parse(json).Facts!;

    private static string Json(object? value) => value is Unknown unknown ? $"unknown: {string.Join(", ", unknown.Missing)}" : JsonSerializer.Serialize(Plain(value));

    // Decimals write the zeros they were given; the number is what counts.
    private static object? Plain(object? value) => value switch
    {
        decimal number => decimal.Parse(RuleValue.Write(number), System.Globalization.CultureInfo.InvariantCulture),
        IReadOnlyList<object?> list => list.Select(Plain).ToArray(),
        _ => value,
    };
}
