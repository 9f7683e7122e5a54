using Acsr.Cases;
using Acsr.Infrastructure;
using Acsr.Ingest;
using Acsr.Ingest.Events;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Outcomes;

/// <summary>
/// Carries out the runs that are due, on whichever node claims them. A result goes the way of every other: as an event, with an id that is
/// the same however often the run is carried out, so that a crash in between asks again and counts once.
/// </summary>
public sealed class OutcomeWorker(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, CaseReader reader, OutcomeClient client, EventIntake intake, TimeProvider clock, ILogger<OutcomeWorker> log)
    : PeriodicWorker(contexts, clock, log)
{
    /// <summary>The longest that an attempt may take by its check's settings fits in many times.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan LongestPause = TimeSpan.FromHours(24);
    private const int AtOnce = 8;

    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;
    private readonly TimeProvider _clock = clock;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(2);

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    /// <inheritdoc/>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var claimed = await ClaimAsync(cancellationToken);
        await Task.WhenAll(claimed.Select(one => CarryOutAsync(one.Run, one.Check, cancellationToken)));
        return claimed.Count == AtOnce;
    }

    /// <summary>The pause after an attempt: twice as long each time, or as long as the other side asks for, at most a day.</summary>
    /// <param name="check">Whose back-off it is.</param>
    /// <param name="attempt">From 1.</param>
    /// <param name="asked">What <c>Retry-After</c> says.</param>
    public static TimeSpan PauseAfter(OutcomeCheck check, int attempt, TimeSpan? asked)
    {
        var own = TimeSpan.FromSeconds(Math.Min(check.BackoffSeconds * Math.Pow(2, attempt - 1), LongestPause.TotalSeconds));
        return asked > own ? (asked.Value < LongestPause ? asked.Value : LongestPause) : own;
    }

    private async Task<List<(OutcomeRun Run, OutcomeCheck Check)>> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.OutcomeRuns.AnyAsync(r => r.State == OutcomeRunState.Waiting && r.DueAt <= now, cancellationToken)) { return []; }
        using var pass = await gate.EnterAsync(cancellationToken);
        var sql = $$"""
            UPDATE "OutcomeRuns" SET "DueAt" = {1}, "Attempts" = "Attempts" + 1, "Token" = "Token" + 1
            WHERE "Id" IN (SELECT "Id" FROM "OutcomeRuns" WHERE "State" = 0 AND "DueAt" <= {0}
                           AND "CheckId" IN (SELECT "Id" FROM "OutcomeChecks" WHERE "OnSince" IS NOT NULL) ORDER BY "DueAt", "Id" LIMIT {2} {{db.SkipLocked}})
            RETURNING "Id" AS "Value"
            """;
        var ids = await db.Database.SqlQueryRaw<long>(sql, now, now + Lease, AtOnce).ToListAsync(cancellationToken);
        return [.. (await db.OutcomeRuns.AsNoTracking().Where(r => ids.Contains(r.Id))
            .Join(db.OutcomeChecks.AsNoTracking(), r => r.CheckId, c => c.Id, (run, check) => new { run, check }).ToListAsync(cancellationToken))
            .Select(one => (one.run, one.check))];
    }

    private async Task CarryOutAsync(OutcomeRun run, OutcomeCheck check, CancellationToken cancellationToken)
    {
        var folded = await reader.ReadAsync(run.CaseId, cancellationToken);
        if (folded?.Steps.FirstOrDefault(s => s.Id == run.StepId) is not { } step)
        {
            await RecordAsync(run, OutcomeRunState.Skipped, run.Finding, "The call is no longer in the case", null);
            return;
        }

        var template = OutcomeTemplate.Of(folded.Facts, step);
        if (OutcomeClient.Request(check, template).Missing is { Count: > 0 } missing)
        {
            await RecordAsync(run, OutcomeRunState.Skipped, run.Finding, $"The call holds no {string.Join(", ", missing)}", null);
            return;
        }

        var attempt = await client.AskAsync(check, template, cancellationToken);
        // The last answer counts; an attempt that got none takes nothing back.
        var finding = attempt.Finding.IsAnswer || run.Finding == Verification.None ? attempt.Finding : new OutcomeFinding(run.Finding, run.Seen ?? attempt.Finding.Seen);
        var pause = PauseAfter(check, run.Attempts, attempt.RetryAfter);
        if (finding.Result != Verification.Confirmed && run.Attempts < check.Attempts)
        {
            await RecordAsync(run, OutcomeRunState.Waiting, finding.IsAnswer ? finding.Result : Verification.None, attempt.Finding.Seen, pause);
            return;
        }

        var told = await TellAsync(run, check, step, finding);
        await RecordAsync(run, told ? OutcomeRunState.Done : OutcomeRunState.Waiting, finding.IsAnswer || told ? finding.Result : Verification.None, finding.Seen, TimeSpan.FromSeconds(5));
    }

    private async Task<bool> TellAsync(OutcomeRun run, OutcomeCheck check, Step step, OutcomeFinding finding)
    {
        var by = $"check: {check.Name}";
        var result = new VerificationEvent
        {
            Id = OutcomeItems.IdOf(run.CaseId, check.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), run.StepId, "console"),
            Case = run.CaseId,
            Time = Now,
            Result = VerificationWords.Of(finding.Result),
            Action = CaseFacts.Clean(step.Name, 200),
            Target = run.StepId,
            By = CaseFacts.Clean(by, 200),
            Comment = finding.Seen,
        };
        return (await intake.AcceptAsync(EventJson.Line(result), lines: true, "outcome checks")).Outcome is not (IngestOutcome.Full or IngestOutcome.Unavailable);
    }

    // The request went out, so that what came of it is written even while the console stops. A claim by somebody else has raised the token.
    private async Task RecordAsync(OutcomeRun run, OutcomeRunState state, Verification finding, string seen, TimeSpan? pause)
    {
        var now = Now;
        using var pass = await gate.EnterAsync(CancellationToken.None);
        await using var db = await _contexts.CreateDbContextAsync();
        await db.OutcomeRuns.Where(r => r.Id == run.Id && r.Token == run.Token && r.State == OutcomeRunState.Waiting).ExecuteUpdateAsync(row => row
            .SetProperty(r => r.State, state)
            .SetProperty(r => r.DueAt, now + (pause ?? TimeSpan.Zero))
            .SetProperty(r => r.Finding, finding)
            .SetProperty(r => r.Seen, seen)
            .SetProperty(r => r.DoneAt, state == OutcomeRunState.Waiting ? null : now));
    }
}
