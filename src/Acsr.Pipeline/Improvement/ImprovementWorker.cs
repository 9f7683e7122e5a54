using Acsr.Infrastructure;
using Acsr.Kpis;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Improvement;

/// <summary>Holds the rules of the matrix against the cases, opens what they find, and resolves what a published release was meant to resolve.</summary>
public sealed class ImprovementWorker(
    IDbContextFactory<ConsoleDbContext> contexts, KpiEngine engine, MatrixSettings settings, ActionOpener opener, ActionDesk desk, TimeProvider clock, ILogger<ImprovementWorker> log)
    : PeriodicWorker(contexts, clock, log)
{
    // Figures over days and weeks do not cross a line within seconds; a release that resolves something should be seen soon.
    private static readonly TimeSpan BetweenEvaluations = TimeSpan.FromMinutes(5);

    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;
    private readonly TimeProvider _clock = clock;
    private DateTime _evaluateAt = DateTime.MinValue;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        await desk.ResolvePublishedAsync(cancellationToken);
        if (_clock.GetUtcNow().UtcDateTime < _evaluateAt) { return false; }
        await EvaluateAsync(cancellationToken);
        _evaluateAt = _clock.GetUtcNow().UtcDateTime + BetweenEvaluations;
        return false;
    }

    /// <summary>Evaluates every rule now; returns the actions that were opened or opened again.</summary>
    public async Task<IReadOnlyList<long>> EvaluateAsync(CancellationToken cancellationToken)
    {
        var rows = await engine.RowsAsync(cancellationToken);
        if (rows.Count == 0) { return []; }
        var (targets, rules) = (await settings.TargetsAsync(cancellationToken), await settings.RulesAsync(cancellationToken));
        var closed = await ClosedAsync(cancellationToken);
        var now = _clock.GetUtcNow().UtcDateTime;
        var opened = new List<long>();
        foreach (var row in MatrixRows.All)
        {
            var evaluator = new RuleEvaluator(row, rules[row.Id], MatrixSettings.Of(row, targets));
            foreach (var found in evaluator.Evaluate(rows, now, key => closed.TryGetValue(key, out var at) ? at : null))
            {
                var outcome = await opener.OpenAsync(found, TimeSpan.FromDays(rules[row.Id].SettleDays), cancellationToken);
                if (outcome.Opened || outcome.Reopened) { opened.Add(outcome.Id); }
            }
        }

        return opened;
    }

    private async Task<Dictionary<string, DateTime?>> ClosedAsync(CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        return await db.ImprovementActions.Where(a => a.State == ActionState.Resolved || a.State == ActionState.ResolvedByRelease)
            .ToDictionaryAsync(a => a.Key, a => a.ClosedAt, cancellationToken);
    }
}
