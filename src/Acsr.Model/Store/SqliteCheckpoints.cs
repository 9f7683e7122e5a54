using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Acsr.Store;

/// <summary>
/// Moves SQLite's write-ahead log into the file on a connection of its own. Left to SQLite, every so many pages the writer itself does it in
/// the middle of a commit, and everybody who waits for that commit waits for the disk twice. Only the short rest, which keeps the log from
/// starting over, is moved while the writer stands still.
/// </summary>
internal sealed partial class SqliteCheckpoints(StoreOptions options, WriteGate gate, TimeProvider clock, ILogger<SqliteCheckpoints> log) : BackgroundService
{
    /// <summary>Pages in the log from which it is moved.</summary>
    private const int Pages = 4_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var connectionString = new SqliteConnectionStringBuilder(options.ConnectionString) { Pooling = false, DefaultTimeout = 30 }.ToString();
        using var timer = new PeriodicTimer(Interval, clock);
        while (await WaitAsync(timer, stoppingToken))
        {
            try
            {
                await using var connection = new SqliteConnection(connectionString);
                await connection.OpenAsync(stoppingToken);
                // As long as it goes well the connection stays open: opening reads the whole schema.
                do { await RunOnceAsync(connection, stoppingToken); } while (await WaitAsync(timer, stoppingToken));
            }
            catch (SqliteException error)
            {
                // The writer's own limit stands behind this one, so the log stays bounded meanwhile.
                Failed(error);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    /// <summary>Moves the log if it is long.</summary>
    internal async Task RunOnceAsync(SqliteConnection connection, CancellationToken cancellationToken)
    {
        if (Waiting(connection, "NOOP") < Pages) { return; }
        Waiting(connection, "PASSIVE");
        using var pass = await gate.EnterAsync(cancellationToken);
        Waiting(connection, "PASSIVE");
    }

    /// <summary>Runs a checkpoint, and returns the pages that are in the log and not in the file after it.</summary>
    internal static int Waiting(SqliteConnection connection, string mode)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA wal_checkpoint({mode})";
        using var reader = command.ExecuteReader();
        return reader.Read() ? reader.GetInt32(1) - reader.GetInt32(2) : 0;
    }

    private static async Task<bool> WaitAsync(PeriodicTimer timer, CancellationToken cancellationToken)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(LogLevel.Warning, "The write-ahead log could not be moved into the database file; it is tried again")]
    private partial void Failed(Exception error);
}
