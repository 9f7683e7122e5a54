using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Acsr.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Shell;

/// <summary>The whole console on a database of its own, asked without a socket.</summary>
public sealed class TestConsole : IAsyncLifetime
{
    private static int _ports = Environment.ProcessId;

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"acsr-console-{Guid.NewGuid():N}.db");

    public WebApplication App { get; private set; } = null!;

    /// <summary>More settings, as arguments.</summary>
    internal string[] Settings { get; init; } = [];

    /// <summary>Serves on a real socket, at a free port, instead of in memory.</summary>
    internal bool OnSocket { get; init; }

    /// <summary>Looks on at the end of the pipeline, in front of the endpoints.</summary>
    internal Func<HttpContext, RequestDelegate, Task>? Onlooker { get; init; }

    /// <summary>Where the console is on its socket.</summary>
    internal Uri Address => new(App.LocalAddress());

    /// <summary>Takes OTLP over gRPC too, on its socket's neighbour.</summary>
    internal bool WithGrpc { get; init; }

    /// <summary>Where it takes gRPC.</summary>
    internal Uri GrpcAddress { get; } = new($"http://127.0.0.1:{FreePort()}");

    public Users Users => App.Services.GetRequiredService<Users>();

    public ApiKeys Keys => App.Services.GetRequiredService<ApiKeys>();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "Acsr.Console",
            EnvironmentName = "Production",
            ContentRootPath = AppContext.BaseDirectory,
            Args = [$"--Store:ConnectionString=Data Source={_file}", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.AspNetCore=None", "--urls=http://127.0.0.1:0", .. WithGrpc ? [$"--Ingest:GrpcUrl={GrpcAddress.ToString().TrimEnd('/')}"] : (string[])[], .. Settings],
        });
        if (!OnSocket) { builder.WebHost.UseTestServer(); }
        App = ConsoleApp.Build(builder);
        if (Onlooker is not null) { App.Use(Onlooker); }
        await App.MigrateAsync();
        await App.StartAsync();
    }

    /// <summary>Below the ports that the system gives out by itself, and each once: nobody takes it before the console does.</summary>
    private static int FreePort()
    {
        while (true)
        {
            var port = 20_000 + (Interlocked.Increment(ref _ports) % 10_000);
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it: the next one.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(_file)!, Path.GetFileName(_file) + "*")) { File.Delete(file); }
    }

    /// <summary>A browser: it keeps cookies and does not follow redirects by itself.</summary>
    public Visitor Visit() => new(App.GetTestServer());
}

/// <summary>What a browser does with pages that are plain requests.</summary>
public sealed partial class Visitor(TestServer server)
{
    private readonly CookieContainer _cookies = new();

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>Opens a page, fills its form and sends it.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string path, params (string Field, string Value)[] fields)
    {
        var page = await (await GetAsync(path)).Content.ReadAsStringAsync();
        var hidden = HiddenField().Matches(page).Select(m => (m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value)));
        var form = hidden.Concat(fields).Select(f => KeyValuePair.Create(f.Item1, f.Item2));
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) });
    }

    public Task<HttpResponseMessage> SignInAsync(string name, string password, string query = "") =>
        SubmitAsync("/account/sign-in" + query, ("Form.Name", name), ("Form.Password", password));

    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        var address = request.RequestUri = new Uri(new Uri("http://localhost"), request.RequestUri!);
        if (_cookies.GetCookieHeader(address) is { Length: > 0 } header) { request.Headers.Add("Cookie", header); }
        var response = await server.CreateClient().SendAsync(request);
        if (response.Headers.TryGetValues("Set-Cookie", out var cookies))
        {
            foreach (var cookie in cookies) { _cookies.SetCookies(address, cookie); }
        }

        return response;
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""")]
    private static partial Regex HiddenField();
}
