using Acsr.Access;
using Acsr.Delivery;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

/// <summary>Lets approved edits leave in a changeset, and takes published ones back in another: what has left is never changed.</summary>
public sealed class EditPublisher(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, Outbox outbox, WebhookWorker webhooks, TimeProvider clock)
{
    /// <summary>Writes the article's next version and the changeset that tells of it.</summary>
    public Task<EditOutcome> PublishAsync(long id, EditActor who, CancellationToken cancellationToken = default) => InTransactionAsync(id, async (db, edit, now) =>
    {
        if (edit.State != EditState.Approved || edit.ApprovedRevision != edit.Revision) { return new EditOutcome.Refused("It is not approved; somebody who did not write it has to approve this text first."); }
        var newest = await NewestAsync(db, edit.ArticleId, cancellationToken);
        if ((newest?.Version ?? 0) != edit.BaseVersion) { return new EditOutcome.Refused($"{newest!.By} changed the article meanwhile (version {newest.Version}). Look at both side by side, then test and approve again."); }
        var set = await ArticleWriter.WriteAsync(
            db, [new ArticleChange(edit.ArticleId, ArticleText.Of(edit).Settled(), edit.Kind == EditKind.Retire ? ArticleStatus.Retired : ArticleStatus.Published)],
            new ArticleOccasion(ArticleOrigin.Edit, ChangesetKind.Edit, edit.Title, who.Name, now, edit.Demo) { EditId = id, ApprovedBy = edit.ApprovedByName }, cancellationToken);
        (edit.State, edit.PublishedAt, edit.UpdatedAt, edit.ChangesetId) = (EditState.Published, now, now, set?.Id);
        await TellAsync(db, who, "published", edit, set, now, cancellationToken);
        return new EditOutcome.Done(id, set);
    }, cancellationToken);

    /// <summary>Brings back what stood there before, as a version and a changeset of its own.</summary>
    public Task<EditOutcome> RollBackAsync(long id, string reason, EditActor who, CancellationToken cancellationToken = default) => InTransactionAsync(id, async (db, edit, now) =>
    {
        if (string.IsNullOrWhiteSpace(reason) || reason.Length > EditComment.MaxText) { return new EditOutcome.Refused("Say in a few words why it is taken back."); }
        if (edit.State is not (EditState.Published or EditState.Verified)) { return new EditOutcome.Refused("Only what is published can be taken back."); }
        var newest = await NewestAsync(db, edit.ArticleId, cancellationToken);
        if (newest?.EditId != id) { return new EditOutcome.Refused($"The article was changed since (version {newest?.Version} by {newest?.By}); taking this edit back would undo that as well. Open a new edit."); }
        var before = await db.ArticleVersions.AsNoTracking().FirstOrDefaultAsync(v => v.ArticleId == edit.ArticleId && v.Version == newest.Version - 1, cancellationToken);
        var set = await ArticleWriter.WriteAsync(
            db, [before is null ? new ArticleChange(edit.ArticleId, ArticleText.Of(newest), ArticleStatus.Retired) : new ArticleChange(edit.ArticleId, ArticleText.Of(before), before.Status)],
            new ArticleOccasion(ArticleOrigin.Rollback, ChangesetKind.Rollback, $"Taken back: {edit.Title}", who.Name, now, edit.Demo) { EditId = id }, cancellationToken);
        (edit.State, edit.UpdatedAt, edit.RollbackId) = (EditState.RolledBack, now, set?.Id);
        db.EditComments.Add(new EditComment { EditId = id, At = now, By = who.Name, Text = reason.Trim() });
        await TellAsync(db, who, "rolled-back", edit, set, now, cancellationToken);
        return new EditOutcome.Done(id, set);
    }, cancellationToken);

    private async Task TellAsync(ConsoleDbContext db, EditActor who, string what, ArticleEdit edit, Changeset? set, DateTime now, CancellationToken cancellationToken)
    {
        if (set is not null) { await outbox.RaiseAsync(db, ChangesetAlert.Of(set), cancellationToken); }
        await EditDesk.LogAsync(db, who, what, edit, null, set is null ? "no published chunk changed" : $"knowledge base {set.Version}", now, cancellationToken);
    }

    private static Task<ArticleVersion?> NewestAsync(ConsoleDbContext db, string articleId, CancellationToken cancellationToken) =>
        db.ArticleVersions.AsNoTracking().Where(v => v.ArticleId == articleId).OrderByDescending(v => v.Version).FirstOrDefaultAsync(cancellationToken);

    private async Task<EditOutcome> InTransactionAsync(long id, Func<ConsoleDbContext, ArticleEdit, DateTime, Task<EditOutcome>> work, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The same lock as every audited change: approval, saving and publishing of one edit come one after the other.
        await AuditLog.LockAsync(db, cancellationToken);
        if (await db.ArticleEdits.FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } edit) { return EditDesk.NotThere; }
        var outcome = await work(db, edit, clock.GetUtcNow().UtcDateTime);
        if (outcome is not EditOutcome.Done) { return outcome; }
        await transaction.CommitAsync(cancellationToken);
        webhooks.Nudge();
        return outcome;
    }
}
