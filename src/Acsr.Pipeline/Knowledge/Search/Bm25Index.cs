namespace Acsr.Knowledge;

/// <summary>A chunk in search.</summary>
/// <param name="Id">The chunk.</param>
/// <param name="ArticleId">Its article.</param>
/// <param name="TitlePath">The title and the headings above it.</param>
/// <param name="Text">Markdown.</param>
public sealed record SearchChunk(string Id, string ArticleId, IReadOnlyList<string> TitlePath, string Text);

/// <summary>A chunk that was found.</summary>
/// <param name="Chunk">Which.</param>
/// <param name="Score">Larger is better; comparable within one search only.</param>
public sealed record SearchHit(SearchChunk Chunk, double Score);

/// <summary>A knowledge base as it would be: without some articles, with other chunks in their place.</summary>
/// <param name="WithoutArticle">The article that is left out.</param>
/// <param name="With">Chunks that stand in its place; none where it is taken away.</param>
public sealed record SearchOverlay(string WithoutArticle, IReadOnlyList<SearchChunk> With);

/// <summary>
/// Okapi BM25 (Robertson and Zaragoza 2009, with the idf that cannot fall below zero) over chunks in memory. Title and headings count twice.
/// An overlay ranks as if it had been indexed: counts and lengths are those of the whole with it.
/// </summary>
public sealed class Bm25Index
{
    private const double K1 = 1.2;
    private const double B = .75;

    private readonly List<Entry?> _entries = [];
    private readonly Dictionary<string, Postings> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _articles = new(StringComparer.Ordinal);
    private int _alive;
    private long _length;

    public int Count => _alive;

    /// <summary>Puts chunks in the place of all that the article had.</summary>
    public void Replace(string articleId, IEnumerable<SearchChunk> chunks)
    {
        foreach (var number in _articles.GetValueOrDefault(articleId) ?? []) { Drop(number); }
        List<int> numbers = [];
        foreach (var chunk in chunks) { numbers.Add(Add(new Entry(chunk))); }
        if (numbers.Count > 0) { _articles[articleId] = numbers; } else { _articles.Remove(articleId); }
        if (_entries.Count > 1_000 && _entries.Count > 2 * _alive) { Compact(); }
    }

    /// <summary>The best chunks, best first; equal ones in the order of their ids.</summary>
    public IReadOnlyList<SearchHit> Search(string query, int take, SearchOverlay? overlay = null)
    {
        var added = overlay?.With.Select(c => new Entry(c)).ToList() ?? [];
        var left = overlay is null ? [] : (_articles.GetValueOrDefault(overlay.WithoutArticle) ?? []).ToHashSet();
        var count = _alive - left.Count + added.Count;
        if (count == 0) { return []; }
        var mean = Math.Max(1.0, (double)(_length - left.Sum(n => _entries[n]!.Length) + added.Sum(e => e.Length)) / count);
        var (scores, ofAdded) = (new Dictionary<int, double>(), new double[added.Count]);
        foreach (var (word, times) in SearchWords.Of(query).CountBy(w => w))
        {
            var postings = _words.GetValueOrDefault(word);
            var frequency = (postings?.Alive ?? 0) - left.Count(n => _entries[n]!.Words.ContainsKey(word)) + added.Count(e => e.Words.ContainsKey(word));
            if (frequency == 0) { continue; }
            var weight = times * Math.Log(1 + ((count - frequency + .5) / (frequency + .5)));
            foreach (var (number, often) in postings?.Entries ?? [])
            {
                if (_entries[number] is { } entry && !left.Contains(number)) { scores[number] = scores.GetValueOrDefault(number) + (weight * Part(often, entry.Length, mean)); }
            }

            for (var i = 0; i < added.Count; i++)
            {
                if (added[i].Words.TryGetValue(word, out var often)) { ofAdded[i] += weight * Part(often, added[i].Length, mean); }
            }
        }

        return [.. scores.Select(s => new SearchHit(_entries[s.Key]!.Chunk, s.Value)).Concat(added.Select((e, i) => new SearchHit(e.Chunk, ofAdded[i])).Where(h => h.Score > 0))
            .OrderByDescending(h => h.Score).ThenBy(h => h.Chunk.Id, StringComparer.Ordinal).Take(take)];
    }

    private static double Part(int often, int length, double mean) => often * (K1 + 1) / (often + (K1 * (1 - B + (B * length / mean))));

    private int Add(Entry entry)
    {
        var number = _entries.Count;
        _entries.Add(entry);
        _alive++;
        _length += entry.Length;
        foreach (var (word, often) in entry.Words)
        {
            if (!_words.TryGetValue(word, out var postings)) { _words[word] = postings = new Postings(); }
            postings.Entries.Add((number, often));
            postings.Alive++;
        }

        return number;
    }

    private void Drop(int number)
    {
        var entry = _entries[number]!;
        foreach (var word in entry.Words.Keys) { _words[word].Alive--; }
        _entries[number] = null;
        _alive--;
        _length -= entry.Length;
    }

    private void Compact()
    {
        var alive = _articles.Select(a => (a.Key, a.Value.ConvertAll(n => _entries[n]!))).ToList();
        _entries.Clear();
        _words.Clear();
        (_alive, _length) = (0, 0);
        foreach (var (article, entries) in alive) { _articles[article] = entries.ConvertAll(Add); }
    }

    private sealed class Entry(SearchChunk chunk)
    {
        public SearchChunk Chunk { get; } = chunk;
        public Dictionary<string, int> Words { get; } = Counted(chunk);
        public int Length => field == 0 ? field = Words.Values.Sum() : field;

        private static Dictionary<string, int> Counted(SearchChunk chunk)
        {
            var words = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var word in SearchWords.Of(string.Join(' ', chunk.TitlePath))) { words[word] = words.GetValueOrDefault(word) + 2; }
            foreach (var word in SearchWords.Of(chunk.Text)) { words[word] = words.GetValueOrDefault(word) + 1; }
            return words;
        }
    }

    private sealed class Postings
    {
        public List<(int Number, int Often)> Entries { get; } = [];
        public int Alive { get; set; }
    }
}
