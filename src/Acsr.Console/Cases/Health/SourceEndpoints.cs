using Acsr.Access;

namespace Acsr.Cases.Health;

internal static class SourceEndpoints
{
    private const int MostHours = 24 * 90;

    /// <summary><c>GET /api/v1/sources</c>, behind a read key.</summary>
    public static void MapSources(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/v1").RequireAuthorization(AccessPolicies.ReadKey).WithTags("Sources")
            .MapGet("/sources", async (SourceHealthReader reader, int? hours, CancellationToken cancellationToken) => hours is < 1 or > MostHours
                ? Results.Problem($"'hours' is {hours}; it must lie from 1 to {MostHours}.", statusCode: 400)
                : Results.Ok(await reader.ReadAsync(hours ?? 24 * 7, cancellationToken)))
            .Produces<SourceReport>().ProducesProblem(400)
            .WithName("GetSources").WithSummary("How well each source tells what its agent does: dialects, counts per hour or day, shares of cases that carry a fact, what is missing, what was refused");
}
