using Acsr.Access;

namespace Acsr.Cases.Health;

internal static class SourceEndpoints
{
    private const int MostHours = 24 * 90;

    /// <summary><c>GET /api/v1/sources</c>, behind a read key.</summary>
    public static void MapSources(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/v1").RequireAuthorization(AccessPolicies.ReadKey).WithTags("Sources")
            .MapGet("/sources", async (SourceHealthReader reader, int? hours, string? search, int? skip, int? take, CancellationToken cancellationToken) =>
                hours is < 1 or > MostHours ? Results.Problem($"'hours' is {hours}; it must lie from 1 to {MostHours}.", statusCode: 400)
                : skip < 0 ? Results.Problem($"'skip' is {skip}; it must be 0 or more.", statusCode: 400)
                : take is < 1 or > SourcePage.Most ? Results.Problem($"'take' is {take}; it must lie from 1 to {SourcePage.Most}.", statusCode: 400)
                : Results.Ok(await reader.ReadAsync(hours ?? 24 * 7, new(search, skip ?? 0, take ?? SourcePage.Usual), cancellationToken)))
            .Produces<SourceReport>().ProducesProblem(400)
            .WithName("GetSources").WithSummary("How well each source tells what its agent does: dialects, counts per hour or day, shares of cases that carry a fact, what is missing, what was refused");
}
