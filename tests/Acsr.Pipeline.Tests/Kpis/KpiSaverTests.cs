using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Kpis;

public sealed class KpiSaverOnSqlite : KpiSaverTests<SqliteStore>;

public sealed class KpiSaverOnPostgres : KpiSaverTests<PostgresStore>;

/// <summary>Columns that were stored and what a start makes of them.</summary>
public abstract class KpiSaverTests<TStore> : CaseFixture<TStore> where TStore : TestStore, new()
{
    private static readonly DateTime Start = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task A_start_reads_the_stored_columns_and_what_changed_since_and_says_the_same()
    {
        await AddAsync(1, Of("a", 0, true), Of("b", 0, false), Of("c", 3, true));
        Assert.Equal(2, await Get<KpiSaver>().SaveAsync(default));
        Assert.Equal(0, await Get<KpiSaver>().SaveAsync(default));

        // One moves to another day, one is new; both after the columns were stored.
        await ChangeAsync("b", one => (one.At, one.Solved) = (Start.AddDays(3), true));
        await AddAsync(5, Of("d", 5, false));

        using var fresh = new KpiEngine(Store.Contexts);
        Assert.Equal(["d", "c", "b", "a"], (await fresh.CasesAsync(null, KpiPart.Population, new KpiQuery(), default)).Select(r => r.Id));
        Assert.Equal((.75, 4), await SuccessAsync(fresh));
        Assert.Equal(3, await Get<KpiSaver>().SaveAsync(default));
    }

    [Fact]
    public async Task Stored_columns_are_really_read()
    {
        await AddAsync(1, Of("a", 0, true), Of("b", 0, false));
        await Get<KpiSaver>().SaveAsync(default);
        // Behind the back of the sequence: who reads the table sees it, who reads the columns does not.
        await Store.WithAsync(db => db.Cases.ExecuteUpdateAsync(c => c.SetProperty(x => x.Solved, false)));

        using var fresh = new KpiEngine(Store.Contexts);
        Assert.Equal((.5, 2), await SuccessAsync(fresh));
    }

    [Fact]
    public async Task Columns_of_another_form_or_that_cannot_be_read_are_passed_over()
    {
        await AddAsync(1, Of("a", 0, true));
        await Get<KpiSaver>().SaveAsync(default);
        await Store.WithAsync(db => db.StoredChunks.ExecuteUpdateAsync(c => c.SetProperty(x => x.Data, new byte[] { 1, 2, 3 })));
        using (var fresh = new KpiEngine(Store.Contexts)) { Assert.Equal((1, 1), await SuccessAsync(fresh)); }

        await Store.WithAsync(db => db.StoredChunkStates.ExecuteUpdateAsync(c => c.SetProperty(x => x.Version, 0)));
        using (var fresh = new KpiEngine(Store.Contexts)) { Assert.Equal((1, 1), await SuccessAsync(fresh)); }
        Assert.Equal(1, await Get<KpiSaver>().SaveAsync(default));
    }

    [Fact]
    public async Task A_case_that_was_taken_away_after_its_column_was_stored_is_gone()
    {
        await AddAsync(1, Of("a", 0, true), Of("b", 2, false));
        await Get<KpiSaver>().SaveAsync(default);
        await Store.WithAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Cases.Where(c => c.Id == "b").ExecuteDeleteAsync();
            await db.ReserveSequenceAsync(1, default);
            await transaction.CommitAsync();
            return true;
        });

        using var fresh = new KpiEngine(Store.Contexts);
        Assert.Equal((1, 1), await SuccessAsync(fresh));
        await Get<KpiSaver>().SaveAsync(default);
        Assert.Equal(1, await Store.WithAsync(db => db.StoredChunks.CountAsync()));
    }

    [Fact]
    public async Task Taken_away_cases_are_gone_from_their_days_whole_days_too_and_what_came_meanwhile_is_there()
    {
        await AddAsync(1, [.. Enumerable.Range(0, 12).Select(i => Of($"c{i}", i % 4, i % 2 == 0))]);
        var engine = Get<KpiEngine>();
        Assert.Equal(12, (await engine.RowsAsync(default)).Count);

        await Store.WithAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Cases.Where(c => c.Id == "c1" || c.Id == "c0" || c.Id == "c4" || c.Id == "c8").ExecuteDeleteAsync();
            await db.ReserveSequenceAsync(4, default);
            await transaction.CommitAsync();
            return true;
        });
        await AddAsync(17, Of("late", 1, true));

        Assert.Equal(["c10", "c11", "c2", "c3", "c5", "c6", "c7", "c9", "late"], (await engine.RowsAsync(default)).Select(r => r.Id).Order(StringComparer.Ordinal));
        Assert.Equal((4 / 9.0, 9), await SuccessAsync(engine));
    }

    [Fact]
    public async Task A_case_that_is_stored_and_was_passed_over_is_found_with_the_next_change()
    {
        await AddAsync(1, Of("a", 0, true), Of("b", 1, true));
        var engine = Get<KpiEngine>();
        Assert.Equal(2, (await engine.RowsAsync(default)).Count);

        await AddAsync(2, Of("passed over", 1, false));
        await AddAsync(3, Of("c", 2, false));

        Assert.Equal((.5, 4), await SuccessAsync(engine));
    }

    private async Task AddAsync(long sequence, params Case[] cases)
    {
        foreach (var one in cases) { one.Sequence = sequence++; }
        await Store.AddAsync([.. cases]);
        await Store.WithAsync(db => db.ChangeCounters.Where(c => c.Id == 1).ExecuteUpdateAsync(c => c.SetProperty(x => x.Value, sequence - 1)));
    }

    private Task<int> ChangeAsync(string id, Action<Case> change) => Store.WithAsync(async db =>
    {
        var one = await db.Cases.SingleAsync(c => c.Id == id);
        change(one);
        one.Sequence = 4;
        return await db.SaveChangesAsync();
    });

    private static async Task<(double?, int)> SuccessAsync(KpiEngine engine)
    {
        var value = (await engine.ValuesAsync([KpiDefinitions.TaskSuccessRate], new KpiQuery(), default)).Single();
        return (value.Value, value.N);
    }

    private static Case Of(string id, int day, bool solved) => new() { Id = id, At = Start.AddDays(day), Solved = solved, Handler = Handler.Agent };
}
