using Acsr.Signals;
using Acsr.Statistics;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Effects;

/// <summary>One proposal in shadow mode beside what the human did.</summary>
public readonly record struct ShadowPair(string CaseId, string? Intent, bool SameAction, bool Agreed, double? Confidence, string? Proposed = null, string? Done = null);

/// <summary>How often proposals were what the human did.</summary>
/// <param name="Name">Of the intent or band of confidence.</param>
/// <param name="N">Proposals compared.</param>
/// <param name="Cases">They lie in.</param>
/// <param name="SameAction">Share with the same action.</param>
/// <param name="SameActionInterval">95 %.</param>
/// <param name="Agreed">Share with the same action and arguments.</param>
/// <param name="AgreedInterval">95 %.</param>
public sealed record ShadowLine(string Name, int N, int Cases, double SameAction, Interval SameActionInterval, double Agreed, Interval AgreedInterval);

/// <summary>What would happen if the agent acted itself from some confidence on.</summary>
/// <param name="From">Confidence; 0: whatever it was.</param>
/// <param name="N">Cases of which all proposals were so sure.</param>
/// <param name="Autonomous">Share of all shadowed cases that it would do alone, and as the human did.</param>
/// <param name="Interval">95 %, of all cases.</param>
/// <param name="Otherwise">Share of all that it would do alone and otherwise than the human.</param>
/// <param name="OtherwiseInterval">95 %.</param>
public sealed record ShadowForecast(double From, int N, double Autonomous, Interval Interval, double Otherwise, Interval OtherwiseInterval);

/// <summary>Shadow mode (C2).</summary>
/// <param name="All">Null: no proposal that a human's action followed.</param>
/// <param name="Intents">The most proposals first.</param>
/// <param name="Bands">By confidence, and those without.</param>
/// <param name="Forecast">If it were switched on.</param>
/// <param name="Disagreements">The newest cases in which they differ.</param>
public sealed record ShadowReport(ShadowLine? All, IReadOnlyList<ShadowLine> Intents, IReadOnlyList<ShadowLine> Bands, IReadOnlyList<ShadowForecast> Forecast, IReadOnlyList<ShadowDispute> Disagreements)
{
    /// <summary>Which action was proposed where the human did which; null where no text tells.</summary>
    public ShadowConfusion? Confusion { get; init; }

    /// <summary>Of pairs. Pure.</summary>
    public static ShadowReport Of(IReadOnlyList<ShadowPair> pairs, IReadOnlyList<ShadowDispute> disputes)
    {
        var cases = pairs.GroupBy(p => p.CaseId).Select(g => (Agreed: g.All(p => p.Agreed), Confidence: g.Any(p => p.Confidence is null) ? null : g.Min(p => p.Confidence))).ToList();
        double[] from = cases.Exists(c => c.Confidence is not null) ? [0, .5, .6, .7, .8, .9, .95] : [0];
        return new ShadowReport(
            Line("All", pairs),
            [.. pairs.GroupBy(p => p.Intent ?? "no intent").Select(g => Line(g.Key, [.. g])!).OrderByDescending(l => l.N).ThenBy(l => l.Name, StringComparer.Ordinal)],
            [.. pairs.GroupBy(p => p.Confidence is { } c ? Math.Clamp((int)(c * 10), 0, 9) : -1).OrderByDescending(g => g.Key).Select(g => Line(g.Key < 0 ? "not told" : $"{g.Key * 10}–{(g.Key + 1) * 10} %", [.. g])!)],
            cases.Count == 0 ? [] : [.. from.Select(at => Forecasted(cases, at))],
            disputes)
        { Confusion = ShadowConfusion.Of(pairs) };
    }

    private static ShadowForecast Forecasted(List<(bool Agreed, double? Confidence)> cases, double from)
    {
        var (right, wrong) = (0, 0);
        foreach (var (agreed, confidence) in cases)
        {
            if (from > 0 && !(confidence >= from)) { continue; }
            if (agreed) { right++; } else { wrong++; }
        }

        return new ShadowForecast(from, right + wrong, (double)right / cases.Count, Wilson.Interval(right, cases.Count)!.Value, (double)wrong / cases.Count, Wilson.Interval(wrong, cases.Count)!.Value);
    }

    private static ShadowLine? Line(string name, IReadOnlyList<ShadowPair> pairs)
    {
        var (n, same, agreed) = (pairs.Count, pairs.Count(p => p.SameAction), pairs.Count(p => p.Agreed));
        return n == 0 ? null : new ShadowLine(name, n, pairs.Select(p => p.CaseId).Distinct().Count(), (double)same / n, Wilson.Interval(same, n)!.Value, (double)agreed / n, Wilson.Interval(agreed, n)!.Value);
    }
}

/// <summary>A case in which the proposal was not what the human did, and its item in the queue; null: it was reviewed or is not queued.</summary>
public sealed record ShadowDispute(string CaseId, string? Intent, string Text, DateTime? At, long? ItemId);

/// <summary>Reads what shadow mode found.</summary>
public sealed class ShadowReader(IDbContextFactory<ConsoleDbContext> contexts)
{
    private const int MostDisputes = 20;

    /// <summary>Cases of a range.</summary>
    public async Task<ShadowReport> ReadAsync(DateTime from, DateTime to, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = db.Signals.AsNoTracking().Where(s => s.Kind == SignalKind.Shadow).Join(db.Cases.Where(c => c.At >= from && c.At < to && !c.Baseline && c.ShadowAgreed != null), s => s.CaseId, c => c.Id, (s, c) => new { Signal = s, Case = c });
        var pairs = await found.Select(x => new { x.Case.Id, x.Case.Intent, x.Signal.Name, x.Signal.Text }).ToListAsync(cancellationToken);
        var disputes = await found.Where(x => x.Signal.Value == 0).OrderByDescending(x => x.Case.At).Take(MostDisputes)
            .Select(x => new ShadowDispute(x.Case.Id, x.Case.Intent, x.Signal.Text, x.Signal.OccurredAt, db.ReviewItems.Where(i => i.CaseId == x.Case.Id && i.DoneAt == null).Select(i => (long?)i.Id).FirstOrDefault())).ToListAsync(cancellationToken);
        return ShadowReport.Of(pairs.ConvertAll(p =>
        {
            var actions = ShadowComparison.ActionsIn(p.Name, p.Text);
            return new ShadowPair(p.Id, p.Intent, p.Name != ShadowComparison.OtherAction, p.Name == ShadowComparison.Same, ShadowComparison.ConfidenceIn(p.Text), actions?.Proposed, actions?.Done);
        }), disputes);
    }
}
