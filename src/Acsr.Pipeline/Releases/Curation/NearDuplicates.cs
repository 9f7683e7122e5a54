using Acsr.Signals.Gaps;

namespace Acsr.Releases.Curation;

/// <summary>
/// Texts that are nearly the same (formats D.7): of their runs of five words they share 85 of 100 (Jaccard). Candidates are found by
/// 32 bands of four of 128 MinHashes, which a pair at .85 misses once in 10¹⁰ times; what is found is compared exactly. Pure.
/// </summary>
public static class NearDuplicates
{
    /// <summary>Jaccard similarity from which two texts are nearly the same.</summary>
    public const double Similarity = .85;

    private const int Run = 5;
    private const int Bands = 32;
    private const int Rows = 4;

    /// <summary>For each text the place of the first one of its cluster, itself where it is alone. Alike is passed on: a text like one of a cluster is in it.</summary>
    public static int[] Clusters(IReadOnlyList<string> texts)
    {
        var shingles = texts.Select(Shingles).ToList();
        var first = Enumerable.Range(0, texts.Count).ToArray();
        Dictionary<long, List<int>> bands = [];
        for (var i = 0; i < texts.Count; i++)
        {
            HashSet<int> seen = [];
            foreach (var band in MinHash.BandsOf(shingles[i], Bands, Rows))
            {
                if (!bands.TryGetValue(band, out var others)) { bands[band] = [i]; continue; }
                foreach (var other in others.Where(seen.Add))
                {
                    if (Root(first, i) != Root(first, other) && Jaccard(shingles[i], shingles[other]) >= Similarity) { Union(first, i, other); }
                }

                others.Add(i);
            }
        }

        return [.. Enumerable.Range(0, texts.Count).Select(i => Root(first, i))];
    }

    /// <summary>Shared runs ÷ all runs of words of two texts, 0 to 1.</summary>
    public static double Jaccard(string a, string b) => Jaccard(Shingles(a), Shingles(b));

    private static double Jaccard(HashSet<string> a, HashSet<string> b)
    {
        var shared = a.Count(b.Contains);
        return (double)shared / (a.Count + b.Count - shared);
    }

    /// <summary>Runs of five words in lower case without punctuation; a shorter text is one run. Never empty.</summary>
    private static HashSet<string> Shingles(string text)
    {
        var words = new string([.. text.Select(sign => char.IsLetterOrDigit(sign) ? char.ToLowerInvariant(sign) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= Run ? [string.Join(' ', words)] : [.. Enumerable.Range(0, words.Length - Run + 1).Select(i => string.Join(' ', words, i, Run))];
    }

    private static int Root(int[] first, int i)
    {
        while (first[i] != i) { i = first[i] = first[first[i]]; }
        return i;
    }

    // The smaller one leads, so that the order of arrival within a cluster does not matter.
    private static void Union(int[] first, int a, int b)
    {
        var (x, y) = (Root(first, a), Root(first, b));
        first[Math.Max(x, y)] = Math.Min(x, y);
    }
}
