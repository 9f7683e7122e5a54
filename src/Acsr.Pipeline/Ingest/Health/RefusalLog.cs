using System.Threading.Channels;
using Acsr.Infrastructure;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;

namespace Acsr.Ingest.Health;

/// <summary>
/// Takes note of what the doors refuse, for people who look for what is wrong with a source. Bounded: a sender that sends nothing but errors
/// fills neither memory nor disk, and its requests never wait for the note.
/// </summary>
public sealed class RefusalLog(TimeProvider clock)
{
    /// <summary>Refusals kept of a source.</summary>
    public const int Kept = 100;

    private const int MaxWaiting = 2_000;
    private const int MaxText = 500;

    private readonly Channel<IngestRefusal> _waiting = Channel.CreateBounded<IngestRefusal>(new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Notes that something was refused.</summary>
    /// <param name="source">The key's name.</param>
    /// <param name="door">The address it came to.</param>
    /// <param name="count">How many items.</param>
    /// <param name="reason">In the words that the sender got.</param>
    /// <param name="item">Its id, where it could be read.</param>
    public void Add(string source, string door, int count, string reason, string? item = null) => _waiting.Writer.TryWrite(new IngestRefusal
    {
        Source = source,
        Door = door,
        Count = Math.Max(1, count),
        Reason = Short(reason),
        Item = item is null ? null : Short(item),
        At = clock.GetUtcNow().UtcDateTime,
    });

    internal List<IngestRefusal> Take()
    {
        List<IngestRefusal> taken = [];
        while (_waiting.Reader.TryRead(out var next)) { taken.Add(next); }
        return taken;
    }

    // Half a character of two, or a NUL, is no text for a database.
    private static string Short(string text)
    {
        var clean = text.Replace("\0", "", StringComparison.Ordinal);
        return clean.Length <= MaxText ? clean : clean[..(char.IsHighSurrogate(clean[MaxText - 1]) ? MaxText - 1 : MaxText)] + "…";
    }
}

/// <summary>Writes the notes down, and takes away the oldest.</summary>
public sealed class RefusalWorker(RefusalLog refusals, IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock, ILogger<RefusalWorker> log) : PeriodicWorker(contexts, clock, log)
{
    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(2);

    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var taken = refusals.Take();
        if (taken.Count == 0) { return false; }
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var ofSource in taken.GroupBy(r => r.Source)) { db.IngestRefusals.AddRange(ofSource.TakeLast(RefusalLog.Kept)); }
        await db.SaveChangesAsync(cancellationToken);
        foreach (var source in taken.Select(r => r.Source).Distinct())
        {
            var oldest = await db.IngestRefusals.Where(r => r.Source == source).OrderByDescending(r => r.Id).Skip(RefusalLog.Kept).Select(r => r.Id).FirstOrDefaultAsync(cancellationToken);
            await db.IngestRefusals.Where(r => r.Source == source && r.Id <= oldest).ExecuteDeleteAsync(cancellationToken);
        }

        await SourceCounts.WriteAsync(db.Database.GetDbConnection(), transaction.GetDbTransaction(),
            taken.GroupBy(r => (r.Source, Hour: SourceCounts.HourOf(r.At))).OrderBy(same => same.Key.Source, StringComparer.Ordinal).ThenBy(same => same.Key.Hour)
                .Select(same => (object[])[same.Key.Source, same.Key.Hour, 0L, 0L, 0L, same.Sum(r => (long)r.Count)]), cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
        return false;
    }
}
