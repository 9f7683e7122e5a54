using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Acsr.Access;
using Acsr.Policies.Rules;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Policies;

/// <summary>
/// Brings in policy documents. A text that differs from the latest version becomes the next version, whole or not at all; the same text
/// again changes nothing.
/// </summary>
public sealed partial class PolicyImport(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>Bytes of UTF-8.</summary>
    public const int MaxBytes = 1024 * 1024;
    /// <summary>Comparing versions takes time with the square of this.</summary>
    public const int MaxClauses = 2_000;
    public const int MaxIdLength = 100;

    /// <param name="policyId">Lower-case words and hyphens.</param>
    /// <param name="markdown">The whole document.</param>
    /// <param name="effectiveFrom">From when on the text is in force.</param>
    /// <param name="importedBy">Name of the person, for people to read.</param>
    /// <param name="demo">Whether it belongs to the demo desk; a policy never changes sides.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<PolicyImportOutcome> ImportAsync(
        string policyId, string markdown, DateTime effectiveFrom, string importedBy, bool demo, CancellationToken cancellationToken = default)
    {
        var (document, fault) = Read(policyId, markdown);
        if (document is null) { return fault!; }

        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var plan = await PlanAsync(db, policyId, document, demo, cancellationToken);
        if (plan.Preview.Outcome is not PolicyImportOutcome.Imported imported) { return plan.Preview.Outcome; }

        var policy = await db.Policies.FindAsync([policyId], cancellationToken)
            ?? db.Policies.Add(new Policy { Id = policyId, Title = policyId, Demo = demo }).Entity;
        policy.Title = document.Parsed.Title is { Length: > 0 } title ? title : policy.Title;
        var now = clock.GetUtcNow().UtcDateTime;
        db.PolicyVersions.Add(new PolicyVersion
        {
            PolicyId = policyId,
            Version = imported.Version,
            EffectiveFrom = effectiveFrom,
            ImportedAt = now,
            ImportedBy = importedBy,
            Sha256 = document.Sha256,
            Text = document.Text,
            Clauses = [.. plan.Clauses],
        });
        await RejudgeQueue.AddForPolicyAsync(db, policyId, now, cancellationToken);
        try
        {
            await AuditLog.AppendAsync(db, importedBy, "policy.imported", $"{policyId}@{imported.Version}", null, InWords(imported), now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException error) when (!db.IsTransient(error))
        {
            return new PolicyImportOutcome.Refused($"Somebody else imported '{policyId}' at the same moment; look at their version and try again.");
        }

        return imported;
    }

    /// <summary>What <see cref="ImportAsync"/> would do now; writes nothing.</summary>
    public async Task<PolicyImportPreview> PreviewAsync(string policyId, string markdown, bool demo, CancellationToken cancellationToken = default)
    {
        var (document, fault) = Read(policyId, markdown);
        if (document is null) { return new PolicyImportPreview(fault!, null); }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await PlanAsync(db, policyId, document, demo, cancellationToken)).Preview;
    }

    private static (Document? Document, PolicyImportOutcome.Refused? Fault) Read(string policyId, string markdown)
    {
        if (policyId.Length > MaxIdLength || !PolicyId().IsMatch(policyId))
        {
            return (null, new($"'{policyId}' cannot be a policy's id; use lower-case letters, digits and single hyphens, for example 'airline', at most {MaxIdLength} characters.", IsAboutId: true));
        }

        var bytes = Encoding.UTF8.GetByteCount(markdown);
        if (bytes > MaxBytes) { return (null, new($"The document has {bytes:N0} bytes; the most is {MaxBytes:N0}. Split it into several policies.")); }
        if (markdown.Contains('\0', StringComparison.Ordinal)) { return (null, new("The document holds a NUL character, so it is not Markdown; save it as UTF-8 text.")); }

        var text = markdown.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        ParsedPolicy parsed;
        try { parsed = ClauseParser.Parse(text); }
        catch (ArgumentException) { return (null, new("Lists or quotations are nested too deeply; 128 levels are the most.")); }

        return parsed.Clauses.Count switch
        {
            0 => (null, new("The document holds no clause: write each rule as a list item or as a paragraph under a heading.")),
            > MaxClauses => (null, new($"The document holds {parsed.Clauses.Count:N0} clauses; the most is {MaxClauses:N0}. Split it into several policies.")),
            _ => (new Document(text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), parsed), null),
        };
    }

    private static async Task<Plan> PlanAsync(ConsoleDbContext db, string policyId, Document document, bool demo, CancellationToken cancellationToken)
    {
        var ofDemo = await db.Policies.Where(p => p.Id == policyId).Select(p => (bool?)p.Demo).SingleOrDefaultAsync(cancellationToken);
        if (ofDemo is { } isDemo && isDemo != demo)
        {
            return Plan.Of(new PolicyImportOutcome.Refused(isDemo
                ? $"'{policyId}' belongs to the demo desk and goes with it; choose another id."
                : $"'{policyId}' is a real policy; the demo desk may not change it.", IsAboutId: true));
        }

        var latest = await db.PolicyVersions.AsNoTracking().Where(v => v.PolicyId == policyId).OrderByDescending(v => v.Version)
            .Select(v => new { v.Version, v.Sha256 }).FirstOrDefaultAsync(cancellationToken);
        if (latest?.Sha256 == document.Sha256) { return Plan.Of(new PolicyImportOutcome.Unchanged(latest.Version)); }

        var version = (latest?.Version ?? 0) + 1;
        var before = await db.Clauses.AsNoTracking().Where(c => c.PolicyId == policyId && c.Version == version - 1).ToListAsync(cancellationToken);
        var everUsed = await db.Clauses.Where(c => c.PolicyId == policyId).Select(c => c.ClauseId).Distinct().ToListAsync(cancellationToken);
        var clauses = ClauseIds.Assign(policyId, version, document.Parsed.Clauses, before, everUsed);
        var compared = ClauseComparison.Of(before, clauses);
        var outcome = new PolicyImportOutcome.Imported(version, compared.Added.Count, compared.Changed.Count, compared.Removed.Count, compared.Same.Count);
        return new Plan(new PolicyImportPreview(outcome, compared), clauses);
    }

    private static string InWords(PolicyImportOutcome.Imported imported) => string.Create(
        CultureInfo.InvariantCulture, $"clauses: {imported.Added} added, {imported.Changed} changed, {imported.Removed} removed, {imported.Same} as before");

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex PolicyId();

    private sealed record Document(string Text, string Sha256, ParsedPolicy Parsed);

    private sealed record Plan(PolicyImportPreview Preview, IReadOnlyList<Clause> Clauses)
    {
        public static Plan Of(PolicyImportOutcome outcome) => new(new PolicyImportPreview(outcome, null), []);
    }
}
