using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Store;

/// <summary>
/// A fresh, migrated database for one test. Write a store test once, as an abstract class over <c>TStore</c>, and derive one sealed class
/// for each of the two databases from it.
/// </summary>
public abstract class TestStore : IAsyncDisposable
{
    private ServiceProvider? _services;

    /// <summary>False where the test was skipped because there is no server.</summary>
    public bool IsOpen => _services is not null;

    public IServiceProvider Services => _services ?? throw new InvalidOperationException("Call OpenAsync first.");
    public IDbContextFactory<ConsoleDbContext> Contexts => Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>();
    public WriteGate Gate => Services.GetRequiredService<WriteGate>();

    /// <summary>Makes the database. Skips the test, and says so, where its server is absent.</summary>
    public async Task OpenAsync(Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection().AddLogging().AddStore(await CreateAsync());
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    /// <summary>One operation in a context of its own.</summary>
    public async Task<T> WithAsync<T>(Func<ConsoleDbContext, Task<T>> operation)
    {
        await using var db = await Contexts.CreateDbContextAsync();
        return await operation(db);
    }

    /// <summary>Saves rows, in a context of their own.</summary>
    public async Task AddAsync(params object[] rows)
    {
        await using var db = await Contexts.CreateDbContextAsync();
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_services is not null)
        {
            await _services.DisposeAsync();
            await DropAsync();
        }

        GC.SuppressFinalize(this);
    }

    protected abstract Task<StoreOptions> CreateAsync();
    protected abstract Task DropAsync();

    /// <summary>Migrates an empty database: what a test's database is copied from, once in a run.</summary>
    protected static async Task MigrateAsync(StoreOptions options)
    {
        await using var services = new ServiceCollection().AddLogging().AddStore(options).BuildServiceProvider();
        await using var db = await services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        await db.Database.MigrateAsync();
    }
}
