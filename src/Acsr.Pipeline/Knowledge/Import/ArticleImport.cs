using Acsr.Access;
using Acsr.Delivery;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

/// <summary>What an import does to one article.</summary>
public enum ImportStep { New = 1, Changed = 2, Same = 3, Gone = 4, EditedHere = 5, OfAnother = 6 }

/// <summary>One article of an import.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">As the import has it, or else as it is here.</param>
/// <param name="Step">What becomes of it.</param>
/// <param name="Before">As it is here; null for a new one.</param>
/// <param name="After">As the import has it; null for one that is gone.</param>
public sealed record ImportLine(string Id, string Title, ImportStep Step, ArticleVersion? Before, ArticleDocument? After);

/// <summary>What an import would do.</summary>
public sealed record ImportPreview(string Source, IReadOnlyList<ImportLine> Lines, IReadOnlyList<ArticleFault> Faults)
{
    public int Count(ImportStep step) => Lines.Count(l => l.Step == step);
}

/// <summary>What an import may do beside bringing in what is new and changed.</summary>
/// <param name="RetireGone">Retire what the same import had brought and has no more.</param>
/// <param name="OverwriteEdited">Overwrite what was edited here since.</param>
public sealed record ImportChoices(bool RetireGone = false, bool OverwriteEdited = false);

/// <summary>What came of an import; no changeset where nothing that is published changed.</summary>
public sealed record ImportDone(int New, int Changed, int Retired, int Left, Changeset? Changeset);

/// <summary>Brings articles in from elsewhere: says first what it would do, and then does it in one step.</summary>
public sealed class ArticleImport(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, Outbox outbox, WebhookWorker webhooks, TimeProvider clock)
{
    /// <summary>What would happen now.</summary>
    /// <param name="source">The import's name: what it brought before and has no more is gone.</param>
    /// <param name="reading">What was read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ImportPreview> PreviewAsync(string source, ArticleReading reading, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await PreviewAsync(db, source, reading, cancellationToken);
    }

    /// <summary>Why a text cannot name an import; null when it can.</summary>
    public static string? SourceFault(string source) =>
        source.Length is > 0 and <= 100 && ArticleIds.Slug(source) == source ? null : "Name the import in lower-case words and hyphens, for example help-centre: by its name the next one is compared with it.";

    /// <summary>Writes what is new and changed, with the changeset that tells of it.</summary>
    public async Task<ImportDone> ApplyAsync(string source, ArticleReading reading, ImportChoices choices, string by, bool demo, CancellationToken cancellationToken = default)
    {
        if (SourceFault(source) is { } fault) { throw new ArgumentException(fault, nameof(source)); }
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var preview = await PreviewAsync(db, source, reading, cancellationToken);
        var taken = preview.Lines.Where(l => l.Step is ImportStep.New or ImportStep.Changed || (l.Step == ImportStep.EditedHere && choices.OverwriteEdited) || (l.Step == ImportStep.Gone && choices.RetireGone)).ToList();
        var now = clock.GetUtcNow().UtcDateTime;
        var set = await ArticleWriter.WriteAsync(
            db,
            [.. taken.Select(l => l.After is { } after ? new ArticleChange(l.Id, after.Text, after.Status) { Source = source } : new ArticleChange(l.Id, ArticleText.Of(l.Before!), ArticleStatus.Retired))],
            new ArticleOccasion(ArticleOrigin.Import, ChangesetKind.Import, $"Import {source}", by, now, demo), cancellationToken);
        var done = new ImportDone(
            taken.Count(l => l.Step == ImportStep.New), taken.Count(l => l.Step is ImportStep.Changed or ImportStep.EditedHere), taken.Count(l => l.Step == ImportStep.Gone),
            preview.Lines.Count(l => l.Step != ImportStep.Same) - taken.Count, set);
        if (taken.Count > 0)
        {
            if (set is not null) { await outbox.RaiseAsync(db, ChangesetAlert.Of(set), cancellationToken); }
            await AuditLog.AppendAsync(db, by, "articles.imported", source, null, $"{done.New} new, {done.Changed} changed, {done.Retired} retired; changeset {set?.Version ?? "none"}", now, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        webhooks.Nudge();
        return done;
    }

    private static async Task<ImportPreview> PreviewAsync(ConsoleDbContext db, string source, ArticleReading reading, CancellationToken cancellationToken)
    {
        var ids = reading.Documents.Select(d => d.Id).ToList();
        var here = await db.Articles.AsNoTracking().Where(a => EF.Parameter(ids).Contains(a.Id) || (a.Source == source && a.Status != ArticleStatus.Retired)).ToDictionaryAsync(a => a.Id, cancellationToken);
        var keys = here.Keys.ToList();
        var versions = await db.ArticleVersions.AsNoTracking().Where(v => EF.Parameter(keys).Contains(v.ArticleId) && db.Articles.Any(a => a.Id == v.ArticleId && a.Version == v.Version)).ToDictionaryAsync(v => v.ArticleId, cancellationToken);
        var lines = reading.Documents.Select(d =>
        {
            var version = versions.GetValueOrDefault(d.Id);
            var step = version is null ? ImportStep.New
                : version.Sha256 == d.Text.Hash() && version.Status == d.Status ? ImportStep.Same
                : here[d.Id].Source != source ? ImportStep.OfAnother
                : version.Origin == ArticleOrigin.Import ? ImportStep.Changed : ImportStep.EditedHere;
            return new ImportLine(d.Id, d.Text.Title, step, version, d);
        });
        // What cannot be read is there all the same, so nothing is called gone that may stand in a bad file.
        var gone = reading.Faults.Count > 0 ? [] : here.Values.Where(a => a.Source == source && a.Status != ArticleStatus.Retired && !ids.Contains(a.Id)).Select(a => new ImportLine(a.Id, a.Title, ImportStep.Gone, versions[a.Id], null));
        return new ImportPreview(source, [.. lines.Concat(gone).OrderBy(l => l.Step).ThenBy(l => l.Id, StringComparer.Ordinal)], reading.Faults);
    }
}
