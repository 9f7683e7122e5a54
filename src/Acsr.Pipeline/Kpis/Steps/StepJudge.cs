using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Kpis.Steps;

/// <summary>
/// Notes in the fold's unit of work what the steps of a case add up to: one small row a case. Adding it to the hours is left to <see cref="StepHours"/>, because
/// many folds touch the same few hours, and a fold is not to wait for another.
/// </summary>
internal sealed class StepJudge : ICaseJudge
{
    public async Task JudgeAsync(ConsoleDbContext db, IReadOnlyList<FoldedCase> cases, IReadOnlyCollection<string> vanished, DateTime now, CancellationToken cancellationToken)
    {
        var ids = cases.Select(c => c.Facts.Id).Concat(vanished).ToList();
        var known = await db.CaseSteps.Where(s => ids.Contains(s.CaseId)).ToDictionaryAsync(s => s.CaseId, cancellationToken);
        foreach (var (id, data) in cases.Select(c => (c.Facts.Id, StepCells.Of(c))).Concat(vanished.Select(id => (id, Array.Empty<byte>()))))
        {
            if (known.TryGetValue(id, out var row))
            {
                if (row.Data.AsSpan().SequenceEqual(data)) { continue; }
                row.Data = data;
                row.Waiting = true;
                // Written in any case: what was waiting when it was read may have been counted since.
                db.Entry(row).Property(s => s.Waiting).IsModified = true;
            }
            else if (data.Length > 0)
            {
                db.CaseSteps.Add(new CaseSteps { CaseId = id, Data = data, Waiting = true });
            }
        }
    }
}
