using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Retention;

/// <summary>What the store holds.</summary>
/// <param name="Segments">Requests that brought something in, as they came.</param>
/// <param name="Events">Events and spans in them.</param>
/// <param name="Cases">Folded from them.</param>
/// <param name="Waiting">Cases that are due to be folded.</param>
/// <param name="OpenItems">Cases that wait for a review.</param>
/// <param name="Reviews">Submitted.</param>
/// <param name="Policies">Documents, whatever their versions.</param>
/// <param name="Releases">Frozen, approved or not.</param>
/// <param name="People">Who can sign in, people of the demo desk included.</param>
/// <param name="Bytes">Of the whole database with its indexes.</param>
public sealed record StoreContents(int Segments, long Events, int Cases, int Waiting, int OpenItems, int Reviews, int Policies, int Releases, int People, long Bytes);

/// <summary>Counts what the store holds.</summary>
public sealed class StoreReader(IDbContextFactory<ConsoleDbContext> contexts)
{
    public async Task<StoreContents> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return new StoreContents(
            await db.Segments.CountAsync(cancellationToken),
            await db.Segments.SumAsync(s => (long)s.Count, cancellationToken),
            await db.Cases.CountAsync(cancellationToken),
            await db.CaseWork.CountAsync(cancellationToken),
            await db.ReviewItems.CountAsync(i => i.DoneAt == null && i.ForUser == null, cancellationToken),
            await db.Reviews.CountAsync(cancellationToken),
            await db.Policies.CountAsync(cancellationToken),
            await db.Releases.CountAsync(cancellationToken),
            await db.Users.CountAsync(cancellationToken),
            await db.Database.SqlQueryRaw<long>(db.SizeQuery).SingleAsync(cancellationToken));
    }
}
