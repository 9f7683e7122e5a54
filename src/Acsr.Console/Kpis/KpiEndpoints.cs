using Acsr.Access;
using Acsr.Cases;

namespace Acsr.Kpis;

/// <summary>Figures as machines read them.</summary>
public sealed record KpisAnswer(IReadOnlyList<KpiValue> Kpis)
{
    public static KpisAnswer Of(IReadOnlyList<KpiValue> values) => new(values);
}

internal static class KpiEndpoints
{
    /// <summary><c>GET /api/v1/kpis</c>, behind a read key.</summary>
    public static void MapKpis(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/v1").RequireAuthorization(AccessPolicies.ReadKey).WithTags("KPIs")
            .MapGet("/kpis", async (KpiEngine engine, DateTimeOffset? from, DateTimeOffset? to, string? agent, string? version, string? channel, string? intent, string? source, string? handoff, CancellationToken cancellationToken) =>
            {
                var kind = HandoffWords.Find(handoff);
                if (handoff is not null && kind is null) { return Results.Problem($"'handoff' is '{handoff}'; use one of: {string.Join(", ", Enum.GetValues<HandoffKind>().Select(HandoffWords.Of))}.", statusCode: 400); }
                return Results.Ok(KpisAnswer.Of(await engine.ValuesAsync(KpiDefinitions.All, new KpiQuery(from?.UtcDateTime, to?.UtcDateTime, agent, version, channel, intent, source, kind), cancellationToken)));
            })
            .Produces<KpisAnswer>().ProducesProblem(400)
            .WithName("GetKpis").WithSummary("The KPIs with value (null: no data), unit, n and 95 % interval");
}
