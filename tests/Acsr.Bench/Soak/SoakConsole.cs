using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Acsr.Shell;
using Microsoft.Data.Sqlite;

namespace Acsr.Bench.Soak;

/// <summary>The console as a process of its own, to be killed, stopped and starved, on the same ports and file each time it is started.</summary>
internal sealed class SoakConsole : IDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly string _folder;
    private readonly List<string> _log = [];
    private Process? _process;

    public SoakConsole(string folder)
    {
        _folder = folder;
        Http = new IPEndPoint(IPAddress.Loopback, FreePort());
        Grpc = new IPEndPoint(IPAddress.Loopback, FreePort());
    }

    public IPEndPoint Http { get; }

    public IPEndPoint Grpc { get; }

    private string Store => Path.Combine(_folder, "soak.db");

    /// <summary>Runs a verb to its end.</summary>
    public async Task<(int Code, string Output)> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }

    /// <summary>Starts serving, and waits until it does.</summary>
    public async Task ServeAsync()
    {
        _process = Start("serve", "--urls", $"http://{Http}");
        var serves = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is not { } text) { return; }
            lock (_log) { _log.Add(text); }
            if (text.StartsWith("The console is at ", StringComparison.Ordinal)) { serves.TrySetResult(); }
        };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await serves.Task.WaitAsync(Patience);
    }

    /// <summary>Ends it without a word.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    /// <summary>Asks it to stop, and waits until it has.</summary>
    /// <returns>Errors that it logged meanwhile.</returns>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        int before;
        lock (_log) { before = _log.Count; }
        if (kill(_process!.Id, Terminate) != 0) { throw new InvalidOperationException("The console could not be asked to stop."); }
        await _process.WaitForExitAsync().WaitAsync(Patience);
        lock (_log) { return [.. _log.Skip(before).Where(line => line.Contains("rror", StringComparison.Ordinal) || line.StartsWith("fail", StringComparison.Ordinal))]; }
    }

    /// <summary>Makes its disk full, as far as it can see: no file of it may grow beyond so many bytes; null: as large as they like.</summary>
    public async Task LimitFilesAsync(long? bytes)
    {
        using var limit = Process.Start("prlimit", ["--pid", _process!.Id.ToString(CultureInfo.InvariantCulture), $"--fsize={(bytes is { } most ? string.Create(CultureInfo.InvariantCulture, $"{most}:") : "unlimited:")}"]);
        await limit.WaitForExitAsync();
        if (limit.ExitCode != 0) { throw new InvalidOperationException("prlimit failed."); }
    }

    /// <summary>Holds the database's writer place for a while, as another program would.</summary>
    public async Task LockAsync(TimeSpan time)
    {
        await using var connection = Open();
        Run(connection, "BEGIN IMMEDIATE");
        await Task.Delay(time);
        Run(connection, "ROLLBACK");
    }

    /// <summary>A number out of the database.</summary>
    public long Ask(string sql)
    {
        using var connection = Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar() is { } value && value is not DBNull ? value : 0L, CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        if (_process is { HasExited: false }) { _process.Kill(); }
        _process?.Dispose();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={Store};Pooling=False;Default Timeout=30");
        connection.Open();
        return connection;
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    // A process that may not write on gets a signal; ignored from before its start, it gets an error instead, as from a full disk.
    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", "trap '' XFSZ; exec \"$0\" \"$@\"", Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath! : "dotnet", "exec", typeof(ConsoleApp).Assembly.Location, .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Store__ConnectionString"] = $"Data Source={Store}";
        start.Environment["Ingest__GrpcUrl"] = $"http://{Grpc}";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        return Process.Start(start)!;
    }

    private static int FreePort()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int process, int signal);
}
