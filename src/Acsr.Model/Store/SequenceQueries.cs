using Microsoft.EntityFrameworkCore;

namespace Acsr.Store;

/// <summary>Gives out <c>Case.Sequence</c> numbers.</summary>
public static class SequenceQueries
{
    /// <summary>
    /// Reserves <paramref name="count"/> sequence numbers and returns the first. Call it inside the transaction that uses them: the
    /// counter's row stays locked until the commit, so no reader ever sees a number before a smaller one.
    /// </summary>
    public static async Task<long> ReserveSequenceAsync(this ConsoleDbContext db, int count, CancellationToken cancellationToken)
    {
        var last = await db.Database.SqlQuery<long>($"""UPDATE "ChangeCounters" SET "Value" = "Value" + {count} WHERE "Id" = 1 RETURNING "Value" AS "Value" """)
            .ToListAsync(cancellationToken);
        return last[0] - count + 1;
    }

    /// <summary>Takes the counter's lock without a number, until the transaction ends: nobody commits a fold meanwhile.</summary>
    public static Task LockSequenceAsync(this ConsoleDbContext db, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"""UPDATE "ChangeCounters" SET "Value" = "Value" WHERE "Id" = 1""", cancellationToken);
}
