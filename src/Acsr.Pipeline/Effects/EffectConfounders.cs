using Acsr.Cases;
using Acsr.Statistics;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Effects;

/// <summary>Something that happened to all cases alike.</summary>
/// <param name="Demo">It happened on the demo desk; null: it cannot be told, and is shown for both.</param>
internal sealed record WorldEvent(DateOnly Day, string What, bool? Demo);

/// <summary>Steps of one tool or model on one day.</summary>
internal readonly record struct StepDay(DateOnly Day, string Name, long Steps, long Errors);

/// <summary>What else happened in the time of a comparison: the other deployments, versions that the cases show, policies that changed, and days on which something failed.</summary>
internal static class EffectConfounders
{
    /// <summary>A day is an outage from so many errors on, so many points above the usual share of errors, and so far out among the days (Iglewicz and Hoaglin).</summary>
    private const int FewestErrors = 10;
    private const double PointsAbove = 0.1, FarOut = 3.5;

    public static IReadOnlyList<Confounder> Of(EffectCube cube, EffectQuestion question, EffectFrame frame)
    {
        var found = question.Others.Where(o => o.Day >= frame.From && o.Day <= frame.To)
            .Select(o => new Confounder(Midnight(o.Day), $"{o.Name} went live for {string.Join(", ", o.Intents)}; these intents are not compared with."));
        // A version that first shows on some day changes touched and untouched alike, unless it brought this change.
        var versions = cube.Cells.Keys.Where(k => k.Demo == question.Deployment.Demo && k.AgentVersion is not null)
            .GroupBy(k => k.AgentVersion!).Select(g => (Version: g.Key, First: g.Min(k => k.Day)))
            .Where(v => v.First > frame.From && v.First <= frame.To && v.Version != question.Deployment.AgentVersion)
            .Select(v => new Confounder(Midnight(v.First), $"Version {v.Version} of the agent was first seen."));
        var world = question.World.Where(w => w.Day >= frame.From && w.Day <= frame.To && (w.Demo is null || w.Demo == question.Deployment.Demo)).Select(w => new Confounder(Midnight(w.Day), w.What));
        return [.. found.Concat(versions).Concat(world).OrderBy(c => c.At)];
    }

    /// <summary>Policies that changed and outages, since a moment.</summary>
    public static async Task<IReadOnlyList<WorldEvent>> ReadAsync(ConsoleDbContext db, DateTime since, DateTime now, CancellationToken cancellationToken)
    {
        var policies = await db.PolicyVersions.AsNoTracking().Where(v => v.Version > 1 && v.EffectiveFrom >= since && v.EffectiveFrom <= now)
            .Join(db.Policies, v => v.PolicyId, p => p.Id, (v, p) => new { v.PolicyId, v.Version, v.EffectiveFrom, p.Demo }).ToListAsync(cancellationToken);
        var hours = await db.StepHours.AsNoTracking().Where(h => h.Hour >= since && h.Name != "" && (h.Kind == StepKind.Tool || h.Kind == StepKind.Model || h.Kind == StepKind.Action || h.Kind == StepKind.Retrieval))
            .GroupBy(h => new { h.Hour, h.Name }).Select(g => new { g.Key.Hour, g.Key.Name, Steps = g.Sum(h => h.Steps), Errors = g.Sum(h => h.Errors) }).ToListAsync(cancellationToken);
        var days = hours.GroupBy(h => (Day: DateOnly.FromDateTime(h.Hour), h.Name)).Select(g => new StepDay(g.Key.Day, g.Key.Name, g.Sum(h => h.Steps), g.Sum(h => h.Errors)));
        return [.. policies.Select(p => new WorldEvent(DateOnly.FromDateTime(p.EffectiveFrom), $"Version {p.Version} of the policy {p.PolicyId} came into force.", p.Demo)), .. Outages(days)];
    }

    /// <summary>Days on which a tool or a model failed far more often than on its others. Pure.</summary>
    public static IEnumerable<WorldEvent> Outages(IEnumerable<StepDay> days)
    {
        foreach (var one in days.Where(d => d.Steps > 0).GroupBy(d => d.Name))
        {
            var list = one.OrderBy(d => d.Day).ToList();
            var shares = list.ConvertAll(d => (double)d.Errors / d.Steps);
            var usual = Quantile.Of([.. shares.Order()], .5)!.Value;
            // Where most days are alike there is no spread to measure by, and the points alone decide.
            var scores = ModifiedZ.Of([.. shares]);
            for (var i = 0; i < list.Count; i++)
            {
                if (list.Count < EffectJudge.MinimumDays || list[i].Errors < FewestErrors || shares[i] < usual + PointsAbove || scores?[i] <= FarOut) { continue; }
                yield return new WorldEvent(list[i].Day, FormattableString.Invariant($"{one.Key} failed in {shares[i] * 100:0} % of {list[i].Steps} calls (usually {usual * 100:0} %)."), null);
            }
        }
    }

    private static DateTime Midnight(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
