using Microsoft.Data.Sqlite;

namespace Acsr.Store;

/// <summary>A SQLite file of its own, copied from one that was migrated once.</summary>
public sealed class SqliteStore : TestStore
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("acsr-tests-").FullName;
    private static readonly Lazy<Task<string>> Template = new(CreateTemplateAsync);

    private readonly string _file = Path.Combine(Folder, $"{Guid.NewGuid():N}.db");

    static SqliteStore() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    protected override async Task<StoreOptions> CreateAsync()
    {
        File.Copy(await Template.Value, _file);
        return At(_file);
    }

    protected override Task DropAsync()
    {
        ReleaseFile(_file);
        foreach (var file in Directory.EnumerateFiles(Folder, Path.GetFileName(_file) + "*")) { File.Delete(file); }
        return Task.CompletedTask;
    }

    private static async Task<string> CreateTemplateAsync()
    {
        var file = Path.Combine(Folder, "template.db");
        await MigrateAsync(At(file));
        // The last connection to close folds the write-ahead log into the file, so that the file alone is the database.
        ReleaseFile(file);
        return file;
    }

    private static StoreOptions At(string file) => new() { Provider = "Sqlite", ConnectionString = $"Data Source={file}" };

    // Pools are found by the exact string, and the store adds its time-out to ours.
    private static void ReleaseFile(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(At(file).ConnectionString) { DefaultTimeout = 30 }.ToString());
        SqliteConnection.ClearPool(connection);
    }
}
