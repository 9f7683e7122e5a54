using Acsr.Cases;
using Acsr.Policies.Rules;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Policies;

/// <summary>Registers what reads and imports policies, and what checks decisions against their clauses.</summary>
public static class PolicyServices
{
    public static IServiceCollection AddPolicies(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<PolicyImport>();
        services.AddSingleton<PolicyReader>();
        services.AddSingleton<ClauseReader>();
        services.AddSingleton<PolicyDesk>();
        services.AddSingleton<CitationReader>();
        services.AddSingleton<ICaseJudge, CitationJudge>();
        services.AddSingleton<RuleSet>().AddSingleton<RuleDesk>().AddSingleton<RuleReader>().AddSingleton<RuleBacktest>().AddSingleton<RejudgeQueue>();
        services.AddSingleton<ICaseJudge, PolicyJudge>();
        services.AddHostedService<RejudgeWorker>();
        return services;
    }
}
