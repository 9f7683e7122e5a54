using System.Security.Cryptography;

namespace Acsr.Ingest;

/// <summary>What one request brings to the writer: the payload, already compressed. What cases it holds something of is read from it later.</summary>
public sealed class IngestBatch
{
    public required string Source { get; init; }
    public required SegmentFormat Format { get; init; }
    public required int Count { get; init; }
    public required int Length { get; init; }
    public required byte[] Hash { get; init; }
    public required byte[] Payload { get; init; }

    /// <summary>Compresses and hashes on the caller's thread, so that the one writer only binds and commits.</summary>
    public static IngestBatch Of(string source, SegmentFormat format, int count, ReadOnlySpan<byte> payload)
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
