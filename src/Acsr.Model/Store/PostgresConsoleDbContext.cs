using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Acsr.Store;

/// <summary>The store on a PostgreSQL server, for several nodes.</summary>
public sealed class PostgresConsoleDbContext(DbContextOptions<PostgresConsoleDbContext> options) : ConsoleDbContext(options)
{
    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    public override string Ordinal => "\"C\"";

    public override string SizeQuery => """SELECT pg_database_size(current_database()) AS "Value" """;

    public override bool IsTransient(Exception error) => error.GetBaseException() is NpgsqlException { IsTransient: true } or System.Net.Sockets.SocketException;
}
