using Acsr.Infrastructure;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Acsr.Signals.Gaps;

/// <summary>Computes the sources' thresholds now and then, and assigns missed questions to knowledge gaps as they come in.</summary>
public sealed class GapWorker(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, IOptions<GapOptions> options, TimeProvider clock, ILogger<GapWorker> log) : PeriodicWorker(contexts, clock, log)
{
    private const int FormsAtOnce = 500;

    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;
    private readonly TimeProvider _clock = clock;
    private DateTime _thresholdsAt = DateTime.MinValue;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(3);

    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var due = now - _thresholdsAt >= TimeSpan.FromMinutes(options.Value.ThresholdMinutes);
        if (due && await SourceThresholds.ComputeAsync(_contexts, gate, options.Value, now, cancellationToken)) { _thresholdsAt = now; }

        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        // Looking costs the writers nothing.
        if (!await Waiting(db).AnyAsync(cancellationToken)) { return false; }
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // One node at a time: two that found the same gap at once would make two of it.
        await db.Database.ExecuteSqlAsync($"""INSERT INTO "ChangeCounters" ("Id", "Value") VALUES (3, 1) ON CONFLICT ("Id") DO UPDATE SET "Value" = "ChangeCounters"."Value" + 1""", cancellationToken);
        var forms = await Waiting(db).GroupBy(r => r.Form!).OrderBy(g => g.Key).Take(FormsAtOnce)
            .Select(g => new { Form = g.Key, Question = g.Min(r => r.Question)! }).ToListAsync(cancellationToken);
        await GapAssignment.AssignAsync(db, [.. forms.Select(f => (f.Form, f.Question))], options.Value, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return forms.Count == FormsAtOnce;
    }

    // As the index of what waits has it.
    private static IQueryable<Retrieval> Waiting(ConsoleDbContext db) => db.Retrievals.Where(r => r.Gap == null && r.Miss != RetrievalMiss.None && r.Form != null);
}
