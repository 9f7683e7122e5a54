using System.Text.Json.Nodes;
using CsCheck;

namespace Acsr.Policies.Rules;

/// <summary>What holds for every rule and all facts.</summary>
public sealed class RulePropertyTests
{
    private static readonly string[] Names = ["a", "b", "c", "list", "deep.x", "deep.list"];

    private static readonly Gen<JsonNode?> Literal = Gen.OneOf<JsonNode?>(
        Gen.Int[-3, 30].Select(i => (JsonNode?)i), Gen.Decimal[-2m, 2m].Select(d => (JsonNode?)Math.Round(d, 3)), Gen.Bool.Select(b => (JsonNode?)b), Gen.Const((JsonNode?)null),
        One("", "a", "ab", "7", "2024-05-15", "gift_card_1", "$1,250.00").Select(s => (JsonNode?)s));

    private static readonly Gen<JsonNode?> Value = Gen.OneOf(
        Literal, Literal, Literal.Array[0, 4].Select(items => (JsonNode?)new JsonArray([.. items.Select(i => i?.DeepClone())])),
        Gen.Select(Literal, Literal).Select((x, y) => (JsonNode?)new JsonObject { ["x"] = x?.DeepClone(), ["y"] = y?.DeepClone() }));

    private static readonly Gen<JsonObject> AllFacts = Gen.Select(Value, Value, Value, Literal.Array[0, 5], Value, Literal.Array[0, 3]).Select((a, b, c, list, x, deep) => new JsonObject
    {
        ["a"] = a?.DeepClone(),
        ["b"] = b?.DeepClone(),
        ["c"] = c?.DeepClone(),
        ["list"] = new JsonArray([.. list.Select(i => i?.DeepClone())]),
        ["deep"] = new JsonObject { ["x"] = x?.DeepClone(), ["list"] = new JsonArray([.. deep.Select(i => i?.DeepClone())]) },
        ["history"] = new JsonObject { ["confirmed"] = list.Length % 2 == 0, ["calls"] = new JsonArray(new JsonObject { ["tool"] = "a", ["ok"] = true }, new JsonObject { ["tool"] = "b" }) },
    });

    /// <summary>Any rule of up to a few levels. Without <c>missing</c>, <c>missing_some</c> and defaults where <paramref name="asksForAbsence"/> is false.</summary>
    private static Gen<JsonNode?> Rules(int depth, bool asksForAbsence) => depth == 0
        ? Gen.OneOf(Literal, One(Names).Select(name => (JsonNode?)new JsonObject { ["var"] = name }), Gen.Const((JsonNode?)null).Select(_ => (JsonNode?)new JsonObject { ["var"] = "" }))
        : One([.. RuleLogic.Operators.Where(name => asksForAbsence || name is not ("missing" or "missing_some"))])
            .SelectMany(name => Call(RuleOperators.ByName[name], depth, asksForAbsence));

    private static Gen<JsonNode?> Call(RuleOperator op, int depth, bool asksForAbsence)
    {
        var most = op.Name == "var" && !asksForAbsence ? 1 : Math.Min(op.Most, 4);
        return Gen.Int[op.Least, most].SelectMany(count => Rules(depth - 1, asksForAbsence).Array[count]).Select(arguments =>
        {
            var parts = arguments.Select(a => a?.DeepClone()).ToArray();
            if (op.Name == "var") { parts = [.. Names.Take(1).Select(_ => (JsonNode?)Names[parts.Length % Names.Length]), .. parts.Skip(1)]; }
            if (op.Name == "regex") { parts[1] = "^[a-z]+_?\\d*$"; }
            return (JsonNode?)new JsonObject { [op.Name] = new JsonArray(parts) };
        });
    }

    [Fact]
    public void Judging_never_throws_and_gives_the_same_twice() => Gen.Select(Rules(3, asksForAbsence: true), AllFacts, Gen.Int[0, 63]).Sample((rule, facts, drop) =>
    {
        var (logic, faults) = RuleLogic.Parse(rule?.ToJsonString() ?? "null");
        Assert.Empty(faults);
        var some = Facts(Without(facts, drop));

        var verdict = logic!.Judge(some);

        Assert.Equal(verdict.Holds is null, verdict.Missing.Count > 0);
        Assert.Equal((verdict.Holds, string.Join('|', verdict.Missing)), (logic.Judge(some).Holds, string.Join('|', logic.Judge(some).Missing)));
    }, iter: 20_000);

    [Fact]
    public void Filling_in_a_missing_fact_never_turns_a_verdict_round() => Gen.Select(Rules(3, asksForAbsence: false), AllFacts, Gen.Int[1, 63]).Sample((rule, facts, drop) =>
    {
        var logic = RuleLogic.Parse(rule?.ToJsonString() ?? "null").Logic!;
        // What "" sees is everything, and so differs whenever anything does; the promise is about named facts.
        if (logic.Json.Contains("\"var\":\"\"", StringComparison.Ordinal)) { return; }

        var before = logic.Judge(Facts(Without(facts, drop)));
        var after = logic.Judge(Facts(facts));

        if (before.Holds is { } known) { Assert.Equal(known, after.Holds); }
    }, iter: 20_000);

    [Fact]
    public void Any_text_is_read_or_refused_and_never_throws() => Gen.String[Gen.Char["{}[]\":,.0123456789evarnd=<!ul t\\"], 0, 60].Sample(text =>
    {
        var (logic, faults) = RuleLogic.Parse(text);
        Assert.Equal(logic is null, faults.Count > 0);
    }, iter: 20_000);

    private static Gen<string> One(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static RuleFacts Facts(JsonObject facts) => RuleFacts.Parse(facts.ToJsonString()).Facts!;

    private static JsonObject Without(JsonObject facts, int drop)
    {
        var some = (JsonObject)facts.DeepClone();
        for (var i = 0; i < Names.Length; i++)
        {
            if ((drop & (1 << i)) == 0) { continue; }
            if (Names[i].StartsWith("deep.", StringComparison.Ordinal)) { ((JsonObject)some["deep"]!).Remove(Names[i][5..]); }
            else { some.Remove(Names[i]); }
        }

        return some;
    }
}
