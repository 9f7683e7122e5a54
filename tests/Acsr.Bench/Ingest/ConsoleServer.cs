using System.Net;
using System.Net.Sockets;
using Acsr.Access;
using Acsr.Shell;
using Acsr.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Bench.Ingest;

/// <summary>The whole console, as it is served to people, on a port and a file of its own.</summary>
internal sealed class ConsoleServer
{
    private readonly WebApplication _app;
    private readonly string _file;

    private ConsoleServer(WebApplication app, string file, string key, int grpcPort) => (_app, _file, Key, Grpc) = (app, file, key, new IPEndPoint(IPAddress.Loopback, grpcPort));

    /// <summary>Where OTLP over gRPC is taken.</summary>
    public IPEndPoint Grpc { get; }

    public string Key { get; }

    public IPEndPoint Address => new(IPAddress.Loopback, new Uri(_app.Urls.First()).Port);

    /// <summary>A service of the console.</summary>
    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    /// <param name="file">Its database.</param>
    /// <param name="fold">False: what comes in is not folded while it is measured.</param>
    public static async Task<ConsoleServer> StartAsync(string file, bool fold)
    {
        var grpcPort = FreePort();
        string[] settings =
        [
            $"--Ingest:GrpcUrl=http://127.0.0.1:{grpcPort}",
            "--urls=http://127.0.0.1:0", "--Store:Provider=Sqlite", $"--Store:ConnectionString=Data Source={file}", $"--Ingest:FoldDelaySeconds={(fold ? 1 : 3600)}",
            "--Logging:LogLevel:Default=Warning", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Warning",
        ];
        var app = ConsoleApp.Build(WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ApplicationName = "Acsr.Console", ContentRootPath = AppContext.BaseDirectory }));
        await app.MigrateAsync();
        await app.StartAsync();
        var (_, key) = await app.Services.GetRequiredService<ApiKeys>().CreateAsync("bench", KeyScope.Ingest, "bench", false, default);
        return new ConsoleServer(app, file, key, grpcPort);
    }

    // The address of its own for gRPC needs a port that is known before.
    private static int FreePort()
    {
        using var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)listener.LocalEndPoint!).Port;
    }

    /// <summary>Cases folded so far, and cases that wait for it, those of requests that are not filed yet included.</summary>
    public async Task<(int Folded, int Waiting)> ProgressAsync(int casesARequest)
    {
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        return (await db.Cases.CountAsync(), await db.CaseWork.CountAsync() + (await db.UnfiledSegments.CountAsync() * casesARequest));
    }

    /// <summary>Spans in the store, by its own count.</summary>
    public async Task<long> StoredSpansAsync()
    {
        await using var db = await _app.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        return await db.Segments.SumAsync(s => (long)s.Count);
    }

    /// <summary>Stops it; returns the bytes of its database.</summary>
    public async Task<long> StopAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        // The last connection to close moves the write-ahead log into the file.
        SqliteConnection.ClearAllPools();
        return new FileInfo(_file).Length;
    }
}
