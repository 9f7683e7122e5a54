using Acsr.Cases;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Review;

public sealed class ReleaseFeedbackOnSqlite : ReleaseFeedbackTests<SqliteStore>;

public sealed class ReleaseFeedbackOnPostgres : ReleaseFeedbackTests<PostgresStore>;

/// <summary>What consumers of a release say about its rows brings their cases back.</summary>
public abstract class ReleaseFeedbackTests<TStore> : ReviewFixture<TStore> where TStore : TestStore, new()
{
    private ReleaseFeedbackDesk Feedback => Store.Services.GetRequiredService<ReleaseFeedbackDesk>();

    private Task<bool> TakeAsync(RowVerdict verdict, string? comment = null) => Feedback.TakeAsync(1, "refunds-1", ("row-1", 7, "c-1"), verdict, comment, "trainer", default);

    private async Task FoldAsync()
    {
        await using var db = await Store.Contexts.CreateDbContextAsync();
        await Opener.ApplyAsync(db, "c-1", new JudgedCase(await db.Cases.AsNoTracking().SingleAsync(c => c.Id == "c-1"), [], []), Clock.Now, default);
    }

    [Fact]
    public async Task What_is_wrong_with_a_row_queues_its_case_once()
    {
        await Store.AddAsync(new Case { Id = "c-1", At = Clock.Now });
        Assert.True(await TakeAsync(RowVerdict.Good));
        Assert.Equal(0, await Store.WithAsync(db => db.CaseWork.CountAsync()));
        Assert.True(await TakeAsync(RowVerdict.Wrong, "The refund was due."));
        Assert.False(await TakeAsync(RowVerdict.Wrong, " The refund was due. "));
        Assert.Equal(1, await Store.WithAsync(db => db.CaseWork.CountAsync()));

        await FoldAsync();
        var item = await Store.WithAsync(db => db.ReviewItems.AsNoTracking().SingleAsync());
        Assert.Equal([ReviewReason.ReleaseFeedback], item.Reasons);
        Assert.Equal("trainer says that its row in release refunds-1 is wrong: The refund was due.", item.Why);

        // Reviewed, it stays settled until somebody says something new.
        await SubmitAsync(await NextAsync("ann"), "ann");
        await FoldAsync();
        Assert.Equal(1, await Store.WithAsync(db => db.ReviewItems.CountAsync()));
        Assert.True(await TakeAsync(RowVerdict.Outdated));
        await FoldAsync();
        Assert.Equal(1, await Store.WithAsync(db => db.ReviewItems.CountAsync(i => i.DoneAt == null)));
        Assert.Equal(3, (await Feedback.OfAsync(1, default)).Count);
    }
}
