using System.Text.Json;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Policies;
using Acsr.Policies.Rules;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Groups;
using Acsr.Signals.Sentiment;
using Acsr.Signals.Standards;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Signals;

/// <summary>What <c>db check</c> found.</summary>
/// <param name="Cases">Cases folded anew.</param>
/// <param name="Waiting">Cases that are still due to be folded; they are not compared.</param>
/// <param name="Differences">One line for each difference, the first hundred.</param>
public sealed record DerivedReport(int Cases, int Waiting, IReadOnlyList<string> Differences);

/// <summary>Derives every case anew from what came in and compares it with what is stored: facts, audits and signals alike.</summary>
public sealed class DerivedCheck(
    IDbContextFactory<ConsoleDbContext> contexts, SegmentFiler filer, IOptions<CaseOptions> cases, IOptions<DeadEndOptions> deadEnds, SentimentScorer scorer, RuleSet rules, DetectorStandards standards,
    FoldBook book, TimeProvider clock)
{
    private const int MaxDifferences = 100;

    public async Task<DerivedReport> RunAsync(IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await filer.FileAllAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var waiting = (await db.CaseWork.AsNoTracking().Select(w => w.CaseId).Concat(db.CaseTimers.Where(t => t.DueAt <= now).Select(t => t.CaseId)).ToListAsync(cancellationToken)).ToHashSet();
        waiting.UnionWith(await RefoldQueue.AheadAsync(db, cancellationToken));
        var stored = await db.Cases.AsNoTracking().Select(c => c.Id).ToListAsync(cancellationToken);
        var received = await db.SegmentCases.AsNoTracking().Select(s => s.CaseId).Distinct().ToListAsync(cancellationToken);
        var linked = await db.TraceCases.AsNoTracking().Select(t => t.CaseId).Distinct().ToListAsync(cancellationToken);
        var all = stored.Concat(received).Concat(linked).Distinct().Where(id => !waiting.Contains(id)).Order(StringComparer.Ordinal).ToList();

        var differences = new List<string>();
        var done = 0;
        foreach (var chunk in all.Chunk(100))
        {
            await CompareAsync(chunk, differences, now, cancellationToken);
            done += chunk.Length;
            progress?.Report(done);
        }

        return new DerivedReport(done, waiting.Count, [.. differences.Take(MaxDifferences)]);
    }

    private async Task CompareAsync(string[] ids, List<string> differences, DateTime now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var inputs = await CaseSegments.LoadAsync(db, ids, cancellationToken);
        var facts = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var signals = (await db.Signals.AsNoTracking().Where(s => ids.Contains(s.CaseId)).ToListAsync(cancellationToken)).ToLookup(s => s.CaseId);
        var timers = await db.CaseTimers.AsNoTracking().Where(t => ids.Contains(t.CaseId)).ToDictionaryAsync(t => t.CaseId, t => t.DueAt, cancellationToken);
        var audits = (await db.PolicyAudits.AsNoTracking().Where(a => ids.Contains(a.CaseId)).ToListAsync(cancellationToken)).ToLookup(a => a.CaseId);
        var onDuty = await rules.OnDutyAsync(db, cancellationToken);
        var settings = await book.CurrentAsync(db, cancellationToken);
        var anew = ids.Select(id => CaseFold.Fold(inputs[id], cases.Value, settings)).OfType<FoldedCase>().ToDictionary(c => c.Facts.Id);
        var timeline = await CustomerTimeline.ReadAsync(db, [.. anew.Values.Select(c => CasePlace.Of(c.Facts))], [], cases.Value, cancellationToken);
        var findings = (await db.DeadEndFindings.AsNoTracking().Where(f => ids.Contains(f.CaseId)).ToListAsync(cancellationToken)).ToLookup(f => f.CaseId);
        var usual = await standards.ReadAsync(db, cancellationToken);
        foreach (var id in ids)
        {
            var folded = anew.TryGetValue(id, out var found) ? found with { Neighbours = timeline.Of(id) } : null;
            var audit = folded is null ? null : CaseAudit.Of(folded, onDuty.Rules, onDuty.Timeline);
            audit?.ApplyTo(folded!.Facts);
            var judged = folded is null ? null : CaseSignals.Of(folded, deadEnds.Value, scorer, cases.Value, now, usual.Of(folded.Facts));
            var due = folded is null ? null : CaseTimers.NextAfter(folded, cases.Value, now);
            judged?.ApplyTo(folded!.Facts);
            folded?.Facts.Sequence = facts.GetValueOrDefault(id)?.Sequence ?? 0;
            Compare($"case {id}", Text(facts.GetValueOrDefault(id)), Text(folded?.Facts), differences);
            Compare($"timer of case {id}", Text(timers.TryGetValue(id, out var set) ? set : null), Text(due), differences);
            Compare($"signals of case {id}", Text(signals[id]), Text([.. judged?.Signals ?? [], .. PolicySignals.Of(audit?.Audits ?? [])]), differences);
            Compare($"policy audits of case {id}", Text(audits[id]), Text(audit?.Audits ?? []), differences);
            Compare($"dead-end groups of case {id}", Text(findings[id]), Text(folded is null || folded.Facts.Baseline ? [] : DeadEndFindings.Of(folded.Facts, judged!.Signals)), differences);
        }
    }

    private static void Compare(string what, string stored, string derived, List<string> differences)
    {
        if (stored != derived) { differences.Add($"{what}: stored {stored}; derived anew {derived}"); }
    }

    private static string Text(Case? facts) => facts is null ? "nothing" : JsonSerializer.Serialize(Comparable(facts));

    private static string Text(DateTime? time) => time is null ? "nothing" : Micros(time)!.Value.ToString("O");

    private static string Text(IEnumerable<Signal> signals) =>
        JsonSerializer.Serialize(signals.OrderBy(s => s.Id, StringComparer.Ordinal).Select(s => s with { OccurredAt = Micros(s.OccurredAt), ReceivedAt = Micros(s.ReceivedAt), Value = Unsigned(s.Value) }));

    private static string Text(IEnumerable<PolicyAudit> audits) => JsonSerializer.Serialize(
        audits.OrderBy(a => a.StepId, StringComparer.Ordinal).ThenBy(a => a.RuleId).Select(a => a with { OccurredAt = Micros(a.OccurredAt) }));

    private static string Text(IEnumerable<DeadEndFinding> findings) =>
        JsonSerializer.Serialize(findings.OrderBy(f => f.Group, StringComparer.Ordinal).Select(f => f with { At = Micros(f.At)!.Value }));

    // PostgreSQL keeps microseconds where .NET keeps tenths of them.
    private static Case Comparable(Case facts)
    {
        facts.SettlesAt = Micros(facts.SettlesAt);
        (facts.Sentiment, facts.SentimentShift, facts.SentimentSlope) = (Unsigned(facts.Sentiment), Unsigned(facts.SentimentShift), Unsigned(facts.SentimentSlope));
        return facts;
    }

    // SQLite keeps a whole number as one, and a zero without its sign; adding zero takes the sign away.
    private static double? Unsigned(double? value) => value + 0.0;

    private static DateTime? Micros(DateTime? time) => CaseFacts.Micros(time);
}
