using Acsr.Store;

namespace Acsr.Policies;

/// <summary>Questions about policies that are asked in more than one place.</summary>
public static class PolicyQueries
{
    /// <summary>The clauses of all versions in force at a time: <see cref="PolicyCalendar.InForce"/> in the database's words.</summary>
    public static IQueryable<Clause> ClausesInForce(this ConsoleDbContext db, DateTime at) => db.Clauses.Where(c => db.PolicyVersions.Any(v =>
        v.PolicyId == c.PolicyId && v.Version == c.Version && v.EffectiveFrom <= at && (v.EffectiveTo == null || v.EffectiveTo > at)
        && !db.PolicyVersions.Any(later => later.PolicyId == v.PolicyId && later.Version > v.Version && later.EffectiveFrom <= at)));

    /// <summary>When versions are in force by their own dates.</summary>
    public static IQueryable<PolicySpan> Spans(this IQueryable<PolicyVersion> versions) => versions.Select(v => new PolicySpan(v.Version, v.EffectiveFrom, v.EffectiveTo));
}
