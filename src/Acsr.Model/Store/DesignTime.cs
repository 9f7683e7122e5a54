using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Store;

/// <summary>The one place for the Identity options that shape the tables (schema 3: passkeys).</summary>
public static class IdentityModel
{
    public static void Configure(IdentityOptions options) => options.Stores.SchemaVersion = IdentitySchemaVersions.Version3;

    // IdentityDbContext reads IdentityOptions from the application's services, and at design time there is no application.
    internal static IServiceProvider DesignTimeServices() =>
        new ServiceCollection().AddOptions().Configure<IdentityOptions>(Configure).BuildServiceProvider();
}

internal sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<SqliteConsoleDbContext>
{
    public SqliteConsoleDbContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<SqliteConsoleDbContext>();
        builder.UseConsoleSqlite("Data Source=design-time.db");
        builder.UseApplicationServiceProvider(IdentityModel.DesignTimeServices());
        return new SqliteConsoleDbContext(builder.Options);
    }
}

internal sealed class PostgresDesignTimeFactory : IDesignTimeDbContextFactory<PostgresConsoleDbContext>
{
    public PostgresConsoleDbContext CreateDbContext(string[] args)
    {
        var builder = new DbContextOptionsBuilder<PostgresConsoleDbContext>();
        builder.UseConsolePostgres("Host=localhost;Database=design-time");
        builder.UseApplicationServiceProvider(IdentityModel.DesignTimeServices());
        return new PostgresConsoleDbContext(builder.Options);
    }
}
