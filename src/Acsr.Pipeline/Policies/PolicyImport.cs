using System.Globalization;
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

    /// <summary>The longest owner that a document may name.</summary>
    public const int MaxOwnerLength = ClauseProfile.MaxOwner;

    /// <inheritdoc cref="ImportAsync(PolicyImportRequest, CancellationToken)"/>
    public Task<PolicyImportOutcome> ImportAsync(
        string policyId, string markdown, DateTime effectiveFrom, string importedBy, bool demo, CancellationToken cancellationToken = default) =>
        ImportAsync(new PolicyImportRequest(policyId, markdown, importedBy, demo) { EffectiveFrom = effectiveFrom }, cancellationToken);

    /// <summary>Makes the next version of a policy, or says why not.</summary>
    /// <param name="request">The document and what was decided about it.</param>
    /// <param name="cancellationToken">Stops before the commit.</param>
    public async Task<PolicyImportOutcome> ImportAsync(PolicyImportRequest request, CancellationToken cancellationToken = default)
    {
        var (document, fault) = Read(request);
        if (document is null) { return fault!; }

        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var plan = await PlanAsync(db, request, document, cancellationToken);
        if (plan.Preview.Outcome is not PolicyImportOutcome.Imported imported) { return plan.Preview.Outcome; }
        if (request.BasedOn is { } seen && seen != imported.Version - 1)
        {
            return new PolicyImportOutcome.Refused("Somebody imported another version meanwhile. Look at the changes again.");
        }

        var policy = await db.Policies.FindAsync([request.PolicyId], cancellationToken)
            ?? db.Policies.Add(new Policy { Id = request.PolicyId, Title = request.PolicyId, Demo = request.Demo }).Entity;
        policy.Title = document.Front.Title ?? (document.Parsed.Title is { Length: > 0 } title ? title : policy.Title);
        var now = clock.GetUtcNow().UtcDateTime;
        var span = plan.Preview.Span!.Value;
        db.PolicyVersions.Add(new PolicyVersion
        {
            PolicyId = request.PolicyId,
            Version = imported.Version,
            EffectiveFrom = span.From,
            EffectiveTo = span.To,
            ImportedAt = now,
            ImportedBy = request.By,
            Owner = request.Owner ?? document.Front.Owner,
            SourceUri = request.SourceUri ?? document.Front.Source,
            Sha256 = document.Sha256,
            Text = document.Text,
            Clauses = [.. plan.Clauses],
        });
        await RejudgeQueue.AddForPolicyAsync(db, request.PolicyId, now, cancellationToken);
        try
        {
            await AuditLog.AppendAsync(db, request.By, "policy.imported", $"{request.PolicyId}@{imported.Version}", null, InWords(imported, span, request), now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (DbUpdateException error) when (!db.IsTransient(error))
        {
            return new PolicyImportOutcome.Refused($"Somebody else imported '{request.PolicyId}' at the same moment; look at their version and try again.");
        }

        return imported;
    }

    /// <inheritdoc cref="PreviewAsync(PolicyImportRequest, CancellationToken)"/>
    public Task<PolicyImportPreview> PreviewAsync(string policyId, string markdown, bool demo, CancellationToken cancellationToken = default) =>
        PreviewAsync(new PolicyImportRequest(policyId, markdown, "", demo), cancellationToken);

    /// <summary>What <see cref="ImportAsync(PolicyImportRequest, CancellationToken)"/> would do now; writes nothing.</summary>
    public async Task<PolicyImportPreview> PreviewAsync(PolicyImportRequest request, CancellationToken cancellationToken = default)
    {
        var (document, fault) = Read(request);
        if (document is null) { return new PolicyImportPreview(fault!, null); }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await PlanAsync(db, request, document, cancellationToken)).Preview;
    }

    private static (PolicyDocument? Document, PolicyImportOutcome.Refused? Fault) Read(PolicyImportRequest request)
    {
        if (request.PolicyId.Length > MaxIdLength || !PolicyId().IsMatch(request.PolicyId))
        {
            return (null, new($"'{request.PolicyId}' cannot be a policy's id; use lower-case letters, digits and single hyphens, for example 'airline', at most {MaxIdLength} characters.", RefusalField.Id));
        }

        if (request.SourceUri is { } source && !FrontMatter.IsAddress(source))
        {
            return (null, new($"'{source}' is no address; write it in full, for example https://wiki.example.com/refunds.", RefusalField.Source));
        }

        var (document, fault) = PolicyDocument.Read(request.Markdown);
        return (request.Owner ?? document?.Front.Owner)?.Length > MaxOwnerLength
            ? (null, new($"The owner's name is too long; {MaxOwnerLength} characters are the most.", RefusalField.Owner))
            : (document, fault);
    }

    private async Task<Plan> PlanAsync(ConsoleDbContext db, PolicyImportRequest request, PolicyDocument document, CancellationToken cancellationToken)
    {
        var policyId = request.PolicyId;
        var ofDemo = await db.Policies.Where(p => p.Id == policyId).Select(p => (bool?)p.Demo).SingleOrDefaultAsync(cancellationToken);
        if (ofDemo is { } isDemo && isDemo != request.Demo)
        {
            return Plan.Of(new PolicyImportOutcome.Refused(isDemo
                ? $"'{policyId}' belongs to the demo desk and goes with it; choose another id."
                : $"'{policyId}' is a real policy; the demo desk may not change it.", RefusalField.Id));
        }

        var versions = await db.PolicyVersions.AsNoTracking().Where(v => v.PolicyId == policyId).OrderByDescending(v => v.Version)
            .Select(v => new { Span = new PolicySpan(v.Version, v.EffectiveFrom, v.EffectiveTo), v.Sha256 }).ToListAsync(cancellationToken);
        var latest = versions.FirstOrDefault();
        if (latest?.Sha256 == document.Sha256) { return Plan.Of(new PolicyImportOutcome.Unchanged(latest.Span.Version)); }

        var version = (latest?.Span.Version ?? 0) + 1;
        var span = new PolicySpan(version, request.EffectiveFrom ?? document.Front.EffectiveFrom ?? clock.GetUtcNow().UtcDateTime, request.EffectiveTo ?? document.Front.EffectiveTo);
        var spans = versions.ConvertAll(v => v.Span);
        if (PolicyCalendar.Fault(spans, span.From, span.To) is { } overlap) { return Plan.Of(new PolicyImportOutcome.Refused(overlap, RefusalField.Dates), document.Front); }

        var before = await db.Clauses.AsNoTracking().Where(c => c.PolicyId == policyId && c.Version == version - 1).ToListAsync(cancellationToken);
        var everUsed = await db.Clauses.Where(c => c.PolicyId == policyId).Select(c => c.ClauseId).Distinct().ToListAsync(cancellationToken);
        var clauses = ClauseIds.Assign(policyId, version, document.Parsed.Clauses, before, everUsed, request.Chosen);
        var compared = ClauseComparison.Of(before, clauses);
        var same = compared.Same.Select(c => c.ClauseId).ToHashSet();
        var outcome = new PolicyImportOutcome.Imported(version, compared.Added.Count, compared.Changed.Count, compared.Removed.Count, compared.Same.Count);
        return new Plan(new PolicyImportPreview(outcome, compared)
        {
            Front = document.Front,
            Span = span,
            Doubts = ClauseDoubts.Of(before, clauses, request.Chosen),
            Nameable = [.. before.OrderBy(c => c.Position).Where(c => !same.Contains(c.ClauseId))],
            Notes = [.. NotesOf(span, latest?.Span)],
        }, clauses);
    }

    private static IEnumerable<string> NotesOf(PolicySpan span, PolicySpan? latest)
    {
        if (latest is { } replaced && replaced.From == span.From)
        {
            yield return $"It begins on the same day as version {replaced.Version} and replaces it altogether: version {replaced.Version} can still be read, but was in force on no day.";
        }

        if (latest?.To is { } ended && ended < span.From) { yield return $"Between {PolicyCalendar.LastDay(ended)} and {PolicyCalendar.Day(span.From)} no version is in force."; }
        if (span.To is { } end) { yield return $"After {PolicyCalendar.LastDay(end)} no version is in force, unless another one follows."; }
    }

    private static string InWords(PolicyImportOutcome.Imported imported, PolicySpan span, PolicyImportRequest request)
    {
        var force = $"in force from {PolicyCalendar.Day(span.From)}" + (span.To is { } end ? $" to {PolicyCalendar.LastDay(end)}" : "");
        var chosen = request.Chosen.Count == 0 ? "" : $"; {request.Chosen.Count} matched by hand";
        return string.Create(CultureInfo.InvariantCulture, $"clauses: {imported.Added} added, {imported.Changed} changed, {imported.Removed} removed, {imported.Same} as before{chosen}; {force}");
    }

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex PolicyId();

    private sealed record Plan(PolicyImportPreview Preview, IReadOnlyList<Clause> Clauses)
    {
        public static Plan Of(PolicyImportOutcome outcome, FrontMatter? front = null) => new(new PolicyImportPreview(outcome, null) { Front = front ?? FrontMatter.None }, []);
    }
}
