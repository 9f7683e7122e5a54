using Acsr.Ingest;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Cases.Catalogue;

/// <summary>What operators say of tools, and of names of spans in the order in which the rules are tried.</summary>
public sealed record ConventionList(IReadOnlyList<ToolEntry> Tools, IReadOnlyList<SpanRule> Spans)
{
    /// <summary>As cases are folded by it.</summary>
    public Conventions Conventions => new(new ToolCatalogue(Tools), new SpanRules(Spans));
}

/// <summary>
/// Where an administrator says what tools do and what spans are. Each change comes with its audit entry and the job that folds all stored
/// cases again, in one transaction.
/// </summary>
public sealed class ConventionDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>More rules than anybody can keep in mind; each is tried on every span.</summary>
    public const int MostRules = 100;

    private const int MaxName = 200;

    /// <summary>The kinds that a rule may give to spans.</summary>
    public static readonly IReadOnlyList<StepKind> SpanKinds =
        [StepKind.Intent, StepKind.Retrieval, StepKind.PolicyCheck, StepKind.Model, StepKind.Tool, StepKind.Action, StepKind.Decision, StepKind.Handoff, StepKind.Other];

    /// <summary>The kinds that a tool may have.</summary>
    public static readonly IReadOnlyList<StepKind> ToolKinds = [StepKind.Tool, StepKind.Action, StepKind.Handoff, StepKind.PolicyCheck, StepKind.Retrieval];

    /// <summary>Everything that was said.</summary>
    public async Task<ConventionList> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return new(
            await db.ToolEntries.AsNoTracking().OrderBy(t => t.Name).ToListAsync(cancellationToken),
            await db.SpanRules.AsNoTracking().OrderBy(r => r.Position).ThenBy(r => r.Id).ToListAsync(cancellationToken));
    }

    /// <summary>What is wrong with an entry, in words; null when it is good.</summary>
    public static string? FaultOf(ToolEntry entry) =>
        entry.Name.Trim().Length is 0 or > MaxName ? $"Name the tool as the agent calls it, in up to {MaxName} characters."
        : entry.DisplayName?.Length > MaxName ? $"The shown name has at most {MaxName} characters."
        : entry.Kind is { } kind && !ToolKinds.Contains(kind) ? "A tool looks up, changes, checks a policy, searches or hands off." : ToolArguments.FaultOf(entry.Arguments);

    /// <summary>The same of a rule.</summary>
    public static string? FaultOf(SpanRule rule) =>
        rule.Pattern.Trim().Length is 0 or > MaxName ? $"Give the span's name, in up to {MaxName} characters; * stands for any characters."
        : rule.Pattern.Trim().Trim('*').Length == 0 ? "A rule for every name would hide what agents tell of themselves. Give at least one letter of the name."
        : !SpanKinds.Contains(rule.Kind) ? "Choose what the span is." : null;

    /// <summary>Says something of a tool, in place of what was said before. Stored cases are folded again only where what steps are has changed.</summary>
    /// <returns>What is wrong, in words; null when it is done.</returns>
    public async Task<string?> SaveAsync(ToolEntry entry, string by, CancellationToken cancellationToken)
    {
        if (FaultOf(entry) is { } fault) { return fault; }
        var name = entry.Name.Trim().ToLowerInvariant();
        return await ChangeAsync(async (db, now) =>
        {
            var old = await db.ToolEntries.SingleOrDefaultAsync(t => t.Name == name, cancellationToken);
            var before = old is null ? null : Words(old);
            var refold = (old?.Kind, old?.MayBePolled ?? false) != (entry.Kind, entry.MayBePolled);
            if (old is null) { db.ToolEntries.Add(old = new ToolEntry { Name = name, ChangedBy = by }); }
            old.Arguments = [.. entry.Arguments];
            (old.DisplayName, old.Kind, old.MayBePolled, old.ChangedAt, old.ChangedBy) = (string.IsNullOrWhiteSpace(entry.DisplayName) ? null : entry.DisplayName.Trim(), entry.Kind, entry.MayBePolled, now, by);
            return (null, new BookChange(by, "tool.described", name, before, Words(old)), refold ? $"Tool {name} described" : null);
        }, cancellationToken);
    }

    /// <summary>Forgets what was said of a tool: its name says again what it does.</summary>
    public Task<string?> RemoveToolAsync(string name, string by, CancellationToken cancellationToken) => ChangeAsync(async (db, _) =>
    {
        if (await db.ToolEntries.SingleOrDefaultAsync(t => t.Name == name, cancellationToken) is not { } old) { return (Gone, null, ""); }
        db.ToolEntries.Remove(old);
        return (null, new BookChange(by, "tool.forgotten", name, Words(old), null), $"Tool {name} forgotten");
    }, cancellationToken);

    /// <summary>Adds a rule behind the others.</summary>
    public async Task<string?> SaveAsync(SpanRule rule, string by, CancellationToken cancellationToken)
    {
        if (FaultOf(rule) is { } fault) { return fault; }
        var pattern = rule.Pattern.Trim();
        return await ChangeAsync(async (db, now) =>
        {
            var all = await db.SpanRules.ToListAsync(cancellationToken);
            var old = all.Find(r => r.Id == rule.Id);
            if (rule.Id != 0 && old is null) { return (Gone, null, ""); }
            if (all.Exists(r => r.Id != rule.Id && r.Pattern.Equals(pattern, StringComparison.OrdinalIgnoreCase))) { return ($"There is a rule for {pattern} already.", null, ""); }
            if (old is null && all.Count >= MostRules) { return ($"There are {MostRules} rules; each is tried on every span. Take one away first.", null, ""); }
            var before = old is null ? null : Words(old);
            if (old is null) { db.SpanRules.Add(old = new SpanRule { Pattern = pattern, Position = all.Count == 0 ? 1 : all.Max(r => r.Position) + 1, ChangedBy = by }); }
            (old.Pattern, old.Kind, old.ChangedAt, old.ChangedBy) = (pattern, rule.Kind, now, by);
            return (null, new BookChange(by, before is null ? "span-rule.added" : "span-rule.changed", pattern, before, Words(old)), $"Rule for spans {pattern} changed");
        }, cancellationToken);
    }

    /// <summary>Takes a rule away.</summary>
    public Task<string?> RemoveRuleAsync(long id, string by, CancellationToken cancellationToken) => ChangeAsync(async (db, _) =>
    {
        if (await db.SpanRules.SingleOrDefaultAsync(r => r.Id == id, cancellationToken) is not { } old) { return (Gone, null, ""); }
        db.SpanRules.Remove(old);
        return (null, new BookChange(by, "span-rule.removed", old.Pattern, Words(old), null), $"Rule for spans {old.Pattern} removed");
    }, cancellationToken);

    /// <summary>Has a rule tried before the one in front of it.</summary>
    public Task<string?> RaiseAsync(long id, string by, CancellationToken cancellationToken) => ChangeAsync(async (db, _) =>
    {
        var all = await db.SpanRules.OrderBy(r => r.Position).ThenBy(r => r.Id).ToListAsync(cancellationToken);
        var place = all.FindIndex(r => r.Id == id);
        if (place < 1) { return (Gone, null, ""); }
        (all[place], all[place - 1]) = (all[place - 1], all[place]);
        foreach (var (position, rule) in all.Index()) { rule.Position = position + 1; }
        return (null, new BookChange(by, "span-rule.raised", all[place - 1].Pattern, null, $"before {all[place].Pattern}"), "Order of the rules for spans changed");
    }, cancellationToken);

    private const string Gone = "Somebody changed it meanwhile. Look at it again.";

    private async Task<string?> ChangeAsync(Func<ConsoleDbContext, DateTime, Task<(string? Problem, BookChange? Change, string? Reason)>> change, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockSequenceAsync(cancellationToken);
        var (problem, made, reason) = await change(db, now);
        if (problem is not null || made is null) { return problem; }
        await FoldBook.ChangeAsync(db, made, reason is null ? null : new RefoldJob { Reason = reason, RequestedBy = made.By, RequestedAt = now }, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    private static string Words(ToolEntry entry) => $"{entry.Kind?.ToString() ?? "as its name says"}{(entry.MayBePolled ? ", may be polled" : "")}{(entry.DisplayName is { } shown ? $", shown as {shown}" : "")}{(entry.Arguments.Count > 0 ? $", takes {string.Join(", ", entry.Arguments.Select(ToolArguments.Words))}" : "")}";

    private static string Words(SpanRule rule) => $"{rule.Pattern} is {rule.Kind}";
}
