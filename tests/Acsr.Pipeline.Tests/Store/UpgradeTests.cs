using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Acsr.Store;

public sealed class UpgradeOnSqlite : UpgradeTests<SqliteStore>;

public sealed class UpgradeOnPostgres : UpgradeTests<PostgresStore>;

/// <summary>A console that is in use is updated: what its database held before is all there, and can be read as what it is now.</summary>
public abstract class UpgradeTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private readonly TStore _store = new();

    public async ValueTask InitializeAsync() => await _store.OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task Rows_of_every_table_of_the_first_version_are_kept_and_can_be_read() => await _store.WithAsync(async db =>
    {
        await db.Database.EnsureDeletedAsync();
        var migrations = db.GetService<IMigrationsAssembly>();
        var (id, type) = migrations.Migrations.First();
        await db.GetService<IMigrator>().MigrateAsync(id);
        var tables = InOrder(migrations.CreateMigration(type, db.Database.ProviderName!).TargetModel);
        foreach (var table in tables) { await FillAsync(db, table); }
        var before = await CountsAsync(db, tables);

        await db.Database.MigrateAsync();

        Assert.All(before, table => Assert.NotEqual(0, table.Rows));
        Assert.Equal(before, await CountsAsync(db, tables));
        var known = tables.Select(t => t.GetTableName()).ToHashSet();
        var read = 0;
        foreach (var entity in db.Model.GetEntityTypes().Where(e => known.Contains(e.GetTableName()) && e.ClrType != typeof(Dictionary<string, object>)))
        {
            read += await (Task<int>)typeof(UpgradeTests<TStore>).GetMethod(nameof(ReadAsync), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.MakeGenericMethod(entity.ClrType).Invoke(null, [db])!;
        }

        Assert.InRange(read, known.Count, int.MaxValue);
        return true;
    });

    private static async Task<int> ReadAsync<T>(ConsoleDbContext db) where T : class => (await db.Set<T>().AsNoTracking().ToListAsync()).Count;

    /// <summary>Whatever refers to a table comes behind it.</summary>
    private static List<IEntityType> InOrder(IModel model)
    {
        List<IEntityType> ordered = [];
        // Passkeys, the one table with a document in a column, are Identity's and not used.
        var waiting = model.GetEntityTypes().Where(e => !e.IsOwned() && !e.GetReferencingForeignKeys().Any(f => f.IsOwnership)).ToList();
        while (waiting.Count > 0)
        {
            var next = waiting.Where(e => e.GetForeignKeys().All(f => f.PrincipalEntityType == e || ordered.Contains(f.PrincipalEntityType))).ToList();
            Assert.NotEmpty(next);
            ordered.AddRange(next);
            waiting.RemoveAll(next.Contains);
        }

        return ordered;
    }

    /// <summary>One row: keys and references are all the same, so that references find what they name, and what may be missing is missing.</summary>
    private static async Task FillAsync(ConsoleDbContext db, IEntityType table)
    {
        var columns = table.GetProperties().Where(p => !p.IsNullable).ToList();
        await using var command = await CommandAsync(db);
        command.CommandText = $"INSERT INTO \"{table.GetTableName()}\" ({string.Join(", ", columns.Select(c => $"\"{c.GetColumnName()}\""))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
        foreach (var (column, i) in columns.Select((column, i) => (column, i)))
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ($"@p{i}", ValueOf(column));
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }

    // A list is stored as JSON, and a text may hold anything: this is both.
    private static object ValueOf(IProperty column) => Type.GetTypeCode(column.ClrType) switch
    {
        TypeCode.String => column.IsKey() || column.IsForeignKey() ? "77" : "[]",
        TypeCode.Int32 => 77,
        TypeCode.Int64 => 77L,
        TypeCode.Boolean => false,
        TypeCode.Double => 0.5,
        TypeCode.DateTime => new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc),
        _ => column.ClrType == typeof(byte[]) ? new byte[] { 1 }
            : column.ClrType == typeof(DateTimeOffset) ? new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)
            : throw new InvalidOperationException($"{column.DeclaringType.DisplayName()}.{column.Name} is a {column.ClrType.Name}; say here what one looks like."),
    };

    private static async Task<List<(string Table, long Rows)>> CountsAsync(ConsoleDbContext db, List<IEntityType> tables)
    {
        List<(string, long)> counts = [];
        foreach (var table in tables.Select(t => t.GetTableName()!))
        {
            await using var command = await CommandAsync(db);
            command.CommandText = $"SELECT count(*) FROM \"{table}\"";
            counts.Add((table, Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture)));
        }

        return counts;
    }

    private static async Task<DbCommand> CommandAsync(ConsoleDbContext db)
    {
        await db.Database.OpenConnectionAsync();
        return db.Database.GetDbConnection().CreateCommand();
    }
}
