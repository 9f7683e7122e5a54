using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Cases.Prices;

/// <summary>A model without a price on some day, and how many cases have an unknown cost for it.</summary>
public sealed record UnpricedModel(string Model, int Cases);

/// <summary>Finds models that are in use and have no price, from an index that holds those cases only.</summary>
public sealed class UnpricedReader(IDbContextFactory<ConsoleDbContext> contexts)
{
    /// <summary>By number of cases; a case with two of them counts for both.</summary>
    public async Task<IReadOnlyList<UnpricedModel>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // As text: few lists differ, and the database groups what it cannot take apart.
        var found = await db.Database.SqlQueryRaw<Row>("""
            SELECT "UnpricedModels" AS "Models", CAST(COUNT(*) AS INTEGER) AS "Cases" FROM "Cases" WHERE "UnpricedModels" <> '[]' AND "UnpricedModels" <> '' GROUP BY "UnpricedModels"
            """).ToListAsync(cancellationToken);
        return [.. found.SelectMany(row => Names(row.Models).Select(name => (Name: name, row.Cases))).GroupBy(row => row.Name)
            .Select(same => new UnpricedModel(same.Key, same.Sum(row => row.Cases))).OrderByDescending(model => model.Cases).ThenBy(model => model.Model, StringComparer.Ordinal)];
    }

    private static List<string> Names(string json) => System.Text.Json.JsonSerializer.Deserialize<List<string>>(json) ?? [];

    private sealed record Row(string Models, int Cases);
}
