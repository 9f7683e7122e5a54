using Acsr.Cases;
using Acsr.Signals.DeadEnds;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Signals;

/// <summary>Writes the signals of folded cases in place of those of the fold before, and sets the facts that are verdicts.</summary>
internal sealed class SignalJudge(IOptions<DeadEndOptions> options) : ICaseJudge
{
    public async Task JudgeAsync(ConsoleDbContext db, IReadOnlyList<FoldedCase> cases, IReadOnlyCollection<string> vanished, DateTime now, CancellationToken cancellationToken)
    {
        var ids = cases.Select(c => c.Facts.Id).Concat(vanished).ToList();
        await db.Signals.Where(s => ids.Contains(s.CaseId)).ExecuteDeleteAsync(cancellationToken);
        foreach (var folded in cases)
        {
            var signals = CaseSignals.Of(folded, options.Value);
            (folded.Facts.DeadEnd, folded.Facts.Risk) = (signals.DeadEnd, signals.Risk);
            db.Signals.AddRange(signals.Signals);
        }
    }
}
