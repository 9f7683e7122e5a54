using System.Globalization;
using System.Text.Json;
using Acsr.Access;
using Acsr.Delivery;
using Acsr.Ingest;
using Acsr.Ingest.Events;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace Acsr.Surveys;

/// <summary>A link to send to a customer.</summary>
/// <param name="Line">Which invitation of the request, from 1.</param>
/// <param name="Id">Of the invitation.</param>
/// <param name="Case">The case.</param>
/// <param name="Url">For the customer; good for one answer.</param>
/// <param name="ExpiresAt">UTC.</param>
public sealed record SurveyUrl(int Line, string Id, string Case, string Url, DateTime ExpiresAt);

/// <summary>What became of the invitations of a request.</summary>
/// <param name="Surveys">The links.</param>
/// <param name="Refused">Invitations without one.</param>
/// <param name="Errors">Which, and why.</param>
public sealed record SurveysAnswer(IReadOnlyList<SurveyUrl> Surveys, int Refused, IReadOnlyList<EventError> Errors);

/// <summary>The hosted survey: the page that customers answer on, and the door that makes links to it.</summary>
public static class SurveyEndpoints
{
    private const int MaxInvitations = 1_000;
    private const int MaxForm = 32 * 1024;

    /// <summary><c>GET</c> and <c>POST /survey/{token}</c>, and <c>POST /api/v1/surveys</c>.</summary>
    public static void MapSurveys(this IEndpointRouteBuilder routes)
    {
        var page = routes.MapGroup("/survey").AllowAnonymous().ExcludeFromDescription();
        page.MapGet("/{token}", async (string token, HttpContext context, SurveyDesk desk) => Page(context, await desk.FindAsync(token, context.RequestAborted)));
        // No antiforgery: it needs a cookie. Who has the link may answer, and nobody else can know it.
        page.MapPost("/{token}", AnswerAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaxForm));

        routes.MapPost("/api/v1/surveys", InviteAsync).DisableAntiforgery().RequireAuthorization(AccessPolicies.IngestKey).WithTags("Ingest")
            .Accepts<SurveyInvitation>("application/json")
            .Produces<SurveysAnswer>().Produces<SurveysAnswer>(400).ProducesProblem(413).ProducesProblem(503)
            .WithName("InviteToSurveys").WithSummary("Makes links to the hosted survey")
            .WithDescription("One invitation or an array of up to 1 000: case, and where wanted id, language, asks (csat, ces, resolved), validDays. Records survey.invited for each; the same id again gives a link to the same survey.");
    }

    private static async Task<IResult> AnswerAsync(string token, HttpContext context, SurveyDesk desk)
    {
        context.Response.Headers.CacheControl = "no-store";
        var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
        var answer = new SurveyAnswer(Within(form["csat"], 5), Within(form["ces"], 7), bool.TryParse(form["resolved"], out var resolved) ? resolved : null, form["comment"]);
        if (answer is { Csat: null, Ces: null, Resolved: null }) { return Page(context, await desk.FindAsync(token, context.RequestAborted), nothing: true); }
        await desk.AnswerAsync(token, answer, context.RequestAborted);
        // Reloading what comes now sends nothing again.
        context.Response.Headers.Location = (context.Request.PathBase + context.Request.Path).ToUriComponent();
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static int? Within(string? value, int most) => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most ? number : null;

    private static RazorComponentResult<SurveyDocument> Page(HttpContext context, SurveyView view, bool nothing = false)
    {
        context.Response.Headers.CacheControl = "no-store";
        context.Response.StatusCode = view.State switch { SurveyState.Unknown => 404, SurveyState.Expired => 410, _ => nothing && view.State == SurveyState.Open ? 400 : 200 };
        var texts = SurveyTexts.In([view.Language, .. context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1).Select(l => l.Value.ToString())]);
        return new RazorComponentResult<SurveyDocument>(new { View = view, Texts = texts, Nothing = nothing, PathBase = context.Request.PathBase.ToString() }) { StatusCode = context.Response.StatusCode };
    }

    private static async Task<IResult> InviteAsync(HttpContext context, SurveyDesk desk, RequestBody bodies, IOptions<DeliveryOptions> delivery)
    {
        using var body = await bodies.ReadAsync(context.Request, context.RequestAborted);
        if (body.Problem is not null) { return Busy(context, body.Status, body.Problem); }
        if (Read(body.Bytes, out var invitations, out var errors) is { } fault) { return Results.Problem(fault, statusCode: 400); }
        var made = await desk.InviteAsync([.. invitations.Select(i => i.Item)], context.KeyName(), context.RequestAborted);
        if (made is null) { return Busy(context, 503, IngestDoors.Busy); }

        var root = delivery.Value.PublicUrl.TrimEnd('/') is { Length: > 0 } given ? given : $"{context.Request.Scheme}://{context.Request.Host}{context.Request.PathBase}";
        errors.AddRange(made.Zip(invitations).Where(m => m.First.Fault is not null).Select(m => new EventError(m.Second.Line, m.Second.Item.Id, m.First.Fault!)));
        var urls = made.Zip(invitations).Where(m => m.First.Link is not null)
            .Select(m => new SurveyUrl(m.Second.Line, m.First.Link!.Id, m.First.Link.CaseId, $"{root}/survey/{m.First.Token}", m.First.Link.ExpiresAt)).ToList();
        var answer = new SurveysAnswer(urls, errors.Count, [.. errors.OrderBy(e => e.Line)]);
        return Results.Json(answer, statusCode: urls.Count == 0 && errors.Count > 0 ? 400 : 200);
    }

    private static string? Read(ReadOnlyMemory<byte> body, out List<(int Line, SurveyInvitation Item)> invitations, out List<EventError> errors)
    {
        (invitations, errors) = ([], []);
        try
        {
            using var document = JsonDocument.Parse(body);
            JsonElement[] items = document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray()] : [document.RootElement];
            if (items.Length > MaxInvitations) { return $"More than {MaxInvitations} invitations in one request; send them in several."; }
            foreach (var (place, item) in items.Index())
            {
                try
                {
                    if (item.ValueKind != JsonValueKind.Object) { errors.Add(new(place + 1, null, $"a JSON {item.ValueKind} where an invitation belongs: an object with 'case'.")); }
                    else { invitations.Add((place + 1, item.Deserialize<SurveyInvitation>(EventJson.Options)!)); }
                }
                catch (JsonException error)
                {
                    errors.Add(new(place + 1, null, $"'{error.Path?.TrimStart('$', '.')}' is not of the kind that belongs there."));
                }
            }

            return null;
        }
        catch (JsonException error)
        {
            return $"The body is not JSON: {error.Message.Split(" LineNumber:")[0]}";
        }
    }

    private static IResult Busy(HttpContext context, int status, string detail)
    {
        if (status == 503) { context.Response.Headers.RetryAfter = "1"; }
        return Results.Problem(detail, statusCode: status);
    }
}
