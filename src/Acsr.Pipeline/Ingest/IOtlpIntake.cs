using Acsr.Ingest.Otlp;

namespace Acsr.Ingest;

/// <summary>The one service behind every door of a signal, HTTP and gRPC alike.</summary>
public interface IOtlpIntake
{
    OtlpSignal Signal { get; }

    /// <summary>Answers when what was accepted is on the disk, or is known not to be.</summary>
    /// <param name="body">The export request.</param>
    /// <param name="encoding">How it is written.</param>
    /// <param name="source">The key's name.</param>
    /// <exception cref="OtlpFormatException">The body is no export request of this signal; the message is for the sender.</exception>
    Task<ExportAnswer> AcceptAsync(ReadOnlyMemory<byte> body, OtlpEncoding encoding, string source);
}

/// <summary>What became of an export.</summary>
/// <param name="Outcome">Whether it is stored.</param>
/// <param name="Rejected">Spans or log records refused; the others are stored.</param>
/// <param name="Message">Why, for the sender; null when there is nothing to say.</param>
public sealed record ExportAnswer(IngestOutcome Outcome, int Rejected, string? Message);
