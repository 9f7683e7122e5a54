using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Access;
using Acsr.Delivery;
using Acsr.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Effects;

/// <summary>What agents are configured with, as it was signed.</summary>
/// <param name="Body">JSON, byte for byte what was signed.</param>
/// <param name="Signature">ECDSA on P-256 with SHA-256 over the body, 64 bytes (r, s), base64.</param>
/// <param name="PublicKey">Subject public key info, base64; agents pin it.</param>
public sealed record SignedConfiguration(string Body, string Signature, string PublicKey);

/// <summary>Switches thresholds of confidence on and off for the agent, which pulls them signed and is told of changes by webhook. Nothing is on until a person says so.</summary>
public sealed class ThresholdDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, Outbox outbox, WebhookWorker webhooks, IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>Of the CloudEvent that webhooks get.</summary>
    public const string ChangedEvent = "io.acsr.configuration.thresholds.v1";

    private readonly IDataProtector _protector = protection.CreateProtector("Acsr.Effects.ConfigurationKey");

    /// <summary>Thresholds in force, by intent.</summary>
    public async Task<IReadOnlyList<AgentThreshold>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AgentThresholds.AsNoTracking().Where(t => t.RetiredAt == null).OrderBy(t => t.Intent).ToListAsync(cancellationToken);
    }

    /// <summary>Switches a threshold of an intent on, in place of any before.</summary>
    public Task SwitchOnAsync(AgentThreshold threshold, string by, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threshold.Confidence);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold.Confidence, 1);
        ArgumentException.ThrowIfNullOrWhiteSpace(threshold.Intent);
        return ChangeAsync(threshold.Intent, threshold, by, cancellationToken);
    }

    /// <summary>Switches the threshold of an intent off: nothing is said of it any more.</summary>
    public Task SwitchOffAsync(string intent, string by, CancellationToken cancellationToken) => ChangeAsync(intent, null, by, cancellationToken);

    /// <summary>What is in force now, signed.</summary>
    public async Task<SignedConfiguration> SignedAsync(CancellationToken cancellationToken)
    {
        var key = await KeyAsync(cancellationToken);
        var body = BodyOf(await ListAsync(cancellationToken)).ToJsonString(JsonSerializerOptions.Default);
        using var ecdsa = ECDsa.Create();
        ecdsa.ImportPkcs8PrivateKey(Convert.FromBase64String(_protector.Unprotect(key.Private)), out _);
        return new SignedConfiguration(body, Convert.ToBase64String(ecdsa.SignData(Encoding.UTF8.GetBytes(body), HashAlgorithmName.SHA256)), key.Public);
    }

    private static JsonObject BodyOf(IReadOnlyList<AgentThreshold> thresholds) => new()
    {
        ["version"] = thresholds.Count == 0 ? 0 : thresholds.Max(t => t.Id),
        ["thresholds"] = new JsonArray([.. thresholds.Select(t => new JsonObject { ["intent"] = t.Intent, ["confidence"] = t.Confidence, ["mostWrong"] = t.MostWrong, ["coverage"] = t.Coverage, ["n"] = t.N, ["since"] = t.At })]),
    };

    private async Task ChangeAsync(string intent, AgentThreshold? next, string by, CancellationToken cancellationToken)
    {
        await KeyAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        using (await gate.EnterAsync(cancellationToken))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await AuditLog.LockAsync(db, cancellationToken);
            var before = await db.AgentThresholds.SingleOrDefaultAsync(t => t.Intent == intent && t.RetiredAt == null, cancellationToken);
            if (before is null && next is null) { return; }
            if (before is not null)
            {
                (before.RetiredAt, before.RetiredBy) = (now, by);
                await db.SaveChangesAsync(cancellationToken);
            }

            if (next is not null)
            {
                (next.Id, next.At, next.By) = (0, now, by);
                db.AgentThresholds.Add(next);
                await db.SaveChangesAsync(cancellationToken);
            }

            var live = await db.AgentThresholds.AsNoTracking().Where(t => t.RetiredAt == null).OrderBy(t => t.Intent).ToListAsync(cancellationToken);
            await outbox.RaiseAsync(db, new Alert(ChangedEvent, $"Threshold of {intent} {(next is null ? "switched off" : $"is {Text(next)}")}", $"{by} {(next is null ? "switched it off" : "switched it on")} for the agent.", "/effects/confidence", BodyOf(live), Demo: false), cancellationToken);
            await AuditLog.AppendAsync(db, by, next is null ? "threshold.off" : "threshold.on", intent, before is null ? null : Text(before), next is null ? null : Text(next), now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        webhooks.Nudge();
    }

    private async Task<ConfigurationKey> KeyAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.ConfigurationKeys.AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } there) { return there; }
        using var ecdsa = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (secret, open, now) = (_protector.Protect(Convert.ToBase64String(ecdsa.ExportPkcs8PrivateKey())), Convert.ToBase64String(ecdsa.ExportSubjectPublicKeyInfo()), clock.GetUtcNow().UtcDateTime);
        using (await gate.EnterAsync(cancellationToken))
        {
            // Of several nodes one makes it.
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "ConfigurationKeys" ("Id", "Private", "Public", "At") VALUES (1, {secret}, {open}, {now}) ON CONFLICT DO NOTHING""", cancellationToken);
        }

        return await db.ConfigurationKeys.AsNoTracking().SingleAsync(cancellationToken);
    }

    private static string Text(AgentThreshold t) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{t.Confidence:0.00} (at most {t.MostWrong:P0} wrong, covers {t.Coverage:P0}, n {t.N})");
}
