namespace Acsr.Policies.Rules;

/// <summary>Which version of a clause was in force when.</summary>
/// <param name="Version">Of the policy.</param>
/// <param name="EffectiveFrom">UTC.</param>
/// <param name="StatedNow">The present time as the policy's text states it; null where it states none.</param>
/// <param name="Clauses">Ids of its clauses.</param>
public sealed record ClauseVersions(int Version, DateTime EffectiveFrom, string? StatedNow, IReadOnlySet<string> Clauses);

/// <summary>
/// The versions of all policies that are asked about, over time. Of several that have taken effect the highest is in force, as
/// <see cref="PolicyReader"/> has it.
/// </summary>
public sealed class ClauseTimeline(IReadOnlyDictionary<string, IReadOnlyList<ClauseVersions>> policies)
{
    /// <summary>The version in force at a time, if it has the clause; else null: then there was nothing to keep.</summary>
    public ClauseVersions? At(string policyId, string clauseId, DateTime at)
    {
        var inForce = policies.GetValueOrDefault(policyId)?.Where(v => v.EffectiveFrom <= at).MaxBy(v => v.Version);
        return inForce?.Clauses.Contains(clauseId) == true ? inForce : null;
    }
}
