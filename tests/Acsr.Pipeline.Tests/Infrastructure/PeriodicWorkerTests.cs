using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Infrastructure;

public sealed class PeriodicWorkerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly SqliteStore _store = new();
    private readonly Lines _log = new();

    public async ValueTask InitializeAsync() => await _store.OpenAsync();

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task It_runs_at_once_again_while_there_is_more_and_then_waits_for_a_nudge()
    {
        using var worker = Worker(TimeSpan.FromHours(1), round => round < 3);
        await worker.StartAsync(default);
        await worker.ReachedAsync(3);
        await Task.Delay(100);
        Assert.Equal(3, worker.Rounds);

        worker.Nudge();
        worker.Nudge();
        await worker.ReachedAsync(4);

        await worker.StopAsync(default);
        Assert.InRange(worker.Rounds, 4, 5);
    }

    [Fact]
    public async Task It_runs_again_when_the_interval_is_over()
    {
        using var worker = Worker(TimeSpan.FromMilliseconds(5), _ => false);
        await worker.StartAsync(default);

        await worker.ReachedAsync(4);

        await worker.StopAsync(default);
    }

    [Fact]
    public async Task A_failed_round_is_logged_and_the_next_one_runs()
    {
        using var worker = Worker(TimeSpan.FromHours(1), round => round switch
        {
            1 => throw new InvalidOperationException("broken"),
            2 => throw new DbUpdateException("busy", new Microsoft.Data.Sqlite.SqliteException("busy", 5)),
            _ => false,
        });
        await worker.StartAsync(default);

        await worker.ReachedAsync(3);

        await worker.StopAsync(default);
        Assert.Equal([LogLevel.Error, LogLevel.Warning], _log.Levels);
    }

    [Fact]
    public async Task Stopping_ends_a_round_without_an_error()
    {
        using var worker = Worker(TimeSpan.FromHours(1), _ => false, hangs: true);
        await worker.StartAsync(default);
        await worker.ReachedAsync(1);

        await worker.StopAsync(default).WaitAsync(Patience);

        Assert.Empty(_log.Levels);
        Assert.True(worker.ExecuteTask!.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData(1, 0.25)]
    [InlineData(2, 0.5)]
    [InlineData(7, 16)]
    [InlineData(8, 30)]
    [InlineData(5000, 30)]
    public void Pauses_double_up_to_half_a_minute(int failures, double seconds) =>
        Assert.Equal(seconds, PeriodicWorker.PauseAfter(failures).TotalSeconds);

    private CountingWorker Worker(TimeSpan interval, Func<int, bool> round, bool hangs = false) => new(_store.Contexts, _log, interval, round, hangs);

    private sealed class CountingWorker(IDbContextFactory<ConsoleDbContext> contexts, ILogger logger, TimeSpan interval, Func<int, bool> round, bool hangs)
        : PeriodicWorker(contexts, TimeProvider.System, logger)
    {
        private int _rounds;

        public int Rounds => _rounds;
        protected override TimeSpan Interval => interval;

        public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
        {
            var number = Interlocked.Increment(ref _rounds);
            if (hangs) { await Task.Delay(Timeout.Infinite, cancellationToken); }
            return round(number);
        }

        public async Task ReachedAsync(int rounds)
        {
            var until = DateTime.UtcNow + Patience;
            while (Rounds < rounds)
            {
                Assert.True(DateTime.UtcNow < until, $"Round {rounds} did not come; {Rounds} did.");
                await Task.Delay(5);
            }
        }
    }

    private sealed class Lines : ILogger
    {
        public List<LogLevel> Levels { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;
        public bool IsEnabled(LogLevel logLevel) => true;
        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Levels.Add(logLevel);
    }
}
