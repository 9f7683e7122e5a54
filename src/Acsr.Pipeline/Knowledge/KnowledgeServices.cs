using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Knowledge;

/// <summary>Registers the knowledge base: articles, search, edits and what leaves it.</summary>
public static class KnowledgeServices
{
    public static IServiceCollection AddKnowledge(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ArticleImport>().AddSingleton<ArticleIndex>().AddSingleton<ArticleReader>();
        return services;
    }
}
