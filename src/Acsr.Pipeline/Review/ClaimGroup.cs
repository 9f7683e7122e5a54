using System.Collections.Concurrent;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Review;

/// <summary>
/// Claims that come at the same moment share one transaction and so one trip to the disk: whoever comes first works for all who come
/// meanwhile. Each is answered after the commit.
/// </summary>
public sealed class ClaimGroup(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, IOptions<ReviewOptions> options, TimeProvider clock)
{
    private const int Most = 64;

    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private int _working;

    /// <summary>Leases the next item to a person; no lease where nothing is left for them.</summary>
    internal Task<(Claimant Claimant, Lease? Lease)> ClaimAsync(string userId, string? queue)
    {
        var waiting = new Waiting(userId, queue, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting.Enqueue(waiting);
        if (Interlocked.CompareExchange(ref _working, 1, 0) == 0) { _ = WorkAsync(); }
        return waiting.Done.Task;
    }

    private async Task WorkAsync()
    {
        await Task.Yield();
        do
        {
            while (!_waiting.IsEmpty) { await ClaimOnceAsync(); }
            Volatile.Write(ref _working, 0);
            // Somebody may have come between the look and the write, and left the work to us.
        } while (!_waiting.IsEmpty && Interlocked.CompareExchange(ref _working, 1, 0) == 0);
    }

    private async Task ClaimOnceAsync()
    {
        var batch = new List<Waiting>(Most);
        try
        {
            using var pass = await gate.EnterAsync(CancellationToken.None);
            // Taken behind the gate: who came while it was closed shares the transaction too.
            while (batch.Count < Most && _waiting.TryDequeue(out var next)) { batch.Add(next); }
            if (batch.Count > 0) { await ClaimAsync(batch); }
        }
        catch (Exception failure)
        {
            // Nothing was committed; each of them is told, and may ask again.
            batch.ForEach(waiting => waiting.Done.TrySetException(failure));
        }
    }

    private async Task ClaimAsync(List<Waiting> batch)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var claimants = await Claimant.ReadAsync(db, batch.ConvertAll(w => (w.UserId, w.Queue)), CancellationToken.None);
        var now = clock.GetUtcNow().UtcDateTime;
        var until = now + options.Value.Lease;
        await Claimant.SweepAsync(db, now);
        var leases = await new ClaimRound(db, claimants, now, until, options.Value.RandomShare).RunAsync();
        await transaction.CommitAsync();
        for (var i = 0; i < batch.Count; i++) { batch[i].Done.SetResult((claimants[i], leases[i])); }
    }

    private sealed record Waiting(string UserId, string? Queue, TaskCompletionSource<(Claimant, Lease?)> Done);
}
