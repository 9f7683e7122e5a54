using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Signals.Groups;

/// <summary>What somebody decides about a group.</summary>
/// <param name="State">The new state.</param>
/// <param name="Reason">Needed to ignore a group, and to resolve one by hand.</param>
/// <param name="Release">The agent's version that resolved it; null: by hand.</param>
public sealed record GroupChange(GroupState State, string? Reason = null, string? Release = null);

/// <summary>What became of a change.</summary>
public enum GroupOutcome
{
    Done = 1,
    NotFound = 2,
    /// <summary>Ignoring a group, and resolving one by hand, need a reason.</summary>
    ReasonMissing = 3,
    /// <summary>No case was ever worked by a version of that name.</summary>
    UnknownRelease = 4,
}

/// <summary>Takes what people decide about groups of dead ends.</summary>
public sealed class DeadEndGroupDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>Changes the state, with an audit entry in the same transaction.</summary>
    /// <param name="key">The group.</param>
    /// <param name="change">To what, and why.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public async Task<GroupOutcome> ChangeAsync(string key, GroupChange change, string by, CancellationToken cancellationToken)
    {
        var (reason, release) = (Trimmed(change.Reason), change.State == GroupState.Resolved ? Trimmed(change.Release) : null);
        if (reason is null && (change.State == GroupState.Ignored || (change.State == GroupState.Resolved && release is null))) { return GroupOutcome.ReasonMissing; }
        var now = clock.GetUtcNow().UtcDateTime;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.DeadEndGroups.FirstOrDefaultAsync(g => g.Key == key, cancellationToken) is not { } group) { return GroupOutcome.NotFound; }
        var released = release is null ? null : await db.Cases.Where(c => c.AgentVersion == release).MinAsync(c => (DateTime?)c.At, cancellationToken);
        if (release is not null && released is null) { return GroupOutcome.UnknownRelease; }

        var before = InWords(group);
        (group.State, group.Reason, group.Release, group.ChangedAt, group.ChangedBy) = (change.State, reason, release, now, by);
        group.ResolvedFrom = change.State != GroupState.Resolved ? null : released ?? now;
        group.VersionsBefore = release is null ? [] : await db.DeadEndFindings.Where(f => f.Group == key && f.Version != null && f.Version != release)
            .Select(f => f.Version!).Distinct().OrderBy(version => version).ToListAsync(cancellationToken);
        await AuditLog.AppendAsync(db, by, "dead-end-group.changed", $"group {key} ({group.Detector}, {group.Intent ?? "no intent"}, {group.Tool ?? "no tool"})", before, InWords(group), now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return GroupOutcome.Done;
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string InWords(DeadEndGroup group) => group.State switch
    {
        GroupState.Open => "open",
        GroupState.InWork => "in work",
        GroupState.Resolved => group.Release is null ? $"resolved by hand: {group.Reason}" : $"resolved by release {group.Release}{(group.Reason is null ? "" : $": {group.Reason}")}",
        GroupState.Ignored => $"ignored: {group.Reason}",
    };
}
