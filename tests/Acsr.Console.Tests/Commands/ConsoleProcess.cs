using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace Acsr.Commands;

/// <summary>The executable itself in a folder of its own, with its store in it.</summary>
internal sealed class ConsoleProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Folder { get; } = Directory.CreateTempSubdirectory("acsr-process-").FullName;

    /// <summary>Settings beside the usual ones, for processes that start from now on.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    public string Store => Path.Combine(Folder, "acsr.db");

    /// <summary>Runs a verb to its end: exit code, standard output, standard error.</summary>
    public async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(new CancellationTokenSource(Patience).Token);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Serves until it is killed.</summary>
    /// <returns>The process, and where it listens.</returns>
    public async Task<(Process Process, Uri Address)> ServeAsync()
    {
        const string said = "The console is at ";
        var process = Start("serve", "--urls", "http://127.0.0.1:0");
        _ = process.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        while (await process.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith(said, StringComparison.Ordinal)) { continue; }
            _ = process.StandardError.ReadToEndAsync(CancellationToken.None);
            return (process, new Uri(line[said.Length..]));
        }

        throw new InvalidOperationException("The console ended before it listened.");
    }

    /// <summary>The number that a query gives, straight from the file; 0 where it gives none.</summary>
    public long Ask(string sql) => Convert.ToInt64(AskAny(sql), null);

    /// <summary>The text that a query gives, straight from the file; null where it gives none.</summary>
    public string? AskText(string sql) => AskAny(sql) as string;

    private object? AskAny(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Store};Pooling=False;Default Timeout=10");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar() is { } value && value is not DBNull ? value : null;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private Process Start(params string[] arguments)
    {
        // A process that may not write on gets a signal; ignored from before its start, it gets an error instead, as from a full disk.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", "exec", typeof(CommandLine).Assembly.Location, .. arguments])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        foreach (var (name, value) in Settings) { start.Environment[name] = value; }
        return Process.Start(start)!;
    }
}
