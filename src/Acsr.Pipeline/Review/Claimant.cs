using System.Runtime.CompilerServices;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>Who asks for an item, what they may and can review, and the statement that hands it out.</summary>
internal sealed record Claimant(string UserId, string Name, IReadOnlyList<string> Queues, QueueOrder Order, ReviewerProfile? Skills)
{
    /// <summary>They would work queues that were asked for, and are paused in them.</summary>
    public bool Paused { get; init; }
    /// <summary>Queues of theirs that were not asked for.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];
    private IReadOnlyDictionary<string, double> Gold { get; init; } = new Dictionary<string, double>();

    /// <summary>Who has the same looks for the same, in the same order.</summary>
    public string Alike { get; } = $"{Order}\n{string.Join('\t', Queues)}\n{string.Join('\t', Skills?.Languages ?? [])}\n{string.Join('\t', Skills?.Intents ?? [])}";

    /// <summary>The share of known-answer cases in a queue.</summary>
    public double GoldShareOf(string queue) => Gold.GetValueOrDefault(queue);

    /// <summary>Whether the person is among an item's authors, as the table holds them.</summary>
    public bool Wrote(string authors) => authors.Length > 2 && authors.Contains(Author.Trim('%'), StringComparison.OrdinalIgnoreCase);

    // A user's own case and a second opinion by the same person: both databases have LIKE and JSON as text.
    private string Author => $"%\"{Name.ToLowerInvariant().Replace("\\\\", "", StringComparison.Ordinal).Replace("%", "", StringComparison.Ordinal)}\"%";

    public static async Task<Claimant> ReadAsync(ConsoleDbContext db, string userId, string? queue, CancellationToken cancellationToken) =>
        (await ReadAsync(db, [(userId, queue)], cancellationToken))[0];

    /// <summary>One for each who asks, in their order, with four reads for all of them.</summary>
    public static async Task<IReadOnlyList<Claimant>> ReadAsync(ConsoleDbContext db, IReadOnlyList<(string UserId, string? Queue)> asked, CancellationToken cancellationToken)
    {
        var queues = await ReviewQueues.ReadAsync(db, cancellationToken);
        var ids = asked.Select(a => a.UserId).Distinct().ToList();
        var names = await db.Users.Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.UserName, cancellationToken);
        var profiles = await db.ReviewerProfiles.AsNoTracking().Where(p => ids.Contains(p.UserId)).ToDictionaryAsync(p => p.UserId, cancellationToken);
        var paused = (await db.ReviewerPauses.Where(p => ids.Contains(p.ReviewerId) && p.ResumedAt == null).Select(p => new { p.ReviewerId, p.Queue }).ToListAsync(cancellationToken))
            .Select(p => (p.ReviewerId, p.Queue)).ToHashSet();
        var gold = queues.Where(q => q.GoldShare > 0).ToDictionary(q => q.Id, q => q.GoldShare);
        return [.. asked.Select(a =>
        {
            var all = queues.Where(q => ReviewQueues.IsMember(q, a.UserId)).ToList();
            var wanted = all.FindAll(q => a.Queue is null || q.Id == a.Queue);
            var mine = wanted.FindAll(q => !paused.Contains((a.UserId, q.Id)));
            return new Claimant(a.UserId, names.GetValueOrDefault(a.UserId) ?? a.UserId, mine.ConvertAll(q => q.Id),
                a.Queue is null || mine.Count == 0 ? QueueOrder.ExpectedValue : mine[0].Order, profiles.GetValueOrDefault(a.UserId))
            {
                Paused = mine.Count < wanted.Count,
                Others = [.. all.Except(wanted).Select(q => q.Id)],
                Gold = gold,
            };
        })];
    }

    /// <summary>Frees what was leased and given up. Whoever frees the same elsewhere at this moment is not waited for.</summary>
    public static Task SweepAsync(ConsoleDbContext db, DateTime now)
    {
        const int atOnce = 500;
        return db.Database.ExecuteSqlAsync(FormattableStringFactory.Create($$"""
            UPDATE "ReviewItems" SET "LeasedBy" = NULL, "LeasedUntil" = NULL
            WHERE "Id" IN (SELECT "Id" FROM "ReviewItems" WHERE "LeasedUntil" <= {0} LIMIT {{atOnce}} {{db.SkipLocked}})
            """, now));
    }

    /// <summary>The first items in order that are free for somebody with these queues and skills, kept for this transaction.</summary>
    public FormattableString FreeStatement(ConsoleDbContext db, int take, bool atRandom)
    {
        List<object?> values = [];
        return FormattableStringFactory.Create($$"""
            SELECT i."Id" AS "ItemId", i."CaseId", i."Token", i."Queue", i."Authors", i."Opinions", i."FirstId" FROM "ReviewItems" i
            WHERE i."DoneAt" IS NULL AND {{Unleased(atRandom)}} AND i."ForUser" IS NULL AND {{In("i", values)}} AND {{Can("i", values)}} AND {{NotHandedOn}}
            ORDER BY {{OrderOf(atRandom)}} LIMIT {{take}} {{db.SkipLocked}}
            """, [.. values]);
    }

    /// <summary>Leases the next item: the one in hand, else the first in order.</summary>
    public FormattableString Statement(ConsoleDbContext db, DateTime now, DateTime until)
    {
        List<object?> values = [UserId, until, now, Author];
        var free = Free(values);
        return FormattableStringFactory.Create($$"""
            UPDATE "ReviewItems" SET "LeasedBy" = {0}, "LeasedUntil" = {1}, "Token" = "Token" + 1
            WHERE "Id" = COALESCE(
                (SELECT i."Id" FROM "ReviewItems" i WHERE i."DoneAt" IS NULL AND i."LeasedBy" = {0} AND i."LeasedUntil" > {2} AND {{In("i", values)}} ORDER BY i."Id" LIMIT 1 {{db.SkipLocked}}),
                (SELECT i."Id" FROM "ReviewItems" i WHERE {{free}} ORDER BY {{OrderBy}} LIMIT 1 {{db.SkipLocked}}))
            RETURNING "Id" AS "ItemId", "CaseId", "Token"
            """, [.. values]);
    }

    /// <summary>The first free item that is not the present one, in order or of those that were drawn at random.</summary>
    public FormattableString PeekStatement(DateTime now, long present, bool atRandom)
    {
        List<object?> values = [UserId, present, now, Author];
        return FormattableStringFactory.Create($$"""SELECT i."Id" AS "Value" FROM "ReviewItems" i WHERE i."Id" <> {1} AND {{Free(values, atRandom)}} ORDER BY {{OrderOf(atRandom)}} LIMIT 1""", [.. values]);
    }

    /// <summary>Leases one chosen item.</summary>
    public FormattableString Statement(long itemId, DateTime now, DateTime until)
    {
        List<object?> values = [UserId, until, now, Author, itemId];
        return FormattableStringFactory.Create($$"""
            UPDATE "ReviewItems" SET "LeasedBy" = {0}, "LeasedUntil" = {1}, "Token" = "Token" + 1
            WHERE "Id" = {4} AND "DoneAt" IS NULL AND ("LeasedUntil" IS NULL OR "LeasedUntil" <= {2} OR "LeasedBy" = {0}) AND ("ForUser" IS NULL OR "ForUser" = {0}) AND {{May("\"ReviewItems\"", values)}}
            RETURNING "Id" AS "ItemId", "CaseId", "Token"
            """, [.. values]);
    }

    /// <summary>Runs one of the statements; null where it leased nothing.</summary>
    public static async Task<Lease?> LeaseAsync(ConsoleDbContext db, FormattableString statement, DateTime until, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<LeasedRow>(statement).ToListAsync(cancellationToken) is [var row] ? new Lease(row.ItemId, row.CaseId, row.Token, until) : null;

    /// <summary>Why nothing was handed out: the first of the conditions that leaves none.</summary>
    public async Task<NothingReason> NothingReasonAsync(ConsoleDbContext db, CancellationToken cancellationToken)
    {
        if (Queues.Count == 0) { return Paused ? NothingReason.Paused : NothingReason.NotAMember; }
        var open = db.ReviewItems.Open().Where(i => i.ForUser == null);
        if (!await open.AnyAsync(i => Queues.Contains(i.Queue), cancellationToken))
        {
            if (Paused) { return NothingReason.Paused; }
            return await open.AnyAsync(i => Others.Contains(i.Queue), cancellationToken) ? NothingReason.NoneInThisQueue : NothingReason.QueueEmpty;
        }

        if (!await LeftAsync(db, true, false, false, cancellationToken)) { return NothingReason.ExcludedAsAuthor; }
        if (!await LeftAsync(db, true, true, false, cancellationToken)) { return NothingReason.NoneOfYourSkills; }
        return await LeftAsync(db, true, true, true, cancellationToken) ? NothingReason.AllLeased : NothingReason.AllSkippedByYou;
    }

    private async Task<bool> LeftAsync(ConsoleDbContext db, bool may, bool can, bool skipped, CancellationToken cancellationToken)
    {
        List<object?> values = [UserId, DateTime.UnixEpoch, DateTime.MaxValue.ToUniversalTime(), Author];
        var sql = $$"""
            SELECT COUNT(*) AS "Value" FROM (SELECT 1 FROM "ReviewItems" i WHERE i."DoneAt" IS NULL AND i."ForUser" IS NULL
            {{(may ? $"AND {May("i", values)}" : "")}} {{(can ? $"AND {Can("i", values)}" : "")}}
            {{(skipped ? """AND NOT EXISTS (SELECT 1 FROM "ReviewSkips" s WHERE s."ItemId" = i."Id" AND s."UserId" = {0})""" : "")}} LIMIT 1) AS x
            """;
        return await db.Database.SqlQuery<int>(FormattableStringFactory.Create(sql, [.. values])).SingleAsync(cancellationToken) > 0;
    }

    private string OrderOf(bool atRandom) => atRandom ? """i."Id" """ : OrderBy;

    // The few that were drawn have an index of their own. PostgreSQL, while it has no statistics of a queue that was filled just now, takes the index of
    // what is free for as good and reads all of it; so the words that this index goes by are not said of the drawn ones.
    private static string Unleased(bool atRandom) => atRandom
        ? """i."InclusionProbability" IS NOT NULL AND COALESCE(i."LeasedUntil", i."OpenedAt") = i."OpenedAt" """
        : """i."LeasedUntil" IS NULL""";

    private string OrderBy => Order switch
    {
        QueueOrder.Newest => """i."Id" DESC""",
        QueueOrder.Oldest => """i."Id" """,
        QueueOrder.DueNext => """i."DueAt" IS NULL, i."DueAt", i."Id" """,
        _ => """i."Priority" DESC, i."Id" """,
    };

    // Free, and neither skipped by the person nor closed to them.
    private string Free(List<object?> values, bool atRandom = false) => $$"""
        i."DoneAt" IS NULL AND {{Unleased(atRandom)}} AND i."ForUser" IS NULL
        AND NOT EXISTS (SELECT 1 FROM "ReviewSkips" s WHERE s."ItemId" = i."Id" AND s."UserId" = {0}) AND {{May("i", values)}} AND {{Can("i", values)}} AND {{NotHandedOn}}
        """;

    private const string NotHandedOn = """NOT EXISTS (SELECT 1 FROM "ReviewEscalations" x WHERE x."ItemId" = i."Id")""";

    // Member of the queue, not a worker of the case, and not one who has given or holds another opinion on it.
    private string May(string item, List<object?> values) => $$"""
        {{In(item, values)}} AND lower({{item}}."Authors") NOT LIKE {3}
        AND ({{item}}."Opinions" = 1 OR (
            NOT EXISTS (SELECT 1 FROM "Reviews" r WHERE r."SetId" = COALESCE({{item}}."FirstId", {{item}}."Id") AND r."ReviewerId" = {0})
            AND NOT EXISTS (SELECT 1 FROM "ReviewItems" o WHERE o."CaseId" = {{item}}."CaseId" AND o."Id" <> {{item}}."Id" AND o."DoneAt" IS NULL AND o."LeasedBy" = {0} AND o."LeasedUntil" > {2})))
        """;

    private string Can(string item, List<object?> values) =>
        $"{Among($"""{item}."Language" """, Skills?.Languages, values)} AND {Among($"""{item}."Intent" """, Skills?.Intents, values)}";

    // Who works no queue gets nothing, where an empty list of skills means all of them.
    private string In(string item, List<object?> values) => Queues.Count == 0 ? "1 = 0" : Among($"""{item}."Queue" """, Queues, values);

    // What a case does not say keeps nobody from judging it.
    private static string Among(string column, IReadOnlyList<string>? allowed, List<object?> values)
    {
        if (allowed is null or { Count: 0 }) { return "1 = 1"; }
        var places = allowed.Select(value => { values.Add(value); return $"{{{values.Count - 1}}}"; }).ToList();
        return $"({column} IS NULL OR {column} IN ({string.Join(", ", places)}))";
    }

    private sealed record LeasedRow(long ItemId, string CaseId, long Token);
}
