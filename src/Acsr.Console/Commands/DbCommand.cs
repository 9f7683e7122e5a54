using System.CommandLine;
using Acsr.Access;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Commands;

/// <summary><c>db migrate|backup|check</c>.</summary>
internal static class DbCommand
{
    public static Command Create(string[] settings) => new("db", "Cares for the database.") { Migrate(settings), Backup(settings), Check(settings) };

    private static Command Migrate(string[] settings)
    {
        var command = new Command("migrate", "Brings the database to the newest version.");
        command.SetAction((_, cancellationToken) => CommandHost.RunAsync(settings, (_, _) => Task.FromResult(CommandLine.Done), cancellationToken));
        return command;
    }

    private static Command Backup(string[] settings)
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A file that does not exist yet." };
        var command = new Command("backup", "Copies the SQLite database into a file while the console runs. For PostgreSQL use pg_dump.") { file };
        command.SetAction((parsed, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            var target = parsed.GetRequiredValue(file);
            if (services.GetRequiredService<StoreOptions>().IsPostgres) { throw new CommandException("The store is PostgreSQL: back it up with pg_dump."); }
            if (target.Exists) { throw new CommandException($"'{target.FullName}' exists already; name another file."); }
            await using var db = await services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync(ct);
            await db.Database.ExecuteSqlAsync($"VACUUM INTO {target.FullName}", ct);
            await VerifyAsync(target.FullName, ct);
            Console.WriteLine(target.FullName);
            return CommandLine.Done;
        }, cancellationToken, migrate: false));
        return command;
    }

    private static async Task VerifyAsync(string path, CancellationToken cancellationToken)
    {
        await using var copy = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        await copy.OpenAsync(cancellationToken);
        await using var command = copy.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        if (await command.ExecuteScalarAsync(cancellationToken) is not "ok") { throw new InvalidOperationException($"The copy in '{path}' is damaged; take another."); }
    }

    private static Command Check(string[] settings)
    {
        var command = new Command("check", "Derives everything anew from what came in and compares; also checks the audit log's chain. Exit code 1 when something differs.");
        command.SetAction((_, cancellationToken) => CommandHost.RunAsync(settings, async (services, ct) =>
        {
            var report = await services.GetRequiredService<DerivedCheck>().RunAsync(null, ct);
            await using var db = await services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync(ct);
            var broken = await AuditLog.VerifyAsync(db, ct);
            foreach (var difference in report.Differences) { Console.WriteLine(difference); }
            if (broken is not null) { Console.WriteLine($"audit entry {broken} does not fit the entry before it"); }
            Console.WriteLine(report.Differences.Count == 0 && broken is null
                ? $"ok: {report.Cases} cases derived anew, no difference{(report.Waiting > 0 ? $"; {report.Waiting} are still waiting to be folded" : "")}"
                : $"{report.Differences.Count} differences in {report.Cases} cases");
            return report.Differences.Count == 0 && broken is null ? CommandLine.Done : CommandLine.Found;
        }, cancellationToken, migrate: false));
        return command;
    }
}
