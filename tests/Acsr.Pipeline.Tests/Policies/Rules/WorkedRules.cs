using System.Text.Json;

namespace Acsr.Policies.Rules;

/// <summary>The worked rules on the airline's and the shop's policy (formats I.3), as the files beside this one write them.</summary>
internal static class WorkedRules
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static IReadOnlyList<WorkedRule> Airline { get; } = Read("airline-rules.json");

    /// <summary>Of the shop's policy, and the fee waiver that no policy here has.</summary>
    public static IReadOnlyList<WorkedRule> Retail { get; } = Read("retail-rules.json");

    public static WorkedRule Find(string id) => Airline.Concat(Retail).Single(r => r.Id == id);

    private static List<WorkedRule> Read(string file) =>
        JsonSerializer.Deserialize<List<WorkedRule>>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Policies", "Rules", file)), Options)!;
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
