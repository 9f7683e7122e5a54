using System.Security.Cryptography;
using System.Text;
using Acsr.Releases.Formats;
using Acsr.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Crypto.Signers;

namespace Acsr.Releases;

/// <summary>A public key by which signatures are verified.</summary>
/// <param name="KeyId">Names it in signatures.</param>
/// <param name="PublicKey">32 bytes, base64.</param>
/// <param name="CreatedAt">Since when it signs.</param>
/// <param name="Algorithm">The only one that is used.</param>
public sealed record ReleasePublicKey(string KeyId, string PublicKey, DateTime CreatedAt, string Algorithm = ReleaseSigner.Ed25519);

/// <summary>
/// Signs approved releases: an in-toto statement (v1) about the manifest and who approved it, in a DSSE envelope (v1), by Ed25519 (RFC 8032).
/// </summary>
public sealed class ReleaseSigner(IDbContextFactory<ConsoleDbContext> contexts, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>What is signed, by in-toto's name for JSON of a statement.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    /// <summary>The algorithm, by its usual name.</summary>
    public const string Ed25519 = "Ed25519";

    public const string PredicateType = "https://acsr.dev/release-approval/v1";

    private readonly IDataProtector _protector = protection.CreateProtector("Acsr.Releases.SigningKey");

    /// <summary>All keys, the newest first.</summary>
    public async Task<IReadOnlyList<ReleasePublicKey>> KeysAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReleaseSigningKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt).ThenBy(k => k.Id)
            .Select(k => new ReleasePublicKey(k.Id, Convert.ToBase64String(k.PublicKey), k.CreatedAt, Ed25519)).ToListAsync(cancellationToken);
    }

    /// <summary>The envelope for a release; belongs to the transaction of its last approval, which also keeps a key that had to be made.</summary>
    public async Task<string> SignAsync(ConsoleDbContext db, Release release, IEnumerable<ReleaseApproval> approvals, CancellationToken cancellationToken)
    {
        var (keyId, secret) = await KeyAsync(db, cancellationToken);
        var payload = ReleaseJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("_type", "https://in-toto.io/Statement/v1");
            json.WriteStartArray("subject");
            json.WriteStartObject();
            json.WriteString("name", Manifest.Path);
            json.WriteStartObject("digest");
            json.WriteString("sha256", release.Sha256);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteString("predicateType", PredicateType);
            json.WriteStartObject("predicate");
            json.WriteString("dataset", release.Name);
            json.WriteString("version", release.Version);
            json.WriteStartArray("approvals");
            foreach (var approval in approvals.OrderBy(a => a.At).ThenBy(a => a.UserId, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("by", Provenance.Pseudonym(approval.UserId));
                json.WriteString("at", approval.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture));
                if (approval.CarriedFrom is not null) { json.WriteBoolean("carried_over", true); }
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndObject();
        });
        var signature = Sign(secret, Encoded(payload));
        return Encoding.UTF8.GetString(ReleaseJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("payloadType", PayloadType);
            json.WriteString("payload", Convert.ToBase64String(payload));
            json.WriteStartArray("signatures");
            json.WriteStartObject();
            json.WriteString("keyid", keyId);
            json.WriteString("sig", Convert.ToBase64String(signature));
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }));
    }

    /// <summary>DSSE's pre-authentication encoding: what the signature is over.</summary>
    public static byte[] Encoded(byte[] payload) => [.. Encoding.UTF8.GetBytes($"DSSEv1 {PayloadType.Length} {PayloadType} {payload.Length} "), .. payload];

    internal static byte[] Sign(byte[] secret, byte[] message)
    {
        var signer = new Ed25519Signer();
        signer.Init(true, new Ed25519PrivateKeyParameters(secret));
        signer.BlockUpdate(message, 0, message.Length);
        return signer.GenerateSignature();
    }

    private async Task<(string Id, byte[] Secret)> KeyAsync(ConsoleDbContext db, CancellationToken cancellationToken)
    {
        if (await db.ReleaseSigningKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt).ThenBy(k => k.Id).FirstOrDefaultAsync(cancellationToken) is { } known && Reveal(known.PrivateKey) is { } secret)
        {
            return (known.Id, secret);
        }

        // None yet, or the keys that encrypted it are gone: what it signed can still be verified.
        var fresh = RandomNumberGenerator.GetBytes(32);
        var open = new Ed25519PrivateKeyParameters(fresh).GeneratePublicKey().GetEncoded();
        var id = Convert.ToHexStringLower(SHA256.HashData(open))[..16];
        db.ReleaseSigningKeys.Add(new ReleaseSigningKey { Id = id, PublicKey = open, PrivateKey = _protector.Protect(Convert.ToBase64String(fresh)), CreatedAt = clock.GetUtcNow().UtcDateTime });
        return (id, fresh);
    }

    private byte[]? Reveal(string stored)
    {
        try
        {
            return Convert.FromBase64String(_protector.Unprotect(stored));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
