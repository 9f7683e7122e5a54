using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>Takes proposals for articles and policies, with the case that showed the need, and says what became of them.</summary>
public sealed class ProposalDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>Keeps a proposal; returns its id.</summary>
    /// <param name="kind">What it would change.</param>
    /// <param name="itemId">The item whose case shows the need.</param>
    /// <param name="text">What to change and why; not blank.</param>
    /// <param name="by">Name of the person, for people to read.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public async Task<long?> ProposeAsync(ProposalKind kind, long itemId, string text, string by, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        if (string.IsNullOrWhiteSpace(text) || await db.ReviewItems.AsNoTracking().FirstOrDefaultAsync(i => i.Id == itemId, cancellationToken) is not { } item) { return null; }
        var now = clock.GetUtcNow().UtcDateTime;
        var proposal = db.ReviewProposals.Add(new ReviewProposal { Kind = kind, CaseId = item.CaseId, ItemId = itemId, Text = text.Trim(), By = by, At = now, Demo = item.Demo }).Entity;
        await AuditLog.AppendAsync(db, by, "proposal.made", $"case {item.CaseId}", null, $"{(kind == ProposalKind.Knowledge ? "knowledge" : "policy")}: {proposal.Text}", now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return proposal.Id;
    }

    /// <summary>Proposals in a state, the newest first, at most 200.</summary>
    public async Task<IReadOnlyList<ReviewProposal>> ListAsync(ProposalState state, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReviewProposals.AsNoTracking().Where(p => p.State == state).OrderByDescending(p => p.Id).Take(200).ToListAsync(cancellationToken);
    }

    /// <summary>Says what became of an open proposal; false when it is not open any more.</summary>
    public async Task<bool> SettleAsync(long id, ProposalState state, string by, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        if (await db.ReviewProposals.Where(p => p.Id == id && p.State == ProposalState.Open).ExecuteUpdateAsync(p => p.SetProperty(x => x.State, state), cancellationToken) == 0) { return false; }
        await AuditLog.AppendAsync(db, by, "proposal.settled", $"proposal {id}", "open", state == ProposalState.Taken ? "taken" : "declined", clock.GetUtcNow().UtcDateTime, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
