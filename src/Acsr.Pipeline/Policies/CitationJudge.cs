using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Policies;

/// <summary>Keeps the index from clauses to the cases that cite them in step with the folded cases, in their unit of work.</summary>
internal sealed class CitationJudge : ICaseJudge
{
    public async Task JudgeAsync(ConsoleDbContext db, IReadOnlyList<FoldedCase> cases, IReadOnlyCollection<string> vanished, DateTime now, CancellationToken cancellationToken)
    {
        var ids = cases.StoredBefore(vanished);
        if (ids.Count > 0) { await db.CitedClauses.Where(c => ids.Contains(c.CaseId)).ExecuteDeleteAsync(cancellationToken); }
        db.Rows.Add(cases.SelectMany(Of));
    }

    /// <summary>What a case cites, each once a step. Words of a sender's own that are no citation of ours are in none. Pure.</summary>
    internal static IEnumerable<CitedClause> Of(FoldedCase folded) =>
        folded.Steps.Where(s => s.Kind != StepKind.Override).SelectMany(s => s.Clauses.Select(c => (StepId: s.Id, At: s.EndedAt ?? s.StartedAt, Text: (string?)c, In: CitedIn.Decision)))
            .Concat(folded.Overrides.Select(o => (StepId: o.Id, o.At, Text: o.Clause, In: CitedIn.Override)))
            .Where(c => ClauseCitation.TryParse(c.Text, out var cited) && cited.PolicyId.Length <= CitedClause.MaxPart && cited.ClauseId.Length <= CitedClause.MaxPart)
            .Select(c =>
            {
                _ = ClauseCitation.TryParse(c.Text, out var cited);
                return new CitedClause { CaseId = folded.Facts.Id, StepId = c.StepId, PolicyId = cited.PolicyId, ClauseId = cited.ClauseId, Version = cited.Version, In = c.In, At = c.At };
            })
            .DistinctBy(c => (c.StepId, c.PolicyId, c.ClauseId, c.Version, c.In));
}
