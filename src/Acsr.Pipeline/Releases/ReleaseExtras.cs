using Acsr.Knowledge;
using Acsr.Policies;
using Acsr.Releases.Curation;
using Acsr.Releases.Formats;
using Acsr.Releases.Preflights;
using Acsr.Releases.Redaction;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases;

/// <summary>What a release holds besides its rows: retrieval pairs, policy test cases, and what its preflight found.</summary>
public sealed class ReleaseExtras(IDbContextFactory<ConsoleDbContext> contexts)
{
    private const int WrongOfAQuestion = 5;
    private const double HeldOutQuestions = .1;

    /// <summary>The gate of the preflight of these very rows, and its files where it has run.</summary>
    public async Task<(Gate? Gate, IReadOnlyList<BuiltFile> Files)> PreflightAsync(IReadOnlyList<CuratedItem> items, bool withModel, CancellationToken cancellationToken)
    {
        var key = PreflightReport.KeyOf(items);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var done = await db.Preflights.AsNoTracking().Where(p => p.Key == key && p.State == PreflightState.Done).OrderByDescending(p => p.Id)
            .Select(p => new { p.Report, Model = withModel ? p.Model : null }).FirstOrDefaultAsync(cancellationToken);
        var report = done?.Report is { } json ? PreflightReport.Read(System.Text.Encoding.UTF8.GetBytes(json)) : null;
        List<BuiltFile> files = [];
        if (report is not null) { files.Add(ReleaseBuilder.File(PreflightReport.Path, report.Write(), 0)); }
        if (report is not null && done!.Model is { } model) { files.Add(ReleaseBuilder.File(PreflightReport.ModelPath, model, 0)); }
        return (PreflightReport.GateOf(items, report), files);
    }

    /// <summary>Retrieval pairs and policy cases as they stand now.</summary>
    internal async Task<IReadOnlyList<BuiltFile>> FilesAsync(IReadOnlyList<CuratedItem> items, Redactor redactor, CancellationToken cancellationToken)
    {
        var (corpus, pairs) = await PairsAsync(items, redactor, cancellationToken);
        var cases = PolicyCases.Write(await RuleCasesAsync(items, cancellationToken), await DecidedAsync(items, cancellationToken));
        return [.. RetrievalFiles.Write(corpus, pairs), .. cases is null ? Array.Empty<BuiltFile>() : [cases]];
    }

    /// <summary>
    /// Questions of edits that left, with the chunk that was found to answer them; and what customers said in reviewed cases, with the clause or
    /// chunk that the reviewer named. What search brought back for a missed question is wrong for it.
    /// </summary>
    internal async Task<(IReadOnlyList<RelevanceDocument> Corpus, IReadOnlyList<RelevancePair> Pairs)> PairsAsync(IReadOnlyList<CuratedItem> items, Redactor redactor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var demo = items.Any(i => i.Item.Review.Demo);
        var articles = await db.Articles.AsNoTracking().Where(a => a.Status == ArticleStatus.Published && a.Demo == demo).Select(a => new { a.Id, a.Title }).ToListAsync(cancellationToken);
        var live = articles.Select(a => a.Id).ToHashSet(StringComparer.Ordinal);
        var chunks = (await db.ArticleChunks.AsNoTracking().OrderBy(c => c.ArticleId).ThenBy(c => c.Position).ToListAsync(cancellationToken)).FindAll(c => live.Contains(c.ArticleId));
        var byId = chunks.ToDictionary(c => c.Id, StringComparer.Ordinal);
        var first = chunks.GroupBy(c => c.ArticleId).ToDictionary(g => g.Key, g => g.First().Id, StringComparer.Ordinal);
        var named = articles.GroupBy(a => a.Title, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First().Id, StringComparer.OrdinalIgnoreCase);
        string? Chunk(string name) => byId.ContainsKey(name) ? name : first.GetValueOrDefault(name) ?? (named.TryGetValue(name, out var id) ? first.GetValueOrDefault(id) : null);

        List<RelevancePair> pairs = [];
        var edits = await db.ArticleEdits.AsNoTracking().Where(e => (e.State == EditState.Published || e.State == EditState.Verified) && e.Kind != EditKind.Retire && e.Demo == demo).OrderBy(e => e.Id).Select(e => new { e.Id, e.ApprovedRevision, e.Gap }).ToListAsync(cancellationToken);
        foreach (var edit in edits)
        {
            if (await db.EditTests.AsNoTracking().Where(t => t.EditId == edit.Id && t.Revision == edit.ApprovedRevision).OrderByDescending(t => t.Id).FirstOrDefaultAsync(cancellationToken) is not { } test) { continue; }
            var missed = edit.Gap is { } gap ? (await db.Retrievals.AsNoTracking().Where(r => r.Gap == gap).Select(r => new { r.Question, r.Returned }).ToListAsync(cancellationToken)).ToLookup(r => r.Question, r => r.Returned, StringComparer.Ordinal) : null;
            foreach (var asked in TestReport.Of(test).Questions.Where(q => !q.Worked && q.ChunkId is not null && byId.ContainsKey(q.ChunkId)))
            {
                var article = byId[asked.ChunkId!].ArticleId;
                var wrong = (missed?[asked.Question] ?? []).SelectMany(r => r).Select(Chunk).OfType<string>().Where(id => byId[id].ArticleId != article).Distinct().Take(WrongOfAQuestion).ToList();
                var id = RetrievalFiles.QueryIdOf(asked.Question);
                pairs.Add(new RelevancePair(id, redactor.Redact(asked.Question, []), asked.ChunkId!, article, wrong, Draw.Of(id, "retrieval-split") < HeldOutQuestions ? Split.HeldOut : Split.Train));
            }
        }

        List<RelevanceDocument> corpus = [.. chunks.Select(c => new RelevanceDocument(c.Id, string.Join(" › ", c.TitlePath), c.Text, "chunk"))];
        var cited = items.Select(i => i.Item.Review.Clause).OfType<string>().Select(c => ClauseCitation.TryParse(c, out var citation) ? citation.PolicyId : null).OfType<string>().Distinct().ToList();
        var clauses = (await db.Clauses.AsNoTracking().Where(c => cited.Contains(c.PolicyId)).ToListAsync(cancellationToken)).ToDictionary(c => c.Citation, StringComparer.Ordinal);
        foreach (var (item, split) in items.Where(i => i.Item.Utterance is not null))
        {
            if (item.Review.Clause is { } clause && clauses.ContainsKey(clause)) { pairs.Add(new RelevancePair(item.Id, item.Utterance!, clause, null, [], split)); }
            if (item.Review.DataPoint?.Trim() is { } point && Chunk(point) is { } chunk) { pairs.Add(new RelevancePair(item.Id, item.Utterance!, chunk, byId[chunk].ArticleId, [], split)); }
        }

        var used = pairs.Select(p => p.DocumentId).ToHashSet(StringComparer.Ordinal);
        corpus.AddRange(clauses.Values.Where(c => used.Contains(c.Citation)).Select(c => new RelevanceDocument(c.Citation, c.Heading.Length == 0 ? c.ClauseId : c.Heading, c.Text, "clause")));
        return (corpus, [.. pairs.DistinctBy(p => (p.QueryId, p.DocumentId))]);
    }

    private async Task<List<RuleCase>> RuleCasesAsync(IReadOnlyList<CuratedItem> items, CancellationToken cancellationToken)
    {
        var policies = items.Select(i => ClauseCitation.TryParse(i.Item.Review.Clause, out var cited) ? cited.PolicyId : null).OfType<string>().Distinct().ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rules = await db.PolicyRules.AsNoTracking().Include(r => r.Versions).Where(r => r.State == PolicyRuleState.On && policies.Contains(r.PolicyId)).ToListAsync(cancellationToken);
        return [.. rules.SelectMany(r => r.Versions.Where(v => v.Version == r.Version).SelectMany(v => v.Examples.Select(e => new RuleCase(r, v, e))))];
    }

    private async Task<List<(TrainingItem Item, PolicyAudit Audit)>> DecidedAsync(IReadOnlyList<CuratedItem> items, CancellationToken cancellationToken)
    {
        var held = items.Where(i => i.Split == Split.HeldOut && i.Item.Review.Clause is not null).Select(i => i.Item).ToList();
        var ids = held.ConvertAll(i => i.Review.CaseId);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var audits = (await db.PolicyAudits.AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.CaseId)).ToListAsync(cancellationToken)).GroupBy(a => (a.CaseId, a.StepId, a.Citation)).ToDictionary(g => g.Key, g => g.First());
        return [.. held.Where(i => audits.ContainsKey((i.Review.CaseId, i.StepId, i.Review.Clause!))).Select(i => (i, audits[(i.Review.CaseId, i.StepId, i.Review.Clause!)]))];
    }
}
