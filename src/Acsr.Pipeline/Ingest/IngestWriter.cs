using System.Threading.Channels;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Acsr.Ingest;

/// <summary>
/// The one writer of what comes in: many requests share one transaction, and each is answered after its commit. So an acknowledged
/// event is on the disk, and the cost of getting it there is shared.
/// </summary>
public sealed partial class IngestWriter(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, IOptions<IngestOptions> options, TimeProvider clock, ILogger<IngestWriter> log) : BackgroundService
{
    private const int MaxBatches = 512;
    private readonly Channel<Waiting> _queue = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(options.Value.QueueRequests) { SingleReader = true });
    private long _bytes;

    /// <summary>Hands a request in and waits until it is stored, or until it is known that it will not be.</summary>
    public Task<IngestOutcome> WriteAsync(IngestBatch batch)
    {
        var waiting = new Waiting(batch, new TaskCompletionSource<IngestOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));
        if (Interlocked.Add(ref _bytes, batch.Payload.Length) > options.Value.QueueBytes || !_queue.Writer.TryWrite(waiting))
        {
            Interlocked.Add(ref _bytes, -batch.Payload.Length);
            return Task.FromResult(IngestOutcome.Full);
        }

        return waiting.Done.Task;
    }

    /// <summary>Stores batches in one transaction without the queue: for the importer, which is its own only sender.</summary>
    public async Task<IReadOnlyList<IngestOutcome>> WriteNowAsync(IReadOnlyList<IngestBatch> batches, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await SegmentWriter.WriteAsync(db, batches, Now(), cancellationToken);
    }

    // Order matters: nothing new may enter before the loop is told that no more will come; then it writes what is waiting, and ends.
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<Waiting>(MaxBatches);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            using (await gate.EnterAsync(CancellationToken.None))
            {
                while (batch.Count < MaxBatches && _queue.Reader.TryRead(out var next)) { batch.Add(next); }
                await StoreAsync(batch);
            }

            batch.Clear();
        }
    }

    private async Task StoreAsync(List<Waiting> batch)
    {
        IReadOnlyList<IngestOutcome> outcomes;
        using var activity = IngestTelemetry.Source.StartActivity("ingest.commit");
        var start = clock.GetTimestamp();
        try
        {
            await using var db = await contexts.CreateDbContextAsync();
            outcomes = await SegmentWriter.WriteAsync(db, [.. batch.Select(w => w.Batch)], Now(), CancellationToken.None);
        }
        catch (Exception error)
        {
            // Nothing of the transaction was kept, and nothing was acknowledged: the senders come back with all of it.
            StoreFailed(error, batch.Count);
            activity?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, error.GetType().Name);
            outcomes = [.. batch.Select(_ => IngestOutcome.Unavailable)];
        }

        IngestTelemetry.Stored(batch.Count, clock.GetElapsedTime(start));
        for (var i = 0; i < batch.Count; i++)
        {
            IngestTelemetry.Answered(batch[i].Batch, outcomes[i]);
            Interlocked.Add(ref _bytes, -batch[i].Batch.Payload.Length);
            batch[i].Done.SetResult(outcomes[i]);
        }
    }

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;

    private sealed record Waiting(IngestBatch Batch, TaskCompletionSource<IngestOutcome> Done);

    [LoggerMessage(LogLevel.Error, "Could not store {Count} requests; their senders were told to try again")]
    private partial void StoreFailed(Exception exception, int count);
}
