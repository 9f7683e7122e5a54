using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Knowledge;

/// <summary>Registers the knowledge base: articles, search, edits and what leaves it.</summary>
public static class KnowledgeServices
{
    public static IServiceCollection AddKnowledge(this IServiceCollection services)
    {
        services.AddOptions<KnowledgeOptions>().BindConfiguration(KnowledgeOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ArticleIndex>().AddSingleton<IArticleSearch>(provider => provider.GetRequiredService<ArticleIndex>());
        services.AddSingleton<ArticleImport>().AddSingleton<ArticleReader>().AddSingleton<GapBoard>().AddSingleton<IntentDesk>();
        services.AddSingleton<EditDesk>().AddSingleton<EditReader>().AddSingleton<EditChecks>().AddSingleton<HttpRetriever>().AddSingleton<EditTester>().AddSingleton<EditPublisher>();
        services.AddSingleton<ChangeFeed>().AddSingleton<ChangesetFiles>();
        return services;
    }
}
