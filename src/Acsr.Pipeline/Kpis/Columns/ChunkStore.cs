using System.Security.Cryptography;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Kpis.Columns;

/// <summary>Keeps the columns in the database, so that a start reads them and only the cases that changed since.</summary>
internal static class ChunkStore
{
    /// <summary>What was stored last; empty where nothing is, or nothing that this version can read.</summary>
    public static async Task<KpiSnapshot> LoadAsync(ConsoleDbContext db, CancellationToken cancellationToken)
    {
        var state = await db.StoredChunkStates.AsNoTracking().SingleOrDefaultAsync(cancellationToken);
        if (state?.Version != ChunkFormat.Version) { return KpiSnapshot.Empty; }
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var chunks = new List<KpiChunk>();
        try
        {
            await foreach (var stored in db.StoredChunks.AsNoTracking().OrderBy(c => c.Day).ThenBy(c => c.Part).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                var chunk = ChunkFormat.Read(stored.Data, texts);
                chunk.Checksum = stored.Checksum;
                chunks.Add(chunk);
            }
        }
        catch (Exception unreadable) when (unreadable is EndOfStreamException or ZstdSharp.ZstdException)
        {
            return KpiSnapshot.Empty;
        }

        // Another node may have stored newer ones between the two questions; whoever stores changes this number.
        var after = await db.StoredChunkStates.AsNoTracking().Select(s => s.Sequence).SingleAsync(cancellationToken);
        return after == state.Sequence ? new KpiSnapshot([.. chunks], state.Sequence) : KpiSnapshot.Empty;
    }

    /// <summary>Stores what differs from what is stored; does nothing where a newer state is stored already.</summary>
    /// <param name="db">Not in a transaction; the caller has the writer's place.</param>
    /// <param name="snapshot">What is stored.</param>
    /// <param name="cancellationToken">Stops it; then all is as before.</param>
    /// <returns>How many chunks were written.</returns>
    public static async Task<int> SaveAsync(ConsoleDbContext db, KpiSnapshot snapshot, CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var state = await db.StoredChunkStates.SingleOrDefaultAsync(cancellationToken);
        if (state is { Version: ChunkFormat.Version } && state.Sequence >= snapshot.Sequence) { return 0; }
        var readable = state?.Version == ChunkFormat.Version;
        if (state is null) { db.Add(state = new StoredChunkState { Id = 1 }); }
        (state.Version, state.Sequence) = (ChunkFormat.Version, snapshot.Sequence);

        var stored = await db.StoredChunks.AsNoTracking().Select(c => new { c.Day, c.Part, c.Checksum }).ToDictionaryAsync(c => (c.Day, c.Part), c => c.Checksum, cancellationToken);
        var (day, part, written) = (DateTime.MinValue, 0, 0);
        foreach (var chunk in snapshot.Chunks)
        {
            part = chunk.Day == day ? part + 1 : 0;
            day = chunk.Day;
            var known = stored.Remove((day, part), out var before);
            // A chunk never changes: one that was stored before need not be packed again to see that it is the same.
            if (known && readable && before == chunk.Checksum) { continue; }
            var data = ChunkFormat.Write(chunk);
            chunk.Checksum = BitConverter.ToInt64(SHA256.HashData(data));
            db.Entry(new StoredChunk { Day = day, Part = part, Checksum = chunk.Checksum.Value, Data = data }).State = known ? EntityState.Modified : EntityState.Added;

            // A year of them at once would be in memory twice.
            if (++written % 32 == 0)
            {
                await db.SaveChangesAsync(cancellationToken);
                foreach (var entry in db.ChangeTracker.Entries<StoredChunk>().ToList()) { entry.State = EntityState.Detached; }
            }
        }

        foreach (var (gone, which) in stored.Keys) { await db.StoredChunks.Where(c => c.Day == gone && c.Part == which).ExecuteDeleteAsync(cancellationToken); }
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return written;
    }
}
