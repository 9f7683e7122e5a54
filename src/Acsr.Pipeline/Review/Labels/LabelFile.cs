using System.Text.Json;

namespace Acsr.Review.Labels;

/// <summary>One entry of a file of labels, or what is wrong with it.</summary>
/// <param name="Line">Where it begins, from 1.</param>
/// <param name="Run">A run with its failures.</param>
/// <param name="Review">A whole review.</param>
/// <param name="Fault">What is wrong, in words; then the others are null.</param>
internal sealed record LabelEntry(int Line, LabelledRun? Run, ReviewLine? Review, string? Fault);

/// <summary>Reads a file of labels: a JSON list, or an object on each line; each a run with its failures, or a whole review. Pure.</summary>
internal static class LabelFile
{
    private const byte NewLine = (byte)'\n';

    /// <summary>The entries in their order; what is wrong with one costs no other.</summary>
    public static IReadOnlyList<LabelEntry> Read(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        if (file.StartsWith(mark)) { file = file[mark.Length..]; }
        var first = file.IndexOfAnyExcept(" \t\r\n"u8);
        if (first < 0) { return [new(1, null, null, "The file is empty.")]; }
        return file[first] == (byte)'[' ? List(file) : Lines(file);
    }

    private static List<LabelEntry> List(ReadOnlySpan<byte> file)
    {
        List<LabelEntry> entries = [];
        var (line, counted) = (1, 0);
        try
        {
            var reader = new Utf8JsonReader(file);
            reader.Read();
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)reader.TokenStartIndex;
                line += file[counted..start].Count(NewLine);
                counted = start;
                using var entry = JsonDocument.ParseValue(ref reader);
                entries.Add(EntryOf(entry.RootElement, line));
            }
        }
        catch (JsonException error)
        {
            // Whatever comes after it cannot be told apart any more.
            entries.Add(new((int)(error.LineNumber ?? 0) + 1, null, null, "From here on it is no JSON; mend the file, or give one entry on each line."));
        }

        return entries;
    }

    private static List<LabelEntry> Lines(ReadOnlySpan<byte> file)
    {
        List<LabelEntry> entries = [];
        for (var line = 1; file.Length > 0; line++)
        {
            var end = file.IndexOf(NewLine);
            var text = (end < 0 ? file : file[..end]).Trim(" \t\r"u8);
            file = end < 0 ? [] : file[(end + 1)..];
            if (text.Length == 0) { continue; }
            try
            {
                var reader = new Utf8JsonReader(text);
                using var entry = JsonDocument.ParseValue(ref reader);
                entries.Add(reader.Read() ? new(line, null, null, "Behind the object there is something else; give one object on each line.") : EntryOf(entry.RootElement, line));
            }
            catch (JsonException)
            {
                entries.Add(new(line, null, null, "It is no JSON; give one whole object on each line, or a list of them."));
            }
        }

        return entries;
    }

    private static LabelEntry EntryOf(JsonElement entry, int line)
    {
        if (entry.ValueKind != JsonValueKind.Object) { return new(line, null, null, "It is no object."); }
        if (entry.TryGetProperty("trajectory_id", out _))
        {
            return FailureLabels.Run(entry) is { } run ? new(line, run, null, null) : new(line, null, null, "The trajectory_id is blank, or there is no failure with a step_number from 1.");
        }

        if (!entry.TryGetProperty("case", out _)) { return new(line, null, null, "It has neither a trajectory_id (a run with its failures) nor a case (a review)."); }
        var (review, fault) = ReviewLine.Read(entry);
        return new(line, null, review, fault);
    }
}
