using Acsr.Cases;
using Acsr.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Releases;

/// <summary>A store with the release stage on it, whose cases are made up as they are asked for.</summary>
public abstract class ReleaseFixture<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    protected TStore Store { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Func<string, CancellationToken, Task<FoldedCase?>> cases = (id, _) => Task.FromResult(CaseOf(id));
        await Store.OpenAsync(services => services.AddSingleton(cases).AddReleases());
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Store.DisposeAsync();
    }

    protected T Get<T>() where T : notnull => Store.Services.GetRequiredService<T>();

    /// <summary>The case of an id; null: it is gone.</summary>
    protected virtual FoldedCase? CaseOf(string id) => Given.Case(id);
}
