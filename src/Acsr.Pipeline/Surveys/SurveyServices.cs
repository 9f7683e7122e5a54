using Acsr.Infrastructure;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Acsr.Surveys;

/// <summary>Registers the hosted survey.</summary>
public static class SurveyServices
{
    public static IServiceCollection AddSurveys(this IServiceCollection services)
    {
        services.AddDataProtection();
        services.AddSingleton<SurveyTokens>().AddSingleton<SurveyOptions>().AddSingleton<SurveyDesk>();
        return services.AddHostedService<SurveyWorker>();
    }
}

/// <summary>Sends on the answers that a crash or a busy store left behind.</summary>
internal sealed class SurveyWorker(SurveyDesk desk, IDbContextFactory<ConsoleDbContext> contexts, TimeProvider clock, ILogger<SurveyWorker> log) : PeriodicWorker(contexts, clock, log)
{
    protected override TimeSpan Interval => TimeSpan.FromSeconds(15);

    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        await desk.ForwardAsync(cancellationToken);
        return false;
    }
}
