using Acsr.Access;
using Acsr.Beacon;
using Acsr.Cases;
using Acsr.Cases.Health;
using Acsr.Delivery;
using Acsr.Effects;
using Acsr.Finding;
using Acsr.Improvement;
using Acsr.Ingest;
using Acsr.Knowledge;
using Acsr.Kpis;
using Acsr.Operations;
using Acsr.Outcomes;
using Acsr.Policies;
using Acsr.Releases;
using Acsr.Retention;
using Acsr.Review;
using Acsr.Revisions;
using Acsr.Signals;
using Acsr.Store;
using Acsr.Surveys;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Shell;

/// <summary>The console as a web application: its parts in the order the data flows, and how it is served.</summary>
public static class ConsoleApp
{
    private const string DefaultUrl = "http://localhost:5080";

    /// <summary>Registers and maps everything; starts nothing.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.UseConsoleHost();
        builder.AddPipeline();
        builder.Services.AddIngestDoors();
        builder.Services.AddBeacon();
        builder.Services.AddSingleton<KpiMarkers>();
        builder.Services.AddApi();
        builder.Services.AddShell(builder.Configuration);

        var app = builder.Build();
        app.UseShell();
        app.MapIngest();
        app.MapSources();
        app.MapBeacon();
        app.MapSurveys();
        app.MapKpis();
        app.MapKnowledge();
        app.MapFinding();
        app.MapReleases();
        app.MapReviews();
        app.MapEffects();
        app.MapAccess();
        app.MapApi();
        app.MapShell();
        return app;
    }

    /// <summary>Every stage without its pages and doors, in the order the data flows; verbs that serve nothing need no more.</summary>
    public static void AddPipeline(this WebApplicationBuilder builder)
    {
        builder.AddConsoleLogging();
        builder.Services.AddStore(builder.Configuration.GetSection(StoreOptions.Section).Get<StoreOptions>() ?? new StoreOptions());
        builder.Services.AddIngest();
        builder.Services.AddCases();
        builder.Services.AddPolicies();
        builder.Services.AddSignals();
        builder.Services.AddKpis();
        builder.Services.AddFinding();
        builder.Services.AddReview();
        builder.Services.AddSingleton<Func<string, CancellationToken, Task<FoldedCase?>>>(provider => provider.GetRequiredService<CaseReader>().ReadAsync);
        builder.Services.AddDelivery();
        builder.Services.AddOutcomes();
        builder.Services.AddSurveys();
        builder.Services.AddKnowledge();
        builder.Services.AddReleases();
        builder.Services.AddImprovement();
        builder.Services.AddEffects();
        builder.Services.AddRevisions();
        builder.Services.AddRetention();
        builder.Services.AddOperations();
        builder.Services.AddAccess();
    }

    /// <summary>Brings the database up to date, listens, says where, and runs until it is told to stop.</summary>
    public static async Task ServeAsync(this WebApplication app, CancellationToken cancellationToken = default)
    {
        await app.MigrateAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        await app.SayWhereAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }

    /// <summary>Creates or updates the tables.</summary>
    public static async Task MigrateAsync(this WebApplication app, CancellationToken cancellationToken = default)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync(cancellationToken);
        await db.Database.MigrateAsync(cancellationToken);
    }

    private static void UseConsoleHost(this WebApplicationBuilder builder)
    {
        // Else only Development finds scripts and styles when the console runs from where it was built.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        string[] keys = ["urls", "http_ports", "https_ports"];
        if (keys.All(key => string.IsNullOrEmpty(builder.Configuration[key])) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(DefaultUrl);
        }

        builder.UseGrpcAddress();
        builder.AddConsoleTelemetry();
    }

    /// <summary>Where the started console is reached from this machine.</summary>
    public static string LocalAddress(this WebApplication app) =>
        app.Urls.FirstOrDefault(url => !app.Configuration.IsGrpcAddress(url))?.Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal) ?? DefaultUrl;

    // To standard error: standard output belongs to answers. Not to the log either, for the link lets its reader in.
    private static async Task SayWhereAsync(this WebApplication app, CancellationToken cancellationToken)
    {
        var address = app.LocalAddress();
        await Console.Error.WriteLineAsync($"The console is at {address}");
        if (app.Configuration[GrpcAddress.Setting] is { Length: > 0 } grpc) { await Console.Error.WriteLineAsync($"OTLP over gRPC is taken at {grpc}"); }
        if (await app.Services.GetRequiredService<SetupLink>().ForAsync(address, cancellationToken) is { } link)
        {
            await Console.Error.WriteLineAsync($"Nobody can sign in yet. Make the first administrator here, once: {link}");
        }
    }
}
