using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Retention;

public sealed class StoreReaderOnSqlite : StoreReaderTests<SqliteStore>;

public sealed class StoreReaderOnPostgres : StoreReaderTests<PostgresStore>;

public abstract class StoreReaderTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private readonly TStore _store = new();

    public async ValueTask InitializeAsync() => await _store.OpenAsync(services => services.AddSingleton(TimeProvider.System).AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddLogging().AddIngest().AddRetention());

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task What_is_held_is_counted_and_an_empty_store_counts_nothing()
    {
        var reader = _store.Services.GetRequiredService<StoreReader>();
        var empty = await reader.ReadAsync(default);
        await _store.AddAsync(new Case { Id = "a" }, new Case { Id = "b" }, new CaseWork { CaseId = "b", DueAt = DateTime.UnixEpoch });

        var held = await reader.ReadAsync(default);

        Assert.Equal(new StoreContents(0, 0, 0, 0, 0, 0, 0, 0, 0, empty.Bytes), empty);
        Assert.True(empty.Bytes > 50_000);
        Assert.Equal((2, 1), (held.Cases, held.Waiting));
    }

    [Fact]
    public async Task Removing_the_demo_desk_tells_how_far_it_is()
    {
        await _store.AddAsync([.. Enumerable.Range(0, 600).Select(i => new Case { Id = $"d{i}", Demo = true })]);
        var removal = _store.Services.GetRequiredService<DemoRemoval>();
        Assert.True(await removal.IsShownAsync(default));
        var told = new List<int>();

        await removal.RemoveAsync("ada", new Told(told), default);

        Assert.Equal([500, 600], told);
        Assert.False(await removal.IsShownAsync(default));
    }

    private sealed class Told(List<int> values) : IProgress<int>
    {
        public void Report(int value) => values.Add(value);
    }
}
