using Acsr.Policies;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

/// <summary>One article as it is to be from now on.</summary>
/// <param name="ArticleId">Which.</param>
/// <param name="Text">Its words, settled.</param>
/// <param name="Status">Whether agents may be answered from it.</param>
internal sealed record ArticleChange(string ArticleId, ArticleText Text, ArticleStatus Status)
{
    /// <summary>The import that it belongs to; null leaves what is there.</summary>
    public string? Source { get; init; }
}

/// <summary>Why articles change: who, when and by what.</summary>
internal sealed record ArticleOccasion(ArticleOrigin Origin, ChangesetKind Kind, string Title, string By, DateTime Now, bool Demo)
{
    public long? EditId { get; init; }
    public string? ApprovedBy { get; init; }
}

/// <summary>
/// Writes versions of articles, their chunks, and the changeset that tells of what changed for those who answer from them: the only place
/// where articles change. Call it inside a transaction, behind the <see cref="WriteGate"/>.
/// </summary>
internal static class ArticleWriter
{
    private const int Counter = 7;

    /// <summary>The changeset; null where nothing that is published changed.</summary>
    public static async Task<Changeset?> WriteAsync(ConsoleDbContext db, IReadOnlyList<ArticleChange> changes, ArticleOccasion why, CancellationToken cancellationToken)
    {
        if (changes.Count == 0) { return null; }
        // From here on to the commit nobody else gives out numbers, so whoever reads by them misses none.
        var sequence = await ReserveAsync(db, changes.Count, cancellationToken) - changes.Count;
        var ids = changes.Select(c => c.ArticleId).ToList();
        var articles = await db.Articles.Where(a => EF.Parameter(ids).Contains(a.Id)).ToDictionaryAsync(a => a.Id, cancellationToken);
        var chunks = (await db.ArticleChunks.Where(c => EF.Parameter(ids).Contains(c.ArticleId)).ToListAsync(cancellationToken)).ToLookup(c => c.ArticleId);
        await db.ChunkClauses.Where(c => EF.Parameter(ids).Contains(c.ArticleId)).ExecuteDeleteAsync(cancellationToken);

        var (versions, news) = (new List<ArticleVersion>(), new List<News>());
        var (came, left) = (false, false);
        foreach (var change in changes)
        {
            var article = articles.GetValueOrDefault(change.ArticleId);
            var wasLive = article?.Status == ArticleStatus.Published;
            var isLive = change.Status == ArticleStatus.Published;
            (came, left) = (came || (isLive && !wasLive), left || (wasLive && !isLive));
            var version = Version(change, (article?.Version ?? 0) + 1, why);
            versions.Add(version);
            db.ArticleVersions.Add(version);
            if (article is null) { db.Articles.Add(article = new Article { Id = change.ArticleId, Title = "", UpdatedBy = "", Demo = why.Demo }); }
            Head(article, change, version, ++sequence);
            news.AddRange(WriteChunks(db, change, version, wasLive ? [.. chunks[change.ArticleId]] : [], chunks[change.ArticleId], isLive));
        }

        if (news.Count == 0)
        {
            await db.SaveChangesAsync(cancellationToken);
            return null;
        }

        var set = await NextAsync(db, why, came, left, cancellationToken);
        db.Changesets.Add(set);
        (set.Upserts, set.Tombstones) = (news.Count(n => n.Chunk is not null), news.Count(n => n.Chunk is null));
        set.FirstSequence = await ReserveAsync(db, news.Count, cancellationToken) - news.Count + 1;
        set.LastSequence = set.FirstSequence + news.Count - 1;
        await db.SaveChangesAsync(cancellationToken);
        foreach (var version in versions) { version.ChangesetId = set.Id; }
        var next = set.FirstSequence;
        db.ChunkChanges.AddRange(news.Select(n => FeedLine.Of(n.Chunk, n.ChunkId, n.Version, set, next++)));
        await db.SaveChangesAsync(cancellationToken);
        return set;
    }

    private sealed record News(string ChunkId, ArticleVersion Version, Chunk? Chunk);

    private static List<News> WriteChunks(ConsoleDbContext db, ArticleChange change, ArticleVersion version, IReadOnlyList<ArticleChunk> live, IEnumerable<ArticleChunk> stored, bool isLive)
    {
        var now = ArticleChunks.Of(change.ArticleId, change.Text);
        var before = live.ToDictionary(c => c.Id);
        var rows = stored.ToDictionary(c => c.Id);
        List<News> news = [];
        foreach (var (chunk, position) in now.Select((c, i) => (c, i)))
        {
            var hash = FeedLine.Hash(chunk, change.Text);
            if (isLive && before.GetValueOrDefault(chunk.Id)?.FeedHash != hash) { news.Add(new News(chunk.Id, version, chunk)); }
            if (rows.Remove(chunk.Id, out var row)) { (row.Position, row.TitlePath, row.Text, row.ContentHash, row.FeedHash, row.Clauses) = (position, [.. chunk.TitlePath], chunk.Text, chunk.ContentHash, hash, [.. chunk.Clauses]); }
            else
            {
                db.ArticleChunks.Add(new ArticleChunk
                {
                    Id = chunk.Id,
                    ArticleId = change.ArticleId,
                    Position = position,
                    TitlePath = [.. chunk.TitlePath],
                    Text = chunk.Text,
                    ContentHash = chunk.ContentHash,
                    FeedHash = hash,
                    Clauses = [.. chunk.Clauses],
                });
            }

            foreach (var citation in chunk.Clauses)
            {
                if (ClauseCitation.TryParse(citation, out var cited) && cited.PolicyId.Length <= CitedClause.MaxPart && cited.ClauseId.Length <= CitedClause.MaxPart)
                {
                    db.ChunkClauses.Add(new ChunkClause { ChunkId = chunk.Id, ArticleId = change.ArticleId, PolicyId = cited.PolicyId, ClauseId = cited.ClauseId, Version = cited.Version });
                }
            }
        }

        db.ArticleChunks.RemoveRange(rows.Values);
        var gone = isLive ? before.Keys.Except(now.Select(c => c.Id)) : before.Keys;
        return [.. news, .. gone.Order(StringComparer.Ordinal).Select(id => new News(id, version, null))];
    }

    private static ArticleVersion Version(ArticleChange change, int number, ArticleOccasion why) => new()
    {
        ArticleId = change.ArticleId,
        Version = number,
        Title = change.Text.Title,
        Section = change.Text.Section,
        Tags = [.. change.Text.Tags],
        Locale = change.Text.Locale,
        Status = change.Status,
        Owner = change.Text.Owner,
        StaleAfter = change.Text.StaleAfter,
        Clauses = [.. change.Text.Clauses],
        Body = change.Text.Body,
        Sha256 = change.Text.Hash(),
        At = why.Now,
        By = why.By,
        Origin = why.Origin,
        EditId = why.EditId,
    };

    private static void Head(Article article, ArticleChange change, ArticleVersion version, long sequence)
    {
        article.Source = change.Source ?? article.Source;
        (article.Title, article.Section, article.Tags, article.Locale) = (version.Title, version.Section, [.. version.Tags], version.Locale);
        (article.Status, article.Owner, article.StaleAfter) = (version.Status, version.Owner, version.StaleAfter);
        (article.Version, article.UpdatedAt, article.UpdatedBy, article.Sequence) = (version.Version, version.At, version.By, sequence);
    }

    private static async Task<Changeset> NextAsync(ConsoleDbContext db, ArticleOccasion why, bool came, bool left, CancellationToken cancellationToken)
    {
        var last = await db.Changesets.AsNoTracking().OrderByDescending(c => c.Major).ThenByDescending(c => c.Minor).ThenByDescending(c => c.Patch).FirstOrDefaultAsync(cancellationToken);
        var (major, minor, patch) = last is null ? (1, 0, 0) : left ? (last.Major + 1, 0, 0) : came ? (last.Major, last.Minor + 1, 0) : (last.Major, last.Minor, last.Patch + 1);
        return new Changeset
        {
            Major = major,
            Minor = minor,
            Patch = patch,
            Kind = why.Kind,
            At = why.Now,
            By = why.By,
            Title = why.Title,
            EditId = why.EditId,
            ApprovedBy = why.ApprovedBy,
            Demo = why.Demo,
        };
    }

    private static async Task<long> ReserveAsync(ConsoleDbContext db, int count, CancellationToken cancellationToken) => (await db.Database.SqlQuery<long>($"""
        INSERT INTO "ChangeCounters" ("Id", "Value") VALUES ({Counter}, {count}) ON CONFLICT ("Id") DO UPDATE SET "Value" = "ChangeCounters"."Value" + {count} RETURNING "Value" AS "Value"
        """).ToListAsync(cancellationToken))[0];
}
