using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Cases;

public static class CaseServices
{
    /// <summary>Folding of cases, and reading of one.</summary>
    public static IServiceCollection AddCases(this IServiceCollection services)
    {
        services.AddOptions<CaseOptions>().BindConfiguration(CaseOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<CaseFolder>().AddSingleton<CaseReader>().AddHostedService<FoldWorker>();
        return services;
    }
}
