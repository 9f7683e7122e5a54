using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

/// <summary>An edit in a list.</summary>
public sealed record EditLine(long Id, EditKind Kind, EditState State, string Title, string ArticleId, string AuthorName, DateTime UpdatedAt, int Cases, int? Fixed, int? Broken, bool Demo);

/// <summary>A case behind an edit.</summary>
public sealed record CaseBehind(string CaseId, string? Title);

/// <summary>How often a gap was missed before and after an edit left, over as many days on both sides.</summary>
public sealed record EditEffect(int Days, int Before, int After);

/// <summary>An edit with everything that is kept of it.</summary>
/// <param name="Edit">As it is saved.</param>
/// <param name="Base">The version that it was written on; null for a new article.</param>
/// <param name="Newest">The article's newest version; null where there is none.</param>
/// <param name="Cases">The cases behind it.</param>
/// <param name="Comments">Oldest first.</param>
/// <param name="Tests">Newest first.</param>
/// <param name="Writers">Ids of those who wrote at it.</param>
/// <param name="Changesets">Those in which it left and was taken back.</param>
/// <param name="Effect">What became of its gap since it left; null where it is about no gap or has not left.</param>
public sealed record EditStory(
    ArticleEdit Edit, ArticleVersion? Base, ArticleVersion? Newest, IReadOnlyList<CaseBehind> Cases, IReadOnlyList<EditComment> Comments, IReadOnlyList<TestReport> Tests,
    IReadOnlyList<string> Writers, IReadOnlyList<Changeset> Changesets, EditEffect? Effect)
{
    /// <summary>The article was changed since the text was begun.</summary>
    public bool IsOutdated => EditDesk.IsOpen(Edit.State) && (Newest?.Version ?? 0) != Edit.BaseVersion;

    /// <summary>The last test of the text as it is; null where it was not tested.</summary>
    public TestReport? Test => Tests.FirstOrDefault(t => t.Test.Revision == Edit.Revision);
}

/// <summary>Answers questions about edits.</summary>
public sealed class EditReader(IDbContextFactory<ConsoleDbContext> contexts, TimeProvider clock)
{
    private const int MaxDays = 28;

    /// <summary>Newest first.</summary>
    /// <param name="open">Only those that wait for somebody, or only those that are settled; null: all.</param>
    /// <param name="take">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<(IReadOnlyList<EditLine> Lines, int Total)> ListAsync(bool? open, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var edits = db.ArticleEdits.AsNoTracking().Where(e => open == null || (e.State <= EditState.Approved) == open);
        var rows = await edits.OrderByDescending(e => e.UpdatedAt).ThenByDescending(e => e.Id).Take(take).Select(e => new
        {
            e.Id,
            e.Kind,
            e.State,
            e.Title,
            e.ArticleId,
            e.AuthorName,
            e.UpdatedAt,
            e.Demo,
            Cases = db.EditCases.Count(c => c.EditId == e.Id),
            Test = db.EditTests.Where(t => t.EditId == e.Id && t.Revision == e.Revision).OrderByDescending(t => t.Id).Select(t => new { t.Fixed, t.Broken }).FirstOrDefault(),
        }).ToListAsync(cancellationToken);
        return (rows.ConvertAll(e => new EditLine(e.Id, e.Kind, e.State, e.Title, e.ArticleId, e.AuthorName, e.UpdatedAt, e.Cases, e.Test?.Fixed, e.Test?.Broken, e.Demo)), await edits.CountAsync(cancellationToken));
    }

    /// <summary>Null when there is no such edit.</summary>
    public async Task<EditStory?> FindAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.ArticleEdits.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } edit) { return null; }
        var versions = db.ArticleVersions.AsNoTracking().Where(v => v.ArticleId == edit.ArticleId);
        return new(
            edit,
            await versions.FirstOrDefaultAsync(v => v.Version == edit.BaseVersion, cancellationToken),
            await versions.OrderByDescending(v => v.Version).FirstOrDefaultAsync(cancellationToken),
            await db.EditCases.Where(c => c.EditId == id).OrderBy(c => c.CaseId).Select(c => new CaseBehind(c.CaseId, db.Cases.Where(x => x.Id == c.CaseId).Select(x => x.Title).FirstOrDefault())).ToListAsync(cancellationToken),
            await db.EditComments.AsNoTracking().Where(c => c.EditId == id).OrderBy(c => c.Id).ToListAsync(cancellationToken),
            [.. (await db.EditTests.AsNoTracking().Where(t => t.EditId == id).OrderByDescending(t => t.Id).Take(10).ToListAsync(cancellationToken)).Select(TestReport.Of)],
            await db.EditWriters.Where(w => w.EditId == id).Select(w => w.UserId).ToListAsync(cancellationToken),
            await db.Changesets.AsNoTracking().Where(c => c.EditId == id).OrderBy(c => c.Id).ToListAsync(cancellationToken),
            await EffectAsync(db, edit, cancellationToken));
    }

    /// <summary>Edits about a gap that are open or have left, newest first.</summary>
    public async Task<IReadOnlyList<ArticleEdit>> OfGapAsync(string gap, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ArticleEdits.AsNoTracking().Where(e => e.Gap == gap).OrderByDescending(e => e.Id).Take(20).ToListAsync(cancellationToken);
    }

    private async Task<EditEffect?> EffectAsync(ConsoleDbContext db, ArticleEdit edit, CancellationToken cancellationToken)
    {
        if (edit is not { Gap: { } gap, PublishedAt: { } left }) { return null; }
        var days = Math.Min(MaxDays, (int)(clock.GetUtcNow().UtcDateTime - left).TotalDays);
        if (days < 1) { return null; }
        var (from, to) = (left.AddDays(-days), left.AddDays(days));
        var missed = db.Retrievals.Where(r => r.Gap == gap && r.Miss != RetrievalMiss.None);
        return new(days, await missed.CountAsync(r => r.At >= from && r.At < left, cancellationToken), await missed.CountAsync(r => r.At >= left && r.At < to, cancellationToken));
    }
}
