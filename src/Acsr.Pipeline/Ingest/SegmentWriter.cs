using System.Data.Common;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Acsr.Ingest;

/// <summary>
/// Writes requests: the payload and a note that it has to be filed, both at the end of their tables, so that the cost of a request does not
/// grow with what is stored. Prepared statements, because a change tracker costs several times what the database does here.
/// </summary>
internal static class SegmentWriter
{
    private static readonly string[] Columns = ["ReceivedAt", "Source", "Format", "Count", "Length", "Hash", "Payload"];

    public static async Task<IReadOnlyList<IngestOutcome>> WriteAsync(ConsoleDbContext db, IReadOnlyList<IngestBatch> batches, DateTime now, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var (connection, within) = (db.Database.GetDbConnection(), transaction.GetDbTransaction());
        await using var insert = Insert(connection, within);
        await using var unfiled = new RowStatement(connection, within, 1, """INSERT INTO "UnfiledSegments" ("SegmentId")""");
        var outcomes = new IngestOutcome[batches.Count];
        var stored = new List<long>(batches.Count);
        for (var i = 0; i < batches.Count; i++)
        {
            var batch = batches[i];
            object[] values = [now, batch.Source, (int)batch.Format, batch.Count, batch.Length, batch.Hash, batch.Payload];
            for (var column = 0; column < values.Length; column++) { insert.Parameters[column].Value = values[column]; }
            var id = await insert.ExecuteScalarAsync(cancellationToken) as long?;
            outcomes[i] = id is null ? IngestOutcome.Duplicate : IngestOutcome.Stored;
            if (id is { } segment) { stored.Add(segment); }
        }

        await unfiled.RunAsync(stored.Select(id => (object[])[id]), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return outcomes;
    }

    private static DbCommand Insert(DbConnection connection, DbTransaction transaction)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"""
            INSERT INTO "Segments" ({string.Join(", ", Columns.Select(c => $"\"{c}\""))}) VALUES ({string.Join(", ", Columns.Select(c => $"@{c}"))})
            ON CONFLICT ("Hash") DO NOTHING RETURNING "Id"
            """;
        foreach (var column in Columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + column;
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
