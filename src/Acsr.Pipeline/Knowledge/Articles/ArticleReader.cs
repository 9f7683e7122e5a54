using System.Text.Json;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

/// <summary>What a list of articles is narrowed to; empty and null narrow nothing.</summary>
public sealed record ArticleFilter(string? Query = null, string? Section = null, ArticleStatus? Status = null, bool Stale = false, string? Tag = null);

/// <summary>An article in a list, with the words that were found where something was asked.</summary>
public sealed record ArticleLine(Article Article, IReadOnlyList<ExcerptPart> Excerpt, string? Heading);

/// <summary>Articles, a page of them, and what there is to narrow by.</summary>
public sealed record ArticleList(IReadOnlyList<ArticleLine> Lines, int Total, int All, int Stale, IReadOnlyList<string> Sections)
{
    /// <summary>Every tag that an article bears.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}

/// <summary>An article with everything that is kept of it.</summary>
/// <param name="Article">As it is.</param>
/// <param name="Versions">Newest first.</param>
/// <param name="Chunks">Of the newest version, in its order.</param>
/// <param name="Edits">Newest first.</param>
public sealed record ArticleStory(Article Article, IReadOnlyList<ArticleVersion> Versions, IReadOnlyList<ArticleChunk> Chunks, IReadOnlyList<ArticleEdit> Edits);

/// <summary>A search of a case that brought an article back.</summary>
public sealed record ArticleUse(string CaseId, string StepId, string Title, DateTime At, string Question, RetrievalMiss Miss, bool? Solved);

/// <summary>How often an article came back in searches, and the newest of them.</summary>
public sealed record ArticleUses(int Searches, int Cases, int Solved, int Known, IReadOnlyList<ArticleUse> Newest);

/// <summary>A review whose data point names an article.</summary>
public sealed record ArticleReview(long ItemId, string CaseId, string Title, string By, DateTime At);

/// <summary>Answers questions about articles.</summary>
public sealed class ArticleReader(IDbContextFactory<ConsoleDbContext> contexts, ArticleIndex index, TimeProvider clock)
{
    private const int Found = 200;

    /// <summary>By title, or by how well they answer where something is asked.</summary>
    public async Task<ArticleList> ListAsync(ArticleFilter filter, int take, CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var all = await db.Articles.CountAsync(cancellationToken);
        var stale = await db.Articles.CountAsync(a => a.Status == ArticleStatus.Published && a.StaleAfter <= now, cancellationToken);
        var sections = await db.Articles.Select(a => a.Section).Distinct().OrderBy(s => s).ToListAsync(cancellationToken);
        var tags = (await db.Articles.Select(a => a.Tags).Distinct().ToListAsync(cancellationToken)).SelectMany(t => t).Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase).ToList();
        var articles = Narrow(db, filter, now);
        if (string.IsNullOrWhiteSpace(filter.Query))
        {
            var rows = await articles.OrderBy(a => a.Title).ThenBy(a => a.Id).Take(take).ToListAsync(cancellationToken);
            return new(rows.ConvertAll(a => new ArticleLine(a, [], null)), await articles.CountAsync(cancellationToken), all, stale, sections) { Tags = tags };
        }

        var hits = await index.ArticlesAsync(filter.Query, Found, all: true, cancellationToken);
        var ids = hits.Select(h => h.Chunk.ArticleId).ToList();
        var found = await articles.Where(a => EF.Parameter(ids).Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
        var lines = hits.Where(h => found.ContainsKey(h.Chunk.ArticleId)).ToList();
        return new(
            [.. lines.Take(take).Select(h => new ArticleLine(found[h.Chunk.ArticleId], Excerpt.Of(h.Chunk.Text, filter.Query), h.Chunk.TitlePath.Count > 1 ? string.Join(" › ", h.Chunk.TitlePath.Skip(1)) : null))],
            lines.Count, all, stale, sections)
        { Tags = tags };
    }

    /// <summary>Null when there is no such article.</summary>
    public async Task<ArticleStory?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Articles.AsNoTracking().FirstOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } article) { return null; }
        return new(
            article,
            await db.ArticleVersions.AsNoTracking().Where(v => v.ArticleId == id).OrderByDescending(v => v.Version).ToListAsync(cancellationToken),
            await db.ArticleChunks.AsNoTracking().Where(c => c.ArticleId == id).OrderBy(c => c.Position).ToListAsync(cancellationToken),
            await db.ArticleEdits.AsNoTracking().Where(e => e.ArticleId == id).OrderByDescending(e => e.Id).Take(50).ToListAsync(cancellationToken));
    }

    /// <summary>Searches among whose first documents the article was, by its id, its title or one of its chunks.</summary>
    public async Task<ArticleUses> UsesAsync(Article article, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var searches = Returned(db, article);
        var newest = await searches.OrderByDescending(r => r.At).ThenBy(r => r.CaseId).Take(take)
            .Select(r => new ArticleUse(r.CaseId, r.StepId, db.Cases.Where(c => c.Id == r.CaseId).Select(c => c.Title).FirstOrDefault() ?? "", r.At, r.Question, r.Miss, r.Solved)).ToListAsync(cancellationToken);
        var cases = searches.GroupBy(r => r.CaseId).Select(g => new { g.Key, Solved = g.Max(r => r.Solved == null ? 0 : r.Solved == true ? 2 : 1) });
        return new(
            await searches.CountAsync(cancellationToken), await cases.CountAsync(cancellationToken), await cases.CountAsync(c => c.Solved == 2, cancellationToken), await cases.CountAsync(c => c.Solved > 0, cancellationToken), newest);
    }

    /// <summary>Reviews that name the article, by id or title, as what they rest on; newest first.</summary>
    public async Task<IReadOnlyList<ArticleReview>> ReviewsAsync(Article article, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Reviews.AsNoTracking().Where(r => r.DataPoint != null && (r.DataPoint.Contains(article.Id) || r.DataPoint.Contains(article.Title))).OrderByDescending(r => r.Id).Take(take)
            .Select(r => new ArticleReview(r.ItemId, r.CaseId, db.Cases.Where(c => c.Id == r.CaseId).Select(c => c.Title).FirstOrDefault() ?? "", r.ReviewerName, r.At)).ToListAsync(cancellationToken);
    }

    /// <summary>What came back is kept as JSON, so a document is looked for as it stands there: a whole text, or a chunk's beginning.</summary>
    internal static IQueryable<Retrieval> Returned(ConsoleDbContext db, Article article)
    {
        var (title, id, chunk) = (Pattern(article.Title, "\""), Pattern(article.Id, "\""), Pattern(article.Id + "#", ""));
        return db.Retrievals.FromSql($"""SELECT * FROM "Retrievals" WHERE "Returned" LIKE {title} ESCAPE '!' OR "Returned" LIKE {id} ESCAPE '!' OR "Returned" LIKE {chunk} ESCAPE '!'""").AsNoTracking();
    }

    /// <summary>How a text stands in a list that is kept as JSON.</summary>
    private static string Pattern(string text, string end) => "%" + JsonSerializer.Serialize(text, JsonSerializerOptions.Default)[..^1].Replace("!", "!!", StringComparison.Ordinal).Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal) + end + "%";

    private static IQueryable<Article> Narrow(ConsoleDbContext db, ArticleFilter filter, DateTime now)
    {
        var articles = db.Articles.AsNoTracking();
        if (filter.Tag is { Length: > 0 } tag)
        {
            var pattern = Pattern(tag, "\"");
            articles = db.Articles.FromSql($"""SELECT * FROM "Articles" WHERE "Tags" LIKE {pattern} ESCAPE '!'""").AsNoTracking();
        }

        if (!string.IsNullOrEmpty(filter.Section)) { articles = articles.Where(a => a.Section == filter.Section); }
        if (filter.Status is { } status) { articles = articles.Where(a => a.Status == status); }
        if (filter.Stale) { articles = articles.Where(a => a.Status == ArticleStatus.Published && a.StaleAfter <= now); }
        return articles;
    }
}
