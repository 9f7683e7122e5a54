using Acsr.Access;
using Acsr.Releases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Improvement;

/// <summary>Who does something to an action.</summary>
public sealed record ActionPerson(string Id, string Name);

/// <summary>What became of a change to an action.</summary>
public enum ActionOutcome
{
    Done = 0,
    /// <summary>There is no such action, or release.</summary>
    NotFound = 1,
    /// <summary>Its state does not allow it: somebody was faster.</summary>
    NotNow = 2,
    /// <summary>A reason or text is missing.</summary>
    TextMissing = 3,
}

/// <summary>Where actions are worked; each change, its line in the history and its audit entry in one transaction.</summary>
public sealed class ActionDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, ActionOpener opener, TimeProvider clock)
{
    public const int MaxTextLength = 4000;

    /// <summary>Makes the person its owner.</summary>
    public Task<ActionOutcome> TakeAsync(long id, ActionPerson by, CancellationToken cancellationToken) => AssignAsync(id, by, by.Name, cancellationToken);

    /// <summary>Makes somebody its owner; null: nobody.</summary>
    public Task<ActionOutcome> AssignAsync(long id, ActionPerson? owner, string by, CancellationToken cancellationToken) =>
        ChangeAsync(id, by, "action.owner-changed", ActionNoteKind.Owner, owner?.Name ?? "nobody", action =>
        {
            if (!action.IsOpen || action.OwnerId == owner?.Id) { return false; }
            (action.OwnerId, action.OwnerName) = (owner?.Id, owner?.Name);
            return true;
        }, cancellationToken);

    /// <summary>Says that work has begun. What nobody owns becomes the person's own.</summary>
    public Task<ActionOutcome> StartAsync(long id, ActionPerson by, CancellationToken cancellationToken) =>
        ChangeAsync(id, by.Name, "action.started", ActionNoteKind.Started, "", action =>
        {
            if (action.State != ActionState.Open) { return false; }
            action.State = ActionState.InWork;
            if (action.OwnerId is null) { (action.OwnerId, action.OwnerName) = (by.Id, by.Name); }
            return true;
        }, cancellationToken);

    /// <summary>Puts it back among those that nobody works on.</summary>
    public Task<ActionOutcome> PutBackAsync(long id, string by, CancellationToken cancellationToken) =>
        ChangeAsync(id, by, "action.put-back", ActionNoteKind.PutBack, "", action =>
        {
            if (action.State != ActionState.InWork) { return false; }
            action.State = ActionState.Open;
            return true;
        }, cancellationToken);

    /// <summary>Names the release that is meant to resolve it (null: none). When that is published, or is already, the action is resolved by it.</summary>
    public async Task<ActionOutcome> PlanAsync(long id, long? releaseId, string by, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var name = releaseId is null ? null : await db.Releases.Where(r => r.Id == releaseId).Select(r => r.Name).SingleOrDefaultAsync(cancellationToken);
        if (releaseId is not null && name is null) { return ActionOutcome.NotFound; }
        var outcome = await ChangeAsync(id, by, "action.release-named", ActionNoteKind.Release, name ?? "none", action =>
        {
            if (!action.IsOpen || action.ReleaseId == releaseId) { return false; }
            action.ReleaseId = releaseId;
            return true;
        }, cancellationToken);
        if (outcome == ActionOutcome.Done) { await ResolvePublishedAsync(cancellationToken); }
        return outcome;
    }

    /// <summary>Says that it is done without a release, and how.</summary>
    public Task<ActionOutcome> ResolveAsync(long id, string how, string by, CancellationToken cancellationToken) =>
        CloseAsync(id, ActionState.Resolved, "action.resolved", ActionNoteKind.Resolved, how, by, cancellationToken);

    /// <summary>Says that nothing is to be done, and why. No rule opens it again, only a person does.</summary>
    public Task<ActionOutcome> DismissAsync(long id, string why, string by, CancellationToken cancellationToken) =>
        CloseAsync(id, ActionState.Dismissed, "action.dismissed", ActionNoteKind.Dismissed, why, by, cancellationToken);

    /// <summary>Opens again what was resolved or dismissed.</summary>
    public async Task<ActionOutcome> ReopenAsync(long id, string why, string by, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(why)) { return ActionOutcome.TextMissing; }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.ImprovementActions.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } action) { return ActionOutcome.NotFound; }
        return (await opener.OpenAsync(action, by, Cut(why), cancellationToken)).Reopened ? ActionOutcome.Done : ActionOutcome.NotNow;
    }

    /// <summary>Adds to the discussion.</summary>
    public Task<ActionOutcome> CommentAsync(long id, string text, string by, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(text) ? Task.FromResult(ActionOutcome.TextMissing)
            : ChangeAsync(id, by, "action.commented", ActionNoteKind.Comment, Cut(text), _ => true, cancellationToken);

    /// <summary>Resolves every open action whose release has been published since; returns how many.</summary>
    public async Task<int> ResolvePublishedAsync(CancellationToken cancellationToken)
    {
        await using (var look = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await Published(look).AnyAsync(cancellationToken)) { return 0; }
        }

        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Two nodes look at the same moment; the second one waits here and then finds nothing left.
        await AuditLog.LockAsync(db, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var due = await Published(db).ToListAsync(cancellationToken);
        foreach (var action in due)
        {
            var release = await db.Releases.Where(r => r.Id == action.ReleaseId).Select(r => r.Name).SingleAsync(cancellationToken);
            (action.State, action.ClosedAt) = (ActionState.ResolvedByRelease, now);
            action.Notes.Add(new ActionNote { At = now, By = "release", Kind = ActionNoteKind.Resolved, Text = $"Release {release} was published." });
            await AuditLog.AppendAsync(db, "release", "action.resolved", $"action {action.Id}", null, $"by release {release}", now, cancellationToken);
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return due.Count;
    }

    private static IQueryable<ImprovementAction> Published(ConsoleDbContext db)
    {
        var published = db.Releases.Approved().Select(r => (long?)r.Id);
        return db.ImprovementActions.Where(a => (a.State == ActionState.Open || a.State == ActionState.InWork) && published.Contains(a.ReleaseId));
    }

    private Task<ActionOutcome> CloseAsync(long id, ActionState state, string audit, ActionNoteKind kind, string text, string by, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(text) ? Task.FromResult(ActionOutcome.TextMissing)
            : ChangeAsync(id, by, audit, kind, Cut(text), action =>
            {
                if (!action.IsOpen) { return false; }
                (action.State, action.ClosedAt) = (state, clock.GetUtcNow().UtcDateTime);
                return true;
            }, cancellationToken);

    private async Task<ActionOutcome> ChangeAsync(long id, string by, string audit, ActionNoteKind kind, string text, Func<ImprovementAction, bool> change, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        if (await db.ImprovementActions.SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } action) { return ActionOutcome.NotFound; }
        var before = action.State;
        if (!change(action)) { return ActionOutcome.NotNow; }
        var now = clock.GetUtcNow().UtcDateTime;
        action.Notes.Add(new ActionNote { At = now, By = by, Kind = kind, Text = text });
        await AuditLog.AppendAsync(db, by, audit, $"action {id}", before.ToString(), text.Length == 0 ? action.State.ToString() : text, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ActionOutcome.Done;
    }

    private static string Cut(string text) => text.Trim() is var trimmed && trimmed.Length > MaxTextLength ? trimmed[..MaxTextLength] : trimmed;
}
