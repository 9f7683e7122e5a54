using System.Globalization;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>A claim does not read the whole queue, even while PostgreSQL has no statistics of one that was filled just now.</summary>
public sealed class ClaimPlanTests : ReviewFixture<PostgresStore>
{
    [Theory]
    [InlineData(true, "IX_ReviewItems_AtRandom")]
    [InlineData(false, "IX_ReviewItems_Free")]
    public async Task What_is_free_is_found_by_its_own_index_without_statistics(bool atRandom, string index)
    {
        await Store.WithAsync(db => db.Database.ExecuteSqlRawAsync("""ALTER TABLE "ReviewItems" SET (autovacuum_enabled = false)"""));
        await Store.WithAsync(db => db.Database.ExecuteSqlRawAsync("""
            INSERT INTO "ReviewItems" ("CaseId", "Reasons", "Why", "SignalIds", "Priority", "OpenedAt", "Demo", "Token", "Authors", "Group")
            SELECT 'filled-' || i, '[3]', 'Because.', '[]', (i % 1000) / 1000.0, now(), false, 0, '[]', 'group-' || (i % 100) FROM generate_series(1, 20000) i
            """));

        var plan = await PlanAsync(atRandom);

        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Seq Scan on \"ReviewItems\"", plan, StringComparison.Ordinal);
    }

    private Task<string> PlanAsync(bool atRandom) => Store.WithAsync(async db =>
    {
        var statement = (await Claimant.ReadAsync(db, "ann", null, default)).FreeStatement(db, 25, atRandom);
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        // Its values are names of queues, which have neither quotes nor braces.
        command.CommandText = "EXPLAIN " + string.Format(CultureInfo.InvariantCulture, statement.Format, [.. statement.GetArguments().Select(value => $"'{value}'")]);
        await using var rows = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await rows.ReadAsync()) { lines.Add(rows.GetString(0)); }
        return string.Join('\n', lines);
    });
}
