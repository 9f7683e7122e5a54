using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Acsr.Store;

/// <summary>
/// Rows that a unit of work adds, written together by prepared statements when it is done. For many rows at once: a change tracker costs
/// several times what the database does. Whoever comes later in the same unit of work finds what was added.
/// </summary>
public sealed class NewRows
{
    private readonly ConsoleDbContext _db;
    // In the order in which tables are first met, which is that of the stages.
    private readonly Dictionary<Type, Batch> _batches = [];

    internal NewRows(ConsoleDbContext db) => _db = db;

    /// <summary>Adds rows whose keys nobody has.</summary>
    public void Add<T>(IEnumerable<T> rows) where T : class => Of(typeof(T), replace: false).AddRange(rows);

    /// <summary>Adds rows, in place of those with the same keys where there are any.</summary>
    public void Put<T>(IEnumerable<T> rows) where T : class => Of(typeof(T), replace: true).AddRange(rows);

    /// <summary>The rows of one kind that were added and are not yet written.</summary>
    public IEnumerable<T> Of<T>() where T : class => _batches.TryGetValue(typeof(T), out var batch) ? batch.Rows.Cast<T>() : [];

    /// <summary>Writes all of them. Call it inside a transaction.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        var (connection, transaction) = (_db.Database.GetDbConnection(), _db.Database.CurrentTransaction!.GetDbTransaction());
        foreach (var (type, batch) in _batches)
        {
            var table = RowTable.Of(_db.Model.FindEntityType(type) ?? throw new InvalidOperationException($"{type.Name} has no table."));
            await using var insert = new RowStatement(connection, transaction, table.Columns, table.Insert, batch.Replace ? table.Replace : "", Math.Max(1, _db.ValuesAtOnce / table.Columns));
            await insert.RunAsync(batch.Rows.Select(table.Values), cancellationToken);
        }

        _batches.Clear();
    }

    private List<object> Of(Type type, bool replace)
    {
        if (!_batches.TryGetValue(type, out var batch)) { _batches[type] = batch = new Batch(replace, []); }
        return batch.Replace == replace ? batch.Rows : throw new InvalidOperationException($"Rows of {type.Name} are both added and put.");
    }

    private sealed record Batch(bool Replace, List<object> Rows);
}
