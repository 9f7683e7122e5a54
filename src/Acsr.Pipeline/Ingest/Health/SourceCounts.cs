using System.Data.Common;
using Acsr.Store;

namespace Acsr.Ingest.Health;

/// <summary>Counts what sources send, by hour. In the transaction that files it, so that nothing is counted twice or left out.</summary>
internal static class SourceCounts
{
    /// <summary>Adds segments that were just filed.</summary>
    public static async Task AddAsync(DbConnection connection, DbTransaction transaction, IEnumerable<Segment> segments, CancellationToken cancellationToken)
    {
        var hours = segments.GroupBy(s => (s.Source, Hour: HourOf(s.ReceivedAt))).OrderBy(same => same.Key.Source, StringComparer.Ordinal).ThenBy(same => same.Key.Hour)
            .Select(same => (object[])[same.Key.Source, same.Key.Hour, Of(same, SegmentFormat.Otlp), Of(same, SegmentFormat.Events), Of(same, SegmentFormat.OtlpLogs), 0L]);
        await WriteAsync(connection, transaction, hours, cancellationToken);
    }

    /// <summary>Adds rows of source, hour, spans, events, log records and refused items to what was counted.</summary>
    public static async Task WriteAsync(DbConnection connection, DbTransaction transaction, IEnumerable<object[]> rows, CancellationToken cancellationToken)
    {
        await using var sql = new RowStatement(connection, transaction, 6, """INSERT INTO "SourceHours" ("Source", "Hour", "Spans", "Events", "LogRecords", "Refused")""", """
            ON CONFLICT ("Source", "Hour") DO UPDATE SET "Spans" = "SourceHours"."Spans" + excluded."Spans", "Events" = "SourceHours"."Events" + excluded."Events",
                "LogRecords" = "SourceHours"."LogRecords" + excluded."LogRecords", "Refused" = "SourceHours"."Refused" + excluded."Refused"
            """);
        await sql.RunAsync(rows, cancellationToken);
    }

    /// <summary>The full hour that a time lies in.</summary>
    public static DateTime HourOf(DateTime time) => new(time.Year, time.Month, time.Day, time.Hour, 0, 0, DateTimeKind.Utc);

    private static long Of(IEnumerable<Segment> segments, SegmentFormat format) => segments.Where(s => s.Format == format).Sum(s => (long)s.Count);
}
