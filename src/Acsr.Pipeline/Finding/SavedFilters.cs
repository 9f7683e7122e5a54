using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Finding;

/// <summary>Who is asking.</summary>
public sealed record ListOwner(string Id, string Name);

/// <summary>The filters that people gave names, and the columns they chose.</summary>
public sealed class SavedFilters(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>One's own and the shared ones, by name.</summary>
    public async Task<IReadOnlyList<SavedFilter>> ListAsync(ListOwner person, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SavedFilters.AsNoTracking().Where(f => f.Shared || f.OwnerId == person.Id).OrderBy(f => f.Name).ThenBy(f => f.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Keeps a filter; one of the same name and owner is replaced. Returns what is wrong with it, or null.</summary>
    public async Task<string?> SaveAsync(string name, CaseQuery query, bool shared, ListOwner person, CancellationToken cancellationToken)
    {
        name = name.Trim();
        if (name.Length is 0 or > 80) { return "Give it a name of 1 to 80 characters."; }
        if (!query.IsFiltered && query.Sort == CaseSort.Newest) { return "Nothing is filtered: choose something first."; }
        await ChangeAsync(person, shared ? "filter.shared" : "filter.saved", name, query.ToString(), async db =>
        {
            var filter = await db.SavedFilters.FirstOrDefaultAsync(f => f.OwnerId == person.Id && f.Name == name, cancellationToken);
            filter ??= db.SavedFilters.Add(new SavedFilter { Name = name, OwnerId = person.Id, OwnerName = person.Name, Query = "", CreatedAt = Now }).Entity;
            (filter.Query, filter.Shared) = (query.ToString(), shared);
            return true;
        }, cancellationToken);
        return null;
    }

    /// <summary>Takes one's own filter away; false where it is somebody else's or gone.</summary>
    public async Task<bool> RemoveAsync(long id, ListOwner person, CancellationToken cancellationToken)
    {
        await using var look = await contexts.CreateDbContextAsync(cancellationToken);
        if (await look.SavedFilters.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id && f.OwnerId == person.Id, cancellationToken) is not { } filter) { return false; }
        return await ChangeAsync(person, "filter.removed", filter.Name, null, async db => await db.SavedFilters.Where(f => f.Id == id).ExecuteDeleteAsync(cancellationToken) > 0, cancellationToken);
    }

    /// <summary>The columns that somebody chose.</summary>
    public async Task<IReadOnlyList<CaseColumn>> ColumnsAsync(ListOwner person, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return CaseColumns.Of((await db.CaseColumnChoices.AsNoTracking().SingleOrDefaultAsync(c => c.UserId == person.Id, cancellationToken))?.Columns ?? []);
    }

    /// <summary>Remembers which columns somebody wants, in order.</summary>
    public async Task ChooseColumnsAsync(IReadOnlyList<string> columns, ListOwner person, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var choice = await db.CaseColumnChoices.SingleOrDefaultAsync(c => c.UserId == person.Id, cancellationToken)
            ?? db.CaseColumnChoices.Add(new CaseColumnChoice { UserId = person.Id }).Entity;
        choice.Columns = [.. CaseColumns.Of(columns).Select(column => column.Id)];
        await db.SaveChangesAsync(cancellationToken);
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<bool> ChangeAsync(ListOwner person, string action, string subject, string? after, Func<ConsoleDbContext, Task<bool>> change, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        if (!await change(db)) { return false; }
        await AuditLog.AppendAsync(db, person.Name, action, subject, null, after, Now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
