using System.Security.Cryptography;
using System.Text;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Releases;
using Acsr.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Retention;

/// <summary>What there is of a customer, before anybody decides.</summary>
/// <param name="Cases">Cases.</param>
/// <param name="Reviews">Reviews of these.</param>
/// <param name="Rows">Rows in releases, of all versions.</param>
/// <param name="Releases">The releases that hold them, as name and version.</param>
public sealed record ErasurePreview(int Cases, int Reviews, int Rows, IReadOnlyList<string> Releases)
{
    /// <summary>By how many names, addresses and numbers the cases know the customer.</summary>
    public int Names { get; init; }
    /// <summary>Where people wrote one of them elsewhere, and what would be done there.</summary>
    public IReadOnlyList<ErasedMention> Mentions { get; init; } = [];
}

/// <summary>What became of a wish to erase: its number, or why not, in words.</summary>
public sealed record ErasureResult(long? Id, string? Problem);

/// <summary>Where an administrator has customers erased, and shows afterwards that they were.</summary>
public sealed class ErasureDesk(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, IDataProtectionProvider protection, TimeProvider clock, Func<string, CancellationToken, Task<FoldedCase?>> readCase)
{
    /// <summary>What stands in the proof for what was looked for.</summary>
    internal const string Identifiers = "names, addresses and numbers of theirs";

    private const int PreviewedCases = 200;

    private readonly IDataProtector _protector = protection.CreateProtector("Acsr.Retention.Erasure");

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>What would go; writes nothing.</summary>
    public async Task<ErasurePreview> PreviewAsync(string customer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = new RowSelection(RowOrigin.Customer, customer).Of(db);
        var names = await NamesAsync(customer, PreviewedCases, cancellationToken);
        var mentions = ErasedNames.Pattern(names) is { } pattern ? await ErasedMentions.FindAsync(db, pattern, cancellationToken) : [];
        return new ErasurePreview(
            await db.Cases.CountAsync(c => c.Customer == customer, cancellationToken),
            await db.Reviews.CountAsync(r => db.Cases.Any(c => c.Id == r.CaseId && c.Customer == customer), cancellationToken),
            await rows.CountAsync(cancellationToken),
            await db.Releases.Where(r => rows.Any(row => row.ReleaseId == r.Id)).OrderBy(r => r.Id).Select(r => r.Name + " " + r.Major + "." + r.Minor + "." + r.Patch).ToListAsync(cancellationToken))
        {
            Names = names.Count,
            Mentions = mentions,
        };
    }

    /// <summary>By what the customer's newest cases know them; empty where there is no case.</summary>
    internal async Task<IReadOnlyList<string>> NamesAsync(string customer, int cases, CancellationToken cancellationToken)
    {
        List<string> ids;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            ids = await db.Cases.Where(c => c.Customer == customer).OrderByDescending(c => c.At).ThenBy(c => c.Id).Take(cases).Select(c => c.Id).ToListAsync(cancellationToken);
        }

        // One case at a time: of each only the names are kept.
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        foreach (var id in ids)
        {
            if (await readCase(id, cancellationToken) is { } folded) { names.UnionWith(ErasedNames.Of(folded)); }
        }

        return [.. names.OrderByDescending(name => name.Length).ThenBy(name => name, StringComparer.Ordinal)];
    }

    /// <summary>Has a customer erased: from then on it goes on by itself, over crashes too.</summary>
    public async Task<ErasureResult> StartAsync(string customer, string reason, string by, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(customer)) { return new(null, "Name the customer as the agent's events name them."); }
        if (string.IsNullOrWhiteSpace(reason)) { return new(null, "Say why, for example 'Request of 12 March, ticket 815'. Do not name the customer: the reason goes to every consumer."); }
        if (reason.Contains(customer, StringComparison.OrdinalIgnoreCase)) { return new(null, "The reason names the customer, and it stays and goes to every consumer. Say it without."); }
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Cases.AnyAsync(c => c.Customer == customer, cancellationToken)) { return new(null, "There is no case of this customer."); }
        var subject = await SubjectAsync(db, customer, cancellationToken);
        if (await db.Erasures.AnyAsync(e => e.Subject == subject && e.FinishedAt == null, cancellationToken)) { return new(null, "This customer is being erased at this moment."); }
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var erasure = db.Erasures.Add(new Erasure { Subject = subject, StartedAt = Now, By = by, Reason = reason.Trim(), Pending = _protector.Protect(customer) }).Entity;
        await AuditLog.AppendAsync(db, by, "erasure.started", $"customer {Brief(subject)}", null, erasure.Reason, erasure.StartedAt, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(erasure.Id, null);
    }

    /// <summary>All of them, the newest first, with their counts.</summary>
    public async Task<IReadOnlyList<Erasure>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Erasures.AsNoTracking().Include(e => e.Counts).OrderByDescending(e => e.Id).ToListAsync(cancellationToken);
    }

    /// <summary>One of them; null when there is none of that number.</summary>
    public async Task<Erasure?> GetAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Erasures.AsNoTracking().Include(e => e.Counts.OrderBy(c => c.Place)).SingleOrDefaultAsync(e => e.Id == id, cancellationToken);
    }

    /// <summary>Erasures of a customer that somebody names, and how many cases of them there are now: what was sent afterwards is there again.</summary>
    public async Task<(IReadOnlyList<Erasure> Erasures, int Cases)> FindAsync(string customer, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var subject = await SubjectAsync(db, customer, cancellationToken);
        return (await db.Erasures.AsNoTracking().Include(e => e.Counts).Where(e => e.Subject == subject).OrderByDescending(e => e.Id).ToListAsync(cancellationToken), await db.Cases.CountAsync(c => c.Customer == customer, cancellationToken));
    }

    /// <summary>The customer of an erasure that is under way; null when the keys that encrypted it are gone.</summary>
    internal string? Reveal(Erasure erasure)
    {
        try
        {
            return erasure.Pending is { } pending ? _protector.Unprotect(pending) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The first letters of a subject, for people to compare.</summary>
    public static string Brief(string subject) => subject[..12];

    /// <summary>What stands for an id of an erased customer in what stays.</summary>
    internal static string Pseudonym(byte[] secret, string id) => "erased-" + Hash(secret, "case\n" + id)[..12];

    /// <summary>The secret of the pseudonyms; made where there is none.</summary>
    internal static async Task<byte[]> SecretAsync(ConsoleDbContext db, CancellationToken cancellationToken)
    {
        var fresh = RandomNumberGenerator.GetBytes(32);
        await db.Database.ExecuteSqlAsync($"""INSERT INTO "ReleaseSecrets" ("Id", "Value") VALUES (1, {fresh}) ON CONFLICT ("Id") DO NOTHING""", cancellationToken);
        return (await db.ReleaseSecrets.AsNoTracking().SingleAsync(cancellationToken)).Value;
    }

    private static async Task<string> SubjectAsync(ConsoleDbContext db, string customer, CancellationToken cancellationToken) => Hash(await SecretAsync(db, cancellationToken), "customer\n" + customer);

    private static string Hash(byte[] secret, string text) => Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes("acsr-erasure\n" + text)));
}
