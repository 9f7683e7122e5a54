using Acsr.Signals.Gaps;

namespace Acsr.Knowledge;

/// <summary>
/// Finds texts that are nearly the same: three words in a row are a shingle (Broder 1997), candidates share a band of MinHashes, and what counts
/// is the Jaccard similarity of all their shingles.
/// </summary>
internal sealed class ShingleIndex
{
    private const int Words = 3;

    private readonly Dictionary<long, HashSet<SearchChunk>> _bands = [];
    private readonly Dictionary<string, List<(SearchChunk Chunk, long[] Bands)>> _articles = new(StringComparer.Ordinal);

    public void Replace(string articleId, IEnumerable<SearchChunk> chunks)
    {
        foreach (var (chunk, bands) in _articles.GetValueOrDefault(articleId) ?? [])
        {
            foreach (var band in bands)
            {
                if (_bands.TryGetValue(band, out var held) && held.Remove(chunk) && held.Count == 0) { _bands.Remove(band); }
            }
        }

        List<(SearchChunk, long[])> kept = [];
        foreach (var chunk in chunks)
        {
            if (Of(chunk.Text) is not { Count: > 0 } shingles) { continue; }
            var bands = MinHash.BandsOf(shingles);
            kept.Add((chunk, bands));
            foreach (var band in bands)
            {
                if (!_bands.TryGetValue(band, out var held)) { _bands[band] = held = []; }
                held.Add(chunk);
            }
        }

        if (kept.Count > 0) { _articles[articleId] = kept; } else { _articles.Remove(articleId); }
    }

    /// <summary>The most alike first.</summary>
    public IReadOnlyList<(SearchChunk Chunk, double Jaccard)> Near(string text, string exceptArticle, double least)
    {
        var shingles = Of(text);
        return shingles.Count == 0 ? [] : [.. MinHash.BandsOf(shingles).SelectMany(band => _bands.GetValueOrDefault(band) ?? []).Where(c => c.ArticleId != exceptArticle).Distinct()
            .Select(c => (Chunk: c, Jaccard: QuestionWords.Jaccard(shingles, Of(c.Text)))).Where(c => c.Jaccard >= least)
            .OrderByDescending(c => c.Jaccard).ThenBy(c => c.Chunk.Id, StringComparer.Ordinal)];
    }

    /// <summary>A text's shingles, each once, sorted by ordinal.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        var words = SearchWords.Of(text).ToArray();
        return words.Length == 0 ? [] : [.. Enumerable.Range(0, Math.Max(1, words.Length - Words + 1)).Select(i => string.Join(' ', words.Skip(i).Take(Words))).ToHashSet().Order(StringComparer.Ordinal)];
    }
}
