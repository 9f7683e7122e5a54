using Acsr.Finding;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace Acsr.Store;

/// <summary>The store on a PostgreSQL server, for several nodes.</summary>
public sealed class PostgresConsoleDbContext(DbContextOptions<PostgresConsoleDbContext> options) : ConsoleDbContext(options)
{
    public override string SkipLocked => "FOR UPDATE SKIP LOCKED";

    public override string Ordinal => "\"C\"";

    public override string TextsIn(string json) => $"SELECT value FROM jsonb_array_elements_text(CAST({json} AS jsonb))";

    // A call to the server costs more than its values.
    public override int ValuesAtOnce => 2_000;

    public override string SizeQuery => """SELECT pg_database_size(current_database()) AS "Value" """;

    public override string TextMatches => """SELECT * FROM "CaseTexts" WHERE "Words" @@ to_tsquery('simple', {0})""";

    public override string TextExcerpts(int cases, TextSide side) => $$"""
        SELECT t."CaseId" AS "CaseId", ts_headline('simple', {{side switch { TextSide.Customer => "t.\"Customer\"", TextSide.Agent => "t.\"Agent\"", TextSide.Both => "t.\"Customer\" || ' … ' || t.\"Agent\"" }}},
            to_tsquery('simple', {0}), 'MaxFragments=1, MinWords=4, MaxWords=9, StartSel=' || chr(1) || ', StopSel=' || chr(2)) AS "Text"
        FROM "CaseTexts" t WHERE t."CaseId" IN ({{string.Join(", ", Enumerable.Range(1, cases).Select(n => $"{{{n}}}"))}}) AND t."Words" @@ to_tsquery('simple', {0})
        """;

    public override string TextExpression(IReadOnlyList<IReadOnlyList<string>> phrases, TextSide side)
    {
        var weight = side switch { TextSide.Customer => "A", TextSide.Agent => "B", TextSide.Both => "" };
        return string.Join(" & ", phrases.Select(phrase => "(" + string.Join(" <-> ", phrase.Select((word, i) => $"'{word}':{(i == phrase.Count - 1 ? "*" : "")}{weight}".TrimEnd(':'))) + ")"));
    }

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // Signs stand for blanks, else the parser would keep 'W-1001' or an address together and its parts would not be found.
        static string Vector(string column, char weight) =>
            $"setweight(to_tsvector('simple', regexp_replace(\"{column}\", '[!-/:-@\\[-`{{-~]+', ' ', 'g')), '{weight}')";
        builder.Entity<CaseText>(e =>
        {
            e.Property<NpgsqlTsVector>("Words").HasComputedColumnSql($"{Vector("Customer", 'A')} || {Vector("Agent", 'B')}", stored: true);
            e.HasIndex("Words").HasMethod("GIN");
        });
    }

    // Folds share the lock; a change of a rule needs it alone, and so comes before or after a fold and never between its reading and its commit.
    public override Task HoldRulesAsync(CancellationToken cancellationToken) =>
        Database.ExecuteSqlRawAsync("""LOCK TABLE "PolicyRules", "PolicyVersions" IN SHARE MODE""", cancellationToken);

    public override bool IsTransient(Exception error) => error.GetBaseException() is NpgsqlException { IsTransient: true } or System.Net.Sockets.SocketException;
}
