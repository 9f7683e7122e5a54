using System.Text.Json;

namespace Acsr.Policies.Rules;

/// <summary>The worked rules on the airline's policy (formats I.3), as the file beside this one writes them.</summary>
internal static class WorkedRules
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IReadOnlyList<WorkedRule> Airline { get; } =
        JsonSerializer.Deserialize<List<WorkedRule>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Policies", "Rules", "airline-rules.json")), Options)!;

    public static WorkedRule Find(string id) => Airline.Single(r => r.Id == id);
}

internal sealed record WorkedExample(string Name, string Expected, JsonElement Facts);

internal sealed record WorkedRule(string Id, string Clause, string Name, int Severity, List<string> AppliesTo, JsonElement Rule, string Remedy, List<WorkedExample> Examples)
{
    public RuleDraft Draft(string policyId) => new()
    {
        PolicyId = policyId,
        ClauseId = Clause,
        Name = Name,
        AppliesTo = AppliesTo,
        Logic = Rule.GetRawText(),
        Severity = Severity,
        Remedy = Remedy,
        Examples = [.. Examples.Select(e => new RuleExample(e.Name, e.Facts.GetRawText(), Enum.Parse<RuleOutcome>(e.Expected)))],
    };

    public override string ToString() => Id;
}
