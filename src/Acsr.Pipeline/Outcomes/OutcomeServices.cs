using Acsr.Cases;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Outcomes;

/// <summary>Registers the checks of systems of record: what happened downstream (O1).</summary>
public static class OutcomeServices
{
    public static IServiceCollection AddOutcomes(this IServiceCollection services)
    {
        services.AddSingleton<OutcomeSecrets>().AddSingleton<OutcomeClient>().AddSingleton<OutcomeDesk>();
        services.AddSingleton<ICaseJudge, OutcomeJudge>();
        services.AddSingleton<OutcomeWorker>().AddHostedService(provider => provider.GetRequiredService<OutcomeWorker>());
        return services;
    }
}
