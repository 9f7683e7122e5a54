namespace Acsr.Signals.Gaps;

/// <summary>
/// Bands of a MinHash signature (Broder 1997; banding after Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, ch. 3): two sets
/// of Jaccard similarity s share at least one of b bands of r rows with probability 1 − (1 − s^r)^b. With 16 of 2 that is .99 at one half.
/// Whether two sets meet depends on these two alone.
/// </summary>
public static class MinHash
{
    private const int Bands = 16;
    private const int Rows = 2;

    /// <summary>One number for each band, its place mixed in, so that bands of different places do not meet.</summary>
    /// <param name="words">Not empty.</param>
    public static long[] BandsOf(IReadOnlyList<string> words)
    {
        var least = new ulong[Bands * Rows];
        Array.Fill(least, ulong.MaxValue);
        foreach (var word in words)
        {
            var hash = Fnv(word);
            for (var i = 0; i < least.Length; i++) { least[i] = Math.Min(least[i], Mix(hash ^ Mix((ulong)i + 1))); }
        }

        return [.. Enumerable.Range(0, Bands).Select(band => (long)Mix((ulong)band ^ Mix(least[band * Rows] ^ Mix(least[(band * Rows) + 1]))))];
    }

    // FNV-1a over UTF-16 code units, for string.GetHashCode differs from process to process.
    private static ulong Fnv(string word)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in word) { hash = unchecked((hash ^ unit) * 1099511628211UL); }
        return hash;
    }

    /// <summary>The finaliser of SplitMix64 (Steele, Lea and Flood 2014).</summary>
    private static ulong Mix(ulong x)
    {
        unchecked
        {
            x += 0x9E3779B97F4A7C15UL;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
            return x ^ (x >> 31);
        }
    }
}
