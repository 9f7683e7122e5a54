using System.Text.Json;
using Acsr.Access;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Acsr.Shell;

/// <summary>What happens to every request before its stage sees it, and the addresses that belong to no stage.</summary>
public static class ShellEndpoints
{
    /// <summary>Programs get problem details with the trace's id; people get pages.</summary>
    public static void UseShell(this WebApplication app)
    {
        app.UseForwardedHeaders();
        if (!app.Environment.IsDevelopment()) { app.UseHsts(); }
        app.UseSecurityHeaders(SecurityHeaders.Policy());
        app.UseWhen(context => context.Request.IsFromMachine(), machine => machine.UseExceptionHandler().UseStatusCodePages());
        app.UseWhen(context => !context.Request.IsFromMachine(), person => person
            .UseExceptionHandler("/error", createScopeForErrors: true)
            .UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        app.UseRouting();
        app.UseAuthentication();
        app.UseOneTimePasswords();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
    }

    /// <summary>Files, pages and health.</summary>
    public static void MapShell(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();

        var health = app.MapGroup("/health").AllowAnonymous();
        health.MapHealthChecks("/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteAsync });
        health.MapHealthChecks("/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(ShellServices.Ready), ResponseWriter = WriteAsync });
    }

    // Descriptions are ours; an exception's text may name hosts and is left to the log.
    private static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new
        {
            status = report.Status.ToString().ToUpperInvariant() switch { "HEALTHY" => "healthy", "DEGRADED" => "degraded", _ => "unhealthy" },
            checks = report.Entries.Select(entry => new
            {
                name = entry.Key,
                healthy = entry.Value.Status == HealthStatus.Healthy,
                milliseconds = Math.Round(entry.Value.Duration.TotalMilliseconds, 1),
                description = entry.Value.Exception is null ? entry.Value.Description : "It failed; the log says why.",
            }),
        },
        JsonSerializerOptions.Web, context.RequestAborted);
}
