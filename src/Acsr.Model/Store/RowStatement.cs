using System.Data.Common;
using System.Globalization;

namespace Acsr.Store;

/// <summary>
/// A prepared statement around a <c>VALUES</c> list of many rows: what a call costs is shared by its rows. The list is in the grammar of
/// both databases, behind <c>INSERT INTO</c> and within <c>IN (…)</c> alike.
/// </summary>
/// <param name="connection">Open.</param>
/// <param name="transaction">The one that the statement belongs to.</param>
/// <param name="columns">Values in a row.</param>
/// <param name="before">What stands before <c>VALUES</c>.</param>
/// <param name="after">What stands behind the list.</param>
/// <param name="rowsAtOnce">Rows of one call.</param>
public sealed class RowStatement(DbConnection connection, DbTransaction transaction, int columns, string before, string after = "", int rowsAtOnce = 12) : IAsyncDisposable
{
    private DbCommand? _full;

    /// <summary>Runs it over all rows.</summary>
    public async Task RunAsync(IEnumerable<object[]> rows, CancellationToken cancellationToken) => await ReadAsync(rows, _ => 0, cancellationToken);

    /// <summary>What the statement returns, over all rows.</summary>
    public async Task<List<T>> ReadAsync<T>(IEnumerable<object[]> rows, Func<DbDataReader, T> read, CancellationToken cancellationToken)
    {
        List<T> all = [];
        foreach (var chunk in rows.Chunk(rowsAtOnce))
        {
            if (chunk.Length == rowsAtOnce)
            {
                await ReadAsync(_full ??= Command(rowsAtOnce), chunk, read, all, cancellationToken);
                continue;
            }

            await using var rest = Command(chunk.Length);
            await ReadAsync(rest, chunk, read, all, cancellationToken);
        }

        return all;
    }

    public ValueTask DisposeAsync() => _full?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static async Task ReadAsync<T>(DbCommand command, object[][] rows, Func<DbDataReader, T> read, List<T> into, CancellationToken cancellationToken)
    {
        var at = 0;
        foreach (var row in rows)
        {
            foreach (var value in row) { command.Parameters[at++].Value = value; }
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) { into.Add(read(reader)); }
    }

    private DbCommand Command(int rows)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        for (var i = 0; i < rows * columns; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{i}");
            command.Parameters.Add(parameter);
        }

        var list = Enumerable.Range(0, rows).Select(row => $"({string.Join(", ", Enumerable.Range(row * columns, columns).Select(i => string.Create(CultureInfo.InvariantCulture, $"@p{i}")))})");
        command.CommandText = $"{before} VALUES {string.Join(", ", list)} {after}";
        return command;
    }
}
