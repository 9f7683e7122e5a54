using System.Globalization;
using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

/// <summary>
/// Takes an edit from an idea to an approved text: propose, write, comment, approve, withdraw. What is approved is one revision that was
/// tested, by somebody who wrote none of it. Every step writes an audit entry in its own transaction.
/// </summary>
public sealed class EditDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    private static readonly EditState[] Open = [EditState.Proposed, EditState.Drafted, EditState.Tested, EditState.Approved];

    /// <summary>Whether its text may still change.</summary>
    public static bool IsOpen(EditState state) => Open.Contains(state);

    /// <summary>Opens an edit. One of an article begins with its newest words.</summary>
    public Task<EditOutcome> ProposeAsync(EditProposal proposal, EditActor who, CancellationToken cancellationToken = default) => InTransactionAsync(async (db, now) =>
    {
        if (string.IsNullOrWhiteSpace(proposal.Title) && proposal.Kind == EditKind.Create) { return new EditOutcome.Refused("Give the article a title."); }
        if (proposal.Title.Length > ArticleText.MaxTitle || proposal.Reason.Length > ArticleEdit.MaxReason) { return new EditOutcome.Refused($"A title has at most {ArticleText.MaxTitle} characters, a reason {ArticleEdit.MaxReason:N0}."); }
        var current = proposal.ArticleId is { } id
            ? await db.ArticleVersions.AsNoTracking().Where(v => v.ArticleId == id).OrderByDescending(v => v.Version).FirstOrDefaultAsync(cancellationToken) : null;
        if (proposal.Kind != EditKind.Create && current is null) { return new EditOutcome.Refused($"There is no article '{proposal.ArticleId}'."); }
        if (proposal.Kind == EditKind.Retire && current!.Status == ArticleStatus.Retired) { return new EditOutcome.Refused("The article is retired already."); }
        // What is about the demo desk goes with it.
        var cases = proposal.CaseIds.Distinct(StringComparer.Ordinal).ToList();
        var demo = proposal.Demo || await db.Articles.AnyAsync(a => a.Demo && a.Id == proposal.ArticleId, cancellationToken) || await db.Cases.AnyAsync(c => c.Demo && cases.Contains(c.Id), cancellationToken);
        var edit = db.ArticleEdits.Add(new ArticleEdit
        {
            Kind = proposal.Kind,
            State = proposal.Kind == EditKind.Retire ? EditState.Drafted : EditState.Proposed,
            ArticleId = current?.ArticleId ?? await FreeIdAsync(db, proposal.Title, cancellationToken),
            BaseVersion = current?.Version ?? 0,
            Revision = 1,
            Title = current?.Title ?? proposal.Title.Trim(),
            Section = current?.Section ?? "",
            Tags = current?.Tags ?? [],
            Locale = current?.Locale ?? "",
            Owner = current?.Owner,
            StaleAfter = current?.StaleAfter,
            Clauses = current?.Clauses ?? [],
            Body = current?.Body ?? "",
            Reason = proposal.Reason.Trim(),
            Questions = [.. proposal.Questions.Take(EditDraft.MaxQuestions)],
            Gap = proposal.Gap,
            ReviewId = proposal.ReviewId,
            AuthorId = who.Id,
            AuthorName = who.Name,
            CreatedAt = now,
            UpdatedAt = now,
            Demo = demo,
        }).Entity;
        await db.SaveChangesAsync(cancellationToken);
        db.EditWriters.Add(new EditWriter { EditId = edit.Id, UserId = who.Id });
        db.EditCases.AddRange(cases.Select(c => new EditCase { EditId = edit.Id, CaseId = c }));
        await LogAsync(db, who, "proposed", edit, null, $"{edit.Kind}: {edit.Title}", now, cancellationToken);
        return new EditOutcome.Done(edit.Id);
    }, cancellationToken);

    /// <summary>Writes the text. What was tested and approved before is not this text, so both have to be done anew.</summary>
    /// <param name="id">The edit.</param>
    /// <param name="seen">The revision that the writer had before them: somebody else's later words are not overwritten.</param>
    /// <param name="draft">The text.</param>
    /// <param name="who">The writer.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public Task<EditOutcome> SaveAsync(long id, int seen, EditDraft draft, EditActor who, CancellationToken cancellationToken = default) => ChangeAsync(id, seen, who, async (db, edit, now) =>
    {
        var settled = draft.Settled();
        if (settled.Fault() is { } fault) { return new EditOutcome.Refused(fault); }
        var text = settled.Text;
        (edit.Title, edit.Section, edit.Tags, edit.Locale, edit.Owner, edit.StaleAfter, edit.Clauses, edit.Body) =
            (text.Title, text.Section, [.. text.Tags], text.Locale, text.Owner, text.StaleAfter, [.. text.Clauses], text.Body);
        (edit.Reason, edit.Questions) = (settled.Reason, [.. settled.Questions]);
        await WrittenAsync(db, edit, who, now, cancellationToken);
        await LogAsync(db, who, "drafted", edit, $"revision {seen}", $"revision {edit.Revision}", now, cancellationToken);
        return new EditOutcome.Done(id);
    }, cancellationToken);

    /// <summary>Says that the text was looked at beside the article's newer version. Nothing is merged: the text stays as its writer left it.</summary>
    public Task<EditOutcome> RebaseAsync(long id, int seen, EditActor who, CancellationToken cancellationToken = default) => ChangeAsync(id, seen, who, async (db, edit, now) =>
    {
        var newest = await db.ArticleVersions.Where(v => v.ArticleId == edit.ArticleId).MaxAsync(v => (int?)v.Version, cancellationToken) ?? 0;
        if (newest == edit.BaseVersion) { return new EditOutcome.Refused("It is written on the newest version already."); }
        var before = edit.BaseVersion;
        edit.BaseVersion = newest;
        if (edit.Kind == EditKind.Create) { edit.Kind = EditKind.Change; }
        await WrittenAsync(db, edit, who, now, cancellationToken);
        await LogAsync(db, who, "rebased", edit, $"on version {before}", $"on version {newest}", now, cancellationToken);
        return new EditOutcome.Done(id);
    }, cancellationToken);

    /// <summary>Adds what somebody has to say.</summary>
    public Task<EditOutcome> CommentAsync(long id, string text, EditActor who, CancellationToken cancellationToken = default) => InTransactionAsync(async (db, now) =>
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > EditComment.MaxText) { return new EditOutcome.Refused($"A comment has 1 to {EditComment.MaxText:N0} characters."); }
        if (await db.ArticleEdits.FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } edit) { return NotThere; }
        db.EditComments.Add(new EditComment { EditId = id, At = now, By = who.Name, Text = text.Trim() });
        await LogAsync(db, who, "commented", edit, null, text.Trim(), now, cancellationToken);
        return new EditOutcome.Done(id);
    }, cancellationToken);

    /// <summary>Lets a tested revision go. Refused to whoever wrote at it; where the test broke questions, a note has to say why all the same.</summary>
    public Task<EditOutcome> ApproveAsync(long id, int revision, string? note, EditActor who, CancellationToken cancellationToken = default) => InTransactionAsync(async (db, now) =>
    {
        if (await db.ArticleEdits.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } edit) { return NotThere; }
        var test = await db.EditTests.AsNoTracking().Where(t => t.EditId == id && t.Revision == revision).OrderByDescending(t => t.Id).FirstOrDefaultAsync(cancellationToken);
        if (test is { Broken: > 0 } && string.IsNullOrWhiteSpace(note)) { return new EditOutcome.Refused($"The test says that it breaks {test.Broken} question(s) that worked. Say in the note why it should leave all the same."); }
        // One statement decides: its conditions and the write cannot come apart, and the table's own rule stands behind it.
        var approved = await db.ArticleEdits
            .Where(e => e.Id == id && e.State == EditState.Tested && e.Revision == revision && e.TestedRevision == revision && e.AuthorId != who.Id && !db.EditWriters.Any(w => w.EditId == id && w.UserId == who.Id))
            .ExecuteUpdateAsync(e => e.SetProperty(x => x.State, EditState.Approved).SetProperty(x => x.ApprovedRevision, revision).SetProperty(x => x.ApprovedById, who.Id)
                .SetProperty(x => x.ApprovedByName, who.Name).SetProperty(x => x.ApprovedAt, now).SetProperty(x => x.UpdatedAt, now), cancellationToken);
        if (approved == 0)
        {
            var own = edit.AuthorId == who.Id || await db.EditWriters.AnyAsync(w => w.EditId == id && w.UserId == who.Id, cancellationToken);
            return new EditOutcome.Refused(
                own ? "You wrote at it; somebody else has to approve it."
                : edit.Revision != revision ? $"{edit.AuthorName} changed it meanwhile. Look at it again."
                : edit.State == EditState.Approved ? $"{edit.ApprovedByName} approved it already." : "This text was not tested yet; test it first.");
        }

        if (!string.IsNullOrWhiteSpace(note)) { db.EditComments.Add(new EditComment { EditId = id, At = now, By = who.Name, Text = note.Trim()[..Math.Min(note.Trim().Length, EditComment.MaxText)] }); }
        await LogAsync(db, who, "approved", edit, null, $"revision {revision}", now, cancellationToken);
        return new EditOutcome.Done(id);
    }, cancellationToken);

    /// <summary>Drops an edit that has not left.</summary>
    public Task<EditOutcome> WithdrawAsync(long id, int seen, EditActor who, CancellationToken cancellationToken = default) => ChangeAsync(id, seen, who, async (db, edit, now) =>
    {
        (edit.State, edit.UpdatedAt) = (EditState.Withdrawn, now);
        await LogAsync(db, who, "withdrawn", edit, null, edit.Title, now, cancellationToken);
        return new EditOutcome.Done(id);
    }, cancellationToken);

    /// <summary>Says that the edit did what it was for.</summary>
    public Task<EditOutcome> VerifyAsync(long id, string note, EditActor who, CancellationToken cancellationToken = default) => InTransactionAsync(async (db, now) =>
    {
        if (string.IsNullOrWhiteSpace(note) || note.Length > EditComment.MaxText) { return new EditOutcome.Refused("Say in a few words what shows that it helped."); }
        if (await db.ArticleEdits.FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } edit) { return NotThere; }
        if (edit.State != EditState.Published) { return new EditOutcome.Refused("Only what is published can be verified."); }
        (edit.State, edit.UpdatedAt) = (EditState.Verified, now);
        db.EditComments.Add(new EditComment { EditId = id, At = now, By = who.Name, Text = note.Trim() });
        await LogAsync(db, who, "verified", edit, null, note.Trim(), now, cancellationToken);
        return new EditOutcome.Done(id);
    }, cancellationToken);

    internal static readonly EditOutcome.Refused NotThere = new("There is no such edit.");

    internal static Task LogAsync(ConsoleDbContext db, EditActor who, string what, ArticleEdit edit, string? before, string? after, DateTime now, CancellationToken cancellationToken) =>
        AuditLog.AppendAsync(db, who.Name, $"article-edit.{what}", string.Create(CultureInfo.InvariantCulture, $"edit {edit.Id} of {edit.ArticleId}"), before, after, now, cancellationToken);

    private Task<EditOutcome> ChangeAsync(long id, int seen, EditActor who, Func<ConsoleDbContext, ArticleEdit, DateTime, Task<EditOutcome>> change, CancellationToken cancellationToken) => InTransactionAsync(async (db, now) =>
    {
        if (await db.ArticleEdits.FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } edit) { return NotThere; }
        if (!IsOpen(edit.State)) { return new EditOutcome.Refused("It is settled; open a new edit."); }
        if (edit.Revision != seen) { return new EditOutcome.Refused($"{edit.AuthorName} changed it meanwhile. Load it again; your words are still in front of you to copy."); }
        return await change(db, edit, now);
    }, cancellationToken);

    private static async Task WrittenAsync(ConsoleDbContext db, ArticleEdit edit, EditActor who, DateTime now, CancellationToken cancellationToken)
    {
        (edit.State, edit.UpdatedAt) = (EditState.Drafted, now);
        edit.Revision++;
        (edit.AuthorId, edit.AuthorName) = (who.Id, who.Name);
        (edit.ApprovedRevision, edit.ApprovedById, edit.ApprovedByName, edit.ApprovedAt) = (null, null, null, null);
        if (!await db.EditWriters.AnyAsync(w => w.EditId == edit.Id && w.UserId == who.Id, cancellationToken)) { db.EditWriters.Add(new EditWriter { EditId = edit.Id, UserId = who.Id }); }
    }

    private static async Task<string> FreeIdAsync(ConsoleDbContext db, string title, CancellationToken cancellationToken)
    {
        var slug = ArticleIds.Slug(title, Article.MaxId - 8) is { Length: > 0 } words ? words : "article";
        for (var n = 1; ; n++)
        {
            var id = n == 1 ? slug : string.Create(CultureInfo.InvariantCulture, $"{slug}-{n}");
            if (!await db.Articles.AnyAsync(a => a.Id == id, cancellationToken) && !await db.ArticleEdits.AnyAsync(e => e.ArticleId == id && e.Kind == EditKind.Create, cancellationToken)) { return id; }
        }
    }

    private async Task<EditOutcome> InTransactionAsync(Func<ConsoleDbContext, DateTime, Task<EditOutcome>> work, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var outcome = await work(db, clock.GetUtcNow().UtcDateTime);
        if (outcome is EditOutcome.Done) { await transaction.CommitAsync(cancellationToken); }
        return outcome;
    }
}
