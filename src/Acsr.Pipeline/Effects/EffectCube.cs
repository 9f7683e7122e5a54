using Acsr.Statistics;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Effects;

/// <summary>What cases have in common that are counted together.</summary>
internal sealed record EffectKey(DateOnly Day, string Intent, string Channel, string? Release, string? AgentVersion, bool Demo);

/// <summary>
/// All cases as sums by day, intent, channel and what the agent said of itself: one reading of the table answers for every release. Cases
/// without an intent cannot be told touched from untouched and are left out, as is the history from before the agent.
/// </summary>
internal sealed class EffectCube
{
    private readonly Dictionary<EffectKey, Moments[]> _cells = [];

    /// <summary>Cells in no order; one sum for each of <see cref="EffectMetrics.All"/>.</summary>
    public IReadOnlyDictionary<EffectKey, Moments[]> Cells => _cells;

    /// <summary>Adds one case.</summary>
    public void Add(in EffectCase one)
    {
        if (one.Intent is null) { return; }
        var key = new EffectKey(DateOnly.FromDateTime(one.At), one.Intent, one.Channel ?? "", one.Release, one.AgentVersion, one.Demo);
        if (!_cells.TryGetValue(key, out var sums)) { _cells.Add(key, sums = new Moments[EffectMetrics.All.Length]); }
        for (var i = 0; i < sums.Length; i++)
        {
            if (EffectMetrics.All[i].Value(one) is { } value) { sums[i] = sums[i].With(value); }
        }
    }

    /// <summary>Reads all cases since a moment, one after the other; nothing is held but the sums.</summary>
    public static async Task<EffectCube> ReadAsync(ConsoleDbContext db, DateTime since, CancellationToken cancellationToken)
    {
        var cube = new EffectCube();
        var cases = db.Cases.AsNoTracking().Where(c => c.At >= since && !c.Baseline).Select(c => new EffectCase(
            c.At, c.Intent, c.Channel, c.Release, c.AgentVersion, c.Handler, c.Solved, c.HandedOff, c.Reopened, c.Overrides, c.Resolution, c.DurablyResolved, c.DeadEnd,
            c.PolicyChecks, c.PolicyViolations, c.PolicyUnknowns, c.Csat, c.HandlingSeconds, c.CostUsd, c.Demo));
        await foreach (var one in cases.AsAsyncEnumerable().WithCancellation(cancellationToken)) { cube.Add(one); }
        return cube;
    }
}
