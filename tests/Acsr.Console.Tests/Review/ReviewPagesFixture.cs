using System.Security.Claims;
using System.Text;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Policies;
using Acsr.Signals;
using Acsr.Store;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Acsr.Review;

/// <summary>A clock that moves only when it is told to; its timers are real.</summary>
internal sealed class ReviewClock : TimeProvider
{
    public DateTime Now { get; set; } = new(2026, 5, 4, 8, 59, 0, DateTimeKind.Utc);

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>The pages of review on a real store with one overridden case and one clause.</summary>
public abstract class ReviewPagesFixture : BunitContext, IAsyncLifetime
{
    private const string Case = """
        {"id":"m1","type":"message","case":"c-1","role":"customer","text":"My flight was cancelled. Yes, I want my money back.","time":"2026-05-04T08:00:00Z"}
        {"id":"t1","type":"step","case":"c-1","kind":"tool","name":"get_ticket","input":{"ticket":"A1"},"output":{"flown":true},"time":"2026-05-04T08:00:05Z"}
        {"id":"a1","type":"step","case":"c-1","kind":"action","name":"refund_order","input":{"ticket":"A1"},"output":"refunded","confidence":0.92,"time":"2026-05-04T08:00:10Z"}
        {"id":"o1","type":"override","case":"c-1","original":{"action":"refund_order"},"final":{"action":"deny_refund","arguments":{"ticket":"A1"}},"time":"2026-05-04T08:05:00Z"}
        """;

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"acsr-review-{Guid.NewGuid():N}.db");

    private readonly BunitAuthorizationContext _authorization;

    internal ReviewClock Clock { get; } = new();

    protected ReviewPagesFixture()
    {
        _authorization = AddAuthorization();
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(mud => mud.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddSingleton<TimeProvider>(Clock).AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        Services.AddScoped<Components.Notices>();
        Services.AddStore(new StoreOptions { ConnectionString = $"Data Source={_file}" }).AddIngest().AddCases().AddPolicies().AddSignals().AddReview().AddSingleton<Acsr.Effects.DeploymentDesk>();
    }

    public async ValueTask InitializeAsync()
    {
        await using (var db = await Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync()) { await db.Database.MigrateAsync(); }
        var writer = Services.GetRequiredService<IngestWriter>();
        await writer.StartAsync(default);
        await Services.GetRequiredService<EventIntake>().AcceptAsync(Encoding.UTF8.GetBytes(Case), lines: true, "test", feedbackOnly: false);
        await writer.StopAsync(default);
        Clock.Now += TimeSpan.FromMinutes(1);
        await Services.GetRequiredService<CaseFolder>().FoldAllDueAsync(default);
        await Services.GetRequiredService<PolicyImport>().ImportAsync("airline", "# Airline\n\n## Refunds\n\n- A ticket that was used is not refunded.\n", Clock.Now.AddDays(-1), "test", demo: false);
    }

    /// <summary>Signs a reviewer in, or with <paramref name="mayReview"/> false a lead who only looks.</summary>
    internal void SignIn(string id, bool mayReview = true)
    {
        _authorization.SetAuthorized(id);
        _authorization.SetClaims(new Claim(ClaimTypes.NameIdentifier, id));
        _authorization.SetPolicies(mayReview ? [AccessPolicies.CanSeeReviews, AccessPolicies.CanReview] : [AccessPolicies.CanSeeReviews]);
    }

    internal void SignInLead(string id = "lea")
    {
        _authorization.SetAuthorized(id);
        _authorization.SetClaims(new Claim(ClaimTypes.NameIdentifier, id), new Claim(ClaimTypes.Name, id));
        _authorization.SetPolicies(AccessPolicies.CanSeeReviews, AccessPolicies.CanLeadReview);
    }

    internal async Task<long> ItemIdAsync() =>
        (await Services.GetRequiredService<ReviewLists>().ListAsync(ReviewFilter.Open, "", null, 1, null, default))[0].Id;

    public new async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        foreach (var suffix in (string[])["", "-wal", "-shm"]) { File.Delete(_file + suffix); }
        GC.SuppressFinalize(this);
    }
}
