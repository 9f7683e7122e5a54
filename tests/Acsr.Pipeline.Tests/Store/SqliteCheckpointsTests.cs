using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Acsr.Store;

public sealed class SqliteCheckpointsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("acsr-wal-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_long_log_is_moved_into_the_file_and_starts_over()
    {
        var options = new StoreOptions { ConnectionString = $"Data Source={Path.Combine(_folder, "a.db")};Pooling=False" };
        await using var writer = await OpenAsync(options);
        await using var own = await OpenAsync(options);
        using var gate = new WriteGate(singleWriter: true);
        using var checkpoints = new SqliteCheckpoints(options, gate, TimeProvider.System, NullLogger<SqliteCheckpoints>.Instance);
        Run(writer, "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; CREATE TABLE t (v BLOB)");

        Run(writer, "INSERT INTO t VALUES (zeroblob(1000000))");
        await checkpoints.RunOnceAsync(own, default);
        Assert.InRange(SqliteCheckpoints.Waiting(own, "NOOP"), 1, 3_999);

        Run(writer, "INSERT INTO t VALUES (zeroblob(20000000))");
        await checkpoints.RunOnceAsync(own, default);
        Assert.Equal(0, SqliteCheckpoints.Waiting(own, "NOOP"));
    }

    private static async Task<SqliteConnection> OpenAsync(StoreOptions options)
    {
        var connection = new SqliteConnection(options.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
