using System.Threading.Channels;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Acsr.Infrastructure;

/// <summary>
/// Work that is done again and again: <see cref="RunOnceAsync"/> does it, and the loop here owns the timer, the clock and the catch, so
/// that a test calls <see cref="RunOnceAsync"/> and never waits.
/// </summary>
public abstract partial class PeriodicWorker(IDbContextFactory<ConsoleDbContext> contexts, TimeProvider clock, ILogger logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly Channel<bool> _nudges = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>The longest that work waits when nobody nudges.</summary>
    protected abstract TimeSpan Interval { get; }

    /// <summary>Does the work that is due; true when more is waiting and the next round should follow at once.</summary>
    public abstract Task<bool> RunOnceAsync(CancellationToken cancellationToken);

    /// <summary>Says that there is work, so that it need not wait for the interval. Many nudges make one round.</summary>
    public void Nudge() => _nudges.Writer.TryWrite(true);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var more = await RunOnceAsync(stoppingToken);
                failures = 0;
                if (!more) { await WaitForNudgeAsync(stoppingToken); }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                var pause = PauseAfter(++failures);
                if (IsTransient(error)) { DatabaseBusy(error, GetType().Name, pause); }
                else { RoundFailed(error, GetType().Name, pause); }
                // Nudges do not shorten this pause: under load they would turn it into a hot loop.
                await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>A quarter of a second after the first failure, twice as long after each further one in a row, at most half a minute.</summary>
    internal static TimeSpan PauseAfter(int failures) =>
        TimeSpan.FromSeconds(Math.Min(LongestPause.TotalSeconds, 0.25 * Math.Pow(2, failures - 1)));

    // The timer nudges too, so that waiting is one read and ends without an exception.
    private async Task WaitForNudgeAsync(CancellationToken cancellationToken)
    {
        await using var timer = clock.CreateTimer(_ => Nudge(), null, Interval, Timeout.InfiniteTimeSpan);
        await _nudges.Reader.ReadAsync(cancellationToken);
    }

    private bool IsTransient(Exception error)
    {
        using var db = contexts.CreateDbContext();
        return db.IsTransient(error);
    }

    [LoggerMessage(LogLevel.Warning, "{Worker} found the database busy or away and tries again in {Pause}")]
    private partial void DatabaseBusy(Exception error, string worker, TimeSpan pause);

    [LoggerMessage(LogLevel.Error, "{Worker} failed and tries again in {Pause}")]
    private partial void RoundFailed(Exception error, string worker, TimeSpan pause);
}
