using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Policies;

public sealed class CitationJudgeOnSqlite : CitationJudgeTests<SqliteStore>;

public sealed class CitationJudgeOnPostgres : CitationJudgeTests<PostgresStore>;

public abstract class CitationJudgeTests<TStore> : CaseFixture<TStore> where TStore : TestStore, new()
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Decisions_and_overrides_are_found_by_the_clause_that_they_cite()
    {
        await SendAsync(
        [
            new CaseOpenedEvent { Id = "o", Case = "c", Time = Noon },
            new DecisionEvent { Id = "d", Case = "c", Time = Noon.AddMinutes(1), Action = "refund", Clauses = ["fees/refunds-1@1", "fees/refunds-1@1", "as the manual says"] },
            new OverrideEvent { Id = "v", Case = "c", Time = Noon.AddMinutes(2), Clause = "fees/refunds-2@1" },
        ]);
        await FoldAsync();

        Assert.Equal([("d", "refunds-1", CitedIn.Decision), ("v", "refunds-2", CitedIn.Override)], await CitedAsync());

        await SendAsync([new DecisionEvent { Id = "d2", Case = "c", Time = Noon.AddMinutes(3), Action = "refund", Clauses = ["fees/refunds-3@4"] }]);
        await FoldAsync();
        Assert.Equal(["d", "d2", "v"], (await CitedAsync()).Select(c => c.StepId));
    }

    private Task<List<(string StepId, string ClauseId, CitedIn In)>> CitedAsync() => Store.WithAsync(async db =>
        (await db.CitedClauses.AsNoTracking().OrderBy(c => c.StepId).ToListAsync()).ConvertAll(c => (c.StepId, c.ClauseId, c.In)));
}
