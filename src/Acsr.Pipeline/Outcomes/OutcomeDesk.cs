using System.Text.Json;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Delivery;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Outcomes;

/// <summary>A check as its list shows it.</summary>
/// <param name="Check">Its secret is encrypted.</param>
/// <param name="Results">How many runs ended with which result.</param>
/// <param name="Waiting">Runs that are not done.</param>
/// <param name="Skipped">Runs that could not be asked.</param>
/// <param name="Last">The newest runs.</param>
public sealed record OutcomeCheckView(OutcomeCheck Check, IReadOnlyDictionary<Verification, int> Results, int Waiting, int Skipped, IReadOnlyList<OutcomeRun> Last);

/// <summary>What a check would do with a call of a case; nothing is kept of it.</summary>
/// <param name="Problem">Why it cannot be tried, in words.</param>
/// <param name="StepId">The call.</param>
/// <param name="Request">As it went out.</param>
/// <param name="Attempt">What came back.</param>
public sealed record OutcomeTrial(string? Problem, string? StepId = null, OutcomeRequest? Request = null, OutcomeAttempt? Attempt = null);

/// <summary>Where an administrator keeps the checks; each change and its audit entry in one transaction.</summary>
public sealed class OutcomeDesk(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, AddressGuard guard, OutcomeSecrets secrets, OutcomeClient client, CaseReader reader, TimeProvider clock)
{
    private const int Shown = 10;

    /// <summary>All checks by name, with what came of them.</summary>
    public async Task<IReadOnlyList<OutcomeCheckView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var counts = await db.OutcomeRuns.GroupBy(r => new { r.CheckId, r.State, r.Finding }).Select(g => new { g.Key.CheckId, g.Key.State, g.Key.Finding, Count = g.Count() }).ToListAsync(cancellationToken);
        var views = new List<OutcomeCheckView>();
        foreach (var check in await db.OutcomeChecks.AsNoTracking().OrderBy(c => c.Name).ThenBy(c => c.Id).ToListAsync(cancellationToken))
        {
            var mine = counts.Where(c => c.CheckId == check.Id).ToList();
            views.Add(new(check, mine.Where(c => c.State == OutcomeRunState.Done).ToDictionary(c => c.Finding, c => c.Count),
                mine.Where(c => c.State == OutcomeRunState.Waiting).Sum(c => c.Count), mine.Where(c => c.State == OutcomeRunState.Skipped).Sum(c => c.Count),
                await db.OutcomeRuns.AsNoTracking().Where(r => r.CheckId == check.Id).OrderByDescending(r => r.Id).Take(Shown).ToListAsync(cancellationToken)));
        }

        return views;
    }

    /// <summary>One check; null when there is none.</summary>
    public async Task<OutcomeCheck?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.OutcomeChecks.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellationToken);
    }

    /// <summary>What is wrong with a check, and how to mend it; null when nothing is.</summary>
    public string? FaultOf(OutcomeCheck check)
    {
        if (string.IsNullOrWhiteSpace(check.Name)) { return "Give it a name; results are reported under it."; }
        if (string.IsNullOrWhiteSpace(check.Tool)) { return "Say which tool's calls it checks, for example refund_order."; }
        if (check.Method is not ("GET" or "POST")) { return "Use GET or POST."; }
        if ((OutcomeTemplate.FaultOf(check.Url) ?? OutcomeTemplate.FaultOf(check.Body ?? "") ?? check.Expectations.Select(e => OutcomeTemplate.FaultOf(e.Value)).OfType<string>().FirstOrDefault()) is { } unknown) { return unknown; }
        if (guard.FaultOf(OutcomeTemplate.Plain(check.Url)) is { } fault) { return fault; }
        if (AuthorityOf(check.Url).Contains("{{", StringComparison.Ordinal)) { return "Placeholders may stand behind the host only: what a customer or an agent wrote must not choose who is asked."; }
        if (check.Method == "POST" && !string.IsNullOrWhiteSpace(check.Body) && !IsJson(check.Body)) { return "The body is not JSON. Placeholders stand inside quotes: {\"order\": \"{{args.order_id}}\"}."; }
        if (check.HeaderName is { Length: > 0 } name && (!name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') || Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))) { return $"'{name}' cannot be sent as a header; use for example Authorization or x-api-key."; }
        if (check.Expectations.Any(e => string.IsNullOrWhiteSpace(e.Path))) { return "Each expectation needs the place in the answer, for example order.status."; }
        if (check.Expectations.Any(e => e.Comparison != OutcomeComparison.Exists && string.IsNullOrWhiteSpace(e.Value))) { return "Each expectation needs a value to compare with."; }
        return check switch
        {
            { DelaySeconds: < 0 or > 30 * 86_400 } => "The first attempt comes 0 seconds to 30 days after the call.",
            { Attempts: < 1 or > 20 } => "It is asked 1 to 20 times.",
            { BackoffSeconds: < 1 or > 86_400 } => "The pause between attempts is 1 second to 1 day.",
            { TimeoutSeconds: < 1 or > 60 } => "An attempt is given up after 1 to 60 seconds.",
            _ => null,
        };
    }

    /// <summary>Keeps a new or changed check. A changed one goes on or stays off as it was.</summary>
    /// <param name="check">As edited; what it holds of a secret is not read.</param>
    /// <param name="secret">A new value of the header; null keeps the one that is stored, empty takes it away.</param>
    /// <param name="by">Who.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    /// <returns>What is wrong with it; null when it is kept.</returns>
    public async Task<string?> SaveAsync(OutcomeCheck check, string? secret, string by, CancellationToken cancellationToken)
    {
        if (FaultOf(check) is { } fault) { return fault; }
        if (secret?.AsSpan().IndexOfAny('\r', '\n') >= 0) { return "The header's value is one line."; }
        return await ChangeAsync(async (db, now) =>
        {
            var before = check.Id == 0 ? null : await db.OutcomeChecks.AsNoTracking().SingleOrDefaultAsync(c => c.Id == check.Id, cancellationToken);
            if (check.Id != 0 && before is null) { return ("It has been removed meanwhile.", null); }
            check.HeaderSecret = secret switch { null => before?.HeaderSecret, "" => null, _ => secrets.Protect(secret) };
            (check.OnSince, check.ChangedAt, check.ChangedBy) = (before?.OnSince, now, by);
            db.Entry(check).State = before is null ? EntityState.Added : EntityState.Modified;
            return (null, new Change(before is null ? "check.added" : "check.changed", check.Name, before is null ? null : InWords(before), InWords(check) + (secret is null ? "" : ", secret changed")));
        }, by, cancellationToken);
    }

    /// <summary>Switches a check on, from now on, or off. What waits while it is off is asked when it is on again.</summary>
    public Task<string?> SwitchAsync(long id, bool on, string by, CancellationToken cancellationToken) => ChangeAsync(async (db, now) =>
    {
        if (await db.OutcomeChecks.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } check) { return ("It has been removed meanwhile.", null); }
        check.OnSince = on ? check.OnSince ?? now : null;
        return (null, new Change(on ? "check.switched-on" : "check.switched-off", check.Name, null, null));
    }, by, cancellationToken);

    /// <summary>Removes a check with its runs; what it has reported stays with the cases.</summary>
    public Task<string?> RemoveAsync(long id, string by, CancellationToken cancellationToken) => ChangeAsync(async (db, _) =>
    {
        if (await db.OutcomeChecks.SingleOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } check) { return (null, null); }
        db.OutcomeChecks.Remove(check);
        return (null, new Change("check.removed", check.Name, InWords(check), null));
    }, by, cancellationToken);

    /// <summary>Asks about the last call of the check's tool in a case, whether the check is on or not. Nothing is kept.</summary>
    /// <param name="check">As edited; need not be stored.</param>
    /// <param name="secret">A header's value that is not stored yet; null: the stored one.</param>
    /// <param name="caseId">The case.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<OutcomeTrial> TryAsync(OutcomeCheck check, string? secret, string caseId, CancellationToken cancellationToken)
    {
        if (FaultOf(check) is { } fault) { return new(fault); }
        if (await reader.ReadAsync(caseId.Trim(), cancellationToken) is not { } folded) { return new("There is no such case."); }
        if (folded.Steps.LastOrDefault(s => s is { IsToolCall: true, Error: null } && s.Name == check.Tool) is not { } step)
        {
            var tools = folded.Steps.Where(s => s.IsToolCall).Select(s => s.Name).Distinct().Take(10).ToList();
            return new($"This case holds no successful call of {check.Tool}." + (tools.Count == 0 ? " It holds no call of a tool." : $" It holds {string.Join(", ", tools)}."));
        }

        var asked = check;
        if (secret is not null) { asked = Copy(check); asked.HeaderSecret = secret.Length == 0 ? null : secrets.Protect(secret); }
        var template = OutcomeTemplate.Of(folded.Facts, step);
        var request = OutcomeClient.Request(asked, template);
        return request.Missing.Count > 0
            ? new($"The call holds no {string.Join(", ", request.Missing)}; such a call is skipped.", step.Id, request)
            : new(null, step.Id, request, await client.AskAsync(asked, template, cancellationToken));
    }

    /// <summary>A copy to edit.</summary>
    public static OutcomeCheck Copy(OutcomeCheck check) => JsonSerializer.Deserialize<OutcomeCheck>(JsonSerializer.Serialize(check))!;

    private static readonly string[] Reserved = ["Host", "Content-Length", "Content-Type", "Transfer-Encoding", "Connection", "Upgrade", "Cookie", "Expect", "TE", "Trailer"];

    private sealed record Change(string Action, string Subject, string? Before, string? After);

    private async Task<string?> ChangeAsync(Func<ConsoleDbContext, DateTime, Task<(string? Problem, Change? Change)>> change, string by, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var (problem, done) = await change(db, now);
        if (done is null) { return problem; }
        await AuditLog.AppendAsync(db, by, done.Action, done.Subject, done.Before, done.After, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static string AuthorityOf(string url) => url.Split("://", 2) is [_, var rest] ? rest.Split('/', '?')[0] : url;

    private static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string InWords(OutcomeCheck c) =>
        $"{c.Tool}: {c.Method} {c.Url}, {string.Join(" and ", c.Expectations.Select(e => $"{e.Path} {e.Comparison} {e.Value}"))}, after {c.DelaySeconds} s, {c.Attempts} attempts, pause {c.BackoffSeconds} s, time-out {c.TimeoutSeconds} s";
}
