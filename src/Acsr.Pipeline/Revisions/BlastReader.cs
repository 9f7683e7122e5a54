using Acsr.Knowledge;
using Acsr.Policies;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Revisions;

/// <summary>
/// Finds what rests on words that a version of a policy replaced or took away: on whichever earlier version they stood, and only where they
/// differ from the new ones, so that what cites an older version with the very words of the new one is not in it.
/// </summary>
public sealed class BlastReader(IDbContextFactory<ConsoleDbContext> contexts)
{
    /// <summary>What a stored version touched; null when there is no such version.</summary>
    public async Task<BlastRadius?> OfVersionAsync(string policyId, int version, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var clauses = await db.Clauses.AsNoTracking().Where(c => c.PolicyId == policyId && (c.Version == version || c.Version == version - 1)).ToListAsync(cancellationToken);
        var after = clauses.FindAll(c => c.Version == version);
        if (after.Count == 0) { return null; }
        return await ReadAsync(db, policyId, version, [.. ClauseComparison.Of(clauses.FindAll(c => c.Version == version - 1), after).Revised], cancellationToken);
    }

    /// <summary>What a version would touch that is not stored yet.</summary>
    public async Task<BlastRadius> OfPreviewAsync(string policyId, int version, IReadOnlyList<ClauseRevision> revised, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(db, policyId, version, revised, cancellationToken);
    }

    /// <summary>Cases in which a decision or an override cites old words of one clause, newest first.</summary>
    /// <param name="policyId">The policy.</param>
    /// <param name="version">The version with the new words.</param>
    /// <param name="clauseId">The clause.</param>
    /// <param name="skip">Rows to pass over.</param>
    /// <param name="take">Rows at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<BlastCase>> CasesAsync(string policyId, int version, string clauseId, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var texts = await db.Clauses.AsNoTracking().Where(c => c.PolicyId == policyId && c.ClauseId == clauseId && c.Version <= version).ToListAsync(cancellationToken);
        var now = texts.Find(c => c.Version == version)?.TextHash;
        var old = texts.FindAll(c => c.Version < version && c.TextHash != now).ConvertAll(c => c.Version);
        return await db.CitedClauses.Where(c => c.PolicyId == policyId && c.ClauseId == clauseId && old.Contains(c.Version))
            .GroupBy(c => c.CaseId)
            .Select(g => new { CaseId = g.Key, StepId = g.Max(c => c.StepId)!, Version = g.Max(c => c.Version), At = g.Max(c => c.At), Decisions = g.Count(c => c.In == CitedIn.Decision), Overrides = g.Count(c => c.In == CitedIn.Override) })
            .OrderBy(c => c.At == null).ThenByDescending(c => c.At).ThenBy(c => c.CaseId).Skip(skip).Take(take)
            .Select(c => new BlastCase(
                c.CaseId, db.Cases.Where(f => f.Id == c.CaseId).Select(f => f.Title).FirstOrDefault(), c.StepId, clauseId, c.Version, c.Decisions, c.Overrides, c.At,
                db.ClauseRecalls.Any(r => r.CaseId == c.CaseId && r.PolicyId == policyId && r.ClauseId == clauseId && r.Version == version)))
            .ToListAsync(cancellationToken);
    }

    private static async Task<BlastRadius> ReadAsync(ConsoleDbContext db, string policyId, int version, IReadOnlyList<ClauseRevision> revised, CancellationToken cancellationToken)
    {
        var stale = await StaleAsync(db, policyId, version, revised, cancellationToken);
        var reviews = await ReviewsAsync(db, policyId, version, stale, cancellationToken);
        var ids = stale.Select(s => s.ClauseId).ToHashSet();
        var cited = (await db.CitedClauses.Where(c => c.PolicyId == policyId && ids.Contains(c.ClauseId) && c.Version < version)
            .GroupBy(c => new { c.ClauseId, c.Version, c.In }).Select(g => new { g.Key.ClauseId, g.Key.Version, g.Key.In, Count = g.Count() }).ToListAsync(cancellationToken))
            .FindAll(c => stale.Contains(new ClauseCitation(policyId, c.ClauseId, c.Version)));
        var texts = stale.Select(s => s.ClauseId + "@" + s.Version).ToHashSet();
        var old = db.CitedClauses.Where(c => c.PolicyId == policyId && ids.Contains(c.ClauseId) && texts.Contains(c.ClauseId + "@" + c.Version));
        var cases = await old.Select(c => c.CaseId).Distinct().CountAsync(cancellationToken);
        var casesOf = await old.GroupBy(c => c.ClauseId).Select(g => new { g.Key, Count = g.Select(c => c.CaseId).Distinct().Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        int Count(string clause, CitedIn place) => cited.Where(c => c.ClauseId == clause && c.In == place).Sum(c => c.Count);
        var chunks = await ChunksAsync(db, policyId, stale, cancellationToken);
        var edits = await EditsAsync(db, policyId, version, stale, cancellationToken);
        return new BlastRadius(
            policyId, version,
            [.. revised.Select(r => new BlastClause(
                r.Before, r.After, reviews.Count(v => v.Row.ClauseId == r.Before.ClauseId),
                Count(r.Before.ClauseId, CitedIn.Decision), Count(r.Before.ClauseId, CitedIn.Override), casesOf.GetValueOrDefault(r.Before.ClauseId),
                reviews.Count(v => v.Row.ClauseId == r.Before.ClauseId && v.Row.Release is not null),
                reviews.Count(v => v.Row.ClauseId == r.Before.ClauseId && v.MayTrain))
            { Chunks = chunks.Count(c => c.ClauseId == r.Before.ClauseId), Edits = edits.Count(e => e.Cited.Any(c => c.ClauseId == r.Before.ClauseId)) })],
            [.. reviews.Select(v => v.Row)],
            [.. reviews.Select(v => v.Row.Release).OfType<BlastRelease>().DistinctBy(r => r.Id).OrderByDescending(r => r.Id)],
            cases)
        { Chunks = chunks, Edits = edits };
    }

    private static async Task<IReadOnlyList<BlastChunk>> ChunksAsync(ConsoleDbContext db, string policyId, HashSet<ClauseCitation> stale, CancellationToken cancellationToken)
    {
        var ids = stale.Select(s => s.ClauseId).ToHashSet();
        var rows = await db.ChunkClauses.Where(c => c.PolicyId == policyId && ids.Contains(c.ClauseId))
            .Join(db.Articles.Where(a => a.Status != ArticleStatus.Retired), c => c.ArticleId, a => a.Id, (c, a) => new BlastChunk(a.Id, a.Title, c.ChunkId, c.ClauseId, c.Version, a.Status == ArticleStatus.Published))
            .ToListAsync(cancellationToken);
        return [.. rows.Where(c => stale.Contains(new ClauseCitation(policyId, c.ClauseId, c.Version))).OrderBy(c => c.Title, StringComparer.Ordinal).ThenBy(c => c.ChunkId, StringComparer.Ordinal)];
    }

    // Those that wait are few, and which clauses they cite stands in their text.
    private static async Task<IReadOnlyList<BlastEdit>> EditsAsync(ConsoleDbContext db, string policyId, int version, HashSet<ClauseCitation> stale, CancellationToken cancellationToken)
    {
        var waiting = await db.ArticleEdits.AsNoTracking().Where(e => e.State == EditState.Proposed || e.State == EditState.Drafted || e.State == EditState.Tested || e.State == EditState.Approved)
            .OrderByDescending(e => e.Id).Select(e => new { e.Id, e.ArticleId, e.Title, e.Kind, e.State, e.Clauses, e.Body, e.Reason }).ToListAsync(cancellationToken);
        var note = BlastFollowUp.Note(policyId, version);
        var told = (await db.EditComments.Where(c => c.Text.StartsWith(note)).Select(c => c.EditId).ToListAsync(cancellationToken)).ToHashSet();
        return
        [
            .. waiting.Select(e => new BlastEdit(
                e.Id, e.ArticleId, e.Title, e.Kind, e.State,
                [.. e.Clauses.Concat(ArticleChunks.Cited(e.Body)).Select(text => ClauseCitation.TryParse(text, out var cited) ? cited : default).Where(stale.Contains).Distinct().OrderBy(c => c.ToString(), StringComparer.Ordinal)],
                told.Contains(e.Id) || e.Reason.StartsWith(note, StringComparison.Ordinal))).Where(e => e.Cited.Count > 0),
        ];
    }

    /// <summary>Every case and clause whose old words a decision or an override in it cites and that was not sent back for this version yet.</summary>
    internal async Task<IReadOnlyList<CaseOfClause>> AllCasesAsync(string policyId, int version, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var clauses = await db.Clauses.AsNoTracking().Where(c => c.PolicyId == policyId && (c.Version == version || c.Version == version - 1)).ToListAsync(cancellationToken);
        var revised = ClauseComparison.Of(clauses.FindAll(c => c.Version == version - 1), clauses.FindAll(c => c.Version == version)).Revised;
        var stale = await StaleAsync(db, policyId, version, [.. revised], cancellationToken);
        var texts = stale.Select(s => s.ClauseId + "@" + s.Version).ToHashSet();
        var ids = stale.Select(s => s.ClauseId).ToHashSet();
        return await db.CitedClauses.Where(c => c.PolicyId == policyId && ids.Contains(c.ClauseId) && texts.Contains(c.ClauseId + "@" + c.Version)
                && !db.ClauseRecalls.Any(k => k.CaseId == c.CaseId && k.PolicyId == policyId && k.ClauseId == c.ClauseId && k.Version == version))
            .Select(c => new { c.CaseId, c.ClauseId }).Distinct().Select(c => new CaseOfClause(c.CaseId, c.ClauseId)).ToListAsync(cancellationToken);
    }

    /// <summary>Every earlier version's citation of a revised clause whose words are not the new ones.</summary>
    private static async Task<HashSet<ClauseCitation>> StaleAsync(
        ConsoleDbContext db, string policyId, int version, IReadOnlyList<ClauseRevision> revised, CancellationToken cancellationToken)
    {
        var words = revised.ToDictionary(r => r.Before.ClauseId, r => r.After?.TextHash);
        var ids = words.Keys.ToList();
        var earlier = await db.Clauses.Where(c => c.PolicyId == policyId && c.Version < version && ids.Contains(c.ClauseId))
            .Select(c => new { c.ClauseId, c.Version, c.TextHash }).ToListAsync(cancellationToken);
        return [.. earlier.Where(c => c.TextHash != words[c.ClauseId]).Select(c => new ClauseCitation(policyId, c.ClauseId, c.Version))];
    }

    private static async Task<List<(BlastReview Row, bool MayTrain)>> ReviewsAsync(
        ConsoleDbContext db, string policyId, int version, HashSet<ClauseCitation> stale, CancellationToken cancellationToken)
    {
        var texts = stale.Select(s => s.ToString()).ToHashSet();
        var found = await db.Reviews.AsNoTracking().Where(r => r.Clause != null && texts.Contains(r.Clause)).OrderByDescending(r => r.Id).Select(r => new
        {
            Review = r,
            Title = db.Cases.Where(c => c.Id == r.CaseId).Select(c => c.Title).FirstOrDefault(),
            Retired = db.ReviewRetirements.FirstOrDefault(t => t.ReviewId == r.Id),
            Recalled = db.ClauseRecalls.Where(k => k.CaseId == r.CaseId && k.PolicyId == policyId && k.Version == version).Select(k => k.ClauseId).ToList(),
            ReleaseId = db.ReleaseRows.Where(row => row.ReviewId == r.Id).Select(row => (long?)row.ReleaseId).FirstOrDefault(),
        }).ToListAsync(cancellationToken);

        var inRelease = found.Where(f => f.ReleaseId is not null).CountBy(f => f.ReleaseId!.Value).ToDictionary();
        var releaseIds = inRelease.Keys.ToList();
        var releases = (await db.Releases.Where(r => releaseIds.Contains(r.Id)).Select(r => new { r.Id, r.Name, Total = r.Rows.Count }).ToListAsync(cancellationToken))
            .ToDictionary(r => r.Id, r => new BlastRelease(r.Id, r.Name, inRelease[r.Id], r.Total));
        return found.ConvertAll(f =>
        {
            _ = ClauseCitation.TryParse(f.Review.Clause, out var cited);
            var standing = f.Retired is { SupersededBy: not null } ? ReviewStanding.Superseded : f.Retired is not null ? ReviewStanding.Retired
                : f.Recalled.Contains(cited.ClauseId) ? ReviewStanding.SentBack : ReviewStanding.Standing;
            return (new BlastReview(
                f.Review.Id, f.Review.ItemId, f.Review.CaseId, f.Title, cited.ClauseId, cited.Version, f.Review.At, f.Review.ReviewerName, f.Review.Verdict, standing,
                f.Retired?.By, f.ReleaseId is { } id ? releases[id] : null), f.ReleaseId is null && f.Retired is null && f.Review.IsTriadComplete);
        });
    }
}
