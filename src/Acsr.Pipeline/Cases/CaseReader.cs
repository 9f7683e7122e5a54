using System.Text.Json;
using Acsr.Ingest.Events;
using Acsr.Ingest.Otlp;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Cases;

/// <summary>Reads one case with its steps, folded at the moment of reading: what is shown is what the events say.</summary>
public sealed class CaseReader(IDbContextFactory<ConsoleDbContext> contexts, FoldBook book, IOptions<CaseOptions> options)
{
    /// <summary>The case, or null when nothing is known of it.</summary>
    public async Task<FoldedCase?> ReadAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var inputs = await CaseSegments.LoadAsync(db, [caseId], cancellationToken);
        return CaseFold.Fold(inputs[caseId], options.Value, await book.CurrentAsync(db, cancellationToken));
    }

    /// <summary>What a step came in as, as JSON: the event, or the span with its attributes and those of its resource. Null where it is gone.</summary>
    /// <param name="caseId">The case.</param>
    /// <param name="stepId">The step.</param>
    /// <param name="cancellationToken">Ends the waiting for the database.</param>
    public async Task<string?> RawAsync(string caseId, string stepId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var input = (await CaseSegments.LoadAsync(db, [caseId], cancellationToken))[caseId];
        if (input.Events.FirstOrDefault(e => e.Id == stepId) is { } item) { return JsonSerializer.Serialize(item, EventJson.Options); }
        // What was found inside a span's messages stands behind a '#'.
        var span = stepId.Split('#')[0];
        return input.Spans.FirstOrDefault(s => $"{s.TraceId}/{s.SpanId}" == span) is { } found ? SpanAttributes.Json(SpanRaw.Of(found)) : null;
    }
}
