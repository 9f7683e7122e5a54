using System.Data.Common;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Acsr.Ingest;

/// <summary>
/// Writes batches with prepared statements over many rows: a change tracker costs several times what the database does here. The SQL is
/// in the grammar that both databases share.
/// </summary>
internal static class SegmentWriter
{
    public static async Task<IReadOnlyList<IngestOutcome>> WriteAsync(
        ConsoleDbContext db, IReadOnlyList<IngestBatch> batches, DateTime now, TimeSpan foldDelay, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await using var sql = new Statements(db.Database.GetDbConnection(), transaction.GetDbTransaction());
        var outcomes = new IngestOutcome[batches.Count];
        var stored = new List<(IngestBatch Batch, long Segment)>(batches.Count);
        for (var i = 0; i < batches.Count; i++)
        {
            var segment = await sql.InsertSegmentAsync(batches[i], now, cancellationToken);
            outcomes[i] = segment is null ? IngestOutcome.Duplicate : IngestOutcome.Stored;
            if (segment is { } id) { stored.Add((batches[i], id)); }
        }

        if (stored.Count > 0)
        {
            // Links first: they ask what stood under a trace before, and what this transaction brings is due by itself.
            var due = DueOf(stored);
            due.UnionWith(await sql.LinkAsync(stored, cancellationToken));
            await sql.TouchAsync(stored, cancellationToken);
            await sql.MarkDueAsync(due, now + foldDelay, CaseWork.FirstToken(now), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return outcomes;
    }

    /// <summary>The cases that the requests themselves name. Of a trace whose case the same request names, the case is due; the trace itself holds nothing to fold.</summary>
    private static SortedSet<string> DueOf(List<(IngestBatch Batch, long Segment)> stored)
    {
        var due = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (batch, _) in stored) { due.UnionWith(batch.Touches.Except(batch.Links.Select(l => l.TraceId))); }
        return due;
    }

    // Rows are written in the order of their keys: neighbours share pages, and two nodes cannot wait for each other.
    private sealed class Statements(DbConnection connection, DbTransaction transaction) : IAsyncDisposable
    {
        private readonly DbCommand _segment = Segment(connection, transaction);
        private readonly RowStatement _touch = new(connection, transaction, 2, """INSERT INTO "SegmentCases" ("CaseId", "SegmentId")""");
        private readonly RowStatement _linked = new(connection, transaction, 1, """SELECT "TraceId", "CaseId", "Rank" FROM "TraceCases" WHERE "TraceId" IN (""", ")");
        private readonly RowStatement _link = new(connection, transaction, 3, """INSERT INTO "TraceCases" ("TraceId", "CaseId", "Rank")""", """
            ON CONFLICT ("TraceId") DO UPDATE SET "CaseId" = excluded."CaseId", "Rank" = excluded."Rank" WHERE excluded."Rank" < "TraceCases"."Rank"
            """);
        private readonly RowStatement _orphans = new(connection, transaction, 1, """SELECT DISTINCT "CaseId" FROM "SegmentCases" WHERE "CaseId" IN (""", ")");
        // The time due stays that of the first touch, so that a case that never rests is folded all the same.
        private readonly RowStatement _due = new(connection, transaction, 4, """INSERT INTO "CaseWork" ("CaseId", "DueAt", "Token", "Attempts")""", """
            ON CONFLICT ("CaseId") DO UPDATE SET "Token" = "CaseWork"."Token" + 1, "LeasedUntil" = NULL, "Attempts" = 0
            """);

        public async Task<long?> InsertSegmentAsync(IngestBatch batch, DateTime now, CancellationToken cancellationToken)
        {
            object[] values = [now, batch.Source, (int)batch.Format, batch.Count, batch.Length, batch.Hash, batch.Payload];
            for (var i = 0; i < values.Length; i++) { _segment.Parameters[i].Value = values[i]; }
            return await _segment.ExecuteScalarAsync(cancellationToken) as long?;
        }

        public async Task TouchAsync(List<(IngestBatch Batch, long Segment)> stored, CancellationToken cancellationToken) =>
            await _touch.RunAsync(stored.SelectMany(s => s.Batch.Touches.Select(id => (Id: id, s.Segment))).OrderBy(t => t.Id, StringComparer.Ordinal).ThenBy(t => t.Segment)
                .Select(t => (object[])[t.Id, t.Segment]), cancellationToken);

        /// <summary>Notes which case each trace belongs to.</summary>
        /// <returns>What is due because spans of a trace that stood under another case, or under the trace itself, move: both sides are folded anew.</returns>
        public async Task<IReadOnlyCollection<string>> LinkAsync(List<(IngestBatch Batch, long Segment)> stored, CancellationToken cancellationToken)
        {
            var links = stored.SelectMany(s => s.Batch.Links).GroupBy(l => l.TraceId).Select(same => same.MinBy(l => l.Rank, StringComparer.Ordinal)!)
                .OrderBy(l => l.TraceId, StringComparer.Ordinal).ToList();
            var before = (await _linked.ReadAsync(links.Select(l => (object[])[l.TraceId]), r => (Trace: r.GetString(0), Case: r.GetString(1), Rank: r.GetString(2)), cancellationToken))
                .ToDictionary(l => l.Trace);
            var better = links.Where(l => !before.TryGetValue(l.TraceId, out var held) || string.CompareOrdinal(l.Rank, held.Rank) < 0).ToList();
            await _link.RunAsync(better.Select(l => (object[])[l.TraceId, l.CaseId, l.Rank]), cancellationToken);

            var moved = better.Where(l => !before.TryGetValue(l.TraceId, out var held) || held.Case != l.CaseId).ToList();
            var orphans = await _orphans.ReadAsync(moved.Select(l => (object[])[l.TraceId]), r => r.GetString(0), cancellationToken);

            // Where the link stays, spans of this request that name no case belong to the case it names.
            return [.. orphans, .. links.Where(l => before.ContainsKey(l.TraceId)).Select(l => before[l.TraceId].Case)];
        }

        public Task MarkDueAsync(SortedSet<string> caseIds, DateTime dueAt, long firstToken, CancellationToken cancellationToken) =>
            _due.RunAsync(caseIds.Select(id => (object[])[id, dueAt, firstToken, 0]), cancellationToken);

        public async ValueTask DisposeAsync()
        {
            await _segment.DisposeAsync();
            foreach (var statement in (RowStatement[])[_touch, _linked, _link, _orphans, _due]) { await statement.DisposeAsync(); }
        }

        private static DbCommand Segment(DbConnection connection, DbTransaction transaction)
        {
            string[] columns = ["ReceivedAt", "Source", "Format", "Count", "Length", "Hash", "Payload"];
            var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = $"""
                INSERT INTO "Segments" ({string.Join(", ", columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", columns.Select(c => $"@{c}"))})
                ON CONFLICT ("Hash") DO NOTHING RETURNING "Id"
                """;
            foreach (var column in columns)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "@" + column;
                command.Parameters.Add(parameter);
            }

            return command;
        }
    }
}
