using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Acsr.Shell;

/// <summary>What the console tells of itself: logs always, traces and metrics where somebody wants them.</summary>
internal static class Telemetry
{
    /// <summary>Prefix of our own activity sources and meters.</summary>
    private const string OwnSources = "Acsr.*";

    // Where the settings say nothing. Data Protection tells at every start that its keys are not encrypted at rest, which is for the handbook to tell.
    private static readonly (string Category, LogLevel Level)[] Defaults =
    [
        ("Microsoft.EntityFrameworkCore", LogLevel.Warning),
        ("Microsoft.AspNetCore", LogLevel.Warning),
        ("Microsoft.AspNetCore.DataProtection", LogLevel.Error),
    ];

    /// <summary>Lines for people or, with <c>Logging:Json</c>, one JSON object a line; both to standard error.</summary>
    public static void AddConsoleLogging(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Logging.Configure(options => options.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        if (builder.Configuration.GetValue<bool>("Logging:Json"))
        {
            builder.Logging.AddJsonConsole(options => { options.IncludeScopes = true; options.UseUtcTimestamp = true; options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'"; });
        }
        else
        {
            builder.Logging.AddSimpleConsole(options => { options.SingleLine = true; options.UseUtcTimestamp = true; options.TimestampFormat = "HH:mm:ss "; });
        }

        foreach (var (category, level) in Defaults.Where(d => builder.Configuration[$"Logging:LogLevel:{d.Category}"] is null))
        {
            builder.Logging.AddFilter(category, level);
        }
    }

    /// <summary>Off unless <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> or <c>OpenTelemetry:Endpoint</c> names a collector.</summary>
    public static void AddConsoleTelemetry(this WebApplicationBuilder builder)
    {
        var endpoint = builder.Configuration["OpenTelemetry:Endpoint"];
        if (string.IsNullOrEmpty(endpoint) && string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"])) { return; }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("acsr-console"))
            .WithTracing(tracing => tracing.AddSource(OwnSources).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics.AddMeter(OwnSources).AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddRuntimeInstrumentation());
        if (string.IsNullOrEmpty(endpoint)) { telemetry.UseOtlpExporter(); } else { telemetry.UseOtlpExporter(OtlpExportProtocol.HttpProtobuf, new Uri(endpoint)); }
    }
}
