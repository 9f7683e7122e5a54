using Acsr.Cases;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Sentiment;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Signals;

public static class SignalServices
{
    /// <summary>Detectors, sentiment and the signals of each case.</summary>
    public static IServiceCollection AddSignals(this IServiceCollection services)
    {
        services.AddOptions<DeadEndOptions>().BindConfiguration(DeadEndOptions.Section);
        services.AddOptions<SentimentOptions>().BindConfiguration(SentimentOptions.Section)
            .Validate(o => string.IsNullOrWhiteSpace(o.LexiconFile) || File.Exists(o.LexiconFile), "Sentiment:LexiconFile names a file that is not there.")
            .ValidateOnStart();
        services.AddSingleton<SentimentScorer>();
        services.AddSingleton<ICaseJudge, SignalJudge>();
        services.AddSingleton<DerivedCheck>();
        services.AddSingleton<DeadEndReader>();
        return services;
    }
}
