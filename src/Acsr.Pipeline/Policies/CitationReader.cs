using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Policies;

/// <summary>How the words that a citation names stand to those in force.</summary>
public enum CitationState
{
    /// <summary>The same words are in force, perhaps in a later version.</summary>
    InForce = 1,
    /// <summary>The clause has other words now.</summary>
    Reworded = 2,
    /// <summary>The version in force does not hold the clause.</summary>
    Removed = 3,
    /// <summary>No version of the policy is in force.</summary>
    NoneInForce = 4,
    /// <summary>It names nothing here.</summary>
    Unknown = 5,
}

/// <summary>Tells whether what is cited is still in force.</summary>
public sealed class CitationReader(IDbContextFactory<ConsoleDbContext> contexts, TimeProvider clock)
{
    /// <summary>The state of each citation now; texts that are no citations of ours are unknown.</summary>
    public async Task<IReadOnlyDictionary<string, CitationState>> StatesAsync(IEnumerable<string> citations, CancellationToken cancellationToken = default)
    {
        var all = citations.ToHashSet();
        var cited = all.Select(text => (Text: text, IsOurs: ClauseCitation.TryParse(text, out var parsed), Parsed: parsed)).ToList();
        var (policies, clauses) = (cited.Where(c => c.IsOurs).Select(c => c.Parsed.PolicyId).ToHashSet(), cited.Where(c => c.IsOurs).Select(c => c.Parsed.ClauseId).ToHashSet());
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var spans = (await db.PolicyVersions.Where(v => policies.Contains(v.PolicyId)).Select(v => new { v.PolicyId, Span = new PolicySpan(v.Version, v.EffectiveFrom, v.EffectiveTo) })
            .ToListAsync(cancellationToken)).ToLookup(v => v.PolicyId, v => v.Span);
        var hashes = await db.Clauses.Where(c => policies.Contains(c.PolicyId) && clauses.Contains(c.ClauseId))
            .Select(c => new { c.PolicyId, c.ClauseId, c.Version, c.TextHash })
            .ToDictionaryAsync(c => new ClauseCitation(c.PolicyId, c.ClauseId, c.Version), c => c.TextHash, cancellationToken);
        return cited.ToDictionary(c => c.Text, c => c.IsOurs ? StateOf(c.Parsed, PolicyCalendar.InForce(spans[c.Parsed.PolicyId], now), hashes) : CitationState.Unknown);
    }

    private static CitationState StateOf(ClauseCitation cited, int? inForce, Dictionary<ClauseCitation, string> hashes) =>
        !hashes.TryGetValue(cited, out var words) ? CitationState.Unknown
        : inForce is not { } version ? CitationState.NoneInForce
        : !hashes.TryGetValue(cited with { Version = version }, out var now) ? CitationState.Removed
        : now == words ? CitationState.InForce : CitationState.Reworded;
}

/// <summary>Words for <see cref="CitationState"/>.</summary>
public static class CitationStates
{
    /// <summary>The words that it names hold no more. What names nothing here is not known to be out of date.</summary>
    public static bool IsOutdated(this CitationState state) => state is CitationState.Reworded or CitationState.Removed or CitationState.NoneInForce;
}
