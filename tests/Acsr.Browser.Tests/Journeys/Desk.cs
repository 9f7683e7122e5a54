using System.Net.Http.Headers;
using System.Text;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Commands.Demo;
using Acsr.Commands.Demo.Wire;
using Acsr.Ingest;
using Acsr.Policies;
using Acsr.Review;
using Acsr.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Journeys;

/// <summary>The whole console on a socket and a database of its own, with nothing in it.</summary>
public class Desk : IAsyncLifetime
{
    /// <summary>Of everybody here.</summary>
    public const string Password = "a long enough sentence";

    private const string By = "test";
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"acsr-browser-{Guid.NewGuid():N}.db");
    private WebApplication _app = null!;

    /// <summary>Where it is served, without a slash at the end.</summary>
    public string Address { get; private set; } = "";

    /// <summary>More settings, as arguments.</summary>
    protected virtual string[] Settings => [];

    public T Get<T>() where T : notnull => _app.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "Acsr.Console",
            EnvironmentName = "Production",
            ContentRootPath = AppContext.BaseDirectory,
            Args = ["--urls=http://127.0.0.1:0", $"--Store:ConnectionString=Data Source={_file}", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.AspNetCore=None", "--Logging:LogLevel:Microsoft.EntityFrameworkCore=None", .. Settings],
        });
        _app = ConsoleApp.Build(builder);
        await _app.MigrateAsync();
        await _app.StartAsync();
        Address = $"http://localhost:{new Uri(_app.Urls.First()).Port}";
        await ArrangeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(_file)!, Path.GetFileName(_file) + "*")) { File.Delete(file); }
        GC.SuppressFinalize(this);
    }

    /// <summary>Adds somebody who signs in with <see cref="Password"/>.</summary>
    public async Task AddAsync(string name, params string[] roles)
    {
        var added = await Get<Users>().AddAsync(name, roles, By, Password, oneTime: false, demo: false, default);
        Assert.True(added.Outcome == UserOutcome.Done, added.Problem);
    }

    /// <summary>A program with a new key.</summary>
    public async Task<HttpClient> ProgramAsync(KeyScope scope, bool demo = false)
    {
        var (_, key) = await Get<ApiKeys>().CreateAsync("a program", scope, By, demo, default);
        return Program(key);
    }

    /// <summary>A program with a key that somebody gave it.</summary>
    public HttpClient Program(string key) =>
        new() { BaseAddress = new Uri(Address), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    /// <summary>What the desk begins with; nothing here.</summary>
    protected virtual Task ArrangeAsync() => Task.CompletedTask;

    /// <summary>The shop's cases through the native API, and its policy.</summary>
    protected async Task OpenShopAsync()
    {
        await Get<PolicyImport>().ImportAsync(ShopCases.PolicyId, ShopCases.Policy, DateTime.UtcNow.AddDays(-100), By, demo: false);
        using var agent = await ProgramAsync(KeyScope.Ingest);
        using var body = new StringContent(ShopCases.Lines(DateTime.UtcNow), Encoding.UTF8, "application/x-ndjson");
        using var answer = await agent.PostAsync("/api/v1/events", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await Get<CaseFolder>().FoldAllAsync(default);
    }

    /// <summary>A sample of the demo desk, which holds every kind of case, through both doors.</summary>
    protected async Task OpenDemoAsync()
    {
        await Get<PolicyImport>().ImportAsync(DemoPolicy.Id, DemoPolicy.Markdown, DateTime.UtcNow.AddDays(-120), By, demo: true);
        var cases = DemoDesk.Cases(seed: 1, DateTime.UtcNow.Date);
        var sample = cases.Where((told, n) => n % 60 == 0 || (n % 12 == 0 && told.Events.Any(happened => happened is OverrideEvent or ReopenedEvent)));
        using var http = new HttpClient { BaseAddress = new Uri(Address) };
        var (_, key) = await Get<ApiKeys>().CreateAsync("demo desk", KeyScope.Ingest, By, demo: true, default);
        await DemoSender.SendAsync(http, key, DemoWire.Requests(sample), null, default);
        await Get<CaseFolder>().FoldAllAsync(default);
    }

    /// <summary>Corrects open items of the shop, as <see cref="ShopCases.CorrectionOf"/> has it.</summary>
    /// <returns>The cases that are reviewed now.</returns>
    protected internal async Task<IReadOnlyList<string>> ReviewAsync(string reviewer, int count)
    {
        var person = (await Get<Users>().ListAsync(default)).Single(p => p.Name == reviewer);
        var open = await Get<ReviewLists>().ListAsync(ReviewFilter.Open, person.Id, ReviewReason.Override, 200, null, default);
        var rows = open.Where(row => row.CaseId.StartsWith(ShopCases.Prefix, StringComparison.Ordinal)).Take(count).ToList();
        foreach (var row in rows)
        {
            var session = (await Get<ReviewSessions>().OpenAsync(row.Id, new Reviewer(person.Id, person.Name), claim: true, default))!;
            (session.Form.FinalAction, session.Form.FinalArguments) = (ShopCases.Correction, ShopCases.CorrectionOf(row.CaseId));
            (session.Form.Rationale, session.Form.Clause) = ("Seven days are over, so the parcel counts as lost.", ShopCases.Clause);
            session.Touch();
            Assert.Equal(SubmitOutcome.Accepted, (await session.SubmitAsync(default)).Outcome);
        }

        return rows.ConvertAll(row => row.CaseId);
    }
}

/// <summary>A desk with the shop's cases.</summary>
public sealed class ShopDesk : Desk
{
    protected override Task ArrangeAsync() => OpenShopAsync();
}

/// <summary>A desk with the shop's cases and a sample of the demo desk.</summary>
public sealed class MixedDesk : Desk
{
    protected override async Task ArrangeAsync()
    {
        await OpenShopAsync();
        await OpenDemoAsync();
    }
}
