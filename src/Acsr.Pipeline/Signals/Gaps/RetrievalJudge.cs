using Acsr.Cases;
using Acsr.Signals.DeadEnds;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Signals.Gaps;

/// <summary>
/// Keeps the searches of folded cases, in their unit of work, and gives them the threshold and the gap that are known already; what is
/// new <see cref="GapWorker"/> assigns.
/// </summary>
internal sealed class RetrievalJudge(IOptions<DeadEndOptions> options) : ICaseJudge
{
    public async Task JudgeAsync(ConsoleDbContext db, IReadOnlyList<FoldedCase> cases, IReadOnlyCollection<string> vanished, DateTime now, CancellationToken cancellationToken)
    {
        var ids = cases.StoredBefore(vanished);
        if (ids.Count > 0) { await db.Retrievals.Where(r => ids.Contains(r.CaseId)).ExecuteDeleteAsync(cancellationToken); }
        var rows = cases.SelectMany(c => Retrievals.Of(c, options.Value)).ToList();
        if (rows.Count == 0) { return; }

        var thresholds = await db.RetrievalSources.AsNoTracking().Where(s => s.Threshold != null).ToDictionaryAsync(s => s.Source, s => s.Threshold, cancellationToken);
        foreach (var row in rows.Where(r => r.Miss == RetrievalMiss.None && r.TopScore < thresholds.GetValueOrDefault(r.Source))) { row.Miss = RetrievalMiss.LowScore; }

        var forms = rows.Where(r => r.Miss != RetrievalMiss.None).Select(r => r.Form).OfType<string>().Distinct().ToList();
        var gaps = forms.Count == 0 ? [] : await db.GapForms.AsNoTracking().Where(f => forms.Contains(f.Form)).ToDictionaryAsync(f => f.Form, f => f.Gap, cancellationToken);
        foreach (var row in rows.Where(r => r is { Miss: not RetrievalMiss.None, Form: not null })) { row.Gap = gaps.GetValueOrDefault(row.Form!); }
        db.Rows.Add(rows);
    }
}
