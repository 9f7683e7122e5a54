using Acsr.Cases;
using Acsr.Finding;
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

    public override string TextMatches => """SELECT * FROM "CaseTexts" WHERE "Id" IN (SELECT rowid FROM "CaseTextIndex" WHERE "CaseTextIndex" MATCH {0})""";

    public override string TextExcerpts(int cases, TextSide side) => $$"""
        SELECT t."CaseId" AS "CaseId", snippet("CaseTextIndex", {{side switch { TextSide.Customer => 0, TextSide.Agent => 1, TextSide.Both => -1 }}}, char(1), char(2), '…', 9) AS "Text"
        FROM "CaseTextIndex" JOIN "CaseTexts" t ON t."Id" = "CaseTextIndex".rowid
        WHERE "CaseTextIndex" MATCH {0} AND "CaseTextIndex".rowid IN (SELECT "Id" FROM "CaseTexts" WHERE "CaseId" IN ({{string.Join(", ", Enumerable.Range(1, cases).Select(n => $"{{{n}}}"))}}))
        """;

    // Words stand in quotes, so that none of them is taken for an operator (https://sqlite.org/fts5.html#full_text_query_syntax).
    public override string TextExpression(IReadOnlyList<IReadOnlyList<string>> phrases, TextSide side) =>
        (side switch { TextSide.Customer => "Customer : ", TextSide.Agent => "Agent : ", TextSide.Both => "" })
        + "(" + string.Join(" AND ", phrases.Select(phrase => $"\"{string.Join(' ', phrase)}\" *")) + ")";

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // The list of cases is a walk along this index: all that it is mostly filtered by is in it, so that a rare value is found without reading rows.
        var cases = builder.Entity<Case>();
        cases.Metadata.RemoveIndex(cases.Metadata.FindIndex([cases.Metadata.FindProperty(nameof(Case.At))!, cases.Metadata.FindProperty(nameof(Case.Id))!])!);
        cases.HasIndex(c => new { c.At, c.Id, c.Resolution, c.Handler, c.DeadEnd, c.HandoffKind, c.Intent, c.Agent, c.AgentVersion, c.Channel, c.Language, c.Source }).HasDatabaseName("IX_Cases_List");
    }

    public override bool IsTransient(Exception error) =>
        error.GetBaseException() is SqliteException { SqliteErrorCode: 5 or 6 or 10 or 13 };
}
