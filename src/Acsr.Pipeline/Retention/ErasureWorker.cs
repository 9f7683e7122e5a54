using Acsr.Access;
using Acsr.Infrastructure;
using Acsr.Ingest;
using Acsr.Kpis.Steps;
using Acsr.Releases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Retention;

/// <summary>
/// Erases customers, one at a time. Releases go first, while the cases still tell which rows are the customer's; every step commits with its
/// counts and may be done again, so that an erasure which a crash broke off goes on where it was.
/// </summary>
public sealed partial class ErasureWorker(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, ErasureDesk desk, SegmentFiler filer, ReleaseWithdrawal releases, StepHours hours, TimeProvider clock,
    ILogger<ErasureWorker> log) : PeriodicWorker(contexts, clock, log)
{
    private const string LookedFor = "looked for";
    private const int CasesAtOnce = 100;
    private const int SegmentsAtOnce = 50;

    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;
    private readonly TimeProvider _clock = clock;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(5);

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    /// <inheritdoc/>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        Erasure? erasure;
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
        {
            erasure = await db.Erasures.AsNoTracking().Where(e => e.FinishedAt == null).OrderBy(e => e.Id).FirstOrDefaultAsync(cancellationToken);
        }

        if (erasure is null) { return false; }
        if (desk.Reveal(erasure) is not { } customer)
        {
            Unreadable(erasure.Id);
            return false;
        }

        // What is not filed yet would come back as a case.
        await filer.FileAllAsync(cancellationToken);
        await WithdrawAsync(erasure, customer, cancellationToken);
        await RewriteAsync(erasure, customer, cancellationToken);
        while (await RemoveCasesAsync(erasure, customer, cancellationToken)) { }
        await RemoveFilesAsync(erasure, customer, cancellationToken);
        // The hours let go of the steps that were counted, and with them of the cases' names.
        while (await hours.RunOnceAsync(cancellationToken)) { }
        await FinishAsync(erasure.Id, cancellationToken);
        return true;
    }

    private async Task WithdrawAsync(Erasure erasure, string customer, CancellationToken cancellationToken)
    {
        byte[] secret;
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken)) { secret = await ErasureDesk.SecretAsync(db, cancellationToken); }
        var order = new WithdrawalOrder($"A customer was erased: {erasure.Reason}", erasure.By, WithdrawalGround.Erasure) { Pseudonym = id => ErasureDesk.Pseudonym(secret, id) };
        var withdrawn = await releases.WithdrawAsync(new RowSelection(RowOrigin.Customer, customer), order, cancellationToken);
        if (withdrawn.Count == 0) { return; }
        await InAsync(
            erasure.Id,
            _ => Task.FromResult<IReadOnlyList<(string, string, long)>>(
            [
                ("rows of releases", "removed", withdrawn.Sum(w => w.Rows)),
                ("releases", "withdrawn", withdrawn.Count),
                ("releases", "superseded", withdrawn.Select(w => w.SuccessorId).OfType<long>().Distinct().Count()),
            ]),
            cancellationToken);
    }

    /// <summary>What people wrote about the customer elsewhere, while the cases still tell by what they are known. Once: what an earlier try committed is not counted again.</summary>
    private async Task RewriteAsync(Erasure erasure, string customer, CancellationToken cancellationToken)
    {
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await db.Erasures.AnyAsync(e => e.Id == erasure.Id && e.Counts.Any(c => c.Done == LookedFor), cancellationToken)) { return; }
        }

        var names = await desk.NamesAsync(customer, int.MaxValue, cancellationToken);
        if (ErasedNames.Pattern(names) is not { } pattern) { return; }
        await InAsync(
            erasure.Id,
            async db => [(ErasureDesk.Identifiers, LookedFor, names.Count), .. (await ErasedMentions.RewriteAsync(db, pattern, cancellationToken)).Select(m => (m.Place, m.Done, m.Count))],
            cancellationToken);
    }

    /// <summary>One batch of cases, with their part of what was received; false when none is left.</summary>
    private async Task<bool> RemoveCasesAsync(Erasure erasure, string customer, CancellationToken cancellationToken)
    {
        var any = false;
        await InAsync(erasure.Id, async db =>
        {
            var cases = await db.Cases.AsNoTracking().Where(c => c.Customer == customer).OrderBy(c => c.Id).Take(CasesAtOnce).Select(c => new { c.Id, c.At }).ToListAsync(cancellationToken);
            any = cases.Count > 0;
            if (!any) { return []; }
            var ids = cases.ConvertAll(c => c.Id);
            var traces = await db.TraceCases.Where(t => ids.Contains(t.CaseId)).Select(t => t.TraceId).ToListAsync(cancellationToken);
            var keys = ids.Concat(traces).ToHashSet();
            List<(string, string, long)> counts = [.. await EraseSegmentsAsync(db, ids, traces, keys, cancellationToken)];
            counts.AddRange(await ErasedTexts.RemoveAsync(db, ids, cancellationToken));
            counts.AddRange((await CaseRemoval.RemoveAsync(db, ids, keys, cancellationToken)).Select(gone => (gone.Place, "removed", (long)gone.Count)));
            counts.AddRange(await ErasedAudit.PseudonymiseAsync(db, erasure.By, ids, Now, cancellationToken));
            var (first, last) = (cases.Min(c => c.At), cases.Max(c => c.At));
            await db.Erasures.Where(e => e.Id == erasure.Id).ExecuteUpdateAsync(e => e
                .SetProperty(x => x.FirstCaseAt, x => x.FirstCaseAt == null || x.FirstCaseAt > first ? first : x.FirstCaseAt)
                .SetProperty(x => x.LastCaseAt, x => x.LastCaseAt == null || x.LastCaseAt < last ? last : x.LastCaseAt), cancellationToken);
            return counts;
        }, cancellationToken);
        return any;
    }

    private static async Task<List<(string, string, long)>> EraseSegmentsAsync(ConsoleDbContext db, List<string> ids, List<string> traces, HashSet<string> keys, CancellationToken cancellationToken)
    {
        var (events, requests) = (0L, 0L);
        var (cases, under) = (ids.ToHashSet(), traces.ToHashSet());
        foreach (var some in (await db.SegmentCases.Where(s => keys.Contains(s.CaseId)).Select(s => s.SegmentId).Distinct().ToListAsync(cancellationToken)).Chunk(SegmentsAtOnce))
        {
            foreach (var segment in await db.Segments.Where(s => some.Contains(s.Id)).ToListAsync(cancellationToken))
            {
                var removed = SegmentErasure.Erase(segment, cases, under);
                (events, requests) = (events + removed, requests + (removed > 0 ? 1 : 0));
            }

            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }

        return [("events and spans as received", "removed", events), ("requests as received", "rewritten", requests)];
    }

    private Task RemoveFilesAsync(Erasure erasure, string customer, CancellationToken cancellationToken) => InAsync(erasure.Id, async db =>
    [
        // Nobody knows any more whose cases a file holds that was made from a list.
        ("exported lists", "removed", await db.CaseExports.ExecuteDeleteAsync(cancellationToken)),
        // What was trained and compared holds words of many; a release keeps its own, and is withdrawn where it has to be.
        ("preflights", "removed", await db.Preflights.ExecuteDeleteAsync(cancellationToken)),
        ("saved filters", "removed", await db.SavedFilters.Where(f => f.Query.Contains(Uri.EscapeDataString(customer)) || f.Query.Contains(customer)).ExecuteDeleteAsync(cancellationToken)),
    ], cancellationToken);

    /// <summary>One step in one transaction with its counts.</summary>
    private async Task InAsync(long id, Func<ConsoleDbContext, Task<IReadOnlyList<(string Place, string Done, long Count)>>> step, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (place, done, count) in (await step(db)).Where(c => c.Count > 0))
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "ErasureCounts" ("ErasureId", "Place", "Done", "Count") VALUES ({id}, {place}, {done}, {count})
                ON CONFLICT ("ErasureId", "Place", "Done") DO UPDATE SET "Count" = "ErasureCounts"."Count" + excluded."Count"
                """, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private async Task FinishAsync(long id, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var erasure = await db.Erasures.Include(e => e.Counts).SingleAsync(e => e.Id == id, cancellationToken);
        (erasure.FinishedAt, erasure.Pending) = (Now, null);
        (erasure.Certificate, erasure.CertificateSha256) = ErasureCertificate.Write(erasure);
        await AuditLog.AppendAsync(
            db, erasure.By, "erasure.finished", $"customer {ErasureDesk.Brief(erasure.Subject)}", null, $"certificate SHA-256 {erasure.CertificateSha256}", erasure.FinishedAt.Value, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "Erasure {Id} cannot go on: the keys that encrypted whom it is about are gone. Start it again")]
    private partial void Unreadable(long id);
}
