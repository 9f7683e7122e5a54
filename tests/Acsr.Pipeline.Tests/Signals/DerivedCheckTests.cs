using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Store;

namespace Acsr.Signals;

public sealed class DerivedCheckOnSqlite : DerivedCheckTests<SqliteStore>;

public sealed class DerivedCheckOnPostgres : DerivedCheckTests<PostgresStore>;

public abstract class DerivedCheckTests<TStore> : CaseFixture<TStore> where TStore : TestStore, new()
{
    [Fact]
    public async Task A_zero_below_zero_is_no_difference()
    {
        await SendAsync([new MessageEvent { Id = "1", Case = "a", Time = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), Role = "customer", Text = "Hm.", Sentiment = -0.0 }]);
        await FoldAsync();

        var report = await Get<DerivedCheck>().RunAsync(null, default);

        Assert.Equal((1, 0), (report.Cases, report.Differences.Count));
    }
}
