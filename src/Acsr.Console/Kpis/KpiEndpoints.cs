using Acsr.Access;
using Acsr.Cases;

namespace Acsr.Kpis;

/// <summary>Figures as machines read them.</summary>
public sealed record KpisAnswer(IReadOnlyList<KpiValue> Kpis)
{
    public static KpisAnswer Of(IReadOnlyList<KpiValue> values) => new(values);
}

/// <summary>Which cases and KPIs a machine asks about; every part that is absent lets everything through.</summary>
/// <param name="From">First moment.</param>
/// <param name="To">First moment after.</param>
/// <param name="Kpi">Ids, also with a version (<c>fcr@1</c>); absent: all.</param>
/// <param name="Tag">Each <c>name=value</c>; a case must have all.</param>
/// <param name="Baseline">Only cases from before the agent.</param>
internal sealed record KpisQuestion(
    DateTimeOffset? From, DateTimeOffset? To, string[]? Kpi, string? Agent, string? Version, string? Strategy, string? Channel, string? Intent, string? Language, string? Tier, string? Handler, string? Release, string? Source, string? Handoff,
    string[]? Tag, bool? Baseline);

internal static class KpiEndpoints
{
    /// <summary><c>GET /api/v1/kpis</c>, behind a read key.</summary>
    public static void MapKpis(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/api/v1").RequireAuthorization(AccessPolicies.ReadKey).WithTags("KPIs")
            .MapGet("/kpis", AnswerAsync)
            .Produces<KpisAnswer>().ProducesProblem(400)
            .WithName("GetKpis").WithSummary("The KPIs with value (null: no data), unit, n and 95 % interval");

    private static async Task<IResult> AnswerAsync(KpiEngine engine, [AsParameters] KpisQuestion asked, CancellationToken cancellationToken)
    {
        var kind = HandoffWords.Find(asked.Handoff);
        if (asked.Handoff is not null && kind is null) { return Results.Problem($"'handoff' is '{asked.Handoff}'; use one of: {string.Join(", ", Enum.GetValues<HandoffKind>().Select(HandoffWords.Of))}.", statusCode: 400); }
        if (asked.Tag?.FirstOrDefault(t => !t.Contains('=', StringComparison.Ordinal)) is { } tag) { return Results.Problem($"'tag' is '{tag}'; write it as name=value.", statusCode: 400); }
        if (asked.Kpi?.FirstOrDefault(id => KpiDefinitions.Find(id) is null) is { } unknown) { return Results.Problem($"There is no KPI '{unknown}'; leave 'kpi' out to see all.", statusCode: 400); }
        var query = new KpiQuery(asked.From?.UtcDateTime, asked.To?.UtcDateTime, asked.Agent, asked.Version, asked.Channel, asked.Intent, asked.Source, kind)
        {
            Strategy = asked.Strategy,
            Language = asked.Language,
            CustomerTier = asked.Tier,
            Release = asked.Release,
            Handler = asked.Handler,
            Tags = new KpiTags(asked.Tag ?? []),
            Baseline = asked.Baseline == true,
        };
        var kpis = asked.Kpi is { Length: > 0 } ids ? ids.Select(KpiDefinitions.Find).OfType<KpiDefinition>() : KpiDefinitions.All;
        return Results.Ok(KpisAnswer.Of(await engine.ValuesAsync(kpis, query, cancellationToken)));
    }
}
