using Acsr.Cases.Catalogue;
using Acsr.Cases.Health;
using Acsr.Cases.Prices;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Cases;

public static class CaseServices
{
    /// <summary>Folding of cases, and reading of one.</summary>
    public static IServiceCollection AddCases(this IServiceCollection services)
    {
        services.AddOptions<CaseOptions>().BindConfiguration(CaseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<FoldBook>().AddSingleton<RefoldQueue>().AddSingleton<PriceDesk>().AddSingleton<ConventionDesk>().AddSingleton<UnpricedReader>().AddSingleton<SourceHealthReader>().AddHostedService<RefoldWorker>();
        services.AddSingleton<CaseFolder>().AddSingleton<CaseReader>().AddHostedService<FoldWorker>();
        return services;
    }
}
