using Microsoft.EntityFrameworkCore;

namespace Acsr.Store;

/// <summary>Work that one node at a time may do, and how far it has come.</summary>
public sealed class WorkerLease
{
    /// <summary>For example <c>case-text</c>.</summary>
    public required string Name { get; set; }
    /// <summary>Until when a node holds it.</summary>
    public DateTime Until { get; set; }
    /// <summary>Fencing token: grows with every claim, so that who was too slow cannot write any more.</summary>
    public long Token { get; set; }
    /// <summary>Where the work goes on; what it counts is the work's own matter.</summary>
    public long Cursor { get; set; }
}

/// <summary>A claim on a <see cref="WorkerLease"/>.</summary>
public sealed record LeaseClaim(long Token, long Cursor);

/// <summary>Claims and gives back <see cref="WorkerLease"/>s.</summary>
public static class WorkerLeases
{
    /// <summary>Claims the work; null where another node holds it. On SQLite behind the <see cref="WriteGate"/>.</summary>
    public static async Task<LeaseClaim?> ClaimAsync(this ConsoleDbContext db, string name, DateTime now, TimeSpan time, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<LeaseClaim>($"""
            INSERT INTO "WorkerLeases" ("Name", "Until", "Token", "Cursor") VALUES ({name}, {now + time}, 1, 0)
            ON CONFLICT ("Name") DO UPDATE SET "Until" = excluded."Until", "Token" = "WorkerLeases"."Token" + 1 WHERE "WorkerLeases"."Until" <= {now}
            RETURNING "Token" AS "Token", "Cursor" AS "Cursor"
            """).ToListAsync(cancellationToken)).SingleOrDefault();

    /// <summary>Gives the work back with where it goes on; false where somebody else holds it by now, and then nothing of the caller's may be committed.</summary>
    public static async Task<bool> ReleaseAsync(this ConsoleDbContext db, string name, LeaseClaim claim, long cursor, DateTime now, CancellationToken cancellationToken) =>
        await db.WorkerLeases.Where(l => l.Name == name && l.Token == claim.Token)
            .ExecuteUpdateAsync(l => l.SetProperty(x => x.Until, now).SetProperty(x => x.Cursor, cursor), cancellationToken) == 1;
}
