using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Store;

/// <summary>The store in one file: WAL, one writer at a time, every commit on the disk before it returns.</summary>
public sealed class SqliteConsoleDbContext(DbContextOptions<SqliteConsoleDbContext> options) : ConsoleDbContext(options)
{
    // SQLite has one writer at a time: there is no row that another one could hold.
    public override string SkipLocked => "";

    public override string Ordinal => "BINARY";

    public override string TextsIn(string json) => $"SELECT value FROM json_each({json})";

    // A value finds its place in the statement by its name, so the cost of one grows with their number.
    public override int ValuesAtOnce => 64;

    public override string SizeQuery => """SELECT page_count * page_size AS "Value" FROM pragma_page_count(), pragma_page_size()""";

    public override bool IsTransient(Exception error) =>
        error.GetBaseException() is SqliteException { SqliteErrorCode: 5 or 6 or 10 or 13 };
}
