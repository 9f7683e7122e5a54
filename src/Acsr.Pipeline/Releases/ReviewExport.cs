using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Acsr.Releases.Redaction;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases;

/// <summary>
/// Every review as a line of JSON, with what it came from and what it went into: case, item, reasons, signals, queue, version of the guideline,
/// inclusion probability, opinion set, import, releases. What reads as personal data in free text is replaced.
/// </summary>
public sealed class ReviewExport(IDbContextFactory<ConsoleDbContext> contexts)
{
    private const int AtOnce = 500;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    /// <summary>The reviews behind an id, in the order in which they were written; lines have no line break.</summary>
    public async IAsyncEnumerable<string> LinesAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var redactor = new Redactor(new Pseudonyms(RandomNumberGenerator.GetBytes(32)));
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var last = after;
            var reviews = await db.Reviews.AsNoTracking().Where(r => r.Id > last).OrderBy(r => r.Id).Take(AtOnce).ToListAsync(cancellationToken);
            if (reviews.Count == 0) { yield break; }
            after = reviews[^1].Id;
            var (ids, itemIds, caseIds) = (reviews.ConvertAll(r => r.Id), reviews.ConvertAll(r => r.ItemId), reviews.ConvertAll(r => r.CaseId));
            var items = await db.ReviewItems.AsNoTracking().Where(i => itemIds.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellationToken);
            var sources = await db.Cases.Where(c => caseIds.Contains(c.Id)).Select(c => new { c.Id, c.Source, c.AgentVersion }).ToDictionaryAsync(c => c.Id, cancellationToken);
            var labels = (await db.ReviewLabels.AsNoTracking().Where(l => ids.Contains(l.ReviewId)).OrderBy(l => l.Position).ToListAsync(cancellationToken)).ToLookup(l => l.ReviewId);
            var releases = (await db.ReleaseRows.Where(r => ids.Contains(r.ReviewId)).Join(db.Releases, row => row.ReleaseId, release => release.Id, (row, release) => new { row.ReviewId, release.Name, release.Sha256, row.ItemId })
                .ToListAsync(cancellationToken)).ToLookup(r => r.ReviewId);
            string? Clean(string? text) => text is null ? null : redactor.Redact(text, []);
            foreach (var r in reviews)
            {
                var item = items.GetValueOrDefault(r.ItemId);
                var from = sources.GetValueOrDefault(r.CaseId);
                yield return JsonSerializer.Serialize(new
                {
                    r.Id,
                    @case = r.CaseId,
                    r.At,
                    reviewer = r.ReviewerId,
                    r.Verdict,
                    step = r.StepId,
                    original = new { action = r.OriginalAction, arguments = Parsed(Clean(r.OriginalArguments)), confidence = r.OriginalConfidence },
                    final = new { action = r.FinalAction, arguments = Parsed(Clean(r.FinalArguments)), answer = Clean(r.FinalAnswer), intent = r.FinalIntent },
                    rationale = Clean(r.Rationale),
                    r.Clause,
                    dataPoint = Clean(r.DataPoint),
                    r.Fault,
                    r.RootCause,
                    r.Impact,
                    r.Unclear,
                    steps = r.StepVerdicts,
                    complete = r.IsTriadComplete,
                    labels = labels[r.Id].Select(l => new { step = l.StepId, l.Category, l.RootCause, l.Agent, reason = Clean(l.Reason), l.Decisive }),
                    lineage = new
                    {
                        item = r.ItemId,
                        reasons = item?.Reasons,
                        why = Clean(item?.Why),
                        signals = item?.SignalIds,
                        r.Queue,
                        r.Guideline,
                        set = r.SetId,
                        r.Standing,
                        r.InclusionProbability,
                        r.Prefilled,
                        r.Accepted,
                        r.Control,
                        r.Seconds,
                        import = r.Source,
                        source = from?.Source,
                        agentVersion = from?.AgentVersion,
                        releases = releases[r.Id].Select(release => new { release.Name, release.Sha256, row = release.ItemId }),
                        r.Demo,
                    },
                }, Json);
            }
        }
    }

    private static JsonNode? Parsed(string? json)
    {
        if (json is null) { return null; }
        try { return JsonNode.Parse(json); }
        catch (JsonException) { return JsonValue.Create(json); }
    }
}
