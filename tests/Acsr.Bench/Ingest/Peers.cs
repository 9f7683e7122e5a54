using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Win32.SafeHandles;

namespace Acsr.Bench.Ingest;

/// <summary>What a machine can do without us, on the same disk: each returns a rate a second.</summary>
internal static class Peers
{
    private const int RowsPerTransaction = 1_000;

    public const string Schema = """
        CREATE TABLE spans (id INTEGER PRIMARY KEY, case_id TEXT, trace_id TEXT, span_id TEXT, parent_id TEXT, name TEXT, kind INTEGER, start_us INTEGER,
            dur_us INTEGER, status INTEGER, model TEXT, tool TEXT, in_tok INTEGER, out_tok INTEGER, cost REAL, attributes TEXT);
        CREATE INDEX spans_case ON spans (case_id, start_us);
        CREATE INDEX spans_start ON spans (start_us);
        """;

    /// <summary>Flushes of 4 KiB appends, one after the other: what an fsync costs here.</summary>
    public static double Disk(string folder, TimeSpan time)
    {
        var block = new byte[4096];
        using var file = File.OpenHandle(Path.Combine(folder, "flush"), FileMode.Create, FileAccess.Write);
        var start = Stopwatch.GetTimestamp();
        var count = 0;
        for (; Stopwatch.GetElapsedTime(start) < time; count++)
        {
            RandomAccess.Write(file, block, count * 4096L);
            if (fdatasync(file) != 0) { throw new IOException("fdatasync failed."); }
        }

        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>
    /// Rows a second of the usual design, one row a span with its attributes as JSON and two indexes, by a prepared statement on SQLite with
    /// WAL and <c>synchronous=FULL</c>, 1,000 rows a transaction; with the bytes a row takes in the file.
    /// </summary>
    public static (double Rate, double Bytes) Rows(string file, IReadOnlyList<SpanRow> rows, TimeSpan time)
    {
        using var connection = Open(file);
        Run(connection, Schema);
        using var insert = Insert(connection);

        var start = Stopwatch.GetTimestamp();
        var count = 0;
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            for (var i = 0; i < RowsPerTransaction; i++, count++)
            {
                var row = rows[count % rows.Count];
                object?[] values = [SpanRow.Case(count), SpanRow.Trace(count), row.SpanId, row.ParentId, row.Name, row.Kind, row.StartMicros + count, row.DurationMicros, row.Status, row.Model, row.Tool, row.InputTokens, row.OutputTokens, row.Cost, row.Attributes];
                for (var p = 0; p < values.Length; p++) { insert.Parameters[p].Value = values[p] ?? DBNull.Value; }
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        var rate = count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        return (rate, (double)new FileInfo(file).Length / count);
    }

    /// <summary>The same rows by <c>AddRange</c> and <c>SaveChanges</c>, 100 at a time, which suits EF Core best.</summary>
    public static double Entities(string file, IReadOnlyList<SpanRow> rows, TimeSpan time)
    {
        using var connection = Open(file);
        Run(connection, Schema);
        var options = new DbContextOptionsBuilder<SpanContext>().UseSqlite(connection).Options;
        var start = Stopwatch.GetTimestamp();
        var count = 0;
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            using var db = new SpanContext(options);
            for (var i = 0; i < 100; i++, count++) { db.Add(rows[count % rows.Count] with { CaseId = SpanRow.Case(count), TraceId = SpanRow.Trace(count), StartMicros = count }); }
            db.SaveChanges();
        }

        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    /// <summary>Adds one row of <see cref="Schema"/>.</summary>
    public static SqliteCommand Insert(SqliteConnection connection)
    {
        var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO spans VALUES (NULL, @p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14)";
        for (var i = 0; i < 15; i++) { insert.Parameters.Add(new SqliteParameter($"@p{i}", null)); }
        return insert;
    }

    public static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;");
        return connection;
    }

    public static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int fdatasync(SafeFileHandle file);
}

/// <summary>A span as the usual design keeps it.</summary>
internal sealed record SpanRow
{
    public long Id { get; init; }
    public string CaseId { get; init; } = "";
    public string TraceId { get; init; } = "";
    public string SpanId { get; init; } = "";
    public string? ParentId { get; init; }
    public string Name { get; init; } = "";
    public int Kind { get; init; }
    public long StartMicros { get; init; }
    public long DurationMicros { get; init; }
    public int Status { get; init; }
    public string? Model { get; init; }
    public string? Tool { get; init; }
    public int InputTokens { get; init; }
    public int OutputTokens { get; init; }
    public double Cost { get; init; }
    public string Attributes { get; init; } = "";

    public static IReadOnlyList<SpanRow> Make(int count)
    {
        var words = new Words(2);
        return [.. Enumerable.Range(1, count).Select(i => new SpanRow
        {
            SpanId = i.ToString("x16", CultureInfo.InvariantCulture),
            Name = "chat gpt-4o",
            Kind = 3,
            StartMicros = 1_700_000_000_000_000,
            DurationMicros = 900_000,
            Model = "gpt-4o",
            InputTokens = i % 4000,
            OutputTokens = i % 700,
            Cost = 0.002,
            Attributes = SpanRequests.Json(words, i),
        })];
    }

    /// <summary>Ten spans a case, four cases at work at a time.</summary>
    public static string Case(int number) => $"conv-{Scatter(((number / 40) * 4) + (number % 4)):x15}";

    public static string Trace(int number) => $"{Scatter(((number / 40) * 4) + (number % 4)):x32}";

    private static ulong Scatter(int number) => (ulong)(number + 1) * 0x9E3779B97F4A7C15;
}

/// <summary>EF Core's view of the same table.</summary>
internal sealed class SpanContext(DbContextOptions<SpanContext> options) : DbContext(options)
{
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        (string Property, string Column)[] columns =
        [
            ("Id", "id"), ("CaseId", "case_id"), ("TraceId", "trace_id"), ("SpanId", "span_id"), ("ParentId", "parent_id"), ("Name", "name"), ("Kind", "kind"), ("StartMicros", "start_us"),
            ("DurationMicros", "dur_us"), ("Status", "status"), ("Model", "model"), ("Tool", "tool"), ("InputTokens", "in_tok"), ("OutputTokens", "out_tok"), ("Cost", "cost"), ("Attributes", "attributes"),
        ];
        var row = modelBuilder.Entity<SpanRow>().ToTable("spans");
        foreach (var (property, column) in columns) { row.Property(property).HasColumnName(column); }
    }
}
