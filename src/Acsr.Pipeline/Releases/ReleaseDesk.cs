using System.Data;
using System.Text.RegularExpressions;
using Acsr.Access;
using Acsr.Policies;
using Acsr.Releases.Curation;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases;

/// <summary>
/// Where releases are made: complete reviews become a frozen training set, other people approve it, and then its files may be taken away.
/// </summary>
/// <param name="contexts">The store.</param>
/// <param name="gate">One writer at a time on SQLite.</param>
/// <param name="clock">The time.</param>
/// <param name="citations">Whether what is cited is still in force.</param>
/// <param name="workshop">Makes rows and files of reviews.</param>
public sealed partial class ReleaseDesk(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock, CitationReader citations, ReleaseWorkshop workshop)
{
    public const int MaxNameLength = 80;

    /// <summary>A name is used once, so what bears it is its first version.</summary>
    public const string Version = "1.0.0";

    public async Task<ReleaseCandidates> CandidatesAsync(CancellationToken cancellationToken = default)
    {
        var (complete, incomplete, retired) = await UnreleasedAsync(cancellationToken);
        var states = await citations.StatesAsync(complete.Select(r => r.Clause).OfType<string>(), cancellationToken);
        return new ReleaseCandidates(
            complete.FindAll(r => !retired.ContainsKey(r.Id)).ConvertAll(r => new ReleaseCandidate(
                r.Id, r.CaseId, r.At, r.ReviewerName, r.Verdict, r.FinalIntent, r.OriginalAction, r.FinalAction, r.Clause, r.DataPoint, r.Demo,
                r.Clause is null ? null : states[r.Clause], r.Queue)),
            incomplete,
            [.. complete.Where(r => retired.ContainsKey(r.Id)).Select(r => retired[r.Id])]);
    }

    /// <summary>What a release of all candidates but some would hold; writes nothing.</summary>
    /// <param name="excludeReviewIds">Candidates that are not wanted.</param>
    /// <param name="choices">How it is to be made; null: as is usual.</param>
    /// <param name="cancellationToken">Ends the preview.</param>
    public async Task<ReleasePreview> PreviewAsync(IReadOnlyCollection<long> excludeReviewIds, ReleaseChoices? choices = null, CancellationToken cancellationToken = default)
    {
        var (complete, incomplete, retired) = await UnreleasedAsync(cancellationToken);
        var (built, gates, redacted) = await workshop.BuildAsync("preview", complete.Where(r => !excludeReviewIds.Contains(r.Id)), retired, choices ?? new(), cancellationToken);
        return new ReleasePreview(built.Rows, built.Excluded, incomplete, gates, redacted);
    }

    /// <summary>Why a text cannot be a release's name, for people to read; null when it can.</summary>
    public static string? NameFault(string name) => name.Length <= MaxNameLength && ReleaseName().IsMatch(name) ? null
        : $"'{name}' cannot be a release's name; use lower-case letters, digits, single dots and hyphens, for example 'refunds-2026.11', at most {MaxNameLength} characters.";

    /// <summary>Freezes a release of the named candidates.</summary>
    /// <param name="name">Lower-case words, digits, dots and hyphens; used once.</param>
    /// <param name="includeReviewIds">Candidates as <see cref="CandidatesAsync"/> listed them.</param>
    /// <param name="userName">Who makes it, for people to read.</param>
    /// <param name="choices">How it is made; null: as is usual.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<CreateOutcome> CreateAsync(
        string name, IReadOnlyCollection<long> includeReviewIds, string userName, ReleaseChoices? choices = null, CancellationToken cancellationToken = default)
    {
        var how = choices ?? new ReleaseChoices();
        if (NameFault(name) is { } fault) { return new CreateOutcome.Refused(fault); }

        var wanted = includeReviewIds.ToHashSet();
        var (complete, _, retired) = await UnreleasedAsync(cancellationToken);
        var chosen = complete.FindAll(r => wanted.Contains(r.Id));
        if (chosen.Count < wanted.Count)
        {
            return new CreateOutcome.Refused($"{wanted.Count - chosen.Count} of the chosen reviews are incomplete or in another release by now; choose again.");
        }

        if (chosen.DistinctBy(r => r.Demo).Count() > 1)
        {
            return new CreateOutcome.Refused("Reviews of the demo desk cannot be mixed with real ones: made-up cases would train a real agent. Leave one kind out.");
        }

        var (built, gates, _) = await workshop.BuildAsync(name, chosen, retired, how, cancellationToken);
        if (built.Rows.Count == 0)
        {
            return new CreateOutcome.Refused(built.Excluded is [var first, ..] ? $"No chosen review gives a row. The first: {first.InWords}" : "No review was chosen.");
        }

        if (string.IsNullOrWhiteSpace(how.Reason) && gates.FirstOrDefault(gate => gate.State == GateState.Blocks) is { } blocked)
        {
            return new CreateOutcome.Refused($"{blocked.Name}: {blocked.Finding}");
        }

        return await FreezeAsync(name, chosen[0].Demo, built, how.Reason, userName, cancellationToken);
    }

    /// <summary>All releases, newest first.</summary>
    public async Task<IReadOnlyList<ReleaseSummary>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await SummariesAsync(db, db.Releases, cancellationToken);
    }

    /// <summary>Null when there is no such release.</summary>
    public async Task<ReleaseDetails?> GetAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await SummariesAsync(db, db.Releases.Where(r => r.Id == id), cancellationToken) is not [var summary]) { return null; }
        var files = await db.ReleaseFiles.Where(f => f.ReleaseId == id).OrderBy(f => f.Path)
            .Select(f => new ReleaseFileSummary(f.Path, f.Content.Length, f.Sha256)).ToListAsync(cancellationToken);
        return new ReleaseDetails(summary, files);
    }

    /// <summary>Rows behind a position (null: from the first), in the order of the files.</summary>
    public async Task<IReadOnlyList<ReleaseRowView>> RowsAsync(long id, int? after, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var start = after ?? -1;
        var rows = await db.ReleaseRows.AsNoTracking().Where(r => r.ReleaseId == id && r.Position > start)
            .OrderBy(r => r.Position).Take(take).ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(r => r.ReviewId);
        var reviews = await db.Reviews.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellationToken);
        return rows.ConvertAll(r => new ReleaseRowView(r, reviews.GetValueOrDefault(r.ReviewId)));
    }

    /// <summary>How the clauses that its rows cite stand now. A review that was erased cites nothing any more.</summary>
    public async Task<ReleaseCurrency> CurrencyAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.ReleaseRows.CountAsync(r => r.ReleaseId == id, cancellationToken);
        var cited = await db.ReleaseRows.Where(r => r.ReleaseId == id).Join(db.Reviews.Where(r => r.Clause != null), row => row.ReviewId, review => review.Id, (row, review) => review.Clause!)
            .ToListAsync(cancellationToken);
        var states = await citations.StatesAsync(cited, cancellationToken);
        return new ReleaseCurrency(rows, cited.Count, cited.Count(c => states[c].IsOutdated()), states);
    }

    /// <summary>How many rows of a release a person reviewed: those need somebody else's approval.</summary>
    public async Task<int> RowsReviewedByAsync(long id, string userId, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReleaseRows.CountAsync(r => r.ReleaseId == id && r.ReviewerId == userId, cancellationToken);
    }

    /// <summary>Records that a person read the release and lets it go. Rows that they reviewed themselves need somebody else as well.</summary>
    public async Task<ApproveOutcome> ApproveAsync(long id, string userId, string userName, CancellationToken cancellationToken = default)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var reviewers = await db.ReleaseRows.Where(r => r.ReleaseId == id).Select(r => r.ReviewerId).Distinct().ToListAsync(cancellationToken);
        if (reviewers.Count == 0) { return ApproveOutcome.NotFound; }
        if (reviewers.TrueForAll(r => r == userId)) { return ApproveOutcome.OwnReviewsOnly; }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var at = clock.GetUtcNow().UtcDateTime;
        var written = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "ReleaseApprovals" ("ReleaseId", "UserId", "UserName", "At") VALUES ({id}, {userId}, {userName}, {at})
            ON CONFLICT ("ReleaseId", "UserId") DO NOTHING
            """, cancellationToken);
        if (written == 0) { return ApproveOutcome.AlreadyApproved; }
        var release = await db.Releases.Where(r => r.Id == id).Select(r => new { r.Name, r.Sha256 }).SingleAsync(cancellationToken);
        await AuditLog.AppendAsync(db, userName, "release.approved", release.Name, null, $"manifest SHA-256 {release.Sha256}", at, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return await db.Releases.Approved().AnyAsync(r => r.Id == id, cancellationToken) ? ApproveOutcome.Approved : ApproveOutcome.AnotherNeeded;
    }

    /// <summary>A file of an approved release.</summary>
    public async Task<ReleaseFileOutcome> FileAsync(long id, string path, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var name = await db.Releases.Where(r => r.Id == id).Select(r => r.Name).SingleOrDefaultAsync(cancellationToken);
        if (name is null) { return new ReleaseFileOutcome.NotFound(); }
        if (!await db.Releases.Approved().AnyAsync(r => r.Id == id, cancellationToken)) { return new ReleaseFileOutcome.NotApproved(); }
        var file = await db.ReleaseFiles.AsNoTracking().SingleOrDefaultAsync(f => f.ReleaseId == id && f.Path == path, cancellationToken);
        if (file is null) { return new ReleaseFileOutcome.NotFound(); }
        return ReleaseBuilder.Hash(file.Content) == file.Sha256
            ? new ReleaseFileOutcome.Found(name, file.Path, file.Content, file.Sha256)
            : new ReleaseFileOutcome.Damaged(file.Path);
    }

    private async Task<(List<CaseReview> Complete, int Incomplete, Dictionary<long, Exclusion> Retired)> UnreleasedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // Of several opinions one speaks for the case, once it is known which.
        var reviews = await db.Reviews.AsNoTracking().Where(review => review.Standing == OpinionStanding.Stands && !db.ReleaseRows.Any(row => row.ReviewId == review.Id))
            .OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var retired = await db.ReviewRetirements.AsNoTracking().Where(t => !db.ReleaseRows.Any(row => row.ReviewId == t.ReviewId)).ToListAsync(cancellationToken);
        var complete = reviews.FindAll(r => r.IsTriadComplete);
        var left = retired.ToDictionary(t => t.ReviewId, Exclusion.Of);
        foreach (var alone in await DisputedAsync(db, complete, cancellationToken)) { left.TryAdd(alone.Id, new Exclusion(alone.Id, alone.CaseId, ExclusionReason.NeedsSecond)); }
        return (complete, reviews.Count - complete.Count, left);
    }

    /// <summary>Reviews that speak for a case on which opinions differ while no second person says the same: two approvals are needed where it is disputed.</summary>
    private static async Task<List<CaseReview>> DisputedAsync(ConsoleDbContext db, List<CaseReview> complete, CancellationToken cancellationToken)
    {
        var sets = complete.Select(r => r.SetId).Where(id => id > 0).Distinct().ToList();
        var others = (await db.Reviews.AsNoTracking().Where(r => EF.Parameter(sets).Contains(r.SetId) && r.Standing == OpinionStanding.Opinion).ToListAsync(cancellationToken)).ToLookup(r => r.SetId);
        return complete.FindAll(r => r.SetId > 0 && others[r.SetId].Any() && !others[r.SetId].Any(other => other.ReviewerId != r.ReviewerId && Opinions.Agree([r, other])));
    }

    private async Task<CreateOutcome> FreezeAsync(string name, bool demo, BuiltRelease built, string? reason, string userName, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            // Serializable, so that two nodes cannot both find the name free, or the same review in no release yet.
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
            if (await db.Releases.AnyAsync(r => r.Name == name, cancellationToken)) { return new CreateOutcome.Refused($"There is a release named '{name}' already; choose another name."); }
            var ids = built.Rows.Select(r => r.Item.Review.Id).ToList();
            if (await db.ReleaseRows.AnyAsync(r => ids.Contains(r.ReviewId), cancellationToken))
            {
                return new CreateOutcome.Refused("Some of the chosen reviews went into another release at this moment; choose again.");
            }

            if (await db.ReviewRetirements.AnyAsync(t => ids.Contains(t.ReviewId), cancellationToken))
            {
                return new CreateOutcome.Refused("Some of the chosen reviews were retired at this moment; choose again.");
            }

            var release = db.Releases.Add(Frozen(name, demo, built, userName)).Entity;
            await AuditLog.AppendAsync(
                db, userName, "release.created", name, null, $"{built.Rows.Count} rows, manifest SHA-256 {built.Sha256}{(string.IsNullOrWhiteSpace(reason) ? "" : $"; forced because: {reason.Trim()}")}", release.CreatedAt, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new CreateOutcome.Created(release.Id, built.Rows.Count, built.Excluded);
        }
        catch (Exception error) when (db.IsTransient(error))
        {
            return new CreateOutcome.Refused("Another release was being made at the same moment; try again.");
        }
    }

    private Release Frozen(string name, bool demo, BuiltRelease built, string userName) => new()
    {
        Name = name,
        CreatedAt = clock.GetUtcNow().UtcDateTime,
        CreatedBy = userName,
        Demo = demo,
        Sha256 = built.Sha256,
        Rows = [.. built.Rows.Select((row, position) => new ReleaseRow
        {
            Position = position, ItemId = row.Item.Id, ReviewId = row.Item.Review.Id, CaseId = row.Item.Review.CaseId,
            ReviewerId = row.Item.Review.ReviewerId, HeldOut = row.Split == Split.HeldOut, Preview = row.Preview,
        })],
        Files = [.. built.Files.Select(f => new ReleaseFile { Path = f.Path, Sha256 = f.Sha256, Content = f.Content })],
    };

    private static async Task<List<ReleaseSummary>> SummariesAsync(ConsoleDbContext db, IQueryable<Release> releases, CancellationToken cancellationToken)
    {
        var found = await releases.AsNoTracking().OrderByDescending(r => r.Id)
            .Select(r => new { Release = r, Rows = r.Rows.Count, IsApproved = db.Releases.Approved().Any(a => a.Id == r.Id), r.Approvals })
            .ToListAsync(cancellationToken);
        return found.ConvertAll(r => new ReleaseSummary(
            r.Release.Id, r.Release.Name, r.Release.CreatedAt, r.Release.CreatedBy, r.Release.Demo, r.Release.Sha256, r.Rows, r.IsApproved,
            [.. r.Approvals.OrderBy(a => a.At)]));
    }

    [GeneratedRegex(@"\A[a-z0-9]+([.-][a-z0-9]+)*\z")]
    private static partial Regex ReleaseName();
}
