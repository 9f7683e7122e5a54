using Acsr.Cases;
using Acsr.Policies;
using Acsr.Statistics;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Effects;

/// <summary>What cases have in common that are counted together.</summary>
internal sealed record EffectKey(DateOnly Day, string Intent, string Channel, string? Release, string? AgentVersion, bool Demo);

/// <summary>Cases of one cell that are about what a deployment addresses.</summary>
internal readonly record struct AddressedCounts(int DeadEnds, int Judged, int Broke);

/// <summary>
/// All cases as sums by day, intent, channel and what the agent said of itself: one reading of the table answers for every release. Cases
/// without an intent cannot be told touched from untouched and are left out, as is the history from before the agent.
/// </summary>
internal sealed class EffectCube
{
    private readonly Dictionary<EffectKey, Moments[]> _cells = [];

    /// <summary>Cells in no order; one sum for each of <see cref="EffectMetrics.All"/>.</summary>
    public IReadOnlyDictionary<EffectKey, Moments[]> Cells => _cells;

    /// <summary>Of a deployment and a cell: cases with a dead end of the groups that it addresses, cases in which a clause was judged that it addresses, and those that broke one.</summary>
    public Dictionary<(long Deployment, EffectKey Key), AddressedCounts> Addressed { get; } = [];

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

    /// <summary>Counts what deployments address: the dead ends of their groups, and their clauses.</summary>
    public async Task CountAddressedAsync(ConsoleDbContext db, IReadOnlyList<Deployment> deployments, DateTime since, CancellationToken cancellationToken)
    {
        var cases = db.Cases.AsNoTracking().Where(c => c.At >= since && !c.Baseline && c.Intent != null && (c.Handler == Handler.Agent || c.Handler == Handler.Hybrid));
        foreach (var deployment in deployments)
        {
            if (deployment.Groups.Count > 0)
            {
                var found = cases.Where(c => db.DeadEndFindings.Any(f => f.CaseId == c.Id && deployment.Groups.Contains(f.Group)));
                await foreach (var c in found.Select(c => new { c.At, c.Intent, c.Channel, c.Release, c.AgentVersion, c.Demo }).AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    var key = (deployment.Id, new EffectKey(DateOnly.FromDateTime(c.At), c.Intent!, c.Channel ?? "", c.Release, c.AgentVersion, c.Demo));
                    var counts = Addressed.GetValueOrDefault(key);
                    Addressed[key] = counts with { DeadEnds = counts.DeadEnds + 1 };
                }
            }

            if (deployment.Clauses.Count > 0)
            {
                var judged = cases.Select(c => new
                {
                    c.At,
                    c.Intent,
                    c.Channel,
                    c.Release,
                    c.AgentVersion,
                    c.Demo,
                    Broke = db.PolicyAudits.Any(a => a.CaseId == c.Id && a.Outcome == RuleOutcome.Violation && deployment.Clauses.Contains(a.PolicyId + "/" + a.ClauseId)),
                    Judged = db.PolicyAudits.Any(a => a.CaseId == c.Id && a.Outcome != RuleOutcome.Unknown && deployment.Clauses.Contains(a.PolicyId + "/" + a.ClauseId)),
                }).Where(c => c.Judged);
                await foreach (var c in judged.AsAsyncEnumerable().WithCancellation(cancellationToken))
                {
                    var key = (deployment.Id, new EffectKey(DateOnly.FromDateTime(c.At), c.Intent!, c.Channel ?? "", c.Release, c.AgentVersion, c.Demo));
                    var counts = Addressed.GetValueOrDefault(key);
                    Addressed[key] = counts with { Judged = counts.Judged + 1, Broke = counts.Broke + (c.Broke ? 1 : 0) };
                }
            }
        }
    }
}
