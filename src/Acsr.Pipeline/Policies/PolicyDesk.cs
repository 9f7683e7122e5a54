using System.Globalization;
using Acsr.Access;
using Acsr.Policies.Rules;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Policies;

/// <summary>What a person notes about a clause; null and blank mean that nobody says.</summary>
public sealed record ClauseNotes
{
    public string? Owner { get; set; }
    /// <summary>1 to 5.</summary>
    public int? Severity { get; set; }
    public ClauseKind? Kind { get; set; }
    public string? Remedy { get; set; }
    public ClauseStatus Status { get; set; } = ClauseStatus.Active;

    public static ClauseNotes Of(ClauseProfile? profile) => profile is null ? new() : new()
    {
        Owner = profile.Owner,
        Severity = profile.Severity,
        Kind = profile.Kind,
        Remedy = profile.Remedy,
        Status = profile.Status,
    };

    /// <summary>Without blanks.</summary>
    internal ClauseNotes Settled() => this with { Owner = Trimmed(Owner), Remedy = Trimmed(Remedy) };

    /// <summary>What cannot be, for people to read; null when all can.</summary>
    public string? Fault() =>
        Trimmed(Owner)?.Length > ClauseProfile.MaxOwner ? $"The owner's name is too long; {ClauseProfile.MaxOwner} characters are the most."
        : Trimmed(Remedy)?.Length > ClauseProfile.MaxRemedy ? $"The remedy is too long; {ClauseProfile.MaxRemedy:N0} characters are the most."
        : Severity is < ClauseProfile.LowestSeverity or > ClauseProfile.HighestSeverity ? $"Severity is {ClauseProfile.LowestSeverity} to {ClauseProfile.HighestSeverity}."
        : null;

    /// <summary>For the audit log.</summary>
    internal string InWords() => string.Create(CultureInfo.InvariantCulture,
        $"owner: {Owner ?? "–"}; severity: {(Severity is { } s ? s : "–")}; kind: {(Kind is { } k ? k : "–")}; remedy: {Remedy ?? "–"}; status: {Status}");

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>What became of a change to a policy.</summary>
public abstract record PolicyChangeOutcome
{
    private PolicyChangeOutcome() { }

    public sealed record Done : PolicyChangeOutcome;

    /// <summary>It is so already; nothing was written.</summary>
    public sealed record Unchanged : PolicyChangeOutcome;

    /// <summary>Nothing was written; the reason says how to mend it.</summary>
    public sealed record Refused(string Reason) : PolicyChangeOutcome;
}

/// <summary>Takes what people change about policies without importing: notes on a clause, and the end of the last version.</summary>
public sealed class PolicyDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>
    /// Notes what holds of a clause from now on, in every version. The notes that were there stay as history. Notes on words that
    /// changed meanwhile are confirmed by noting the same again.
    /// </summary>
    /// <param name="policyId">The policy.</param>
    /// <param name="clauseId">The clause.</param>
    /// <param name="notes">What holds.</param>
    /// <param name="by">Name of the person, for people to read.</param>
    /// <param name="seen">Number of the profile that the person had before them, 0 for none: somebody else's later change is not overwritten.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<PolicyChangeOutcome> NoteAsync(string policyId, string clauseId, ClauseNotes notes, string by, int seen, CancellationToken cancellationToken = default)
    {
        if (notes.Fault() is { } fault) { return new PolicyChangeOutcome.Refused(fault); }
        var settled = notes.Settled();
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var clause = await db.Clauses.AsNoTracking().Where(c => c.PolicyId == policyId && c.ClauseId == clauseId).OrderByDescending(c => c.Version).FirstOrDefaultAsync(cancellationToken);
        if (clause is null) { return new PolicyChangeOutcome.Refused($"No version of '{policyId}' has the clause '{clauseId}'."); }
        var last = await db.ClauseProfiles.AsNoTracking().Where(p => p.PolicyId == policyId && p.ClauseId == clauseId).OrderByDescending(p => p.Number).FirstOrDefaultAsync(cancellationToken);
        if ((last?.Number ?? 0) != seen) { return new PolicyChangeOutcome.Refused($"{last?.By ?? "Somebody"} changed this meanwhile. Look at it again, then save."); }
        var before = ClauseNotes.Of(last);
        if (settled == before && last?.TextHash == clause.TextHash) { return new PolicyChangeOutcome.Unchanged(); }

        var now = clock.GetUtcNow().UtcDateTime;
        db.ClauseProfiles.Add(new ClauseProfile
        {
            PolicyId = policyId,
            ClauseId = clauseId,
            Number = seen + 1,
            At = now,
            By = by,
            Owner = settled.Owner,
            Severity = settled.Severity,
            Kind = settled.Kind,
            Remedy = settled.Remedy,
            Status = settled.Status,
            TextHash = clause.TextHash,
        });
        await AuditLog.AppendAsync(db, by, "clause.noted", $"{policyId}/{clauseId}", last is null ? null : before.InWords(), settled.InWords(), now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new PolicyChangeOutcome.Done();
    }

    /// <summary>Sets or takes away the end of the last version. An earlier one ends where the next begins, so there is nothing to set.</summary>
    /// <param name="policyId">The policy.</param>
    /// <param name="version">Its last version.</param>
    /// <param name="end">Itself not included; null for no end.</param>
    /// <param name="by">Name of the person, for people to read.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<PolicyChangeOutcome> EndAsync(string policyId, int version, DateTime? end, string by, CancellationToken cancellationToken = default)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var last = await db.PolicyVersions.Where(v => v.PolicyId == policyId).OrderByDescending(v => v.Version).FirstOrDefaultAsync(cancellationToken);
        if (last?.Version != version) { return new PolicyChangeOutcome.Refused("Only the last version's end can be set: every other ends where the next begins. Load the page again."); }
        if (PolicyCalendar.Fault([], last.EffectiveFrom, end) is { } fault) { return new PolicyChangeOutcome.Refused(fault); }
        if (last.EffectiveTo == end) { return new PolicyChangeOutcome.Unchanged(); }

        var now = clock.GetUtcNow().UtcDateTime;
        var (before, after) = (InWords(last.EffectiveTo), InWords(end));
        last.EffectiveTo = end;
        await RejudgeQueue.AddForPolicyAsync(db, policyId, now, cancellationToken);
        await AuditLog.AppendAsync(db, by, "policy.ended", $"{policyId}@{version}", before, after, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new PolicyChangeOutcome.Done();
    }

    private static string InWords(DateTime? end) => end is { } day ? $"in force until {PolicyCalendar.LastDay(day)}" : "without an end";
}
