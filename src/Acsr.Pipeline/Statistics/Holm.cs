namespace Acsr.Statistics;

/// <summary>Several questions of which none may be answered wrongly with more than the promised probability (Holm 1979). Holds whatever way they depend on each other.</summary>
public static class Holm
{
    /// <summary>Adjusted p, in the order given.</summary>
    public static double[] Adjust(IReadOnlyList<double> p)
    {
        var (adjusted, most) = (new double[p.Count], 0.0);
        foreach (var (index, rank) in Enumerable.Range(0, p.Count).OrderBy(i => p[i]).Select((index, rank) => (index, rank)))
        {
            adjusted[index] = most = Math.Max(most, Math.Min(1, p[index] * (p.Count - rank)));
        }

        return adjusted;
    }
}
