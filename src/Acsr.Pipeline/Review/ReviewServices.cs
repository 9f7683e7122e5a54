using Acsr.Cases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Acsr.Review;

/// <summary>Registers the review stage.</summary>
public static class ReviewServices
{
    public static IServiceCollection AddReview(this IServiceCollection services)
    {
        services.AddOptions<ReviewOptions>().BindConfiguration(ReviewOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ReviewOpener>();
        services.AddSingleton<ICaseJudge, ReviewJudge>();
        services.AddSingleton<ReviewRequests>();
        services.AddSingleton<ClaimGroup>().AddSingleton<ReviewQueue>();
        services.AddSingleton<ReviewDesk>();
        services.AddSingleton<ClauseFollowUp>();
        services.AddSingleton<ReviewLists>();
        services.AddSingleton<ReviewSessions>();
        services.AddSingleton<ReviewQueues>().AddSingleton<QueueBackfill>();
        services.AddSingleton<ReleaseFeedbackDesk>().AddSingleton<Labels.LabelImport>();
        services.AddSingleton<KnownAnswers>().AddSingleton<KnownAnswerScores>();
        services.AddSingleton<ReviewUndo>().AddSingleton<ProposalDesk>().AddSingleton<ReviewQuality>();
        services.AddSingleton<ReviewEscalations>().AddSingleton<ReviewBulk>();
        services.AddSingleton<ReviewWorker>().AddHostedService(provider => provider.GetRequiredService<ReviewWorker>());
        return services;
    }
}
