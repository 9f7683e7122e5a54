using Npgsql;

namespace Acsr.Store;

/// <summary>
/// A database of its own on the server that <c>ACSR_TEST_POSTGRES</c> names (a connection string of ADO.NET; <c>tests/postgres.sh</c>
/// prints one), copied from one that was migrated once.
/// </summary>
public sealed class PostgresStore : TestStore
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("ACSR_TEST_POSTGRES");
    private static readonly SemaphoreSlim Copying = new(1, 1);
    private static string? s_template;

    private readonly string _database = $"acsr_test_{Guid.NewGuid():N}";

    static PostgresStore() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        if (s_template is not null) { ExecuteAsync($"""DROP DATABASE IF EXISTS "{s_template}" WITH (FORCE)""").GetAwaiter().GetResult(); }
    };

    protected override async Task<StoreOptions> CreateAsync()
    {
        Assert.SkipWhen(string.IsNullOrEmpty(Server), "ACSR_TEST_POSTGRES is not set: no PostgreSQL to test on. Start one with tests/postgres.sh.");

        // A database cannot be copied while somebody else is connected to it, a second copier included.
        await Copying.WaitAsync();
        try
        {
            s_template ??= await CreateTemplateAsync();
            await ExecuteAsync($"""CREATE DATABASE "{_database}" TEMPLATE "{s_template}" """);
        }
        finally
        {
            Copying.Release();
        }

        return At(_database);
    }

    protected override Task DropAsync()
    {
        ReleaseConnections(_database);
        return ExecuteAsync($"""DROP DATABASE "{_database}" WITH (FORCE)""");
    }

    private static async Task<string> CreateTemplateAsync()
    {
        var template = $"acsr_template_{Guid.NewGuid():N}";
        await ExecuteAsync($"""CREATE DATABASE "{template}" """);
        await MigrateAsync(At(template));
        ReleaseConnections(template);
        return template;
    }

    private static StoreOptions At(string database) => new()
    {
        Provider = "Postgres",
        ConnectionString = new NpgsqlConnectionStringBuilder(Server) { Database = database, MaxPoolSize = 20 }.ToString(),
    };

    private static void ReleaseConnections(string database)
    {
        using var connection = new NpgsqlConnection(At(database).ConnectionString);
        NpgsqlConnection.ClearPool(connection);
    }

    // Names are our own; DDL takes no parameters.
    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Server) { Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
