using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Revisions;

/// <summary>Registers what tells which decisions, reviews and training rows rest on a clause. It stands beside the stages, for a clause reaches all of them.</summary>
public static class RevisionServices
{
    public static IServiceCollection AddRevisions(this IServiceCollection services)
    {
        services.AddSingleton<BlastReader>();
        services.AddSingleton<BlastFollowUp>();
        services.AddSingleton<ClauseUseReader>();
        services.AddSingleton<RuleRevisions>();
        return services;
    }
}
