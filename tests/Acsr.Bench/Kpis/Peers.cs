using System.Data.Common;
using System.Globalization;
using Acsr.Kpis;
using DuckDB.NET.Data;
using Microsoft.Data.Sqlite;

namespace Acsr.Bench.Kpis;

/// <summary>The columns that are asked about, copied into DuckDB's own format in memory, in order of time.</summary>
internal sealed class DuckPeer : IDisposable
{
    private readonly DuckDBConnection _connection = new("Data Source=:memory:");

    public static DuckPeer Copy(string file)
    {
        var peer = new DuckPeer();
        peer._connection.Open();
        Execute(peer._connection, "CREATE TABLE cases (ticks BIGINT, channel VARCHAR, intent VARCHAR, solved BOOLEAN, seconds DOUBLE, cost DOUBLE)");
        using var source = new SqliteConnection($"Data Source={file}");
        source.Open();
        using var read = source.CreateCommand();
        read.CommandText = """SELECT "At", "Channel", "Intent", "Solved", "HandlingSeconds", "CostUsd" FROM "Cases" ORDER BY "At" """;
        using var rows = read.ExecuteReader();
        using var appender = peer._connection.CreateAppender("cases");
        while (rows.Read())
        {
            var row = appender.CreateRow().AppendValue(rows.GetDateTime(0).Ticks).AppendValue(rows.GetString(1)).AppendValue(rows.GetString(2));
            _ = rows.IsDBNull(3) ? row.AppendNullValue() : row.AppendValue(rows.GetBoolean(3));
            _ = rows.IsDBNull(4) ? row.AppendNullValue() : row.AppendValue(rows.GetDouble(4));
            _ = rows.IsDBNull(5) ? row.AppendNullValue() : row.AppendValue(rows.GetDouble(5));
            row.EndRow();
        }

        return peer;
    }

    public Dictionary<string, Figures> Ask(KpiQuery query, bool byIntent)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            SELECT {(byIntent ? "intent" : "''")}, COUNT(solved), AVG(CASE WHEN solved THEN 1.0 WHEN NOT solved THEN 0.0 END), AVG(seconds), quantile_cont(seconds, 0.95),
                   SUM(cost) FILTER (solved IS NOT NULL) / COUNT(*) FILTER (solved AND cost IS NOT NULL)
            FROM cases WHERE ticks >= {query.From!.Value.Ticks} AND ticks < {query.To!.Value.Ticks}{(query.Channel is null ? "" : $" AND channel = '{query.Channel}'")} GROUP BY 1
            """);
        using var reader = command.ExecuteReader();
        return Read(reader);
    }

    public void Dispose() => _connection.Dispose();

    internal static Dictionary<string, Figures> Read(DbDataReader reader)
    {
        var answer = new Dictionary<string, Figures>();
        while (reader.Read()) { answer[reader.GetString(0)] = new(reader.GetInt64(1), Number(reader, 2), Number(reader, 3), Number(reader, 4), Number(reader, 5)); }
        return answer;
    }

    private static double Number(DbDataReader reader, int column) => reader.IsDBNull(column) ? double.NaN : reader.GetDouble(column);

    private static void Execute(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>Plain SQL over an index with everything that is asked, which we do not have: SQLite at its best. It has no percentile, so it is asked for one figure less.</summary>
internal static class SqlPeer
{
    public static void Prepare(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """CREATE INDEX "Covering" ON "Cases" ("At", "Channel", "Intent", "Solved", "HandlingSeconds", "CostUsd"); ANALYZE""";
        command.ExecuteNonQuery();
    }

    public static Dictionary<string, Figures> Ask(SqliteConnection connection, KpiQuery query, bool byIntent)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"""
            SELECT {(byIntent ? "\"Intent\"" : "''")}, COUNT("Solved"), AVG("Solved"), AVG("HandlingSeconds"), NULL, SUM(CASE WHEN "Solved" IS NOT NULL THEN "CostUsd" END) / SUM(CASE WHEN "Solved" = 1 AND "CostUsd" IS NOT NULL THEN 1.0 END)
            FROM "Cases" INDEXED BY "Covering" WHERE "At" >= @from AND "At" < @to{(query.Channel is null ? "" : " AND \"Channel\" = @channel")} GROUP BY 1
            """;
        command.Parameters.AddWithValue("@from", query.From!.Value);
        command.Parameters.AddWithValue("@to", query.To!.Value);
        if (query.Channel is not null) { command.Parameters.AddWithValue("@channel", query.Channel); }
        using var reader = command.ExecuteReader();
        return DuckPeer.Read(reader);
    }
}
