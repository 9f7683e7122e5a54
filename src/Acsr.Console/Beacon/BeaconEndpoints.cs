using System.Globalization;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Acsr.Access;
using Acsr.Ingest;
using Acsr.Ingest.Events;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Acsr.Beacon;

/// <summary>How much pages in browsers may send. Section <c>Beacon</c>.</summary>
public sealed class BeaconOptions
{
    public const string Section = "Beacon";

    /// <summary>Bytes in one request; what a page has to tell is a few hundred.</summary>
    public int MaxRequestBytes { get; set; } = 16 * 1024;

    /// <summary>Requests of one visitor (key and address) in a minute.</summary>
    public int VisitorRequestsPerMinute { get; set; } = 60;

    /// <summary>Requests with one key in a minute, all visitors together.</summary>
    public int KeyRequestsPerMinute { get; set; } = 12_000;
}

/// <summary>The script that pages load, and the write-only door it sends to (I2, I3). Neither sets a cookie nor reads one.</summary>
public static class BeaconEndpoints
{
    private const string Script = "assets/lib/beacon.js";
    private const string Limited = "beacon";

    public static IServiceCollection AddBeacon(this IServiceCollection services)
    {
        services.AddOptions<BeaconOptions>().BindConfiguration(BeaconOptions.Section);
        return services.AddRateLimiter(limiter =>
        {
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture) : "60";
                return ValueTask.CompletedTask;
            };
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => context.GetEndpoint()?.Metadata.GetMetadata<PageKey>() is null
                ? RateLimitPartition.GetNoLimiter("")
                : PerMinute(KeyOf(context), OptionsOf(context).KeyRequestsPerMinute));
            limiter.AddPolicy(Limited, context => PerMinute($"{KeyOf(context)} {context.Connection.RemoteIpAddress}", OptionsOf(context).VisitorRequestsPerMinute));
        });
    }

    /// <summary><c>GET /beacon.js</c> and <c>POST /api/v1/beacon</c>.</summary>
    public static void MapBeacon(this WebApplication app)
    {
        app.MapGet("/beacon.js", (IWebHostEnvironment host, HttpContext context) =>
        {
            var file = host.WebRootFileProvider.GetFileInfo(Script);
            context.Response.Headers.CacheControl = "public, max-age=3600";
            return file.Exists ? Results.File(file.CreateReadStream(), "text/javascript; charset=utf-8", lastModified: file.LastModified) : Results.NotFound();
        }).AllowAnonymous().ExcludeFromDescription();

        app.MapPost("/api/v1/beacon", AcceptAsync).DisableAntiforgery().RequireAuthorization(AccessPolicies.BrowserKey).RequireRateLimiting(Limited)
            .WithMetadata(PageKey.Instance, new DisableRequestSizeLimitAttribute()).WithTags("Ingest").ExcludeFromDescription();
    }

    private static async Task<IResult> AcceptAsync(HttpContext context, EventIntake intake, RequestBody bodies, IOptions<BeaconOptions> options, TimeProvider clock)
    {
        // Whoever got here comes from an origin of the key; its page may read the answer.
        context.Response.Headers.AccessControlAllowOrigin = context.Request.Headers.Origin;
        context.Response.Headers.Vary = "Origin";
        if (context.Request.ContentLength > options.Value.MaxRequestBytes) { return TooLarge(options.Value); }
        using var body = await bodies.ReadAsync(context.Request, options.Value.MaxRequestBytes, context.RequestAborted);
        if (body.Problem is not null) { return body.Status == 413 ? TooLarge(options.Value) : Busy(context, body.Status, body.Problem); }
        try
        {
            var (outcome, batch) = await intake.AcceptAsync(BeaconItems.Read(body.Bytes, clock.GetUtcNow().UtcDateTime), context.KeyName(), feedbackOnly: true);
            return outcome is IngestOutcome.Full or IngestOutcome.Unavailable ? Busy(context, 503, IngestDoors.Busy)
                : batch.Refused > 0 ? Results.Json(new EventsAnswer(batch.Accepted, batch.Refused, batch.Errors), statusCode: 400)
                : Results.NoContent();
        }
        catch (EventFormatException error)
        {
            return Results.Problem(error.Message, statusCode: 400);
        }
    }

    private static IResult TooLarge(BeaconOptions options) => Results.Problem($"The request is larger than {options.MaxRequestBytes} bytes (setting Beacon:MaxRequestBytes); send less at once.", statusCode: 413);

    private static IResult Busy(HttpContext context, int status, string detail)
    {
        if (status == 503) { context.Response.Headers.RetryAfter = "1"; }
        return Results.Problem(detail, statusCode: status);
    }

    private static RateLimitPartition<string> PerMinute(string partition, int requests) => RateLimitPartition.GetSlidingWindowLimiter(partition,
        _ => new SlidingWindowRateLimiterOptions { PermitLimit = requests, Window = TimeSpan.FromMinutes(1), SegmentsPerWindow = 6, QueueLimit = 0 });

    private static string KeyOf(HttpContext context) => context.User.FindFirstValue(ApiKeyHandler.IdClaim) ?? "";

    private static BeaconOptions OptionsOf(HttpContext context) => context.RequestServices.GetRequiredService<IOptions<BeaconOptions>>().Value;
}
