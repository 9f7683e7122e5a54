using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Policies;

/// <summary>A policy in a list.</summary>
/// <param name="Id">First part of every citation.</param>
/// <param name="Title">Of the version imported last.</param>
/// <param name="Demo">Belongs to the demo desk.</param>
/// <param name="InForce">The version in force now; null while all lie ahead, or once the last has ended.</param>
/// <param name="Versions">Newest first.</param>
public sealed record PolicySummary(string Id, string Title, bool Demo, int? InForce, IReadOnlyList<PolicyVersionSummary> Versions);

/// <summary>A version of a policy in a list.</summary>
/// <param name="Version">From 1.</param>
/// <param name="EffectiveFrom">From when on it is in force.</param>
/// <param name="EffectiveTo">Its own end, itself not included; null where it was given none.</param>
/// <param name="ImportedAt">When it came in.</param>
/// <param name="ImportedBy">Who brought it.</param>
/// <param name="Sha256">Of its text.</param>
/// <param name="Clauses">How many.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="SourceUri">Where it is kept.</param>
public sealed record PolicyVersionSummary(
    int Version, DateTime EffectiveFrom, DateTime? EffectiveTo, DateTime ImportedAt, string ImportedBy, string Sha256, int Clauses, string? Owner, string? SourceUri)
{
    public PolicySpan Span => new(Version, EffectiveFrom, EffectiveTo);
}

/// <summary>Answers questions about policies. Which version is in force when is <see cref="PolicyCalendar"/>'s to say.</summary>
public sealed class PolicyReader(IDbContextFactory<ConsoleDbContext> contexts, TimeProvider clock)
{
    /// <summary>All policies by id.</summary>
    public async Task<IReadOnlyList<PolicySummary>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await SummariesAsync(db, db.Policies, cancellationToken);
    }

    /// <summary>One policy with its versions; null when there is none of that id.</summary>
    public async Task<PolicySummary?> FindAsync(string policyId, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await SummariesAsync(db, db.Policies.Where(p => p.Id == policyId), cancellationToken)).SingleOrDefault();
    }

    /// <summary>The version with its text and its clauses in the order of the document; null when there is none of that number.</summary>
    public async Task<PolicyVersion?> GetVersionAsync(string policyId, int version, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.PolicyVersions.AsNoTracking().Include(v => v.Clauses.OrderBy(c => c.Position))
            .SingleOrDefaultAsync(v => v.PolicyId == policyId && v.Version == version, cancellationToken);
    }

    /// <summary>Number of the version in force at a time; null when none is.</summary>
    public async Task<int?> VersionInForceAsync(string policyId, DateTime at, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return PolicyCalendar.InForce(await db.PolicyVersions.Where(v => v.PolicyId == policyId).Spans().ToListAsync(cancellationToken), at);
    }

    /// <summary>The clause that a citation such as <c>airline/cancel-flight-2@1</c> names; null when it names none of ours.</summary>
    public async Task<Clause?> FindClauseAsync(string citation, CancellationToken cancellationToken = default)
    {
        if (!ClauseCitation.TryParse(citation, out var cited)) { return null; }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Clauses.AsNoTracking().SingleOrDefaultAsync(
            c => c.PolicyId == cited.PolicyId && c.ClauseId == cited.ClauseId && c.Version == cited.Version, cancellationToken);
    }

    /// <summary>
    /// Clauses in force now, suspended ones aside, that hold every word of <paramref name="text"/> in citation, heading or text, whatever its case: first those
    /// whose id begins with it, then those under such a heading, then the rest, each in the order of the documents. No text finds all.
    /// </summary>
    public async Task<IReadOnlyList<Clause>> SearchClausesAsync(string text, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;

        // Searched here and not in SQL: the databases fold case differently, and policies in force are some hundred clauses.
        var inForce = await db.ClausesInForce(now).AsNoTracking().Where(c => !db.ClauseProfiles.Any(p =>
            p.PolicyId == c.PolicyId && p.ClauseId == c.ClauseId && p.Status == ClauseStatus.Suspended
            && !db.ClauseProfiles.Any(later => later.PolicyId == p.PolicyId && later.ClauseId == p.ClauseId && later.Number > p.Number))).ToListAsync(cancellationToken);
        var wanted = text.Trim();
        var words = wanted.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return [.. inForce
            .Where(c => words.All(w => Holds(c.Citation, w) || Holds(c.Heading, w) || Holds(c.Text, w)))
            .OrderBy(c => Rank(c, wanted)).ThenBy(c => c.PolicyId, StringComparer.Ordinal).ThenBy(c => c.Position)
            .Take(take)];
    }

    private async Task<IReadOnlyList<PolicySummary>> SummariesAsync(ConsoleDbContext db, IQueryable<Policy> chosen, CancellationToken cancellationToken)
    {
        var policies = await chosen.AsNoTracking().OrderBy(p => p.Id).Select(p => new { p.Id, p.Title, p.Demo }).ToListAsync(cancellationToken);
        var versions = await db.PolicyVersions.AsNoTracking().Where(v => chosen.Any(p => p.Id == v.PolicyId)).OrderByDescending(v => v.Version)
            .Select(v => new { v.PolicyId, Row = new PolicyVersionSummary(v.Version, v.EffectiveFrom, v.EffectiveTo, v.ImportedAt, v.ImportedBy, v.Sha256, v.Clauses.Count, v.Owner, v.SourceUri) })
            .ToListAsync(cancellationToken);
        var byPolicy = versions.ToLookup(v => v.PolicyId, v => v.Row);
        var now = clock.GetUtcNow().UtcDateTime;
        return [.. policies.Select(p => new PolicySummary(
            p.Id, p.Title, p.Demo, PolicyCalendar.InForce(byPolicy[p.Id].Select(v => v.Span), now), [.. byPolicy[p.Id]]))];
    }

    private static int Rank(Clause clause, string wanted) =>
        clause.Citation.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) || clause.ClauseId.StartsWith(wanted, StringComparison.OrdinalIgnoreCase) ? 0
        : Holds(clause.Heading, wanted) ? 1
        : Holds(clause.Text, wanted) ? 2
        : 3;

    private static bool Holds(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
