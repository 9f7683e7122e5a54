using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Retention;

/// <summary>Takes erased cases out of the audit log: who did what when stays, on what becomes a pseudonym, and what was said about it goes.</summary>
internal static class ErasedAudit
{
    /// <summary>Belongs to the transaction that removes the cases.</summary>
    public static async Task<IReadOnlyList<(string Place, string Done, long Count)>> PseudonymiseAsync(
        ConsoleDbContext db, string by, IReadOnlyCollection<string> ids, DateTime now, CancellationToken cancellationToken)
    {
        var secret = await ErasureDesk.SecretAsync(db, cancellationToken);
        Dictionary<long, AuditEntry> changed = [];
        foreach (var id in ids)
        {
            var pseudonym = ErasureDesk.Pseudonym(secret, id);
            foreach (var entry in await db.AuditEntries.Where(e => e.Subject.Contains(id) || e.Before!.Contains(id) || e.After!.Contains(id)).ToListAsync(cancellationToken))
            {
                var about = Mentions(entry.Subject, id);
                if (!about && !Mentions(entry.Before, id) && !Mentions(entry.After, id)) { continue; }
                (entry.Subject, entry.Before, entry.After) = (Replaced(entry.Subject, id, pseudonym)!, about ? null : Replaced(entry.Before, id, pseudonym), about ? null : Replaced(entry.After, id, pseudonym));
                changed[entry.Id] = entry;
            }
        }

        if (changed.Count == 0) { return []; }
        await AuditLog.AppendRewrittenAsync(db, by, [.. changed.Values.OrderBy(e => e.Id)], now, cancellationToken);
        db.ChangeTracker.Clear();
        return [("entries of the audit log", "pseudonymised", changed.Count)];
    }

    // Case 7 is not case 71.
    private static bool Mentions(string? text, string id)
    {
        for (var at = text?.IndexOf(id, StringComparison.Ordinal) ?? -1; at >= 0; at = text!.IndexOf(id, at + 1, StringComparison.Ordinal))
        {
            if (IsWhole(text!, at, id.Length)) { return true; }
        }

        return false;
    }

    private static string? Replaced(string? text, string id, string pseudonym)
    {
        if (text is null) { return null; }
        for (var at = text.IndexOf(id, StringComparison.Ordinal); at >= 0; at = at < text.Length ? text.IndexOf(id, at, StringComparison.Ordinal) : -1)
        {
            if (IsWhole(text, at, id.Length)) { (text, at) = (text[..at] + pseudonym + text[(at + id.Length)..], at + pseudonym.Length); }
            else { at++; }
        }

        return text;
    }

    private static bool IsWhole(string text, int at, int length) =>
        (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (at + length == text.Length || !char.IsLetterOrDigit(text[at + length]));
}
