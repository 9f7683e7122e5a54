using Acsr.Cases;
using CsCheck;

namespace Acsr.Signals.DeadEnds;

public sealed class DetectorPropertyTests
{
    private static readonly string[] Said =
    [
        "Yes please.", "Where is my order HF-1?", "Please refund the blue kettle today.", "I'm sorry about that, one moment please, I am still looking.",
        "Could you give me the order number?", "Your order has been cancelled.", "Nothing.", "👍",
    ];

    private static readonly Gen<Step> Any = Gen.Select(Gen.Int[0, 9], Gen.Int[0, 7], Gen.Bool, Gen.Int[0, 2]).Select((kind, pick, failed, input) => kind switch
    {
        0 or 1 => new Step { Id = "", Kind = StepKind.Message, Role = Role.Customer, Text = Said[pick] },
        2 or 3 => new Step { Id = "", Kind = StepKind.Message, Role = Role.Agent, Text = Said[pick] },
        4 => new Step { Id = "", Kind = StepKind.Tool, Name = "look_up", Input = $"{input}", Output = $"{pick % 2}", Error = failed ? "no" : null },
        5 => new Step { Id = "", Kind = StepKind.Action, Name = pick > 3 ? "cancel_order" : "update_order", Input = $"{input}", Confidence = pick / 7.0, Error = failed ? "no" : null },
        6 => new Step { Id = "", Kind = StepKind.Retrieval, Name = "search", Input = $"{pick}", Output = failed ? "[]" : """[{"id":"d"}]""" },
        7 => new Step { Id = "", Kind = StepKind.Model, Name = "m", FinishReason = pick == 0 ? "length" : "stop" },
        8 => new Step { Id = "", Kind = StepKind.Decision, Name = "update_order", Confidence = pick / 7.0 },
        _ => new Step { Id = "", Kind = pick == 0 ? StepKind.Handoff : StepKind.Other, Name = pick == 0 ? "transfer_to_human" : "wrapper" },
    });

    private static readonly Gen<Step[]> Cases = Any.Array[0, 45].Select(steps => steps.Select((step, index) => step with { Id = $"s{index}" }).ToArray());

    [Fact]
    public void Every_hit_cites_steps_of_the_case_in_their_order_and_each_once() => Cases.Sample(steps =>
    {
        var places = steps.Select((step, index) => (step.Id, index)).ToDictionary(step => step.Id, step => step.index);
        Assert.All(DeadEndRules.Find(steps, new()), hit =>
        {
            Assert.NotEmpty(hit.StepIds);
            Assert.All(hit.StepIds, id => Assert.Contains(id, places));
            Assert.Equal(hit.StepIds.Distinct().OrderBy(id => places[id]), hit.StepIds);
        });
    }, iter: 1000);

    [Fact]
    public void Other_ids_change_only_the_ids_cited() => Cases.Sample(steps =>
    {
        var renamed = steps.Select(step => step with { Id = "zz" + step.Id }).ToArray();
        Assert.Equal(
            DeadEndRules.Find(steps, new()).Select(hit => (hit.Rule, hit.Severity, hit.Text, hit.Count, string.Join(' ', hit.StepIds.Select(id => "zz" + id)))),
            DeadEndRules.Find(renamed, new()).Select(hit => (hit.Rule, hit.Severity, hit.Text, hit.Count, string.Join(' ', hit.StepIds))));
    }, iter: 500);

    [Fact]
    public void Steps_that_nobody_judges_change_nothing() => Cases.Sample(steps =>
    {
        var padded = steps.SelectMany((step, index) => new[] { step, new Step { Id = $"pad{index}", Kind = StepKind.Other, Name = "wrapper" } }).ToArray();
        Assert.Equal(Text(DeadEndRules.Find(steps, new())), Text(DeadEndRules.Find(padded, new())));
    }, iter: 500);

    [Fact]
    public void The_same_steps_give_the_same_hits() => Cases.Sample(steps => Assert.Equal(Text(DeadEndRules.Find(steps, new())), Text(DeadEndRules.Find(steps, new()))), iter: 200);

    [Fact]
    public void Every_detector_has_an_id_a_name_and_a_meaning_of_its_own()
    {
        Assert.Equal(Enumerable.Range(1, 19).Select(number => $"L{number}"), DeadEndRules.All.Select(rule => rule.Id));
        Assert.Equal(DeadEndRules.All.Count, DeadEndRules.All.Select(rule => rule.Name).Distinct().Count());
        Assert.All(DeadEndRules.All, rule => Assert.EndsWith(".", rule.Meaning(new()), StringComparison.Ordinal));
    }

    private static IEnumerable<string> Text(IEnumerable<DeadEndHit> hits) => hits.Select(hit => $"{hit.Rule} {hit.Severity} {hit.Text} {hit.Count} {string.Join(' ', hit.StepIds)}");
}
