namespace Acsr.Kpis.Columns;

/// <summary>Hands out long work to as many threads as there are cores.</summary>
internal static class Portions
{
    private const int FewestCases = 60_000;

    private static readonly int Threads = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>Does something with each of some pieces, side by side where there is much to do.</summary>
    /// <param name="pieces">In any order.</param>
    /// <param name="cases">How many cases a piece has.</param>
    /// <param name="act">Safe to be done on several threads.</param>
    public static void Each<T>(List<T> pieces, Func<T, int> cases, Action<T> act)
    {
        if (Threads > 1 && pieces.Count > 1 && pieces.Sum(cases) >= 2 * FewestCases) { Parallel.ForEach(pieces, new ParallelOptions { MaxDegreeOfParallelism = Threads }, act); }
        else { pieces.ForEach(act); }
    }

    /// <summary>What all slices come to together.</summary>
    /// <param name="slices">In order of time; cut into portions of about as many cases each.</param>
    /// <param name="of">What some of them come to.</param>
    /// <param name="add">Adds what came later to what came before.</param>
    public static T Of<T>(List<Slice> slices, Func<IEnumerable<Slice>, T> of, Action<T, T> add)
    {
        var cases = slices.Sum(s => s.To - s.From);
        var count = Math.Min(Threads, cases / FewestCases);
        if (count < 2 || slices.Count < 2) { return of(slices); }
        var portions = new List<Slice>[count];
        for (var p = 0; p < count; p++) { portions[p] = []; }
        var passed = 0;
        foreach (var slice in slices)
        {
            portions[(int)((long)passed * count / cases)].Add(slice);
            passed += slice.To - slice.From;
        }

        var results = new T[count];
        Parallel.For(0, count, p => results[p] = of(portions[p]));
        for (var p = 1; p < count; p++) { add(results[0], results[p]); }
        return results[0];
    }
}
