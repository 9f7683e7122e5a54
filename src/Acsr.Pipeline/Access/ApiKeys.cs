using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Access;

/// <summary>Makes, lists, revokes and recognises the keys of machines.</summary>
public sealed class ApiKeys(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>How long a recognised key is trusted without asking the database: the longest a revoked key lives on, on any node.</summary>
    public static readonly TimeSpan Memory = TimeSpan.FromSeconds(5);

    private const int PrefixLength = 13;

    // Holds good keys only, so strangers cannot fill it.
    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>Makes a key. The second value is the key itself, which nobody can read again.</summary>
    public Task<(ApiKey Row, string Key)> CreateAsync(string name, KeyScope scope, string by, bool demo, CancellationToken cancellationToken) =>
        CreateAsync(name, scope, [], by, demo, cancellationToken);

    /// <summary>Makes a key that only pages of some origins may use; read them with <see cref="KeyOrigins"/>.</summary>
    public async Task<(ApiKey Row, string Key)> CreateAsync(string name, KeyScope scope, IReadOnlyList<string> origins, string by, bool demo, CancellationToken cancellationToken)
    {
        var key = $"acsr_{LetterOf(scope)}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";
        var now = clock.GetUtcNow().UtcDateTime;
        var row = new ApiKey { Name = name, Scope = scope, Prefix = key[..PrefixLength], Hash = HashOf(key), Origins = [.. origins], CreatedAt = now, CreatedBy = by, Demo = demo };

        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        db.ApiKeys.Add(row);
        await AuditLog.AppendAsync(db, by, "key.created", $"{row.Prefix}… {name}", null, NameOf(scope) + (origins.Count > 0 ? $" for {string.Join(", ", origins)}" : ""), now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return (row, key);
    }

    /// <summary>All keys, the newest first, revoked ones included.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ApiKeys.AsNoTracking().OrderByDescending(k => k.Id).ToListAsync(cancellationToken);
    }

    /// <summary>False when there is no such key, or it is revoked already.</summary>
    public async Task<bool> RevokeAsync(long id, string by, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var row = await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == id && k.RevokedAt == null, cancellationToken);
        if (row is null) { return false; }
        row.RevokedAt = clock.GetUtcNow().UtcDateTime;
        await AuditLog.AppendAsync(db, by, "key.revoked", $"{row.Prefix}… {row.Name}", NameOf(row.Scope), null, row.RevokedAt.Value, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _known.TryRemove(row.Hash, out _);
        return true;
    }

    /// <summary>The row of a key that is good, or null. Asks the database at most once per <see cref="Memory"/> for a good key.</summary>
    public async ValueTask<ApiKey?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (!key.StartsWith("acsr_", StringComparison.Ordinal) || key.Length > 100) { return null; }
        var hash = HashOf(key);
        if (_known.TryGetValue(hash, out var known) && clock.GetElapsedTime(known.At) < Memory) { return known.Row; }

        var at = clock.GetTimestamp();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Hash == hash && k.RevokedAt == null, cancellationToken);
        if (row is null) { _known.TryRemove(hash, out _); } else { _known[hash] = new Known(row, at); }
        return row;
    }

    /// <summary>The scope's name as it is written on the command line and in claims: <c>ingest</c>, <c>browser</c> or <c>read</c>.</summary>
    public static string NameOf(KeyScope scope) => scope switch
    {
        KeyScope.Ingest => "ingest",
        KeyScope.Browser => "browser",
        KeyScope.Read => "read",
    };

    private static char LetterOf(KeyScope scope) => NameOf(scope)[0];

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private sealed record Known(ApiKey Row, long At);
}
