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
    /// <param name="bands">How many bands: more of them find pairs that are less alike.</param>
    /// <param name="rows">Hashes in a band: more of them let fewer pairs meet that are not alike.</param>
    public static long[] BandsOf(IReadOnlyCollection<string> words, int bands = Bands, int rows = Rows)
    {
        var least = new ulong[bands * rows];
        Array.Fill(least, ulong.MaxValue);
        foreach (var word in words)
        {
            var hash = Fnv(word);
            for (var i = 0; i < least.Length; i++) { least[i] = Math.Min(least[i], Mix(hash ^ Mix((ulong)i + 1))); }
        }

        return [.. Enumerable.Range(0, bands).Select(band => (long)Mix((ulong)band ^ least.AsSpan(band * rows, rows).ToArray().Reverse().Aggregate(0UL, (hash, next) => Mix(next ^ hash))))];
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
