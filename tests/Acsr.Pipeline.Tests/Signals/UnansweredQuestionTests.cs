using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Signals;

public sealed class UnansweredQuestionOnSqlite : UnansweredQuestionTests<SqliteStore>;

public sealed class UnansweredQuestionOnPostgres : UnansweredQuestionTests<PostgresStore>;

/// <summary>An open case that ends with a question of the agent is judged again when the customer has had a day to answer (L19).</summary>
public abstract class UnansweredQuestionTests<TStore> : SignalsFixture<TStore> where TStore : TestStore, new()
{
    [Fact]
    public async Task A_question_that_nobody_answers_is_found_when_its_day_is_over_and_forgotten_when_the_customer_answers()
    {
        var open = Case("open", Noon, "refund", "1.0", null, new { type = "message", role = "agent", text = "Which order is it about?" }).ToList();
        var asked = Noon.AddSeconds(open.Count - 1);
        await TellAsync(open);
        Assert.Equal(asked.AddHours(24), await Store.WithAsync(db => db.CaseTimers.Select(t => t.DueAt).SingleAsync()));
        Assert.Empty(await L19Async());

        Clock.Now = asked.AddHours(24).AddSeconds(-1);
        await Get<CaseFolder>().FoldAllDueAsync(default);
        Assert.Empty(await L19Async());
        Clock.Now = asked.AddHours(24);
        await Get<CaseFolder>().FoldAllDueAsync(default);
        Assert.Equal(["open"], await L19Async());
        Assert.Equal(0, await Store.WithAsync(db => db.CaseTimers.CountAsync()));
        Assert.Empty((await Get<DerivedCheck>().RunAsync(null, default)).Differences);

        await TellAsync("""{"id":"late","case":"open","time":"2026-03-04T12:00:00Z","type":"message","role":"customer","text":"The kettle."}""");
        Assert.Empty(await L19Async());

        Task<List<string>> L19Async() => Store.WithAsync(db => db.Signals.Where(s => s.Name == "L19").Select(s => s.CaseId).ToListAsync());
    }
}
