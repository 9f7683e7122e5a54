using Acsr.Policies;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases;

/// <summary>Which candidates a curator looks at; null takes all.</summary>
public sealed record CandidateFilter(string? Queue = null, string? Intent = null, string? Reviewer = null, string? Clause = null, DateOnly? From = null, DateOnly? To = null)
{
    public Verdict? Verdict { get; init; }
    /// <summary>Only those whose cited words are no longer in force, or only the others.</summary>
    public bool? Outdated { get; init; }
    /// <summary>A part of the case's id.</summary>
    public string? Case { get; init; }
    /// <summary>Only these reviews: the rows behind a finding.</summary>
    public IReadOnlyCollection<long>? Only { get; init; }

    public bool IsEmpty => this == new CandidateFilter();
}

/// <summary>All candidates as numbers, and what there is to narrow them by.</summary>
/// <param name="Ids">Complete reviews in no release yet, oldest first.</param>
/// <param name="Demo">Of those, the demo desk's.</param>
/// <param name="Outdated">Of those, the ones that cite words that are no longer in force.</param>
/// <param name="Incomplete">Reviews in no release that lack a part of the triad, or that could not tell.</param>
/// <param name="Retired">Complete reviews in no release that train no more, and why.</param>
public sealed record CandidateOverview(IReadOnlyList<long> Ids, IReadOnlySet<long> Demo, IReadOnlySet<long> Outdated, int Incomplete, IReadOnlyList<Exclusion> Retired)
{
    /// <summary>Both kinds are among them, which must not go together.</summary>
    public bool IsMixed => Demo.Count > 0 && Demo.Count < Ids.Count;
    public IReadOnlyList<string> Queues { get; init; } = [];
    public IReadOnlyList<string> Intents { get; init; } = [];
    public IReadOnlyList<string> Reviewers { get; init; } = [];
    /// <summary>As <c>policy/clause</c>, in whatever version.</summary>
    public IReadOnlyList<string> Clauses { get; init; } = [];
}

/// <summary>
/// What a curator chooses from. However many candidates there are, the store filters and a page gets numbers, and the rows themselves only as far as
/// somebody looks at them.
/// </summary>
public sealed class CandidateBoard(IDbContextFactory<ConsoleDbContext> contexts, CitationReader citations)
{
    /// <summary>All of them, and what there is to narrow by.</summary>
    public async Task<CandidateOverview> OverviewAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var retired = await db.LeftOutAsync(cancellationToken);
        var cited = await CitedAsync(db, cancellationToken);
        var candidates = await db.Candidates().OrderBy(r => r.Id).Select(r => new { r.Id, r.Demo, r.Clause }).ToListAsync(cancellationToken);
        var offered = candidates.FindAll(r => !retired.ContainsKey(r.Id));
        var complete = candidates.Select(r => r.Id).ToHashSet();
        var waiting = await db.Unreleased().CountAsync(cancellationToken);
        return new CandidateOverview(
            offered.ConvertAll(r => r.Id), offered.Where(r => r.Demo).Select(r => r.Id).ToHashSet(), offered.Where(r => r.Clause is not null && cited[r.Clause].IsOutdated()).Select(r => r.Id).ToHashSet(),
            waiting - candidates.Count, [.. retired.Values.Where(left => complete.Contains(left.ReviewId)).OrderBy(left => left.ReviewId)])
        {
            Queues = await ValuesAsync(db.Candidates().Select(r => r.Queue), cancellationToken),
            Intents = await ValuesAsync(db.Candidates().Where(r => r.FinalIntent != null && r.FinalIntent != "").Select(r => r.FinalIntent!), cancellationToken),
            Reviewers = await ValuesAsync(db.Candidates().Select(r => r.ReviewerName), cancellationToken),
            Clauses = [.. cited.Keys.Select(Clause).OfType<string>().Distinct().Order(StringComparer.OrdinalIgnoreCase)],
        };
    }

    /// <summary>Numbers of the candidates that a filter takes, oldest first.</summary>
    public async Task<IReadOnlyList<long>> FindAsync(CandidateFilter filter, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = db.Candidates();
        if (filter.Queue is { } queue) { found = found.Where(r => r.Queue == queue); }
        if (filter.Intent is { } intent) { found = found.Where(r => r.FinalIntent == intent); }
        if (filter.Reviewer is { } reviewer) { found = found.Where(r => r.ReviewerName == reviewer); }
        if (filter.Clause is { } clause) { var versions = clause + "@"; found = found.Where(r => r.Clause!.StartsWith(versions)); }
        if (filter.From is { } from) { var start = from.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc); found = found.Where(r => r.At >= start); }
        if (filter.To is { } to) { var end = to.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc); found = found.Where(r => r.At < end); }
        if (filter.Verdict is { } verdict) { found = found.Where(r => r.Verdict == verdict); }
        if (filter.Case is { Length: > 0 } part) { found = found.Where(r => r.CaseId.Contains(part)); }
        if (filter.Outdated is { } outdated)
        {
            var old = (await CitedAsync(db, cancellationToken)).Where(c => c.Value.IsOutdated()).Select(c => c.Key).ToList();
            found = outdated ? found.Where(r => r.Clause != null && EF.Parameter(old).Contains(r.Clause)) : found.Where(r => r.Clause == null || !EF.Parameter(old).Contains(r.Clause));
        }

        if (filter.Only is { } only) { var ids = only.ToList(); found = found.Where(r => EF.Parameter(ids).Contains(r.Id)); }
        var retired = await db.LeftOutAsync(cancellationToken);
        var numbers = await found.OrderBy(r => r.Id).Select(r => r.Id).ToListAsync(cancellationToken);
        return retired.Count == 0 ? numbers : numbers.FindAll(id => !retired.ContainsKey(id));
    }

    /// <summary>Some of them by their numbers, in the order of these; what was released meanwhile is not there any more.</summary>
    public async Task<IReadOnlyList<ReleaseCandidate>> ReadAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var wanted = ids.ToList();
        var rows = await db.Reviews.AsNoTracking().Where(r => EF.Parameter(wanted).Contains(r.Id)).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var states = await citations.StatesAsync(rows.Select(r => r.Clause).OfType<string>(), cancellationToken);
        return rows.ConvertAll(r => new ReleaseCandidate(
            r.Id, r.CaseId, r.At, r.ReviewerName, r.Verdict, r.FinalIntent, r.OriginalAction, r.FinalAction, r.Clause, r.DataPoint, r.Demo, r.Clause is null ? null : states[r.Clause], r.Queue));
    }

    private async Task<IReadOnlyDictionary<string, CitationState>> CitedAsync(ConsoleDbContext db, CancellationToken cancellationToken) =>
        await citations.StatesAsync(await db.Candidates().Where(r => r.Clause != null).Select(r => r.Clause!).Distinct().ToListAsync(cancellationToken), cancellationToken);

    private static async Task<IReadOnlyList<string>> ValuesAsync(IQueryable<string> values, CancellationToken cancellationToken) =>
        [.. (await values.Distinct().ToListAsync(cancellationToken)).Where(v => v.Length > 0).Order(StringComparer.OrdinalIgnoreCase)];

    private static string? Clause(string citation) => ClauseCitation.TryParse(citation, out var cited) ? $"{cited.PolicyId}/{cited.ClauseId}" : null;
}
