using System.Security.Cryptography;

namespace Acsr.Ingest;

/// <summary>What one request brings to the writer: the payload, already compressed, and what it touches.</summary>
public sealed class IngestBatch
{
    public required string Source { get; init; }
    public required SegmentFormat Format { get; init; }
    public required int Count { get; init; }
    public required int Length { get; init; }
    public required byte[] Hash { get; init; }
    public required byte[] Payload { get; init; }
    /// <summary>Cases named by events or spans; of spans without a case the trace id.</summary>
    public required IReadOnlyCollection<string> Touches { get; init; }
    /// <summary>Traces whose case became known; see <see cref="TraceCase"/>.</summary>
    public IReadOnlyCollection<TraceCase> Links { get; init; } = [];

    /// <summary>Compresses and hashes on the caller's thread, so that the one writer only binds and commits.</summary>
    public static IngestBatch Of(string source, SegmentFormat format, int count, ReadOnlySpan<byte> payload, IReadOnlyCollection<string> touches, IReadOnlyCollection<TraceCase>? links = null)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([(byte)format]);
        hash.AppendData(payload);
        return new IngestBatch
        {
            Source = source,
            Format = format,
            Count = count,
            Length = payload.Length,
            Hash = hash.GetHashAndReset()[..16],
            Payload = Zstd.Compress(payload),
            Touches = touches,
            Links = links ?? [],
        };
    }
}

/// <summary>What became of a request.</summary>
public enum IngestOutcome
{
    /// <summary>On the disk.</summary>
    Stored,
    /// <summary>The same body was stored before; nothing was added.</summary>
    Duplicate,
    /// <summary>Too much is waiting to be written; try again later.</summary>
    Full,
    /// <summary>The database did not take it; try again later.</summary>
    Unavailable,
}
