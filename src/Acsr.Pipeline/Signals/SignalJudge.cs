using Acsr.Cases;
using Acsr.Policies;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Groups;
using Acsr.Signals.Sentiment;
using Acsr.Signals.Standards;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Signals;

/// <summary>Writes the signals of folded cases and the groups of their dead ends in place of those of the fold before, and sets the facts that are this stage's.</summary>
internal sealed class SignalJudge(IOptions<DeadEndOptions> deadEnds, IOptions<CaseOptions> windows, SentimentScorer scorer, DetectorStandards standards) : ICaseJudge
{
    public async Task JudgeAsync(ConsoleDbContext db, IReadOnlyList<FoldedCase> cases, IReadOnlyCollection<string> vanished, DateTime now, CancellationToken cancellationToken)
    {
        var ids = cases.StoredBefore(vanished);
        if (ids.Count > 0) { await db.Signals.Where(s => ids.Contains(s.CaseId)).ExecuteDeleteAsync(cancellationToken); }
        var audits = db.Rows.Of<PolicyAudit>().ToLookup(a => a.CaseId);
        var usual = await standards.ReadAsync(db, cancellationToken);
        List<(Case Facts, CaseSignals Signals)> judged = [];
        foreach (var folded in cases)
        {
            var signals = CaseSignals.Of(folded, deadEnds.Value, scorer, windows.Value, now, usual.Of(folded.Facts));
            signals.ApplyTo(folded.Facts);
            db.Rows.Add(signals.Signals);
            db.Rows.Add(PolicySignals.Of(audits[folded.Facts.Id]));
            judged.Add((folded.Facts, signals));
        }

        await DeadEndGroupRows.WriteAsync(db, judged, ids, cancellationToken);
    }
}
