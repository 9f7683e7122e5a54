namespace Acsr.Releases.Formats;

/// <summary>A file format for training rows: lines of JSON. Writer and checker share nothing but the format, so each can find the other's faults.</summary>
public interface ITrainingFormat
{
    /// <summary>Name of its file in a release.</summary>
    string Path { get; }

    /// <summary>The item as lines of UTF-8 without line feeds, none where it has nothing that this format is for; the same item gives the same bytes.</summary>
    IReadOnlyList<byte[]> Write(TrainingItem item);

    /// <summary>What is wrong with a line as written; null when it is good.</summary>
    string? Fault(ReadOnlyMemory<byte> line);
}
