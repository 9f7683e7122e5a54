using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Store;

/// <summary>Registers the store. The rest of the program asks for <c>IDbContextFactory&lt;ConsoleDbContext&gt;</c> and does not know which database it is.</summary>
public static class StoreServices
{
    public static IServiceCollection AddStore(this IServiceCollection services, StoreOptions options)
    {
        services.AddOptions<IdentityOptions>().Configure(IdentityModel.Configure);
        services.AddSingleton(options);
        if (options.IsPostgres)
        {
            services.AddDbContextFactory<PostgresConsoleDbContext>(builder => builder.UseConsolePostgres(options.ConnectionString));
            Register<PostgresConsoleDbContext>(services);
            services.AddSingleton<WriteGate>(_ => new WriteGate(singleWriter: false));
        }
        else
        {
            services.AddDbContextFactory<SqliteConsoleDbContext>(builder => builder.UseConsoleSqlite(options.ConnectionString));
            Register<SqliteConsoleDbContext>(services);
            services.AddSingleton<WriteGate>(_ => new WriteGate(singleWriter: true));
            services.TryAddSingleton(TimeProvider.System);
            services.AddHostedService<SqliteCheckpoints>();
        }

        return services;
    }

    internal static void UseConsoleSqlite(this DbContextOptionsBuilder builder, string connectionString)
    {
        // Waiting for the writer lock is normal with one writer; half a minute is more than any commit of ours takes.
        var connection = new SqliteConnectionStringBuilder(connectionString) { DefaultTimeout = 30 };
        // A list goes over as one value: SQLite finds each value by its name among all, so hundreds of them cost more than the query.
        builder.UseSqlite(connection.ToString(), sqlite => sqlite.UseParameterizedCollectionMode(ParameterTranslationMode.Parameter)).ReplaceService<IMigrationsSqlGenerator, SqliteTables>().AddInterceptors(new SqlitePragmas()).Quieten();
    }

    internal static void UseConsolePostgres(this DbContextOptionsBuilder builder, string connectionString) => builder.UseNpgsql(connectionString).Quieten();

    private static void Quieten(this DbContextOptionsBuilder builder) =>
        builder.ConfigureWarnings(w => w.Ignore(RelationalEventId.MultipleCollectionIncludeWarning));

    private static void Register<TContext>(IServiceCollection services) where TContext : ConsoleDbContext
    {
        services.TryAddSingleton<IDbContextFactory<ConsoleDbContext>>(provider => new Factory<TContext>(provider.GetRequiredService<IDbContextFactory<TContext>>()));
        services.TryAddScoped<ConsoleDbContext>(provider => provider.GetRequiredService<TContext>());
    }

    private sealed class Factory<TContext>(IDbContextFactory<TContext> inner) : IDbContextFactory<ConsoleDbContext> where TContext : ConsoleDbContext
    {
        public ConsoleDbContext CreateDbContext() => inner.CreateDbContext();

        public async Task<ConsoleDbContext> CreateDbContextAsync(CancellationToken cancellationToken = default) => await inner.CreateDbContextAsync(cancellationToken);
    }
}
