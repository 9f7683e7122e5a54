using Acsr.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Bench.Overview;

/// <summary>Facts of many cases, written straight into the table: spread over a year and over agents, channels and intents of uneven size.</summary>
internal static class CaseRows
{
    public const int Days = 365;

    /// <summary>The first moment after the last case.</summary>
    public static readonly DateTime End = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly string[] Columns =
    [
        "Id", "Source", "Demo", "Title", "Agent", "AgentVersion", "Channel", "Intent", "Handler", "OpenedAt", "ClosedAt", "At", "Solved", "HandedOff", "Abandoned", "Reopened",
        "HandlingSeconds", "CostUsd", "Sentiment", "Csat", "Turns", "Steps", "ToolCalls", "ToolErrors", "Overrides", "CompleteTriads", "DeadEnd", "Risk", "Sequence",
    ];

    public static async Task InsertAsync(ConsoleDbContext db, int count)
    {
        await db.Database.OpenConnectionAsync();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var insert = connection.CreateCommand();
        // What else must not be null, and plays no part in what is measured.
        var others = await OthersAsync(connection);
        insert.CommandText = $"""INSERT INTO "Cases" ({string.Join(", ", Columns.Concat(others.Keys).Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", Columns.Select((_, i) => $"@p{i}").Concat(others.Values))})""";
        for (var i = 0; i < Columns.Length; i++) { insert.Parameters.Add(new SqliteParameter($"@p{i}", null)); }

        var random = new Random(1);
        for (var i = 0; i < count; i++)
        {
            var values = Row(random, i, count);
            for (var p = 0; p < values.Length; p++) { insert.Parameters[p].Value = values[p] ?? DBNull.Value; }
            await insert.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
        await db.ReserveSequenceAsync(count, default);
    }

    private static async Task<Dictionary<string, string>> OthersAsync(SqliteConnection connection)
    {
        await using var columns = connection.CreateCommand();
        columns.CommandText = """SELECT name, type FROM pragma_table_info('Cases') WHERE "notnull" = 1""";
        await using var reader = await columns.ExecuteReaderAsync();
        var others = new Dictionary<string, string>();
        while (await reader.ReadAsync()) { if (!Columns.Contains(reader.GetString(0))) { others[reader.GetString(0)] = reader.GetString(1) == "TEXT" ? "'[]'" : "0"; } }
        return others;
    }

    private static object?[] Row(Random random, int number, int count)
    {
        var at = End.AddDays(-Days * (1 - ((number + random.NextDouble()) / count)));
        var seconds = Math.Exp(4 + (1.2 * random.NextDouble()) + random.NextDouble());
        var closed = random.NextDouble() < .95;
        var known = random.NextDouble() < .9;
        var overrides = random.NextDouble() < .06 ? 1 : 0;
        return
        [
            $"conv-{(ulong)(number + 1) * 0x9E3779B97F4A7C15:x16}", "bench", false, "Where is my order?", "agent-" + Uneven(random, 6), "v" + Uneven(random, 12), "channel-" + Uneven(random, 5),
            "intent-" + Uneven(random, 24), 1 + Uneven(random, 3), at, closed ? at.AddSeconds(seconds) : null, at, known ? random.NextDouble() < .7 : null, random.NextDouble() < .15, false,
            random.NextDouble() < .04, closed ? seconds : null, known ? .01 + (.2 * random.NextDouble()) : null, random.NextDouble() < .6 ? (2 * random.NextDouble()) - 1 : null,
            random.NextDouble() < .2 ? random.Next(5) / 4.0 : null, 3, 9, 4, 0, overrides, overrides == 1 && random.NextDouble() < .7 ? 1 : 0, random.NextDouble() < .05 ? 3 : 0, 0.0, (long)number + 1,
        ];
    }

    private static int Uneven(Random random, int count) => (int)(count * random.NextDouble() * random.NextDouble());
}
