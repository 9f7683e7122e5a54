using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Acsr.Store;

/// <summary>The store on a PostgreSQL server, for several nodes.</summary>
public sealed class PostgresConsoleDbContext(DbContextOptions<PostgresConsoleDbContext> options) : ConsoleDbContext(options)
{
    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    public override string Ordinal => "\"C\"";

    public override string TextsIn(string json) => $"SELECT value FROM jsonb_array_elements_text(CAST({json} AS jsonb))";

    // A call to the server costs more than its values.
    public override int ValuesAtOnce => 2_000;

    public override string SizeQuery => """SELECT pg_database_size(current_database()) AS "Value" """;

    // Folds share the lock; a change of a rule needs it alone, and so comes before or after a fold and never between its reading and its commit.
    public override Task HoldRulesAsync(CancellationToken cancellationToken) =>
        Database.ExecuteSqlRawAsync("""LOCK TABLE "PolicyRules", "PolicyVersions" IN SHARE MODE""", cancellationToken);

    public override bool IsTransient(Exception error) => error.GetBaseException() is NpgsqlException { IsTransient: true } or System.Net.Sockets.SocketException;
}
