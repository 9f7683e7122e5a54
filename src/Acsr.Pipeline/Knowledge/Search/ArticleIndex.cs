using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

/// <summary>Finds chunks of articles. The one way to search the knowledge base, for pages and for the tests of edits alike.</summary>
public interface IArticleSearch
{
    /// <summary>The best chunks of published articles.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="overlay">Another state of one article to search by; null: as it is.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    Task<IReadOnlyList<SearchHit>> SearchAsync(string query, int take, SearchOverlay? overlay, CancellationToken cancellationToken);
}

/// <summary>
/// One BM25 index in memory for both databases, brought up to date from the articles' sequence before it answers: whatever node changed them.
/// SQLite's FTS5 and PostgreSQL's full text rank by different measures and could not rank a draft that is not stored; what a test before
/// approval says must be what search does.
/// </summary>
public sealed class ArticleIndex(IDbContextFactory<ConsoleDbContext> contexts) : IArticleSearch, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Bm25Index _live = new();
    private Bm25Index _others = new();
    private ShingleIndex _shingles = new();
    private long _seen;
    private int _articles;

    public async Task<IReadOnlyList<SearchHit>> SearchAsync(string query, int take, SearchOverlay? overlay, CancellationToken cancellationToken) =>
        await WithAsync(() => _live.Search(query, take, overlay), cancellationToken);

    /// <summary>Many questions under one look at the database; the same order as asked.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<SearchHit>>> SearchAllAsync(IReadOnlyList<string> queries, int take, SearchOverlay? overlay, CancellationToken cancellationToken) =>
        await WithAsync(() => queries.Select(q => _live.Search(q, take, overlay)).ToList(), cancellationToken);

    /// <summary>Articles by their best chunk, drafts and retired ones too where they are asked for.</summary>
    public async Task<IReadOnlyList<SearchHit>> ArticlesAsync(string query, int take, bool all, CancellationToken cancellationToken) => await WithAsync(
        () => (IReadOnlyList<SearchHit>)[.. _live.Search(query, 50 * take).Concat(all ? _others.Search(query, 50 * take) : []).GroupBy(h => h.Chunk.ArticleId).Select(g => g.MaxBy(h => h.Score)!)
            .OrderByDescending(h => h.Score).ThenBy(h => h.Chunk.ArticleId, StringComparer.Ordinal).Take(take)],
        cancellationToken);

    /// <summary>Published chunks of other articles that share most of their words' triples with a text.</summary>
    internal async Task<IReadOnlyList<(SearchChunk Chunk, double Jaccard)>> NearAsync(string text, string exceptArticle, double least, CancellationToken cancellationToken) =>
        await WithAsync(() => _shingles.Near(text, exceptArticle, least), cancellationToken);

    public void Dispose() => _turn.Dispose();

    private async Task<T> WithAsync<T>(Func<T> ask, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await RefreshAsync(cancellationToken);
            return ask();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (count, last) = (await db.Articles.CountAsync(cancellationToken), await db.Articles.MaxAsync(a => (long?)a.Sequence, cancellationToken) ?? 0);
        if (count == _articles && last == _seen) { return; }
        var changed = await db.Articles.AsNoTracking().Where(a => a.Sequence > _seen).Select(a => new { a.Id, a.Status, a.Sequence }).ToListAsync(cancellationToken);
        var known = _articles;
        // Articles are never removed but with the demo desk; then everything is read anew.
        if (count < known || last < _seen)
        {
            (_live, _others, _shingles, _seen, _articles) = (new Bm25Index(), new Bm25Index(), new ShingleIndex(), 0, 0);
            changed = await db.Articles.AsNoTracking().Select(a => new { a.Id, a.Status, a.Sequence }).ToListAsync(cancellationToken);
        }

        foreach (var part in changed.Chunk(500))
        {
            var ids = part.Select(a => a.Id).ToList();
            var chunks = (await db.ArticleChunks.AsNoTracking().Where(c => EF.Parameter(ids).Contains(c.ArticleId)).OrderBy(c => c.ArticleId).ThenBy(c => c.Position)
                .Select(c => new { c.Id, c.ArticleId, c.TitlePath, c.Text }).ToListAsync(cancellationToken)).ToLookup(c => c.ArticleId, c => new SearchChunk(c.Id, c.ArticleId, c.TitlePath, c.Text));
            foreach (var article in part)
            {
                var isLive = article.Status == ArticleStatus.Published;
                _live.Replace(article.Id, isLive ? chunks[article.Id] : []);
                _shingles.Replace(article.Id, isLive ? chunks[article.Id] : []);
                _others.Replace(article.Id, isLive ? [] : chunks[article.Id]);
            }
        }

        _seen = Math.Max(_seen, changed.Count == 0 ? 0 : changed.Max(a => a.Sequence));
        _articles = count;
    }
}
