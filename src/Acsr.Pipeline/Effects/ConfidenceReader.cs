using Acsr.Cases;
using Acsr.Review;
using Acsr.Statistics;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Effects;

/// <summary>How honest the agent's confidence is, and from which on it could work alone.</summary>
/// <param name="Calibration">Null: no judged decision with a confidence.</param>
/// <param name="Curve">What each threshold would do.</param>
/// <param name="Suggested">The lowest that keeps the promise; null: none does.</param>
/// <param name="MostWrong">The promise: at most this share is wrong.</param>
public sealed record ConfidenceReport(Calibration? Calibration, IReadOnlyList<ThresholdPoint> Curve, ThresholdPoint? Suggested, double MostWrong);

/// <summary>Reads what became of decisions that came with a confidence.</summary>
/// <remarks>
/// A decision was wrong where a human overrode it or a reviewer corrected it, and right where a reviewer said so, or else by whether the case was
/// solved. All cases whose end is known count, reviewed or not, so that what reviewers are shown first does not bend the picture.
/// </remarks>
public sealed class ConfidenceReader(IDbContextFactory<ConsoleDbContext> contexts)
{
    /// <summary>Intents with decisions in a range, the most frequent first, and versions.</summary>
    public async Task<(IReadOnlyList<string> Intents, IReadOnlyList<string> Versions)> ValuesAsync(DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var cases = db.Cases.AsNoTracking().Where(c => c.At >= from && c.At < to && c.Confidence != null);
        return (await cases.Where(c => c.Intent != null).GroupBy(c => c.Intent!).OrderByDescending(g => g.Count()).Select(g => g.Key).ToListAsync(cancellationToken),
            await cases.Where(c => c.AgentVersion != null).GroupBy(c => c.AgentVersion!).OrderByDescending(g => g.Max(c => c.At)).Select(g => g.Key).Take(50).ToListAsync(cancellationToken));
    }

    /// <summary>The report of an intent and a version; null lets all through.</summary>
    public async Task<ConfidenceReport> ReadAsync(string? intent, string? version, DateTime from, DateTime to, double mostWrong, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var cases = await db.Cases.AsNoTracking()
            .Where(c => c.At >= from && c.At < to && !c.Baseline && c.Confidence != null && (c.Handler == Handler.Agent || c.Handler == Handler.Hybrid) && (intent == null || c.Intent == intent) && (version == null || c.AgentVersion == version))
            .Select(c => new { c.Id, c.Confidence, c.Overrides, c.Solved, c.HandedOff, Verdict = db.Reviews.Where(r => r.CaseId == c.Id && r.Standing == OpinionStanding.Stands).OrderByDescending(r => r.Id).Select(r => (Verdict?)r.Verdict).FirstOrDefault() })
            .ToListAsync(cancellationToken);
        var judged = new List<JudgedDecision>(cases.Count);
        foreach (var one in cases)
        {
            bool? right = one.Verdict switch
            {
                Verdict.Corrected => false,
                Verdict.AgentWasRight => true,
                _ => one.Overrides > 0 ? false : one.HandedOff ? null : one.Solved,
            };
            if (right is { } known) { judged.Add(new JudgedDecision(Math.Clamp(one.Confidence!.Value, 0, 1), known)); }
        }

        var (curve, suggested) = judged.Count == 0 ? ([], null) : ConfidenceThreshold.Find(judged, mostWrong);
        return new ConfidenceReport(Calibration.Of(judged), curve, suggested, mostWrong);
    }
}
