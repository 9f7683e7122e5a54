namespace Acsr.Effects;

/// <summary>What else happened in the time of a comparison, read off the cases and the other deployments.</summary>
internal static class EffectConfounders
{
    public static IReadOnlyList<Confounder> Of(EffectCube cube, EffectQuestion question, EffectFrame frame)
    {
        var found = question.Others.Where(o => o.Day >= frame.From && o.Day <= frame.To)
            .Select(o => new Confounder(Midnight(o.Day), $"{o.Name} went live for {string.Join(", ", o.Intents)}; these intents are not compared with."));
        // A version that first shows on some day changes touched and untouched alike, unless it brought this change.
        var versions = cube.Cells.Keys.Where(k => k.Demo == question.Deployment.Demo && k.AgentVersion is not null)
            .GroupBy(k => k.AgentVersion!).Select(g => (Version: g.Key, First: g.Min(k => k.Day)))
            .Where(v => v.First > frame.From && v.First <= frame.To && v.Version != question.Deployment.AgentVersion)
            .Select(v => new Confounder(Midnight(v.First), $"Version {v.Version} of the agent was first seen."));
        return [.. found.Concat(versions).OrderBy(c => c.At)];
    }

    private static DateTime Midnight(DateOnly day) => day.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc);
}
