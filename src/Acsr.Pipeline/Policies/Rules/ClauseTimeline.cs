namespace Acsr.Policies.Rules;

/// <summary>Which version of a clause was in force when.</summary>
/// <param name="Version">Of the policy.</param>
/// <param name="EffectiveFrom">UTC.</param>
/// <param name="EffectiveTo">UTC, itself not included; null: without an end of its own.</param>
/// <param name="StatedNow">The present time as the policy's text states it; null where it states none.</param>
/// <param name="Clauses">Ids of its clauses.</param>
public sealed record ClauseVersions(int Version, DateTime EffectiveFrom, DateTime? EffectiveTo, string? StatedNow, IReadOnlySet<string> Clauses);

/// <summary>
/// The versions of all policies that are asked about, over time. Which of them is in force when is <see cref="PolicyCalendar"/>'s to say.
/// </summary>
public sealed class ClauseTimeline(IReadOnlyDictionary<string, IReadOnlyList<ClauseVersions>> policies)
{
    /// <summary>The version in force at a time, if it has the clause; else null: then there was nothing to keep.</summary>
    public ClauseVersions? At(string policyId, string clauseId, DateTime at)
    {
        if (policies.GetValueOrDefault(policyId) is not { } versions) { return null; }
        var number = PolicyCalendar.InForce(versions.Select(v => new PolicySpan(v.Version, v.EffectiveFrom, v.EffectiveTo)), at);
        var inForce = versions.FirstOrDefault(v => v.Version == number);
        return inForce?.Clauses.Contains(clauseId) == true ? inForce : null;
    }

    /// <summary>As it would be if a version and those after it had never come: the one before goes on without an end.</summary>
    public ClauseTimeline Without(string policyId, int version)
    {
        var earlier = Of(policyId).Where(v => v.Version < version).ToList();
        return With(policyId, earlier.ConvertAll(v => v.Version == earlier.Max(e => e.Version) ? v with { EffectiveTo = null } : v));
    }

    /// <summary>As it would be if a version had been in force at all times.</summary>
    public ClauseTimeline Always(string policyId, int version) =>
        With(policyId, [.. Of(policyId).Where(v => v.Version == version).Select(v => v with { EffectiveFrom = DateTime.UnixEpoch, EffectiveTo = null })]);

    private IReadOnlyList<ClauseVersions> Of(string policyId) => policies.GetValueOrDefault(policyId) ?? [];

    private ClauseTimeline With(string policyId, IReadOnlyList<ClauseVersions> versions) =>
        new(new Dictionary<string, IReadOnlyList<ClauseVersions>>(policies) { [policyId] = versions });
}
