using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

/// <summary>An intent and what bears it.</summary>
/// <param name="Intent">As the list calls it now.</param>
/// <param name="Cases">Cases whose agent said so, read through the changes.</param>
/// <param name="Reviews">Reviews whose person said so.</param>
/// <param name="OldNames">Other names that are read as this one.</param>
public sealed record IntentLine(string Intent, int Cases, int Reviews, IReadOnlyList<string> OldNames);

/// <summary>A split of which cases wait for a person to say what they are.</summary>
public sealed record OpenSplit(IntentChange Change, int Waiting, IReadOnlyList<(string CaseId, string Title)> Cases);

/// <summary>The list of intents, how it came about, and what there is to relabel.</summary>
public sealed record IntentList(IReadOnlyList<IntentLine> Intents, IReadOnlyList<IntentChange> Changes, IReadOnlyList<OpenSplit> Splits);

/// <summary>
/// Renames, merges and splits intents. Labels stay as they were given and are read through the changes wherever training rows are made; releases that
/// left stay as they are. Each change writes an audit entry in its own transaction.
/// </summary>
public sealed class IntentDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    public const int MaxName = 100;
    private const int CasesShown = 50;

    public async Task<IntentList> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var changes = await db.IntentChanges.AsNoTracking().OrderByDescending(c => c.Id).ToListAsync(cancellationToken);
        var taxonomy = await IntentTaxonomy.ReadAsync(db, cancellationToken);
        var cases = await db.Cases.Where(c => c.Intent != null).GroupBy(c => c.Intent!).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        var reviews = await db.Reviews.Where(r => r.FinalIntent != null && r.FinalIntent != "").GroupBy(r => r.FinalIntent!).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        // Counts by name: what of a split intent is labelled case by case stands under the split below.
        string Now(string intent) => taxonomy.Of(intent, DateTime.MaxValue, null) ?? intent;
        var lines = cases.Select(c => (c.Key, Cases: c.Count, Reviews: 0)).Concat(reviews.Select(r => (r.Key, Cases: 0, Reviews: r.Count))).GroupBy(x => Now(x.Key))
            .Select(g => new IntentLine(g.Key, g.Sum(x => x.Cases), g.Sum(x => x.Reviews), [.. g.Select(x => x.Key).Distinct().Where(k => k != g.Key).Order(StringComparer.Ordinal)]))
            .OrderByDescending(l => l.Cases).ThenByDescending(l => l.Reviews).ThenBy(l => l.Intent, StringComparer.Ordinal).ToList();
        List<OpenSplit> splits = [];
        foreach (var split in changes.Where(c => c.Kind == IntentChangeKind.Split))
        {
            var waiting = Waiting(db, split);
            if (await waiting.CountAsync(cancellationToken) is > 0 and var count)
            {
                var shown = await waiting.OrderByDescending(c => c.At).ThenBy(c => c.Id).Take(CasesShown).Select(c => new { c.Id, c.Title }).ToListAsync(cancellationToken);
                splits.Add(new(split, count, [.. shown.Select(c => (c.Id, c.Title))]));
            }
        }

        return new(lines, changes, splits);
    }

    /// <summary>Changes the list; null when done, else why not.</summary>
    public async Task<string?> ChangeAsync(IntentChangeKind kind, string from, IReadOnlyList<string> to, string reason, string by, CancellationToken cancellationToken = default)
    {
        from = from.Trim();
        List<string> targets = [.. to.Select(t => t.Trim()).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal)];
        if (from.Length == 0) { return "Choose an intent."; }
        if (targets.Exists(t => t.Length > MaxName)) { return $"A name has at most {MaxName} characters."; }
        if (kind == IntentChangeKind.Split ? targets.Count < 2 : targets.Count != 1) { return kind == IntentChangeKind.Split ? "Name at least two parts, one a line." : "Name the intent that it becomes."; }
        if (kind != IntentChangeKind.Split && targets[0] == from) { return "It is called that already."; }
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var known = (await db.Cases.Where(c => c.Intent != null).Select(c => c.Intent!).Distinct().ToListAsync(cancellationToken)).Concat(await db.Reviews.Where(r => r.FinalIntent != null).Select(r => r.FinalIntent!).Distinct().ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        var taxonomy = await IntentTaxonomy.ReadAsync(db, cancellationToken);
        var current = known.Select(i => taxonomy.Of(i, DateTime.MaxValue, null)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (kind == IntentChangeKind.Rename && current.Contains(targets[0])) { return $"There is an intent '{targets[0]}' already; merge the two instead."; }
        if (kind == IntentChangeKind.Merge && !current.Contains(targets[0])) { return $"There is no intent '{targets[0]}' to merge it into; rename it instead."; }
        var now = clock.GetUtcNow().UtcDateTime;
        db.IntentChanges.Add(new IntentChange { Kind = kind, From = from, To = targets, Reason = reason.Trim(), At = now, By = by });
        await FollowAsync(db, kind, from, targets, cancellationToken);
        await AuditLog.AppendAsync(db, by, $"intent.{(kind switch { IntentChangeKind.Rename => "renamed", IntentChangeKind.Merge => "merged", IntentChangeKind.Split => "split" })}", from, from, $"{string.Join(", ", targets)}{(reason.Trim().Length > 0 ? $"; {reason.Trim()}" : "")}", now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>
    /// Work that waits goes under the new name, unless it was split: then a person says case by case. Rules of queues and skills of reviewers take the new
    /// names besides the old one, for the agent may go on saying that.
    /// </summary>
    private static async Task FollowAsync(ConsoleDbContext db, IntentChangeKind kind, string from, List<string> targets, CancellationToken cancellationToken)
    {
        if (kind != IntentChangeKind.Split)
        {
            var name = targets[0];
            await db.ReviewItems.Where(i => i.DoneAt == null && i.Intent == from).ExecuteUpdateAsync(i => i.SetProperty(x => x.Intent, name), cancellationToken);
        }

        List<string> Followed(List<string> names) => names.Contains(from) ? [.. names, .. targets.Where(t => !names.Contains(t))] : names;
        foreach (var queue in await db.ReviewQueues.ToListAsync(cancellationToken)) { queue.Intents = Followed(queue.Intents); }
        foreach (var profile in await db.ReviewerProfiles.ToListAsync(cancellationToken)) { profile.Intents = Followed(profile.Intents); }
    }

    /// <summary>Says what a case of a split intent is; false where the split or the part is not there.</summary>
    public async Task<bool> LabelAsync(long changeId, string caseId, string intent, string by, CancellationToken cancellationToken = default)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        if (await db.IntentChanges.AsNoTracking().SingleOrDefaultAsync(c => c.Id == changeId && c.Kind == IntentChangeKind.Split, cancellationToken) is not { } split || !split.To.Contains(intent)) { return false; }
        var now = clock.GetUtcNow().UtcDateTime;
        var before = await db.IntentLabels.SingleOrDefaultAsync(l => l.ChangeId == changeId && l.CaseId == caseId, cancellationToken);
        var was = before?.Intent;
        if (before is null) { db.IntentLabels.Add(new IntentLabel { ChangeId = changeId, CaseId = caseId, Intent = intent, By = by, At = now }); }
        else { (before.Intent, before.By, before.At) = (intent, by, now); }
        await AuditLog.AppendAsync(db, by, "intent.labelled", $"case {caseId}", was ?? split.From, intent, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Cases with a review that stands, of the split intent, that nobody labelled since.</summary>
    private static IQueryable<Cases.Case> Waiting(ConsoleDbContext db, IntentChange split) => db.Cases.Where(c =>
        db.Reviews.Any(r => r.CaseId == c.Id && r.Standing == Review.OpinionStanding.Stands && r.At < split.At && (r.FinalIntent == split.From || ((r.FinalIntent == null || r.FinalIntent == "") && c.Intent == split.From)))
        && !db.IntentLabels.Any(l => l.ChangeId == split.Id && l.CaseId == c.Id));
}
