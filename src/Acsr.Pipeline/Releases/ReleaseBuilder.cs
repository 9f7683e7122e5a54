using System.Security.Cryptography;
using System.Text;
using Acsr.Releases.Formats;

namespace Acsr.Releases;

/// <summary>A release as built: rows, files, and what was left out.</summary>
public sealed record BuiltRelease
{
    /// <summary>In the order of every file.</summary>
    public required IReadOnlyList<BuiltRow> Rows { get; init; }
    /// <summary>The formats' files, the provenance, and the manifest last.</summary>
    public required IReadOnlyList<BuiltFile> Files { get; init; }
    /// <summary>SHA-256 of the manifest, hexadecimal: the same inputs in any order give the same.</summary>
    public required string Sha256 { get; init; }
    /// <summary>By review.</summary>
    public required IReadOnlyList<Exclusion> Excluded { get; init; }
}

/// <summary>A row and the line it became in the TRL file.</summary>
public sealed record BuiltRow(TrainingItem Item, string Preview);

/// <summary>A file of a release; one row a line, but for the manifest.</summary>
public sealed record BuiltFile(string Path, byte[] Content, string Sha256, int Rows);

/// <summary>Writes training items down as the files of a release and checks every line as written. Pure: no clock, no order of arrival.</summary>
public static class ReleaseBuilder
{
    private static readonly SftTrl Trl = new();

    /// <summary>Every format a release holds.</summary>
    public static readonly IReadOnlyList<ITrainingFormat> Formats = [Trl, new SftOpenAi()];

    /// <summary>A row that one format refuses is in none of the files, so that line n is the same item everywhere.</summary>
    public static BuiltRelease Build(string name, string version, IEnumerable<Construction> constructions)
    {
        var excluded = new List<Exclusion>();
        var rows = new List<Row>();
        foreach (var construction in constructions)
        {
            switch (construction)
            {
                case Construction.Excluded left: excluded.Add(left.Exclusion); break;
                case Construction.Built built: Add(built.Item, rows, excluded); break;
            }
        }

        rows.Sort((a, b) => string.CompareOrdinal(a.Item.Id, b.Item.Id));
        excluded.Sort((a, b) => a.ReviewId.CompareTo(b.ReviewId));
        var files = Formats.Select((format, i) => File(format.Path, rows.Select(r => r.Lines[i]), rows.Count))
            .Append(File(Provenance.Path, rows.Select(r => Provenance.Write(r.Item)), rows.Count)).ToList();
        var manifest = Manifest.Write(name, version, rows.ConvertAll(r => r.Item), files, excluded);
        var sha256 = Hash(manifest);
        return new BuiltRelease
        {
            Rows = rows.ConvertAll(r => new BuiltRow(r.Item, Encoding.UTF8.GetString(r.Lines[0]))),
            Files = [.. files, new BuiltFile(Manifest.Path, manifest, sha256, 0)],
            Sha256 = sha256,
            Excluded = excluded,
        };
    }

    /// <summary>SHA-256, hexadecimal, lower case.</summary>
    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static void Add(TrainingItem item, List<Row> rows, List<Exclusion> excluded)
    {
        var lines = new List<byte[]>();
        foreach (var format in Formats)
        {
            var line = format.Write(item);
            if (format.Fault(line) is { } fault)
            {
                excluded.Add(new Exclusion(item.Review.Id, item.Review.CaseId, ExclusionReason.InvalidRow, $"{format.Path}: {fault}"));
                return;
            }

            lines.Add(line);
        }

        rows.Add(new Row(item, lines));
    }

    private static BuiltFile File(string path, IEnumerable<byte[]> lines, int rows)
    {
        var content = ReleaseJson.Lines(lines);
        return new BuiltFile(path, content, Hash(content), rows);
    }

    private sealed record Row(TrainingItem Item, IReadOnlyList<byte[]> Lines);
}
