using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Improvement;

/// <summary>Which actions a list shows.</summary>
public enum ActionFilter { Open = 0, InWork = 1, Done = 2 }

/// <summary>An action with its discussion, and the name of its release.</summary>
public sealed record ActionDetails(ImprovementAction Action, IReadOnlyList<ActionNote> Notes, string? Release);

/// <summary>How many actions are in each state.</summary>
public sealed record ActionCounts(int Open, int InWork, int Done);

/// <summary>Reads actions for lists and pages.</summary>
public sealed class ActionLists(IDbContextFactory<ConsoleDbContext> contexts)
{
    /// <summary>Actions of a state: open ones by expected value, done ones by when they were done.</summary>
    /// <param name="filter">Which state.</param>
    /// <param name="ownerId">Only this person's; null: everybody's.</param>
    /// <param name="row">Only of this row of the matrix; null: of all.</param>
    /// <param name="take">At most.</param>
    /// <param name="skip">Already shown.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<ImprovementAction>> ListAsync(ActionFilter filter, string? ownerId, string? row, int take, int skip, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var actions = Of(db.ImprovementActions.AsNoTracking(), filter).Where(a => (ownerId == null || a.OwnerId == ownerId) && (row == null || a.Row == row));
        var ordered = filter == ActionFilter.Done ? actions.OrderByDescending(a => a.ClosedAt).ThenByDescending(a => a.Id) : actions.OrderByDescending(a => a.ExpectedValue).ThenBy(a => a.Id);
        return await ordered.Skip(skip).Take(take).ToListAsync(cancellationToken);
    }

    public async Task<ActionCounts> CountsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var states = await db.ImprovementActions.GroupBy(a => a.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        int Count(Func<ActionState, bool> of) => states.Where(s => of(s.Key)).Sum(s => s.Count);
        return new ActionCounts(Count(s => s == ActionState.Open), Count(s => s == ActionState.InWork), Count(s => s > ActionState.InWork));
    }

    /// <summary>Null when there is no such action.</summary>
    public async Task<ActionDetails?> GetAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.ImprovementActions.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } action) { return null; }
        var notes = await db.ActionNotes.AsNoTracking().Where(n => n.ActionId == id).OrderBy(n => n.Id).ToListAsync(cancellationToken);
        var release = await db.Releases.Where(r => r.Id == action.ReleaseId).Select(r => r.Name).SingleOrDefaultAsync(cancellationToken);
        return new ActionDetails(action, notes, release);
    }

    /// <summary>The id of the action with a key; null when there is none.</summary>
    public async Task<ImprovementAction?> FindAsync(string key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ImprovementActions.AsNoTracking().SingleOrDefaultAsync(a => a.Key == key, cancellationToken);
    }

    private static IQueryable<ImprovementAction> Of(IQueryable<ImprovementAction> actions, ActionFilter filter) => filter switch
    {
        ActionFilter.Open => actions.Where(a => a.State == ActionState.Open),
        ActionFilter.InWork => actions.Where(a => a.State == ActionState.InWork),
        ActionFilter.Done => actions.Where(a => a.State != ActionState.Open && a.State != ActionState.InWork),
    };
}
