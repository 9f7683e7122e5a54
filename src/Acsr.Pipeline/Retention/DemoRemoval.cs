using Acsr.Access;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Retention;

/// <summary>What of the demo desk there is, or was taken away.</summary>
public sealed record DemoCounts(int Cases, int Reviews, int Releases, int Policies, int People, int Keys)
{
    public bool IsEmpty => this == new DemoCounts(0, 0, 0, 0, 0, 0);
}

/// <summary>Takes the demo desk away: what is marked as demo, and nothing else.</summary>
public sealed class DemoRemoval(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, SegmentFiler filer, TimeProvider clock)
{
    private const int CasesAtOnce = 500;

    public async Task<DemoCounts> CountAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return new DemoCounts(
            await db.Cases.CountAsync(c => c.Demo, cancellationToken),
            await db.Reviews.CountAsync(r => r.Demo, cancellationToken),
            await db.Releases.CountAsync(r => r.Demo, cancellationToken),
            await db.Policies.CountAsync(p => p.Demo, cancellationToken),
            await db.Users.CountAsync(u => u.Demo, cancellationToken),
            await db.ApiKeys.CountAsync(k => k.Demo, cancellationToken));
    }

    /// <summary>Whether there is a case of the demo desk.</summary>
    public async Task<bool> IsShownAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Cases.AnyAsync(c => c.Demo, cancellationToken);
    }

    /// <summary>Removes it all. A crash in between leaves the rest marked, and the next call removes that.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Stops between two batches.</param>
    public Task<DemoCounts> RemoveAsync(string by, CancellationToken cancellationToken) => RemoveAsync(by, null, cancellationToken);

    /// <inheritdoc cref="RemoveAsync(string, CancellationToken)"/>
    /// <param name="progress">Is told how many cases are gone so far.</param>
    public async Task<DemoCounts> RemoveAsync(string by, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        // What is not filed yet would come back as a case.
        await filer.FileAllAsync(cancellationToken);
        var counts = await CountAsync(cancellationToken);
        var sources = await SourcesAsync(cancellationToken);
        var gone = 0;
        while (await RemoveCasesAsync(cancellationToken) is var removed and > 0) { progress?.Report(gone += removed); }
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await RemoveWhatNothingIsLeftOfAsync(db, cancellationToken);
        foreach (var source in sources)
        {
            // A source that sent other cases too keeps its counts: they cannot be told apart.
            if (await db.Cases.AnyAsync(c => c.Source == source, cancellationToken)) { continue; }
            await db.SourceHours.Where(h => h.Source == source).ExecuteDeleteAsync(cancellationToken);
            await db.IngestRefusals.Where(r => r.Source == source).ExecuteDeleteAsync(cancellationToken);
        }

        await db.ImprovementActions.Where(a => a.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.Deployments.Where(d => d.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.Assignments.Where(a => db.Experiments.Any(e => e.Demo && e.Id == a.ExperimentId)).ExecuteDeleteAsync(cancellationToken);
        await db.Experiments.Where(e => e.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.ReturnAssumptions.Where(a => a.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.Notifications.Where(n => n.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.AlertRules.Where(a => a.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.MatrixTargets.Where(t => t.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.ReviewGuidelines.Where(g => db.ReviewQueues.Any(q => q.Demo && q.Id == g.Queue)).ExecuteDeleteAsync(cancellationToken);
        await db.ReviewQueues.Where(q => q.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.ReviewerPauses.Where(p => p.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.ReviewProposals.Where(p => p.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.Releases.Where(r => r.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.ArticleEdits.Where(e => e.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.ChunkChanges.Where(c => db.Changesets.Any(s => s.Demo && s.Id == c.ChangesetId)).ExecuteDeleteAsync(cancellationToken);
        await db.Changesets.Where(s => s.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.Articles.Where(a => a.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.ClauseProfiles.Where(c => db.Policies.Any(p => p.Demo && p.Id == c.PolicyId)).ExecuteDeleteAsync(cancellationToken);
        await db.Policies.Where(p => p.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.ApiKeys.Where(k => k.Demo).ExecuteDeleteAsync(cancellationToken);
        await db.Users.Where(u => u.Demo).ExecuteDeleteAsync(cancellationToken);
        if (!counts.IsEmpty)
        {
            await AuditLog.AppendAsync(db, by, "demo.removed", "demo desk", $"{counts.Cases} cases, {counts.Reviews} reviews", null, clock.GetUtcNow().UtcDateTime, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return counts;
    }

    /// <summary>Removes the demo desk's people alone; what they did stays until the desk goes.</summary>
    public async Task RemovePeopleAsync(CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Users.Where(u => u.Demo).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<List<string>> SourcesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Cases.Where(c => c.Demo).Select(c => c.Source).Distinct().ToListAsync(cancellationToken);
    }

    /// <summary>Groups of dead ends, gaps and sources in which no case is left.</summary>
    private static async Task RemoveWhatNothingIsLeftOfAsync(ConsoleDbContext db, CancellationToken cancellationToken)
    {
        await db.DeadEndGroups.Where(g => !db.DeadEndFindings.Any(f => f.Group == g.Key)).ExecuteDeleteAsync(cancellationToken);
        await db.KnowledgeGaps.Where(g => !db.Retrievals.Any(r => r.Gap == g.Key)).ExecuteDeleteAsync(cancellationToken);
        await db.GapForms.Where(f => !db.KnowledgeGaps.Any(g => g.Key == f.Gap)).ExecuteDeleteAsync(cancellationToken);
        await db.GapBands.Where(b => !db.KnowledgeGaps.Any(g => g.Key == b.Gap)).ExecuteDeleteAsync(cancellationToken);
        await db.RetrievalSources.Where(s => !db.Retrievals.Any(r => r.Source == s.Source)).ExecuteDeleteAsync(cancellationToken);
    }

    private async Task<int> RemoveCasesAsync(CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await db.Cases.Where(c => c.Demo).OrderBy(c => c.Id).Take(CasesAtOnce).Select(c => c.Id).ToListAsync(cancellationToken);
        if (ids.Count == 0) { return 0; }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var traces = await db.TraceCases.Where(t => ids.Contains(t.CaseId)).Select(t => t.TraceId).ToListAsync(cancellationToken);
        var keys = ids.Concat(traces).ToHashSet();
        var segments = await db.SegmentCases.Where(s => keys.Contains(s.CaseId)).Select(s => s.SegmentId).Distinct().ToListAsync(cancellationToken);
        var customers = await db.Cases.Where(c => ids.Contains(c.Id) && c.Customer != null).Select(c => c.Customer).Distinct().ToListAsync(cancellationToken);
        await CaseRemoval.RemoveAsync(db, ids, keys, cancellationToken);

        // A case that stays may have been judged beside one that goes.
        var beside = await db.Cases.Where(c => !c.Demo && c.Intent != null && customers.Contains(c.Customer)).Select(c => c.Id).ToListAsync(cancellationToken);
        await CaseTimers.SetAsync(db, beside, clock.GetUtcNow().UtcDateTime, cancellationToken);

        // A segment goes only when no other case has anything in it.
        await db.Segments.Where(s => segments.Contains(s.Id) && !db.SegmentCases.Any(c => c.SegmentId == s.Id)).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ids.Count;
    }
}
