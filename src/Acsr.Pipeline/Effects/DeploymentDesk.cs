using System.Text.Json;
using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Effects;

/// <summary>What somebody says went live.</summary>
/// <param name="Name">As the agent names it, or as people do.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Intents">That it was meant for; of a release empty: those of its rows.</param>
/// <param name="ReleaseId">The release, where it was made here.</param>
/// <param name="AgentVersion">The version that brought it.</param>
/// <param name="Demo">Of the demo desk.</param>
public sealed record DeploymentDraft(string Name, DateTime At, IReadOnlyList<string> Intents, long? ReleaseId = null, string? AgentVersion = null, bool Demo = false);

/// <summary>What a release's rows touch.</summary>
public sealed record ReleaseTargets(IReadOnlyList<string> Intents, IReadOnlyList<string> Clauses, IReadOnlyList<string> Tools, IReadOnlyList<string> Groups);

/// <summary>A deployment with its report; null: not computed yet.</summary>
public sealed record DeploymentView(Deployment Deployment, EffectReport? Report);

/// <summary>The release that a review went into.</summary>
public sealed record ReviewFateView(long ReleaseId, string Name);

/// <summary>Where people say what went live and what was taken back; each change and its audit entry in one transaction.</summary>
public sealed class DeploymentDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    public const int MaxNameLength = 80;

    /// <summary>All deployments, the newest first; without their reports.</summary>
    public async Task<IReadOnlyList<Deployment>> ListAsync(long? releaseId = null, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Deployments.AsNoTracking().Where(d => releaseId == null || d.ReleaseId == releaseId).OrderByDescending(d => d.At).ThenByDescending(d => d.Id)
            .Select(d => new Deployment
            {
                Id = d.Id,
                ReleaseId = d.ReleaseId,
                Name = d.Name,
                AgentVersion = d.AgentVersion,
                At = d.At,
                RevertedAt = d.RevertedAt,
                Intents = d.Intents,
                Clauses = d.Clauses,
                Tools = d.Tools,
                Groups = d.Groups,
                By = d.By,
                ToldAt = d.ToldAt,
                Demo = d.Demo,
                Verdict = d.Verdict,
                Headline = d.Headline,
                Effect = d.Effect,
                EffectLower = d.EffectLower,
                EffectUpper = d.EffectUpper,
                EffectN = d.EffectN,
                ComputedAt = d.ComputedAt,
                AlertedAt = d.AlertedAt,
            }).ToListAsync(cancellationToken);
    }

    /// <summary>One deployment with its report; null when there is none of that id.</summary>
    public async Task<DeploymentView?> GetAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Deployments.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, cancellationToken) is not { } found ? null
            : new DeploymentView(found, found.Report.Length == 0 ? null : JsonSerializer.Deserialize<EffectReport>(found.Report, JsonSerializerOptions.Default));
    }

    /// <summary>What the rows of a release touch: intents and tools of the corrections, clauses they cite, and groups of dead ends that their cases are in.</summary>
    public async Task<ReleaseTargets> TargetsAsync(long releaseId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await (
            from row in db.ReleaseRows
            where row.ReleaseId == releaseId
            join review in db.Reviews on row.ReviewId equals review.Id
            join one in db.Cases on row.CaseId equals one.Id into cases
            from one in cases.DefaultIfEmpty()
            select new { review.FinalIntent, one.Intent, review.Clause, review.FinalAction }).ToListAsync(cancellationToken);
        var groups = await db.DeadEndFindings.Where(f => db.ReleaseRows.Any(r => r.ReleaseId == releaseId && r.CaseId == f.CaseId)).Select(f => f.Group).Distinct().ToListAsync(cancellationToken);
        return new ReleaseTargets(Distinct(rows.Select(r => r.FinalIntent ?? r.Intent)), Distinct(rows.Select(r => r.Clause?.Split('@')[0])), Distinct(rows.Select(r => r.FinalAction)), Distinct(groups));
    }

    /// <summary>The release that a review went into; null: none yet.</summary>
    public async Task<ReviewFateView?> FateAsync(long reviewId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReleaseRows.Where(r => r.ReviewId == reviewId).Join(db.Releases, row => row.ReleaseId, release => release.Id, (_, release) => new ReviewFateView(release.Id, release.Name))
            .FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Why it cannot be told of, for people to read; null when it can.</summary>
    public string? Fault(DeploymentDraft draft) =>
        string.IsNullOrWhiteSpace(draft.Name) ? "Give it the name by which you speak of it."
        : draft.Name.Length > MaxNameLength ? $"The name may have at most {MaxNameLength} characters."
        : draft.At > clock.GetUtcNow().UtcDateTime ? "It goes live in the future; say so once it is live."
        : draft.ReleaseId is null && draft.Intents.All(string.IsNullOrWhiteSpace) ? "Name at least one intent that it changes: without, there is nothing to compare."
        : null;

    /// <summary>Keeps what went live; returns its id.</summary>
    /// <exception cref="ArgumentException">The draft has a <see cref="Fault"/>.</exception>
    public async Task<long> TellAsync(DeploymentDraft draft, string by, CancellationToken cancellationToken)
    {
        if (Fault(draft) is { } fault) { throw new ArgumentException(fault, nameof(draft)); }
        var targets = draft.ReleaseId is { } release ? await TargetsAsync(release, cancellationToken) : new ReleaseTargets([], [], [], []);
        var now = clock.GetUtcNow().UtcDateTime;
        var deployment = new Deployment
        {
            ReleaseId = draft.ReleaseId,
            Name = draft.Name.Trim(),
            AgentVersion = string.IsNullOrWhiteSpace(draft.AgentVersion) ? null : draft.AgentVersion.Trim(),
            At = draft.At,
            Intents = [.. Distinct(draft.Intents.Select(i => i.Trim())) is { Count: > 0 } given ? given : targets.Intents],
            Clauses = [.. targets.Clauses],
            Tools = [.. targets.Tools],
            Groups = [.. targets.Groups],
            By = by,
            ToldAt = now,
            Demo = draft.Demo,
        };
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.Deployments.Add(deployment);
        await db.SaveChangesAsync(cancellationToken);
        await AuditLog.AppendAsync(db, by, "deployment.told", deployment.Name, null, $"live {deployment.At:yyyy-MM-dd HH:mm}Z for {string.Join(", ", deployment.Intents)}", now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return deployment.Id;
    }

    /// <summary>Says that it was taken back now; false when it was already, or is not there.</summary>
    public async Task<bool> RevertAsync(long id, string by, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Deployments.SingleOrDefaultAsync(d => d.Id == id && d.RevertedAt == null, cancellationToken) is not { } deployment) { return false; }
        deployment.RevertedAt = now;
        await db.SaveChangesAsync(cancellationToken);
        await AuditLog.AppendAsync(db, by, "deployment.reverted", deployment.Name, null, $"taken back {now:yyyy-MM-dd HH:mm}Z", now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static List<string> Distinct(IEnumerable<string?> values) => [.. values.Where(v => !string.IsNullOrWhiteSpace(v)).Select(v => v!).Distinct().Order(StringComparer.Ordinal)];
}
