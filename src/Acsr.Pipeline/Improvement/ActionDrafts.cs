using System.Globalization;
using Acsr.Kpis;
using Acsr.Signals;
using Acsr.Signals.Groups;

namespace Acsr.Improvement;

/// <summary>What a person wants an action about.</summary>
/// <param name="Source">Where they come from.</param>
/// <param name="Row">M1 to M8; of a row.</param>
/// <param name="Kpi">Id; of a KPI.</param>
/// <param name="Group">Key; of a group of dead ends.</param>
/// <param name="Title">What the place they come from calls it; null: it is named after what it is about.</param>
/// <param name="Segment">Where.</param>
/// <param name="From">First moment of the cases, UTC; null: 28 days back.</param>
/// <param name="To">First moment after; null: now.</param>
public sealed record ActionRequest(ActionSource Source, string? Row, string? Kpi, string? Group, string? Title, Segment Segment, DateTime? From, DateTime? To);

/// <summary>Fills in what is known about an action that a person wants to open: figures, reference, words.</summary>
public sealed class ActionDrafts(KpiEngine engine, MatrixSettings settings, DeadEndGroupReader groups, TimeProvider clock)
{
    private const int DefaultDays = 28;

    /// <summary>The action as it would be; null when it cannot be told what is meant.</summary>
    public async Task<ImprovementAction?> DraftAsync(ActionRequest request, CancellationToken cancellationToken)
    {
        var row = MatrixRows.Find(request.Row) ?? MatrixRows.OfKpi(request.Kpi);
        var kpi = row?.Kpi ?? KpiDefinitions.Find(request.Kpi);
        if (request.Source == ActionSource.DeadEnd) { return string.IsNullOrWhiteSpace(request.Group) ? null : await OfGroupAsync(request, request.Group, cancellationToken); }
        if (kpi is null) { return null; }

        var to = request.To ?? clock.GetUtcNow().UtcDateTime;
        var query = request.Segment.Query(request.From ?? to.AddDays(-DefaultDays), to);
        var value = (await engine.ValuesAsync([kpi], query, cancellationToken))[0];
        var (reference, held) = await ReferenceAsync(row, kpi, request.Segment, query, cancellationToken);
        return new ImprovementAction
        {
            Key = row is not null ? ActionKey.Of(row, request.Segment) : ActionKey.OfKpi(kpi.Id, request.Segment),
            Source = request.Source,
            Row = row?.Id,
            Kpi = kpi.Id,
            Agent = request.Segment.Agent,
            AgentVersion = request.Segment.AgentVersion,
            Channel = request.Segment.Channel,
            Intent = request.Segment.Intent,
            CaseSource = request.Segment.Source,
            Title = request.Title is { Length: > 0 } title ? title : $"{row?.Name ?? kpi.Name}: {request.Segment.Words}",
            Why = $"{kpi.Name} of {request.Segment.Words} is {Figures.Text(value)} from {Day(query.From!.Value)} to {Day(to)}{held}.",
            SuggestedWork = row is null ? "" : $"{row.Action}. {row.SuggestedWork}",
            Value = value.Value,
            Lower = value.Lower,
            Upper = value.Upper,
            Unit = value.Unit,
            N = value.N,
            Reference = reference,
            CasesFrom = query.From,
            CasesTo = to,
            ExpectedValue = value.Value is { } level ? Worth(row, kpi, value.N, (to - query.From!.Value).TotalDays, level, reference) : 0,
            OpenedBy = "",
        };
    }

    private async Task<ImprovementAction> OfGroupAsync(ActionRequest request, string group, CancellationToken cancellationToken)
    {
        var to = request.To ?? clock.GetUtcNow().UtcDateTime;
        var from = request.From ?? to.AddDays(-DefaultDays);
        var row = (await groups.FindAsync(group, new DeadEndRange(from, to), cancellationToken))?.Row;
        return new ImprovementAction
        {
            Key = ActionKey.OfDeadEnd(group),
            Source = ActionSource.DeadEnd,
            DeadEndGroup = group,
            Agent = request.Segment.Agent,
            AgentVersion = request.Segment.AgentVersion,
            Channel = request.Segment.Channel,
            Intent = request.Segment.Intent,
            CaseSource = request.Segment.Source,
            Title = request.Title is { Length: > 0 } title ? title : $"Dead ends: {group}",
            Why = row is null ? "" : Why(row, from, to),
            SuggestedWork = "Read the examples, find the step that the agent cannot get past, and mend the tool, the knowledge or the policy behind it.",
            Value = row?.Found.Share,
            Lower = row?.Found.Interval?.Lower,
            Upper = row?.Found.Interval?.Upper,
            Unit = "ratio",
            N = row?.Found.AgentCases ?? 0,
            CasesFrom = request.From,
            CasesTo = request.To,
            ExpectedValue = row is null ? 0 : row.Found.Cases * 7 / (to - from).TotalDays * (1 - (row.Solved.Share ?? 0)),
            OpenedBy = "",
        };
    }

    private static string Why(DeadEndGroupRow row, DateTime from, DateTime to) => string.Create(CultureInfo.InvariantCulture,
        $"Found in {row.Found.Cases:#,0} of {row.Found.AgentCases:#,0} cases that the agent took part in from {Day(from)} to {Day(to)}; {row.Solved.Solved:#,0} of {row.Solved.Known:#,0} with a known outcome were solved.");

    private async Task<(double?, string)> ReferenceAsync(MatrixRow? row, KpiDefinition kpi, Segment segment, KpiQuery query, CancellationToken cancellationToken)
    {
        if (row is not null)
        {
            var targets = MatrixSettings.Of(row, await settings.TargetsAsync(cancellationToken));
            if (targets.TryGetValue(segment.Key, out var own) || targets.TryGetValue("", out own)) { return (own, $"; the target is {Figures.Text(own, kpi.Unit)}"); }
        }

        var before = (await engine.ValuesAsync([kpi], query.Previous()!, cancellationToken))[0];
        return before.Value is { } earlier ? (earlier, $"; in the period before it was {Figures.Text(before)}") : (null, "");
    }

    private static double Worth(MatrixRow? row, KpiDefinition kpi, int n, double days, double value, double? reference)
    {
        if (row is not null) { return ExpectedValue.Of(row, n, days, value, reference, row.Weight); }
        // Of a share without a reference every case that counts against it is one that could come out well.
        if (kpi.Unit != "ratio" || kpi.Kind != KpiKind.Rate || kpi.HigherIsBetter is not { } up || days <= 0) { return 0; }
        var best = up ? 1 : 0;
        return n * 7 / days * Math.Abs(value - best);
    }

    private static string Day(DateTime time) => time.ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
