using System.Globalization;
using Acsr.Access;
using Acsr.Knowledge;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Revisions;

/// <summary>What became of what rests on old words.</summary>
/// <param name="Cases">Cases that went to the queue.</param>
/// <param name="Reviews">Reviews that were retired.</param>
/// <param name="Edits">Waiting edits that went back to their writers, or were dropped.</param>
/// <param name="Proposed">Edits that were proposed for articles which cite old words.</param>
public sealed record BlastOutcome(int Cases, int Reviews, int Edits, int Proposed);

/// <summary>
/// Follows up on everything at once that rests on the words which a version of a policy replaced. Twice is as good as once: what was sent back or
/// retired for this version is passed over. Each part is whole by itself, so a stop in between leaves the rest to the next attempt.
/// </summary>
public sealed class BlastFollowUp(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, BlastReader blasts, ClauseFollowUp reviews, EditDesk desk, TimeProvider clock)
{
    /// <summary>
    /// Cases of reviews, decisions and overrides go to the queue; edits that wait go back to their writers, to be tested and approved anew; for
    /// each article an edit is proposed that does not have one.
    /// </summary>
    public async Task<BlastOutcome> SendBackAsync(string policyId, int version, EditActor who, CancellationToken cancellationToken = default)
    {
        if (await blasts.OfVersionAsync(policyId, version, cancellationToken) is not { } blast) { return new(0, 0, 0, 0); }
        var cases = blast.Reviews.Where(r => r.Standing == ReviewStanding.Standing && r.Title is not null).Select(r => new CaseOfClause(r.CaseId, r.ClauseId))
            .Concat(await blasts.AllCasesAsync(policyId, version, cancellationToken)).Distinct().ToList();
        var sent = await reviews.SendBackAsync(policyId, version, cases, who.Name, cancellationToken);
        var edits = 0;
        foreach (var edit in blast.Edits.Where(e => !e.SentBack)) { edits += await SendBackAsync(blast, edit, who, cancellationToken) ? 1 : 0; }
        return new(sent, 0, edits, await ProposeAsync(blast, EditKind.Change, who, cancellationToken));
    }

    /// <summary>Reviews train no later release; edits that wait are dropped; for each article its retirement is proposed, which somebody else approves.</summary>
    public async Task<BlastOutcome> RetireAsync(string policyId, int version, EditActor who, CancellationToken cancellationToken = default)
    {
        if (await blasts.OfVersionAsync(policyId, version, cancellationToken) is not { } blast) { return new(0, 0, 0, 0); }
        var standing = blast.Reviews.Where(r => r.Standing is ReviewStanding.Standing or ReviewStanding.SentBack).Select(r => new ReviewOfClause(r.Id, r.ClauseId)).ToList();
        var retired = await reviews.RetireAsync(policyId, version, standing, who.Name, cancellationToken);
        var dropped = 0;
        foreach (var edit in blast.Edits.Where(e => e.Kind != EditKind.Retire))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var seen = await db.ArticleEdits.Where(e => e.Id == edit.Id).Select(e => e.Revision).SingleOrDefaultAsync(cancellationToken);
            dropped += await desk.WithdrawAsync(edit.Id, seen, who, cancellationToken) is EditOutcome.Done ? 1 : 0;
        }

        return new(0, retired, dropped, await ProposeAsync(blast with { Edits = [.. blast.Edits.Where(e => e.Kind == EditKind.Retire)] }, EditKind.Retire, who, cancellationToken));
    }

    /// <summary>How what is said because of a version begins; it is also how it is found again.</summary>
    internal static string Note(string policyId, int version) => string.Create(CultureInfo.InvariantCulture, $"Version {version} of {policyId} has other words for ");

    private static string Note(BlastRadius blast, IEnumerable<string> clauses) => $"{Note(blast.PolicyId, blast.Version)}{string.Join(", ", clauses.Distinct().Order(StringComparer.Ordinal))}, which this text cites as they were before.";

    private async Task<bool> SendBackAsync(BlastRadius blast, BlastEdit edit, EditActor who, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        if (await db.ArticleEdits.FirstOrDefaultAsync(e => e.Id == edit.Id, cancellationToken) is not { } row || !EditDesk.IsOpen(row.State)) { return false; }
        var (before, now) = (row.State, clock.GetUtcNow().UtcDateTime);
        if (row.State is EditState.Tested or EditState.Approved) { row.State = EditState.Drafted; }
        (row.TestedRevision, row.ApprovedRevision, row.ApprovedById, row.ApprovedByName, row.ApprovedAt, row.UpdatedAt) = (null, null, null, null, null, now);
        db.EditComments.Add(new EditComment { EditId = edit.Id, At = now, By = who.Name, Text = Note(blast, edit.Cited.Select(c => c.ClauseId)) });
        await EditDesk.LogAsync(db, who, "sent-back", row, before.ToString(), row.State.ToString(), now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<int> ProposeAsync(BlastRadius blast, EditKind kind, EditActor who, CancellationToken cancellationToken)
    {
        var waiting = blast.Edits.Select(e => e.ArticleId).ToHashSet(StringComparer.Ordinal);
        var proposed = 0;
        foreach (var article in blast.Chunks.Where(c => !waiting.Contains(c.ArticleId)).GroupBy(c => (c.ArticleId, c.Title)))
        {
            var proposal = new EditProposal(kind, article.Key.ArticleId, article.Key.Title) { Reason = Note(blast, article.Select(c => c.ClauseId)) };
            proposed += await desk.ProposeAsync(proposal, who, cancellationToken) is EditOutcome.Done ? 1 : 0;
        }

        return proposed;
    }
}
