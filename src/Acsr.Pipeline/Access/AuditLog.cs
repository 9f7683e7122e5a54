using System.Security.Cryptography;
using System.Text.Json;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Access;

/// <summary>
/// The chain of <see cref="AuditEntry"/>: every entry's hash covers the one before, so an entry that is changed, removed or slipped in
/// later breaks the chain. Only a cut at the very end stays unseen.
/// </summary>
public static class AuditLog
{
    /// <summary>
    /// Saves what the caller has pending together with one entry. Call it inside a transaction, behind the <see cref="WriteGate"/>: the
    /// end of the chain stays locked until the commit.
    /// </summary>
    /// <param name="db">A context with an open transaction.</param>
    /// <param name="actor">The person's or key's name; <c>command line</c> where nobody is signed in.</param>
    /// <param name="action">Noun and verb, for example <c>key.revoked</c>.</param>
    /// <param name="subject">What it was done to.</param>
    /// <param name="before">How it was, in words or JSON; never a secret.</param>
    /// <param name="after">How it is now.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    /// <exception cref="InvalidOperationException">No transaction is open.</exception>
    public static async Task AppendAsync(
        ConsoleDbContext db, string actor, string action, string subject, string? before, string? after, DateTime now, CancellationToken cancellationToken)
    {
        if (db.Database.CurrentTransaction is null)
        {
            throw new InvalidOperationException("An audit entry is written in the transaction of the change that it tells of; begin one first.");
        }

        await LockAsync(db, cancellationToken);
        var previous = await db.AuditEntries.AsNoTracking().OrderByDescending(e => e.Id).Select(e => e.Hash).FirstOrDefaultAsync(cancellationToken);
        var entry = new AuditEntry { At = ToMicroseconds(now), Actor = actor, Action = action, Subject = subject, Before = before, After = after, Hash = "" };
        entry.Hash = HashOf(previous, entry);
        db.AuditEntries.Add(entry);
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>What an entry is called that vouches for others.</summary>
    private const string Rewritten = "audit.pseudonymised";

    /// <summary>
    /// Saves entries from which an erased customer was taken, and one entry that vouches for each: it holds a hash of how they are now, so that
    /// another change to them still shows. Their places in the chain stay.
    /// </summary>
    public static Task AppendRewrittenAsync(ConsoleDbContext db, string actor, IReadOnlyList<AuditEntry> entries, DateTime now, CancellationToken cancellationToken) =>
        AppendAsync(db, actor, Rewritten, $"{entries.Count} entries", null, string.Join(' ', entries.Select(e => $"{e.Id}:{HashOf(null, e)}")), now, cancellationToken);

    /// <summary>The id of the first entry that does not fit the one before it; null when the whole chain holds.</summary>
    public static async Task<long?> VerifyAsync(ConsoleDbContext db, CancellationToken cancellationToken)
    {
        string? previous = null;
        Dictionary<long, string> vouched = [];
        await foreach (var one in db.AuditEntries.AsNoTracking().Where(e => e.Action == Rewritten).OrderBy(e => e.Id).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            foreach (var pair in (one.After ?? "").Split(' ').Select(p => p.Split(':')).Where(p => p.Length == 2 && long.TryParse(p[0], out _))) { vouched[long.Parse(pair[0], System.Globalization.CultureInfo.InvariantCulture)] = pair[1]; }
        }

        var entries = db.AuditEntries.AsNoTracking().OrderBy(e => e.Id).AsAsyncEnumerable();
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            if (entry.Hash != HashOf(previous, entry) && (entry.Action == Rewritten || vouched.GetValueOrDefault(entry.Id) != HashOf(null, entry))) { return entry.Id; }
            previous = entry.Hash;
        }

        return null;
    }

    /// <summary>
    /// Holds off every other audited change, on all nodes, until the transaction ends. Appending does it too; call it first where a change
    /// depends on what is read before.
    /// </summary>
    // A row of its own: PostgreSQL holds its lock until the commit, and SQLite has one writer anyway.
    public static async Task LockAsync(ConsoleDbContext db, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "ChangeCounters" ("Id", "Value") VALUES (2, 1) ON CONFLICT ("Id") DO UPDATE SET "Value" = "ChangeCounters"."Value" + 1""",
            cancellationToken);

    // PostgreSQL keeps microseconds; a hash over more would not be found again.
    private static DateTime ToMicroseconds(DateTime time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    private static string HashOf(string? previous, AuditEntry e) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(
        new[] { previous, e.At.ToString("O"), e.Actor, e.Action, e.Subject, e.Before, e.After }, JsonSerializerOptions.Default)));
}
