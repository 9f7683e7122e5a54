using Acsr.Cases;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Gaps;
using Acsr.Signals.Groups;
using Acsr.Signals.Sentiment;
using Acsr.Signals.Standards;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

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
        services.AddOptions<DeadEndGroupOptions>().BindConfiguration(DeadEndGroupOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<GapOptions>().BindConfiguration(GapOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<StandardOptions>().BindConfiguration(StandardOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<DetectorStandards>();
        services.AddSingleton<StandardWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<StandardWorker>());
        services.AddSingleton<ICaseJudge, SignalJudge>();
        services.AddSingleton<ICaseJudge, RetrievalJudge>();
        services.AddSingleton<DeadEndGroupReader>();
        services.AddSingleton<DeadEndGroupDesk>();
        services.AddSingleton<GapReader>();
        services.AddSingleton<GapWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<GapWorker>());
        services.AddSingleton<ConventionTrial>();
        services.AddSingleton<DerivedCheck>();
        services.AddSingleton<DeadEndReader>();
        return services;
    }
}
