using System.Text.Json;
using System.Text.RegularExpressions;
using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>A queue and what lies in it.</summary>
/// <param name="Settings">The queue.</param>
/// <param name="Open">Items that wait or are in work.</param>
/// <param name="Overdue">Of those, past their due time.</param>
/// <param name="Guideline">The version in force; null where there is none.</param>
public sealed record QueueView(ReviewQueueSettings Settings, int Open, int Overdue, ReviewGuideline? Guideline);

/// <summary>The queues, their guidelines and what each reviewer can judge: read by everybody, written by leads.</summary>
public sealed partial class ReviewQueues(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The general queue as it is where nobody set it up.</summary>
    public static ReviewQueueSettings Default => new() { Id = ReviewQueueSettings.General, Name = "General", Position = int.MaxValue };

    /// <summary>All queues in the order in which they are asked, the general one last; always at least that one.</summary>
    public static async Task<IReadOnlyList<ReviewQueueSettings>> ReadAsync(ConsoleDbContext db, CancellationToken cancellationToken)
    {
        var rows = await db.ReviewQueues.AsNoTracking().ToListAsync(cancellationToken);
        var general = rows.Find(q => q.Id == ReviewQueueSettings.General) ?? Default;
        return [.. rows.Where(q => q.Id != general.Id).OrderBy(q => q.Position).ThenBy(q => q.Id, StringComparer.Ordinal), general];
    }

    /// <summary>All queues, in that order, with how they stand.</summary>
    public async Task<IReadOnlyList<QueueView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var queues = await ReadAsync(db, cancellationToken);
        var now = Now;
        var open = await db.ReviewItems.Open().Where(i => i.ForUser == null).GroupBy(i => i.Queue).Select(g => new { g.Key, Count = g.Count(), Overdue = g.Count(i => i.DueAt < now) }).ToDictionaryAsync(g => g.Key, cancellationToken);
        var guidelines = (await db.ReviewGuidelines.AsNoTracking().ToListAsync(cancellationToken)).GroupBy(g => g.Queue).ToDictionary(g => g.Key, g => g.MaxBy(v => v.Version));
        return [.. queues.Select(q => new QueueView(q, open.GetValueOrDefault(q.Id)?.Count ?? 0, open.GetValueOrDefault(q.Id)?.Overdue ?? 0, guidelines.GetValueOrDefault(q.Id)))];
    }

    /// <summary>The queues that a person works.</summary>
    public async Task<IReadOnlyList<ReviewQueueSettings>> OfAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. (await ReadAsync(db, cancellationToken)).Where(q => IsMember(q, userId))];
    }

    /// <summary>One queue; the general one where there is none of that id.</summary>
    public async Task<ReviewQueueSettings> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var queues = await ReadAsync(db, cancellationToken);
        return queues.FirstOrDefault(q => q.Id == id) ?? queues[^1];
    }

    /// <summary>Whether a person works a queue.</summary>
    public static bool IsMember(ReviewQueueSettings queue, string userId) => queue.Members.Count == 0 || queue.Members.Contains(userId);

    /// <summary>Writes a queue; returns what is wrong with it, in words, or null when it was written.</summary>
    /// <param name="queue">As it is to be. Items that are in a queue already stay in theirs.</param>
    /// <param name="by">Name of the person, for people to read.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public async Task<string?> SaveAsync(ReviewQueueSettings queue, string by, CancellationToken cancellationToken)
    {
        if (Problem(queue) is { } problem) { return problem; }
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var before = await db.ReviewQueues.AsNoTracking().FirstOrDefaultAsync(q => q.Id == queue.Id, cancellationToken);
        db.Entry(queue).State = before is null ? EntityState.Added : EntityState.Modified;
        await AuditLog.AppendAsync(db, by, "review-queue.saved", queue.Id, before is null ? null : InWords(before), InWords(queue), Now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>Removes a queue; what waits in it goes to the general one. False when there is none, or it is the general one itself.</summary>
    public async Task<bool> RemoveAsync(string id, string by, CancellationToken cancellationToken)
    {
        if (id == ReviewQueueSettings.General) { return false; }
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        if (await db.ReviewQueues.Where(q => q.Id == id).ExecuteDeleteAsync(cancellationToken) == 0) { return false; }
        var moved = await db.ReviewItems.Where(i => i.Queue == id && i.DoneAt == null).ExecuteUpdateAsync(i => i.SetProperty(x => x.Queue, ReviewQueueSettings.General), cancellationToken);
        await AuditLog.AppendAsync(db, by, "review-queue.removed", id, null, $"{moved} items moved to the general queue", Now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The guideline of a queue in one version, by default the one in force; null where there is none.</summary>
    public async Task<ReviewGuideline?> GuidelineAsync(string queue, int? version, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReviewGuidelines.AsNoTracking().Where(g => g.Queue == queue && (version == null || g.Version == version)).OrderByDescending(g => g.Version).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Puts a new version of the guideline in force; the same words again make none. Returns the version in force.</summary>
    public async Task<int> AmendAsync(string queue, string text, string by, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var last = await db.ReviewGuidelines.AsNoTracking().Where(g => g.Queue == queue).OrderByDescending(g => g.Version).FirstOrDefaultAsync(cancellationToken);
        text = text.ReplaceLineEndings("\n").Trim();
        if (last?.Text == text) { return last.Version; }
        var version = (last?.Version ?? 0) + 1;
        db.ReviewGuidelines.Add(new ReviewGuideline { Queue = queue, Version = version, Text = text, By = by, At = Now });
        await AuditLog.AppendAsync(db, by, "review-guideline.amended", queue, last is null ? null : $"version {last.Version}", $"version {version}", Now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return version;
    }

    /// <summary>What people can judge; who has no row can judge everything.</summary>
    public async Task<IReadOnlyList<ReviewerProfile>> ProfilesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReviewerProfiles.AsNoTracking().ToListAsync(cancellationToken);
    }

    /// <summary>Everybody who may review, by name: id and name.</summary>
    public async Task<IReadOnlyList<(string Id, string Name)>> ReviewersAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var people = await db.Users.Where(u => db.UserRoles.Any(ur => ur.UserId == u.Id && db.Roles.Any(r => r.Id == ur.RoleId && r.Name == Roles.Reviewer)))
            .OrderBy(u => u.NormalizedUserName).Select(u => new { u.Id, u.UserName }).ToListAsync(cancellationToken);
        return people.ConvertAll(u => (u.Id, u.UserName ?? u.Id));
    }

    /// <summary>What cases name, for suggestions: the most frequent of the last 90 days.</summary>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> KnownAsync(CancellationToken cancellationToken)
    {
        const int shown = 50;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var from = Now.AddDays(-90);
        var recent = db.Cases.Where(c => c.At >= from);
        async Task<IReadOnlyList<string>> OfAsync(IQueryable<string?> values) =>
            [.. (await values.Where(v => v != null).GroupBy(v => v).OrderByDescending(g => g.Count()).Take(shown).Select(g => g.Key!).ToListAsync(cancellationToken)).Order(StringComparer.OrdinalIgnoreCase)];
        return new Dictionary<string, IReadOnlyList<string>>
        {
            [nameof(ReviewQueueSettings.Intents)] = await OfAsync(recent.Select(c => c.Intent)),
            [nameof(ReviewQueueSettings.Languages)] = await OfAsync(recent.Select(c => c.Language)),
            [nameof(ReviewQueueSettings.Channels)] = await OfAsync(recent.Select(c => c.Channel)),
            [nameof(ReviewQueueSettings.Agents)] = await OfAsync(recent.Select(c => c.Agent)),
            [nameof(ReviewQueueSettings.Tiers)] = await OfAsync(recent.Select(c => c.CustomerTier)),
        };
    }

    /// <summary>Says what a person can judge.</summary>
    public async Task SaveProfileAsync(ReviewerProfile profile, string by, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        await db.ReviewerProfiles.Where(p => p.UserId == profile.UserId).ExecuteDeleteAsync(cancellationToken);
        if (profile.Languages.Count + profile.Intents.Count > 0) { db.ReviewerProfiles.Add(profile); }
        await AuditLog.AppendAsync(db, by, "reviewer.skills", profile.UserId, null, $"languages: {Words(profile.Languages)}; intents: {Words(profile.Intents)}", Now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    private static string? Problem(ReviewQueueSettings queue) => queue switch
    {
        _ when !IdPattern().IsMatch(queue.Id) => "Write the short name in lower-case letters, digits and hyphens, at most 40.",
        _ when string.IsNullOrWhiteSpace(queue.Name) => "Give the queue a name.",
        { Share: not (>= 0 and <= 1) } => "Write the share that enters as a percentage from 0 to 100.",
        { OverlapShare: not (>= 0 and <= 1) } => "Write the share with several opinions as a percentage from 0 to 100.",
        { ControlShare: not (>= 0 and <= 1) } => "Write the share without prefill as a percentage from 0 to 100.",
        { ExtraOpinions: < 0 or > 5 } => "Ask for 0 to 5 further opinions where people differ.",
        { GoldShare: not (>= 0 and <= 0.5) } => "Write the share of known-answer cases as a percentage from 0 to 50.",
        { GoldPauseBelow: not (null or (>= 0 and <= 1)) } => "Write the share of right answers as a percentage from 0 to 100, or leave it empty.",
        { GoldPauseAfter: < 1 } => "Write after how many known answers people may be paused, 1 or more.",
        { Opinions: < 2 or > 9 } => "Ask for 2 to 9 opinions.",
        { CapPerDay: < 0 } => "Write the cap per day as a number of 0 or more, or leave it empty.",
        { DueHours: <= 0 } => "Write the due time in hours, 1 or more, or leave it empty.",
        _ => null,
    };

    private static string InWords(ReviewQueueSettings queue) => JsonSerializer.Serialize(queue, JsonSerializerOptions.Web);

    private static string Words(List<string> list) => list.Count == 0 ? "all" : string.Join(", ", list);

    [GeneratedRegex("^[a-z0-9]([a-z0-9-]{0,39})$", RegexOptions.CultureInvariant)]
    private static partial Regex IdPattern();
}
