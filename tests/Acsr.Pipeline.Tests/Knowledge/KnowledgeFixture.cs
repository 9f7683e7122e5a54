using Acsr.Cases;
using Acsr.Delivery;
using Acsr.Ingest;
using Acsr.Policies;
using Acsr.Review;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Knowledge;

/// <summary>A knowledge base on an empty store, with cases and their searches beside it.</summary>
public abstract class KnowledgeFixture<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    internal static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    internal TStore Store { get; } = new();

    internal TestClock Clock { get; } = new() { Now = Noon };

    public async ValueTask InitializeAsync() => await Store.OpenAsync(services => services
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(Settings).Build())
        .AddIngest().AddCases().AddPolicies().AddSignals().AddReview().AddDelivery().AddKnowledge().Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Store.DisposeAsync();
    }

    internal virtual Dictionary<string, string?> Settings => [];

    internal T Get<T>() where T : notnull => Store.Services.GetRequiredService<T>();

    internal ArticleImport Import => Get<ArticleImport>();

    internal Task<ImportDone> ImportAsync(params (string Path, string Text)[] files) => ImportAsync(new ImportChoices(), files);

    internal Task<ImportDone> ImportAsync(ImportChoices choices, params (string Path, string Text)[] files) =>
        Import.ApplyAsync("help", Read(files), choices, "kim", demo: false);

    internal static ArticleReading Read(params (string Path, string Text)[] files) => ArticleReading.Of(files.Select(f => MarkdownArticle.Read(f.Path, f.Text)));
}
