using System.Text;
using System.Text.Json.Serialization;
using Acsr.Access;
using Acsr.Ingest;
using Acsr.Releases;
using Acsr.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>What a consumer of a release says about one of its rows.</summary>
/// <param name="Row">The row's id, as it stands in the release's files.</param>
/// <param name="Verdict">good, wrong, outdated or unusable.</param>
/// <param name="Comment">Why, at most 2 000 characters.</param>
public sealed record RowFeedback(string? Row, [property: JsonConverter(typeof(JsonStringEnumConverter<RowVerdict>))] RowVerdict Verdict, string? Comment);

/// <summary>What became of it.</summary>
/// <param name="Case">The case that the row was made of.</param>
/// <param name="Known">The same was said before; nothing was written.</param>
/// <param name="Queued">The case comes into the review queue.</param>
public sealed record RowFeedbackAnswer(string Case, bool Known, bool Queued);

/// <summary>Review for machines: feedback on rows of releases comes in, reviews go out as lines of JSON.</summary>
internal static class ReviewEndpoints
{
    public static void MapReviews(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v1/releases/{id:long}/feedback", FeedbackAsync).DisableAntiforgery().RequireAuthorization(AccessPolicies.ReadKey).WithTags("Releases")
            .WithName("SendReleaseFeedback").WithSummary("Says what is wrong with a row of an approved release")
            .WithDescription("row (its id in the release's files), verdict (good, wrong, outdated, unusable), and where wanted comment. Anything but good brings the row's case into the review queue. The same said again changes nothing.");
        routes.MapGet("/api/v1/reviews", ExportAsync).RequireAuthorization(AccessPolicies.ReadKey).WithTags("Reviews")
            .Produces<string>(200, "application/x-ndjson").WithName("GetReviews").WithSummary("Reviews as lines of JSON, with their lineage, oldest first")
            .WithDescription("Only reviews whose id is larger than after. What reads as personal data in free text is replaced.");
        routes.MapGet("/review/export.jsonl", ExportAsync).RequireAuthorization(AccessPolicies.CanLeadReview).ExcludeFromDescription();
    }

    private static async Task<Results<Ok<RowFeedbackAnswer>, NotFound, ProblemHttpResult>> FeedbackAsync(
        long id, RowFeedback said, HttpContext context, ReleaseFeedbackDesk desk, IDbContextFactory<ConsoleDbContext> contexts, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(said.Row)) { return TypedResults.Problem("Name the row: its id, as it stands in the release's files.", statusCode: 400); }
        if (!Enum.IsDefined(said.Verdict)) { return TypedResults.Problem("The verdict must be good, wrong, outdated or unusable.", statusCode: 400); }
        if (said.Comment?.Length > ReleaseFeedbackDesk.LongestComment) { return TypedResults.Problem($"The comment is longer than {ReleaseFeedbackDesk.LongestComment} characters; shorten it.", statusCode: 400); }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var release = await db.Releases.Approved().Where(r => r.Id == id).Select(r => r.Name).FirstOrDefaultAsync(cancellationToken);
        if (release is null) { return TypedResults.NotFound(); }
        var row = await db.ReleaseRows.AsNoTracking().FirstOrDefaultAsync(r => r.ReleaseId == id && r.ItemId == said.Row, cancellationToken);
        if (row is null) { return TypedResults.Problem($"Release {release} has no row '{said.Row}'. A row's id stands in each of its files.", statusCode: 404); }
        var written = await desk.TakeAsync(id, release, (row.ItemId, row.ReviewId, row.CaseId), said.Verdict, said.Comment, context.KeyName(), cancellationToken);
        return TypedResults.Ok(new RowFeedbackAnswer(row.CaseId, !written, said.Verdict != RowVerdict.Good && await db.Cases.AnyAsync(c => c.Id == row.CaseId, cancellationToken)));
    }

    private static IResult ExportAsync(ReviewExport export, long? after, CancellationToken cancellationToken) =>
        Results.Stream(async body =>
        {
            await using var writer = new StreamWriter(body, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
            await foreach (var line in export.LinesAsync(after ?? 0, cancellationToken)) { await writer.WriteLineAsync(line.AsMemory(), cancellationToken); }
        }, "application/x-ndjson", "reviews.jsonl");
}
