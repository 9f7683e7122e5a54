using System.Text;
using System.Text.Json;
using Acsr.Releases.Formats;

namespace Acsr.Releases;

/// <summary>
/// What a version that takes the place of a withdrawn one keeps of the files beside its rows: retrieval pairs and policy cases without those that
/// rest on what was withdrawn, every other line byte for byte. The preflight and its classifier are of other rows, and learnt from them; they go. Pure.
/// </summary>
public static class SuccessorExtras
{
    /// <summary>Files that are taken over, in the order in which a release holds them.</summary>
    public static readonly IReadOnlyList<string> Paths = [RetrievalFiles.Corpus, RetrievalFiles.Queries, RetrievalFiles.TrainPairs, RetrievalFiles.TestPairs, RetrievalFiles.Triplets, PolicyCases.Path];

    /// <summary>The files that are left; one without a line is left out, and without questions nothing of retrieval is left.</summary>
    /// <param name="files">Of the version before, by path.</param>
    /// <param name="gone">Ids of withdrawn items and of questions that go with them.</param>
    public static IReadOnlyList<BuiltFile> Of(IReadOnlyDictionary<string, byte[]> files, IReadOnlySet<string> gone)
    {
        HashSet<string> left = new(StringComparer.Ordinal), lost = new(StringComparer.Ordinal);
        foreach (var query in Lines(files, RetrievalFiles.Queries))
        {
            using var json = JsonDocument.Parse(query);
            (gone.Contains(Text(json, "_id")!) ? lost : left).Add(Text(json, "text")!);
        }

        List<BuiltFile> kept = [];
        void Keep(string path, Func<string, bool> stays, string header = "")
        {
            var lines = Lines(files, path).Where(line => line + "\n" != header && stays(line)).ToList();
            if (lines.Count > 0) { kept.Add(ReleaseBuilder.File(path, Encoding.UTF8.GetBytes(header + string.Concat(lines.Select(line => line + "\n"))), lines.Count)); }
        }

        if (left.Count > 0)
        {
            bool Asked(string line) => !gone.Contains(line[..line.IndexOf('\t', StringComparison.Ordinal)]);
            Keep(RetrievalFiles.Corpus, _ => true);
            Keep(RetrievalFiles.Queries, line => !gone.Contains(Member(line, "_id")!));
            Keep(RetrievalFiles.TrainPairs, Asked, RetrievalFiles.QrelsHeader);
            Keep(RetrievalFiles.TestPairs, Asked, RetrievalFiles.QrelsHeader);
            // A triplet bears no id: it goes with the last question of its words.
            Keep(RetrievalFiles.Triplets, line => Member(line, "anchor") is { } anchor && (left.Contains(anchor) || !lost.Contains(anchor)));
        }

        Keep(PolicyCases.Path, line => Member(line, "item_id") is not { } item || !gone.Contains(item));
        return kept;
    }

    private static string[] Lines(IReadOnlyDictionary<string, byte[]> files, string path) =>
        files.TryGetValue(path, out var content) ? Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries) : [];

    private static string? Member(string line, string name)
    {
        using var json = JsonDocument.Parse(line);
        return Text(json, name);
    }

    private static string? Text(JsonDocument json, string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() : null;
}
