using Acsr.Cases;
using Acsr.Infrastructure;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Acsr.Finding;

/// <summary>
/// Keeps what was said for finding it. It follows the folded cases by their sequence, on one node at a time, and steps back while folding is
/// behind: what came in is worth more than what can be searched. What a store held before there was a search is indexed by the same walk.
/// </summary>
public sealed partial class CaseTextWorker(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, IOptions<CaseOptions> options, TimeProvider clock, ILogger<CaseTextWorker> log) : PeriodicWorker(contexts, clock, log)
{
    /// <summary>The name of its <see cref="WorkerLease"/>; the cursor is the last <see cref="Case.Sequence"/> that is done.</summary>
    public const string Lease = "case-text";

    private const int Batch = 100;
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(10);

    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;
    private readonly TimeProvider _clock = clock;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        var lease = await db.WorkerLeases.AsNoTracking().SingleOrDefaultAsync(l => l.Name == Lease, cancellationToken);
        var done = lease?.Cursor ?? 0;
        if (lease?.Until > now || !await db.Cases.AnyAsync(c => c.Sequence > done, cancellationToken)) { return false; }
        var late = now - Behind;
        if (await db.CaseWork.AnyAsync(w => w.DueAt < late && w.LeasedUntil == null && w.Attempts == 0, cancellationToken)) { return false; }
        return await ClaimAsync(db, cancellationToken) is { } claim && await IndexAsync(db, claim, cancellationToken);
    }

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    private async Task<LeaseClaim?> ClaimAsync(ConsoleDbContext db, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        return await db.ClaimAsync(Lease, Now, LeaseTime, cancellationToken);
    }

    private async Task<bool> IndexAsync(ConsoleDbContext db, LeaseClaim claim, CancellationToken cancellationToken)
    {
        var due = await db.Cases.AsNoTracking().Where(c => c.Sequence > claim.Cursor).OrderBy(c => c.Sequence).Take(Batch).Select(c => new { c.Id, c.Sequence }).ToListAsync(cancellationToken);
        var texts = await TextsAsync(db, [.. due.Select(d => d.Id)], cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (id, customer, agent) in texts)
        {
            // A case that is gone by now gets no text, and one whose words are the same costs the index of words nothing.
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "CaseTexts" ("CaseId", "Customer", "Agent") SELECT c."Id", {customer}, {agent} FROM "Cases" c WHERE c."Id" = {id}
                ON CONFLICT ("CaseId") DO UPDATE SET "Customer" = excluded."Customer", "Agent" = excluded."Agent"
                WHERE "CaseTexts"."Customer" <> excluded."Customer" OR "CaseTexts"."Agent" <> excluded."Agent"
                """, cancellationToken);
        }

        if (!await db.ReleaseAsync(Lease, claim, due.Count == 0 ? claim.Cursor : due[^1].Sequence, Now, cancellationToken)) { return false; }
        await transaction.CommitAsync(CancellationToken.None);
        return due.Count == Batch;
    }

    private async Task<List<(string Id, string Customer, string Agent)>> TextsAsync(ConsoleDbContext db, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        try
        {
            var inputs = await CaseSegments.LoadAsync(db, ids, cancellationToken);
            return [.. inputs.Values.Select(input => CaseFold.Fold(input, options.Value)).OfType<FoldedCase>().Select(TextOf)];
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested && !db.IsTransient(error))
        {
            // One case that cannot be folded must not hold up the others.
            if (ids.Count == 1)
            {
                CaseFailed(error, ids[0]);
                return [];
            }

            var texts = new List<(string, string, string)>();
            foreach (var id in ids) { texts.AddRange(await TextsAsync(db, [id], cancellationToken)); }
            return texts;
        }
    }

    private static (string Id, string Customer, string Agent) TextOf(FoldedCase one)
    {
        var said = one.Steps.Where(s => s.Kind == StepKind.Message).ToList();
        return (one.Facts.Id, TextWords.Kept(said.Where(s => s.Role == Role.Customer).Select(s => s.Text)), TextWords.Kept(said.Where(s => s.Role is Role.Agent or Role.Human).Select(s => s.Text)));
    }

    [LoggerMessage(LogLevel.Warning, "What was said in case {CaseId} cannot be read, so it cannot be found by its words")]
    private partial void CaseFailed(Exception error, string caseId);
}
