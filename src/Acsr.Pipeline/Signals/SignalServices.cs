using Acsr.Cases;
using Acsr.Signals.DeadEnds;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Signals;

public static class SignalServices
{
    /// <summary>Detectors and the signals of each case.</summary>
    public static IServiceCollection AddSignals(this IServiceCollection services)
    {
        services.AddOptions<DeadEndOptions>().BindConfiguration(DeadEndOptions.Section);
        services.AddSingleton<ICaseJudge, SignalJudge>();
        services.AddSingleton<DerivedCheck>();
        return services;
    }
}
