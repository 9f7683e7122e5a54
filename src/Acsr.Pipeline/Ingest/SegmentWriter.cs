using System.Data.Common;
using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Acsr.Ingest;

/// <summary>
/// Writes batches with prepared statements: a change tracker costs several times what the database does here. The SQL is in the
/// grammar that both databases share.
/// </summary>
internal static class SegmentWriter
{
    public static async Task<IReadOnlyList<IngestOutcome>> WriteAsync(
        ConsoleDbContext db, IReadOnlyList<IngestBatch> batches, DateTime now, TimeSpan foldDelay, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await using var sql = new Statements(db.Database.GetDbConnection(), transaction.GetDbTransaction(), now, now + foldDelay);
        var outcomes = new IngestOutcome[batches.Count];
        for (var i = 0; i < batches.Count; i++)
        {
            outcomes[i] = await sql.InsertSegmentAsync(batches[i], cancellationToken) is { } id
                ? await sql.TouchAsync(batches[i], id, cancellationToken)
                : IngestOutcome.Duplicate;
        }

        // Rows of work are locked in the same order by every writer, so that two nodes cannot wait for each other.
        await sql.MarkDueAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcomes;
    }

    private sealed class Statements(DbConnection connection, DbTransaction transaction, DateTime now, DateTime dueAt) : IAsyncDisposable
    {
        private readonly long _firstToken = CaseWork.FirstToken(now);
        private readonly SortedSet<string> _due = new(StringComparer.Ordinal);
        private readonly DbCommand _segment = Prepare(connection, transaction, """
            INSERT INTO "Segments" ("ReceivedAt", "Source", "Format", "Count", "Length", "Hash", "Payload")
            VALUES (@at, @source, @format, @count, @length, @hash, @payload) ON CONFLICT ("Hash") DO NOTHING RETURNING "Id"
            """);
        private readonly DbCommand _touch = Prepare(connection, transaction, """INSERT INTO "SegmentCases" ("CaseId", "SegmentId") VALUES (@case, @segment)""");
        private readonly DbCommand _linked = Prepare(connection, transaction, """SELECT "CaseId", "Rank" FROM "TraceCases" WHERE "TraceId" = @trace""");
        private readonly DbCommand _link = Prepare(connection, transaction, """
            INSERT INTO "TraceCases" ("TraceId", "CaseId", "Rank") VALUES (@trace, @case, @rank)
            ON CONFLICT ("TraceId") DO UPDATE SET "CaseId" = excluded."CaseId", "Rank" = excluded."Rank" WHERE excluded."Rank" < "TraceCases"."Rank"
            """);
        private readonly DbCommand _orphans = Prepare(connection, transaction, """SELECT 1 FROM "SegmentCases" WHERE "CaseId" = @trace LIMIT 1""");
        // The time due stays that of the first touch, so that a case that never rests is folded all the same.
        private readonly DbCommand _due1 = Prepare(connection, transaction, """
            INSERT INTO "CaseWork" ("CaseId", "DueAt", "Token", "Attempts") VALUES (@case, @due, @token, 0)
            ON CONFLICT ("CaseId") DO UPDATE SET "Token" = "CaseWork"."Token" + 1, "LeasedUntil" = NULL, "Attempts" = 0
            """);

        public async Task<long?> InsertSegmentAsync(IngestBatch batch, CancellationToken cancellationToken)
        {
            Bind(_segment, ("@at", now), ("@source", batch.Source), ("@format", (int)batch.Format), ("@count", batch.Count),
                ("@length", batch.Length), ("@hash", batch.Hash), ("@payload", batch.Payload));
            return await _segment.ExecuteScalarAsync(cancellationToken) as long?;
        }

        public async Task<IngestOutcome> TouchAsync(IngestBatch batch, long segment, CancellationToken cancellationToken)
        {
            var linked = batch.Links.Select(l => l.TraceId).ToHashSet();
            foreach (var caseId in batch.Touches)
            {
                Bind(_touch, ("@case", caseId), ("@segment", segment));
                await _touch.ExecuteNonQueryAsync(cancellationToken);

                // Of a trace whose case the same request names, the case is due; the trace itself holds nothing to fold.
                if (!linked.Contains(caseId)) { _due.Add(caseId); }
            }

            foreach (var link in batch.Links) { await LinkAsync(link, cancellationToken); }
            return IngestOutcome.Stored;
        }

        public async Task MarkDueAsync(CancellationToken cancellationToken)
        {
            foreach (var caseId in _due)
            {
                Bind(_due1, ("@case", caseId), ("@due", dueAt), ("@token", _firstToken));
                await _due1.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        private async Task LinkAsync(TraceCase link, CancellationToken cancellationToken)
        {
            Bind(_linked, ("@trace", link.TraceId));
            string? before = null;
            await using (var reader = await _linked.ExecuteReaderAsync(cancellationToken))
            {
                if (await reader.ReadAsync(cancellationToken))
                {
                    before = reader.GetString(0);
                    if (string.CompareOrdinal(link.Rank, reader.GetString(1)) >= 0)
                    {
                        // The link stays, and spans of this request that name no case belong to the case it names.
                        _due.Add(before);
                        return;
                    }
                }
            }

            Bind(_link, ("@trace", link.TraceId), ("@case", link.CaseId), ("@rank", link.Rank));
            await _link.ExecuteNonQueryAsync(cancellationToken);
            if (before == link.CaseId) { return; }

            // Spans of the trace that stood under another case, or under the trace itself, move: both sides are folded anew.
            Bind(_orphans, ("@trace", link.TraceId));
            if (before is not null) { _due.Add(before); }
            if (await _orphans.ExecuteScalarAsync(cancellationToken) is not null) { _due.Add(link.TraceId); }
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var command in (DbCommand[])[_segment, _touch, _linked, _link, _orphans, _due1]) { await command.DisposeAsync(); }
        }

        private static DbCommand Prepare(DbConnection connection, DbTransaction transaction, string sql)
        {
            var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = sql;
            return command;
        }

        private static void Bind(DbCommand command, params ReadOnlySpan<(string Name, object Value)> values)
        {
            if (command.Parameters.Count == 0)
            {
                foreach (var (name, _) in values)
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = name;
                    command.Parameters.Add(parameter);
                }
            }

            for (var i = 0; i < values.Length; i++) { command.Parameters[i].Value = values[i].Value; }
        }
    }
}
