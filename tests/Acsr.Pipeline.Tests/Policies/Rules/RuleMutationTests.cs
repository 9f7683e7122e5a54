using System.Text.Json.Nodes;

namespace Acsr.Policies.Rules;

/// <summary>The examples of a worked rule pin it down: whatever threshold, word, sign or condition of it is changed, an example says so.</summary>
public sealed class RuleMutationTests
{
    public static TheoryData<string> Rules => [.. WorkedRules.Airline.Concat(WorkedRules.Retail).Select(r => r.Id)];

    [Theory, MemberData(nameof(Rules))]
    public void Every_example_agrees(string id) => Assert.Empty(RuleCheck.Of(WorkedRules.Find(id).Draft("airline")).Problems);

    [Theory, MemberData(nameof(Rules))]
    public void Every_change_of_the_rule_breaks_an_example(string id)
    {
        var draft = WorkedRules.Find(id).Draft("airline");
        var mutants = Mutants(draft.Logic).Distinct().ToList();

        Assert.NotEmpty(mutants);
        var survivors = string.Join('\n', mutants.Where(mutant => RuleCheck.Of(draft with { Logic = mutant }).IsGood));
        Assert.True(survivors.Length == 0, survivors);
    }

    /// <summary>The rule with one thing changed: a number by one, a word, a comparison's sign, and for or, or one condition left out.</summary>
    private static IEnumerable<string> Mutants(string json)
    {
        var count = Walk(JsonNode.Parse(json)!, -1, out _);
        for (var i = 0; i < count; i++)
        {
            var mutant = JsonNode.Parse(json)!;
            Walk(mutant, i, out var root);
            yield return (root ?? mutant).ToJsonString();
        }
    }

    private static int Walk(JsonNode root, int apply, out JsonNode? newRoot)
    {
        var (at, replaced) = (0, (JsonNode?)null);
        Visit(root);
        newRoot = replaced;
        return at;

        void Visit(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject call when call.Count == 1:
                    var (name, arguments) = call.First();
                    foreach (var other in Others(name)) { Try(() => { call.Remove(name); call[other] = arguments?.DeepClone(); }); }
                    if (name is "var" or "regex" && arguments is JsonValue) { return; }
                    if (name is "and" or "or" && arguments is JsonArray parts)
                    {
                        for (var i = 0; i < parts.Count && parts.Count > 1; i++)
                        {
                            var place = i;
                            Try(() => parts.RemoveAt(place));
                        }
                    }

                    foreach (var other in Values(arguments)) { Try(() => call[name] = other); }
                    Visit(arguments);
                    break;
                case JsonArray list:
                    for (var i = 0; i < list.Count; i++)
                    {
                        var place = i;
                        foreach (var other in Values(list[i])) { Try(() => list[place] = other); }
                        Visit(list[i]);
                    }

                    break;
            }
        }

        void Try(Action change)
        {
            if (at++ == apply) { change(); }
        }
    }

    private static string[] Others(string name) => name switch
    {
        "<=" => ["<", ">="],
        ">=" => [">", "<="],
        "==" => ["!="],
        "!=" => ["=="],
        "and" => ["or"],
        "or" => ["and"],
        "max" => ["min"],
        "min" => ["max"],
        "-" => ["+"],
        "*" => ["+"],
        _ => [],
    };

    private static IEnumerable<JsonNode?> Values(JsonNode? value) => value is not JsonValue one ? []
        : one.GetValueKind() == System.Text.Json.JsonValueKind.Number ? [one.GetValue<decimal>() + 1, one.GetValue<decimal>() - 1]
        : one.GetValueKind() == System.Text.Json.JsonValueKind.String ? [one.GetValue<string>() + "x"]
        : one.GetValueKind() == System.Text.Json.JsonValueKind.True ? [false] : [];
}
