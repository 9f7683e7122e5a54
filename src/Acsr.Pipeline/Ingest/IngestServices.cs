using Acsr.Ingest.Baseline;
using Acsr.Ingest.Health;
using Acsr.Ingest.Langfuse;
using Acsr.Ingest.Transcripts;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Ingest;

public static class IngestServices
{
    /// <summary>The intakes and the one writer behind them.</summary>
    public static IServiceCollection AddIngest(this IServiceCollection services)
    {
        services.AddOptions<IngestOptions>().BindConfiguration(IngestOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IngestWriter>().AddHostedService(provider => provider.GetRequiredService<IngestWriter>());
        services.AddSingleton<SegmentFiler>().AddHostedService<FilingWorker>();
        services.AddSingleton<BaselineImporter>().AddSingleton<BaselineJobs>();
        services.AddSingleton<RefusalLog>().AddHostedService<RefusalWorker>();
        services.AddSingleton<TraceIntake>().AddSingleton<LogIntake>().AddSingleton<EventIntake>().AddSingleton<TranscriptImport>().AddSingleton<LangfuseImport>().AddSingleton<EventExport>();
        return services;
    }
}
