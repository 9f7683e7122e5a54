namespace Acsr.Statistics;

/// <summary>
/// Many questions at once (Benjamini and Hochberg 1995; formats H7): of what is called found at an adjusted p below 0.05, at most 5 % is
/// chance on average. Holds for independent and for positively dependent questions.
/// </summary>
public static class BenjaminiHochberg
{
    /// <summary>The adjusted p of each, in the order given.</summary>
    public static double[] Adjust(IReadOnlyList<double> p)
    {
        var adjusted = new double[p.Count];
        var smallest = 1.0;
        var rank = p.Count;
        foreach (var at in Enumerable.Range(0, p.Count).OrderByDescending(i => p[i]))
        {
            smallest = Math.Min(smallest, p[at] * p.Count / rank--);
            adjusted[at] = smallest;
        }

        return adjusted;
    }
}
