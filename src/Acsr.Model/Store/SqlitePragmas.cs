using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Acsr.Store;

/// <summary>
/// What every SQLite connection needs: <c>synchronous=FULL</c>, so that a commit that we acknowledged outlives a power cut, a cache
/// that holds the working set, and a limit of the write-ahead log that is reached only where nobody else moves it (<see cref="SqliteCheckpoints"/>).
/// </summary>
internal sealed class SqlitePragmas : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=32000;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
