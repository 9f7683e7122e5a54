using Acsr.Policies;
using Acsr.Store;

namespace Acsr.Knowledge;

public sealed class EditChecksOnSqlite : EditChecksTests<SqliteStore>;

public sealed class EditChecksOnPostgres : EditChecksTests<PostgresStore>;

public abstract class EditChecksTests<TStore> : KnowledgeFixture<TStore> where TStore : TestStore, new()
{
    [Theory]
    [InlineData("An unused item can be returned within 45 days of delivery.", "Unused items can be returned within 30 days of their delivery.", "45 here, 30 there")]
    [InlineData("Opened candles can be returned.", "Opened candles cannot be returned.", "“not” there, none here")]
    [InlineData("Vouchers of up to £1,500 are issued by the assistant.", "Vouchers of up to £1500 are issued by the assistant.", null)]
    [InlineData("An unused item can be returned within 45 days.", "The shop opens at 9 from Monday to Friday.", null)]
    [InlineData("Yes, 3.", "Yes, 4.", null)]
    public void Sentences_about_the_same_differ_by_a_number_or_a_not(string mine, string theirs, string? differs) => Assert.Equal(differs, EditChecks.Differs(mine, theirs));

    [Fact]
    public async Task What_says_the_same_or_the_opposite_is_shown_with_its_place()
    {
        await ImportAsync(
            ("returns.md", "# Returns\n\nAn unused item can be returned within 30 days of delivery for any reason, with the label that came in the parcel."),
            ("lamps.md", "# Lamps\n\nLighting carries a warranty of two years from the day of delivery."));
        await Get<PolicyImport>().ImportAsync("shop", "# Shop\n\n## Returns\n\n- An unused item can be returned within 30 days of delivery.\n", Noon.AddDays(-1), "kim", demo: false);

        var found = await Get<EditChecks>().FindAsync("new", new ArticleText
        {
            Title = "Send it back",
            Body = "An unused item can be returned within 45 days of delivery.\n\n## With a label\n\nAn unused item can be returned within 30 days of delivery for any reason, with the label that came in your parcel.",
        });

        Assert.Equal([("new#with-a-label~1", "returns#~1", false), ("new#with-a-label~1", "shop/returns-1@1", true)], found.Duplicates.Select(d => (d.ChunkId, d.Where, d.IsClause)));
        var clause = Assert.Single(found.Contradictions, c => c.IsClause);
        Assert.Equal(("shop/returns-1@1", "45 here, 30 there"), (clause.Where, clause.Differs));
        Assert.All(found.Contradictions, c => Assert.NotEqual("lamps#~1", c.Where));
        Assert.Empty((await Get<EditChecks>().FindAsync("returns", new ArticleText { Title = "Returns", Body = "Something else entirely about kettles." })).Contradictions);
    }
}
