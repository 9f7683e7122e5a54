using System.ComponentModel.DataAnnotations;

namespace Acsr.Ingest;

/// <summary>Limits at the door. Section <c>Ingest</c>.</summary>
public sealed class IngestOptions
{
    public const string Section = "Ingest";

    /// <summary>
    /// Where OTLP over gRPC is taken without TLS, for example <c>http://localhost:4317</c>: HTTP/2 without TLS needs an address of its own.
    /// Empty: nowhere. Over <c>https</c> every address of the console takes it.
    /// </summary>
    [RegularExpression(@"https?://[^/\s]+:\d+/?", ErrorMessage = "Ingest:GrpcUrl must be an address with a port, for example http://localhost:4317, or empty.")]
    public string GrpcUrl { get; set; } = "";

    /// <summary>Largest request in bytes, before and after decompression.</summary>
    [Range(1024, 1 << 30)]
    public int MaxRequestBytes { get; set; } = 64 << 20;

    /// <summary>Requests that may wait for the writer; beyond it a sender is told to come back.</summary>
    [Range(1, 100_000)]
    public int QueueRequests { get; set; } = 1_024;

    /// <summary>Bytes (compressed) that may wait for the writer.</summary>
    [Range(1 << 20, 1L << 34)]
    public long QueueBytes { get; set; } = 256L << 20;

    /// <summary>Bytes of request bodies that may be held in memory at once, over all requests.</summary>
    [Range(1 << 20, 1L << 34)]
    public long BodyBytes { get; set; } = 512L << 20;

    /// <summary>Seconds until a touched case is folded: longer folds a busy case less often, shorter shows it sooner.</summary>
    [Range(0, 3600)]
    public double FoldDelaySeconds { get; set; } = 1;
}
