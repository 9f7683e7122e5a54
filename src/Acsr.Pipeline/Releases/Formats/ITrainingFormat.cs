namespace Acsr.Releases.Formats;

/// <summary>A file format for training rows: one line an item. Writer and checker share nothing but the format, so each can find the other's faults.</summary>
public interface ITrainingFormat
{
    /// <summary>Name of its file in a release.</summary>
    string Path { get; }

    /// <summary>The item as a line of UTF-8 without the line feed; the same item gives the same bytes.</summary>
    byte[] Write(TrainingItem item);

    /// <summary>What is wrong with a line as written; null when it is good.</summary>
    string? Fault(ReadOnlyMemory<byte> line);
}
