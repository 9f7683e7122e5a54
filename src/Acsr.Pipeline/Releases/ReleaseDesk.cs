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
/// <param name="bytes">Keeps the bytes of files.</param>
/// <param name="publisher">Signs what is approved and sends it on its way.</param>
public sealed partial class ReleaseDesk(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock, CitationReader citations, ReleaseWorkshop workshop, ReleaseBytes bytes, ReleasePublisher publisher)
{
    public const int MaxNameLength = 80;

    /// <summary>What a release of all candidates but some would hold; writes nothing.</summary>
    /// <param name="excludeReviewIds">Candidates that are not wanted.</param>
    /// <param name="choices">How it is to be made; null: as is usual.</param>
    /// <param name="cancellationToken">Ends the preview.</param>
    public async Task<ReleasePreview> PreviewAsync(IReadOnlyCollection<long> excludeReviewIds, ReleaseChoices? choices = null, CancellationToken cancellationToken = default)
    {
        var how = choices ?? new ReleaseChoices();
        var (complete, incomplete, retired) = await UnreleasedAsync(cancellationToken);
        var chosen = complete.FindAll(r => !excludeReviewIds.Contains(r.Id));
        var before = how.NextOf is { } set ? await BeforeAsync(set, cancellationToken) : null;
        if (before is not null) { chosen = WithEarlier(chosen, before, how, retired); }
        // Under the name that it is to bear, for the words that stand for personal data are told from it.
        var (built, gates, redacted) = await workshop.BuildAsync(how.NextOf ?? "preview", chosen, retired, how, cancellationToken, before);
        return new ReleasePreview(built.Rows, built.Excluded, incomplete, gates, redacted) { Version = built.Version };
    }

    private static List<CaseReview> WithEarlier(List<CaseReview> chosen, EarlierVersion before, ReleaseChoices how, Dictionary<long, Exclusion> retired)
    {
        foreach (var (id, why) in before.Retired) { retired.TryAdd(id, why); }
        return [.. before.Reviews.Where(r => !how.Dropped.Contains(r.Id)), .. chosen];
    }

    /// <summary>Why a text cannot be a release's name, for people to read; null when it can.</summary>
    public static string? NameFault(string name) => name.Length <= MaxNameLength && ReleaseName().IsMatch(name) ? null
        : $"'{name}' cannot be a release's name; use lower-case letters, digits, single dots and hyphens, for example 'refunds-2026.11', at most {MaxNameLength} characters.";

    /// <summary>Freezes a release of the named candidates.</summary>
    /// <param name="name">Lower-case words, digits, dots and hyphens: a new one, or that of a data set whose next version is made.</param>
    /// <param name="includeReviewIds">Candidates of the <see cref="CandidateBoard"/>.</param>
    /// <param name="userName">Who makes it, for people to read.</param>
    /// <param name="choices">How it is made; null: as is usual.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<CreateOutcome> CreateAsync(
        string name, IReadOnlyCollection<long> includeReviewIds, string userName, ReleaseChoices? choices = null, CancellationToken cancellationToken = default)
    {
        var how = choices ?? new ReleaseChoices();
        if (NameFault(name) is { } fault) { return new CreateOutcome.Refused(fault); }

        var before = how.NextOf == name ? await BeforeAsync(name, cancellationToken) : null;
        if (before is null && how.NextOf is not null) { return new CreateOutcome.Refused($"There is no version of '{name}' left to go on from; make it anew without that."); }
        var wanted = includeReviewIds.ToHashSet();
        var (complete, _, retired) = await UnreleasedAsync(cancellationToken);
        var chosen = complete.FindAll(r => wanted.Contains(r.Id));
        if (chosen.Count < wanted.Count)
        {
            return new CreateOutcome.Refused($"{wanted.Count - chosen.Count} of the chosen reviews are incomplete or in another release by now; choose again.");
        }

        if (before is not null) { chosen = WithEarlier(chosen, before, how, retired); }
        if (chosen.DistinctBy(r => r.Demo).Count() > 1)
        {
            return new CreateOutcome.Refused("Reviews of the demo desk cannot be mixed with real ones: made-up cases would train a real agent. Leave one kind out.");
        }

        var (built, gates, _) = await workshop.BuildAsync(name, chosen, retired, how, cancellationToken, before);
        if (built.Rows.Count == 0)
        {
            return new CreateOutcome.Refused(built.Excluded is [var first, ..] ? $"No chosen review gives a row. The first: {first.InWords}" : "No review was chosen.");
        }

        if (string.IsNullOrWhiteSpace(how.Reason) && gates.FirstOrDefault(gate => gate.State == GateState.Blocks) is { } blocked)
        {
            return new CreateOutcome.Refused($"{blocked.Name}: {blocked.Finding}");
        }

        // Before the name is taken, so that a large release holds nobody up.
        await bytes.WriteAsync(built.Files, cancellationToken);
        return await FreezeAsync(name, chosen[0].Demo, built, userName, how, before?.Release, cancellationToken);
    }

    private async Task<(List<CaseReview> Complete, int Incomplete, Dictionary<long, Exclusion> Retired)> UnreleasedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var complete = (await db.Candidates().OrderBy(r => r.Id).ToListAsync(cancellationToken)).FindAll(r => r.IsTriadComplete);
        return (complete, await db.Unreleased().CountAsync(cancellationToken) - complete.Count, await db.LeftOutAsync(cancellationToken));
    }

    private async Task<CreateOutcome> FreezeAsync(string name, bool demo, BuiltRelease built, string userName, ReleaseChoices how, Release? before, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        try
        {
            // Serializable, so that two nodes cannot both find the name free, or the same review in no release yet.
            await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
            var newest = await db.Releases.AsNoTracking().Where(r => r.Name == name).OrderBy(r => r.WithdrawnAt != null).ThenByDescending(r => r.Id).FirstOrDefaultAsync(cancellationToken);
            if (before is null && newest is not null) { return new CreateOutcome.Refused($"There is a release named '{name}' already; choose another name, or make its next version."); }
            if (before is not null && (newest?.Id != before.Id || newest.WithdrawnAt is not null)) { return new CreateOutcome.Refused($"Another version of '{name}' was made, or this one was withdrawn, at this moment; look at it and try again."); }
            var ids = built.Rows.Select(r => r.Item.Review.Id).ToHashSet();
            if ((await db.ReleaseRows.Where(r => !db.Releases.Any(one => one.Id == r.ReleaseId && one.Name == name)).Select(r => r.ReviewId).ToListAsync(cancellationToken)).Exists(ids.Contains))
            {
                return new CreateOutcome.Refused("Some of the chosen reviews went into another release at this moment; choose again.");
            }

            if ((await db.ReviewRetirements.Select(t => t.ReviewId).ToListAsync(cancellationToken)).Exists(ids.Contains))
            {
                return new CreateOutcome.Refused("Some of the chosen reviews were retired at this moment; choose again.");
            }

            var release = FrozenRelease.Of(name, demo, built, userName, how.AuthorId, clock.GetUtcNow().UtcDateTime, before);
            db.Releases.Add(release);
            await AuditLog.AppendAsync(
                db, userName, "release.created", $"{name} {built.Version}", before?.Version, $"{built.Rows.Count} rows, manifest SHA-256 {built.Sha256}{(string.IsNullOrWhiteSpace(how.Reason) ? "" : $"; forced because: {how.Reason.Trim()}")}", release.CreatedAt, cancellationToken);
            await FrozenRelease.WriteRowsAsync(db, release.Id, built, null, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new CreateOutcome.Created(release.Id, built.Rows.Count, built.Excluded);
        }
        catch (Exception error) when (db.IsTransient(error))
        {
            return new CreateOutcome.Refused("Another release was being made at the same moment; try again.");
        }
    }

    /// <summary>The version that a next one is made from; null where none is left.</summary>
    private async Task<EarlierVersion?> BeforeAsync(string name, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Releases.AsNoTracking().Where(r => r.Name == name && r.WithdrawnAt == null).NewestVersionFirst().FirstOrDefaultAsync(cancellationToken) is not { } release) { return null; }
        var rows = db.ReleaseRows.Where(r => r.ReleaseId == release.Id);
        var reviews = await db.Reviews.AsNoTracking().Where(r => rows.Any(row => row.ReviewId == r.Id)).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        var retired = await db.ReviewRetirements.AsNoTracking().Where(t => rows.Any(row => row.ReviewId == t.ReviewId)).ToListAsync(cancellationToken);
        var versions = await db.Releases.AsNoTracking().Where(r => r.Name == name).NewestVersionFirst().FirstAsync(cancellationToken);
        return new EarlierVersion(
            release, ReleaseVersion.Of(versions), reviews, retired.ToDictionary(t => t.ReviewId, Exclusion.Of), await rows.Select(r => new { r.ItemId, r.Digest }).ToDictionaryAsync(r => r.ItemId, r => r.Digest, cancellationToken));
    }

    [GeneratedRegex(@"\A[a-z0-9]+([.-][a-z0-9]+)*\z")]
    private static partial Regex ReleaseName();
}
