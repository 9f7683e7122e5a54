using Acsr.Cases;
using Acsr.Review;
using Acsr.Signals;
using Acsr.Signals.Gaps;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

/// <summary>Something that the knowledge base lacks, and what it costs.</summary>
/// <param name="Question">As it was asked.</param>
/// <param name="Gap">The knowledge gap's key; null where no search missed and only a review says so.</param>
/// <param name="CaseId">A case of it.</param>
/// <param name="Searches">Missed searches.</param>
/// <param name="Cases">Cases with one, or with such a review.</param>
/// <param name="Reviews">Of these cases those with a review or an open proposal that says that knowledge was missing.</param>
/// <param name="HandedOff">Cases handed to a person.</param>
/// <param name="MeanCostUsd">Of the cases whose cost is known; null where none is.</param>
/// <param name="Costed">How many those are.</param>
/// <param name="LastSeen">When last.</param>
public sealed record KnowledgeNeed(string Question, string? Gap, string? CaseId, int Searches, int Cases, int Reviews, int HandedOff, double? MeanCostUsd, int Costed, DateTime LastSeen)
{
    /// <summary>The newest edit about it that is open or has left.</summary>
    public ArticleEdit? Edit { get; init; }

    /// <summary>Cases × what one costs, US dollars, where costs are known at all: by this it is ranked.</summary>
    public double? WorthUsd { get; init; }
}

/// <summary>Needs of a range, those that cost most first.</summary>
public sealed record NeedList(IReadOnlyList<KnowledgeNeed> Needs, int Total, bool CostsKnown);

/// <summary>What a person said that solved a case of a gap.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="StepId">The line; null where a review says it.</param>
/// <param name="Text">The words: a colleague's to the customer, or a reviewer's. Never the agent's.</param>
/// <param name="IsReview">A reviewer wrote it.</param>
/// <param name="At">When; null where nobody says.</param>
public sealed record HumanAnswer(string CaseId, string? StepId, string Text, bool IsReview, DateTime? At);

/// <summary>Ranks what the knowledge base lacks, and finds what people answered where it did.</summary>
public sealed class GapBoard(IDbContextFactory<ConsoleDbContext> contexts, GapReader gaps, CaseReader cases)
{
    private const int Ranked = 500;
    private const int CasesRead = 12;
    private const int AnswersShown = 20;

    /// <summary>Gaps and reviews of a range, ranked by cases × the mean cost of a case.</summary>
    public async Task<NeedList> ListAsync(DeadEndRange range, int take, CancellationToken cancellationToken = default)
    {
        var list = await gaps.ListAsync(range, Ranked, cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var keys = list.Gaps.Select(g => g.Gap.Key).ToList();
        var missed = Within(db.Retrievals.AsNoTracking().Where(r => r.Gap != null), range);
        var costs = (await missed.Where(r => EF.Parameter(keys).Contains(r.Gap!)).Select(r => new { Gap = r.Gap!, r.CaseId }).Distinct()
            .Join(db.Cases, r => r.CaseId, c => c.Id, (r, c) => new { r.Gap, c.CostUsd }).GroupBy(r => r.Gap)
            .Select(g => new { g.Key, Sum = g.Sum(c => c.CostUsd), Known = g.Count(c => c.CostUsd != null) }).ToListAsync(cancellationToken)).ToDictionary(g => g.Key);
        var reviews = await ReviewsAsync(db, range, cancellationToken);
        var gapOf = (await db.Retrievals.AsNoTracking().Where(r => r.Gap != null && EF.Parameter(reviews.Select(v => v.CaseId).ToList()).Contains(r.CaseId)).Select(r => new { r.CaseId, Gap = r.Gap! }).Distinct().ToListAsync(cancellationToken)).ToLookup(r => r.CaseId, r => r.Gap);
        var ofGap = reviews.SelectMany(v => gapOf[v.CaseId].Select(gap => (gap, v.CaseId))).Distinct().CountBy(v => v.gap).ToDictionary();
        var edits = (await db.ArticleEdits.AsNoTracking().Where(e => e.Gap != null && e.State != EditState.Withdrawn && e.State != EditState.RolledBack).OrderBy(e => e.Id).ToListAsync(cancellationToken)).ToLookup(e => e.Gap);
        var needs = list.Gaps.Select(g => new KnowledgeNeed(
            g.Gap.Question, g.Gap.Key, null, g.Searches, g.Cases, ofGap.GetValueOrDefault(g.Gap.Key), g.HandedOff, Mean(costs.GetValueOrDefault(g.Gap.Key)?.Sum, costs.GetValueOrDefault(g.Gap.Key)?.Known ?? 0),
            costs.GetValueOrDefault(g.Gap.Key)?.Known ?? 0, g.LastSeen)
        { Edit = edits[g.Gap.Key].LastOrDefault() }).Concat(OfReviewsAlone([.. reviews.Where(v => !gapOf[v.CaseId].Any())])).ToList();
        var known = needs.Sum(n => n.Costed);
        var mean = known == 0 ? null : needs.Sum(n => n.MeanCostUsd * n.Costed) / known;
        return new(
            [.. needs.Select(n => n with { WorthUsd = n.Cases * (n.MeanCostUsd ?? mean) }).OrderByDescending(n => n.WorthUsd ?? n.Cases).ThenByDescending(n => n.Cases).ThenBy(n => n.Question, StringComparer.Ordinal).Take(take)],
            needs.Count + Math.Max(0, list.Total - list.Gaps.Count), known > 0);
    }

    /// <summary>What people, never the agent, said in the newest cases of a gap that were solved, and what reviewers wrote as the right answer.</summary>
    public async Task<IReadOnlyList<HumanAnswer>> AnswersAsync(string gap, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = db.Retrievals.Where(r => r.Gap == gap).Select(r => r.CaseId);
        var written = await db.Reviews.AsNoTracking().Where(r => r.FinalAnswer != null && r.FinalAnswer != "" && ids.Contains(r.CaseId)).OrderByDescending(r => r.Id).Take(AnswersShown)
            .Select(r => new HumanAnswer(r.CaseId, null, r.FinalAnswer!, true, r.At)).ToListAsync(cancellationToken);
        var solved = await db.Cases.AsNoTracking().Where(c => c.Solved == true && c.Handler != Handler.Agent && ids.Contains(c.Id)).OrderByDescending(c => c.At).ThenBy(c => c.Id).Take(CasesRead).Select(c => c.Id).ToListAsync(cancellationToken);
        foreach (var id in solved)
        {
            if (await cases.ReadAsync(id, cancellationToken) is { } folded) { written.AddRange(LinesOf(folded)); }
        }

        return [.. written.Take(AnswersShown)];
    }

    /// <summary>What colleagues told the customer in a case. Pure.</summary>
    public static IEnumerable<HumanAnswer> LinesOf(FoldedCase folded) => folded.Steps.Where(s => s is { Kind: StepKind.Message, Role: Role.Human } && !string.IsNullOrWhiteSpace(s.Text))
        .Select(s => new HumanAnswer(folded.Facts.Id, s.Id, s.Text!, false, s.StartedAt));

    private static IEnumerable<KnowledgeNeed> OfReviewsAlone(IReadOnlyList<KnowledgeReview> reviews) => reviews.DistinctBy(v => v.CaseId).GroupBy(v => QuestionWords.Form(QuestionWords.Of(v.Question)) ?? v.CaseId).Select(g => new KnowledgeNeed(
        g.First().Question, null, g.First().CaseId, 0, g.Count(), g.Count(), g.Count(v => v.HandedOff),
        Mean(g.Sum(v => v.CostUsd), g.Count(v => v.CostUsd is not null)), g.Count(v => v.CostUsd is not null), g.Max(v => v.At)));

    private static double? Mean(double? sum, int known) => known == 0 ? null : sum / known;

    private sealed record KnowledgeReview(string CaseId, string Question, bool HandedOff, double? CostUsd, DateTime At);

    /// <summary>
    /// A review says "knowledge" where it names it as the fault, or corrects a case that the agent handed over because it did not know; so does an
    /// open proposal to change the knowledge base.
    /// </summary>
    private static async Task<IReadOnlyList<KnowledgeReview>> ReviewsAsync(ConsoleDbContext db, DeadEndRange range, CancellationToken cancellationToken)
    {
        var cases = db.Cases.AsQueryable();
        if (range.From is { } from) { cases = cases.Where(c => c.At >= from); }
        if (range.To is { } to) { cases = cases.Where(c => c.At < to); }
        var reviewed = db.Reviews.AsNoTracking().Join(cases, r => r.CaseId, c => c.Id, (r, c) => new { Review = r, Case = c })
            .Where(v => v.Review.Fault == FaultAuthor.Knowledge || (v.Review.Verdict == Verdict.Corrected && v.Case.HandoffKind == HandoffKind.MissingKnowledge))
            .Select(v => new { v.Review.CaseId, v.Case.Title, v.Case.HandedOff, v.Case.CostUsd, v.Case.At });
        var proposed = db.ReviewProposals.AsNoTracking().Where(p => p.Kind == ProposalKind.Knowledge && p.State == ProposalState.Open)
            .Join(cases, p => p.CaseId, c => c.Id, (p, c) => new { p.CaseId, c.Title, c.HandedOff, c.CostUsd, c.At });
        var said = (await reviewed.OrderByDescending(v => v.At).ThenBy(v => v.CaseId).Take(Ranked).ToListAsync(cancellationToken))
            .Concat(await proposed.OrderByDescending(v => v.At).ThenBy(v => v.CaseId).Take(Ranked).ToListAsync(cancellationToken));
        return [.. said.OrderByDescending(v => v.At).Select(v => new KnowledgeReview(v.CaseId, v.Title.Length == 0 ? v.CaseId : v.Title, v.HandedOff, v.CostUsd, v.At))];
    }

    private static IQueryable<Retrieval> Within(IQueryable<Retrieval> missed, DeadEndRange range)
    {
        if (range.From is { } from) { missed = missed.Where(r => r.At >= from); }
        if (range.To is { } to) { missed = missed.Where(r => r.At < to); }
        return missed;
    }
}
