using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Shell;

public sealed class ShellTests : IAsyncLifetime
{
    private readonly TestConsole _console = new();

    public ValueTask InitializeAsync() => _console.InitializeAsync();

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task Every_page_carries_one_strict_policy_with_a_nonce_of_its_own()
    {
        var first = await _console.Visit().GetAsync("/account/sign-in");
        var second = await _console.Visit().GetAsync("/account/sign-in");

        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe", policy, StringComparison.Ordinal);
        Assert.NotEqual(policy, second.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Equal("DENY", first.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Ready_says_no_when_the_database_lacks_a_migration_and_live_does_not_ask()
    {
        Assert.Equal((HttpStatusCode.OK, "healthy"), await HealthAsync("/health/ready"));

        await using (var db = await _console.App.Services.GetRequiredService<IDbContextFactory<Store.ConsoleDbContext>>().CreateDbContextAsync())
        {
            await db.Database.ExecuteSqlRawAsync("""DELETE FROM "__EFMigrationsHistory" """);
        }

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "unhealthy"), await HealthAsync("/health/ready"));
        Assert.Equal((HttpStatusCode.OK, "healthy"), await HealthAsync("/health/live"));
    }

    [Fact]
    public async Task A_file_of_ours_is_served_to_anybody()
    {
        var page = await (await _console.Visit().GetAsync("/account/sign-in")).Content.ReadAsStringAsync();
        var sheet = page.Split('"').Single(part => part.StartsWith("assets/lib/app.", StringComparison.Ordinal));

        var answer = await _console.Visit().GetAsync("/" + sheet);

        Assert.Equal("text/css", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("acsr-panel", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode, string?)> HealthAsync(string path)
    {
        var answer = await _console.Visit().GetAsync(path);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, json.RootElement.GetProperty("status").GetString());
    }
}
