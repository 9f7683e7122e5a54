using System.Collections.Concurrent;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Acsr.Store;

/// <summary>How a row of a table is written, by the model: its columns, and their values as the database takes them.</summary>
internal sealed class RowTable
{
    private static readonly ConcurrentDictionary<IEntityType, RowTable> Known = new();

    private readonly Func<object, object?>[] _values;

    private RowTable(IEntityType type)
    {
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)!.Value;
        // A number that the database gives is not written.
        var properties = type.GetProperties().Where(p => !(p.IsPrimaryKey() && p.ValueGenerated == ValueGenerated.OnAdd)).ToList();
        var columns = properties.ConvertAll(p => $"\"{p.GetColumnName(table)}\"");
        var keys = properties.Where(p => p.IsPrimaryKey()).Select(p => $"\"{p.GetColumnName(table)}\"").ToList();
        _values = [.. properties.Select(ValueOf)];
        Insert = $"INSERT INTO \"{table.Name}\" ({string.Join(", ", columns)})";
        Replace = $"ON CONFLICT ({string.Join(", ", keys)}) DO UPDATE SET {string.Join(", ", columns.Except(keys).Select(c => $"{c} = excluded.{c}"))}";
    }

    public int Columns => _values.Length;

    /// <summary>What stands before the values.</summary>
    public string Insert { get; }

    /// <summary>What stands behind them where a row with the same key gives way.</summary>
    public string Replace { get; }

    public static RowTable Of(IEntityType type) => Known.GetOrAdd(type, t => new RowTable(t));

    /// <summary>The values of a row, in the order of the columns.</summary>
    public object[] Values(object row)
    {
        var values = new object[_values.Length];
        for (var i = 0; i < values.Length; i++) { values[i] = _values[i](row) ?? DBNull.Value; }
        return values;
    }

    private static Func<object, object?> ValueOf(IProperty property)
    {
        var row = Expression.Parameter(typeof(object));
        var read = Expression.Lambda<Func<object, object?>>(
            Expression.Convert(Expression.Property(Expression.Convert(row, property.DeclaringType.ClrType), property.PropertyInfo!), typeof(object)), row).Compile();
        return property.GetRelationalTypeMapping().Converter is not { } converter ? read : one => read(one) is { } value ? converter.ConvertToProvider(value) : null;
    }
}
