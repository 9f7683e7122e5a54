using System.Security.Cryptography;
using System.Text;
using Acsr.Releases.Curation;
using Acsr.Releases.Formats;

namespace Acsr.Releases;

/// <summary>A release as built: rows, files, and what was left out.</summary>
public sealed record BuiltRelease
{
    /// <summary>In the order of the provenance file.</summary>
    public required IReadOnlyList<BuiltRow> Rows { get; init; }
    /// <summary>The formats' files, the provenance, the card, Croissant, and the manifest last.</summary>
    public required IReadOnlyList<BuiltFile> Files { get; init; }
    /// <summary>SHA-256 of the manifest, hexadecimal: the same inputs in any order give the same.</summary>
    public required string Sha256 { get; init; }
    /// <summary>By review.</summary>
    public required IReadOnlyList<Exclusion> Excluded { get; init; }
    /// <summary>As it stands in the manifest.</summary>
    public required string Version { get; init; }
}

/// <summary>A row and the line it became in the TRL file.</summary>
public sealed record BuiltRow(TrainingItem Item, Split Split, string Preview);

/// <summary>A file of a release; <c>Rows</c> are its lines of data, 0 where it holds none.</summary>
public sealed record BuiltFile(string Path, byte[] Content, string Sha256, int Rows);

/// <summary>What is written beside the rows.</summary>
/// <param name="Name">Of the release.</param>
/// <param name="Version">Semantic version.</param>
public sealed record ReleaseHeader(string Name, string Version)
{
    /// <summary>Kinds of personal data that were replaced, with counts; null where nothing was looked for.</summary>
    public IReadOnlyDictionary<string, int>? Redacted { get; init; }
    /// <summary>How each gate ended.</summary>
    public IReadOnlyList<Gate> Gates { get; init; } = [];
    /// <summary>Why rows that contradict each other are in it all the same.</summary>
    public string? Reason { get; init; }
    /// <summary>The version, told from the rows that are left in the end; null: <see cref="Version"/> as it is.</summary>
    public Func<IReadOnlyList<CuratedItem>, string>? VersionOf { get; init; }
    /// <summary>The version that this one comes after.</summary>
    public PrecedingVersion? Before { get; init; }
    /// <summary>Files that are not made of the rows' own lines, in their order: retrieval pairs, policy cases, the preflight.</summary>
    public IReadOnlyList<BuiltFile> Extras { get; init; } = [];
}

/// <summary>What a manifest tells of the version before.</summary>
/// <param name="Version">Its version.</param>
/// <param name="Sha256">Of its manifest.</param>
/// <param name="Withdrawn">Ids of items that must be trained on no more: this version exists because they were withdrawn.</param>
public sealed record PrecedingVersion(string Version, string Sha256, IReadOnlyList<string> Withdrawn);

/// <summary>Writes training items down as the files of a release and checks every line as written. Pure: no clock, no order of arrival.</summary>
public static class ReleaseBuilder
{
    /// <summary>Every format of lines that a release holds; an item gives lines in those that it has something for.</summary>
    public static readonly IReadOnlyList<ITrainingFormat> Formats = [new SftTrl(), new SftOpenAi(), new DpoTrl(), new DpoOpenAi(), new KtoTrl(), new StepwiseTrl(), new SftGemini(), new DpoGemini(), new SftBedrock(), new RegressionCases()];

    /// <summary>Everything on the training side.</summary>
    public static BuiltRelease Build(string name, string version, IEnumerable<Construction> constructions)
    {
        var all = constructions.ToList();
        return Build(new ReleaseHeader(name, version), all.OfType<Construction.Built>().Select(b => new CuratedItem(b.Item, Split.Train)), all.OfType<Construction.Excluded>().Select(e => e.Exclusion));
    }

    /// <summary>A row that one format refuses is in none of the files.</summary>
    public static BuiltRelease Build(ReleaseHeader header, IEnumerable<CuratedItem> items, IEnumerable<Exclusion> leftOut)
    {
        var excluded = leftOut.ToList();
        var rows = new List<Row>();
        foreach (var (item, split) in items) { Add(item, split, rows, excluded); }
        rows.Sort((a, b) => string.CompareOrdinal(a.Item.Id, b.Item.Id));
        excluded.Sort((a, b) => a.ReviewId.CompareTo(b.ReviewId));

        var lines = new Lines();
        foreach (var row in rows) { lines.Add(row); }
        List<BuiltFile> files = [.. lines.Files()];
        files.AddRange(files.Where(f => f.Path.Contains(".trl.", StringComparison.Ordinal)).Select(f => File(ParquetFiles.PathOf(f.Path), ParquetFiles.Write(f.Content), f.Rows)).ToList());
        var examples = IntentFiles.Examples(rows.Where(r => r.Split == Split.Train).Select(r => r.Item));
        if (examples.Count > 0)
        {
            files.Add(File(IntentFiles.CsvPath, IntentFiles.Csv(examples), examples.Count));
            files.Add(File(IntentFiles.RasaPath, IntentFiles.Rasa(examples), examples.Count));
        }

        files.AddRange(header.Extras);
        files.Add(File(Provenance.Path, ReleaseJson.Lines(rows.Select(r => Provenance.Write(r.Item, r.Split, lines.Of(r)))), rows.Count));
        IReadOnlyList<CuratedItem> kept = [.. rows.Select(r => new CuratedItem(r.Item, r.Split))];
        var facts = new ReleaseFacts(header.VersionOf is { } versionOf ? header with { Version = versionOf(kept) } : header, kept, excluded);
        files.Add(File(DatasetCard.Path, DatasetCard.Write(facts, files), 0));
        files.Add(File(Croissant.Path, Croissant.Write(facts, files), 0));
        var manifest = Manifest.Write(facts, files);
        var sha256 = Hash(manifest);
        return new BuiltRelease
        {
            Rows = rows.ConvertAll(r => new BuiltRow(r.Item, r.Split, Encoding.UTF8.GetString(r.Written[0].Lines[0]))),
            Files = [.. files, new BuiltFile(Manifest.Path, manifest, sha256, 0)],
            Sha256 = sha256,
            Excluded = excluded,
            Version = facts.Header.Version,
        };
    }

    /// <summary>SHA-256, hexadecimal, lower case.</summary>
    public static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));

    private static void Add(TrainingItem item, Split split, List<Row> rows, List<Exclusion> excluded)
    {
        List<(string Path, IReadOnlyList<byte[]> Lines)> written = [];
        // What tests a model must never be learnt from, and what is learnt tests nothing.
        foreach (var format in Formats.Where(f => f is not RegressionCases || split == Split.HeldOut))
        {
            var lines = format.Write(item);
            if (lines.Select(line => format.Fault(line)).FirstOrDefault(fault => fault is not null) is { } fault)
            {
                excluded.Add(new Exclusion(item.Review.Id, item.Review.CaseId, ExclusionReason.InvalidRow, $"{format.Path}: {fault}"));
                return;
            }

            if (lines.Count > 0) { written.Add((PathOf(format, split), lines)); }
        }

        rows.Add(new Row(item, split, written));
    }

    /// <summary>Held-out rows have files of their own: <c>sft.trl.jsonl</c> and <c>sft.trl.heldout.jsonl</c>.</summary>
    public static string PathOf(ITrainingFormat format, Split split) =>
        split == Split.Train || format is RegressionCases ? format.Path : format.Path.Replace(".jsonl", ".heldout.jsonl", StringComparison.Ordinal);

    /// <summary>A file with its hash.</summary>
    public static BuiltFile File(string path, byte[] content, int rows) => new(path, content, Hash(content), rows);

    private sealed record Row(TrainingItem Item, Split Split, IReadOnlyList<(string Path, IReadOnlyList<byte[]> Lines)> Written);

    /// <summary>Gathers the lines of each file, and remembers at which line of which file a row begins.</summary>
    private sealed class Lines
    {
        private readonly Dictionary<string, List<byte[]>> _files = new(StringComparer.Ordinal);
        private readonly Dictionary<Row, List<(string Path, int Line)>> _places = new(ReferenceEqualityComparer.Instance as IEqualityComparer<Row>);

        public void Add(Row row)
        {
            _places[row] = [];
            foreach (var (path, lines) in row.Written)
            {
                if (!_files.TryGetValue(path, out var file)) { _files[path] = file = []; }
                _places[row].Add((path, file.Count + 1));
                file.AddRange(lines);
            }
        }

        public List<(string Path, int Line)> Of(Row row) => _places[row];

        public IEnumerable<BuiltFile> Files() => Formats.SelectMany(format => new[] { PathOf(format, Split.Train), PathOf(format, Split.HeldOut) }).Distinct()
            .Where(_files.ContainsKey).Select(path => File(path, ReleaseJson.Lines(_files[path]), _files[path].Count));
    }
}

/// <summary>What the files about the files tell.</summary>
public sealed record ReleaseFacts(ReleaseHeader Header, IReadOnlyList<CuratedItem> Items, IReadOnlyList<Exclusion> Excluded)
{
    /// <summary>Items on a side.</summary>
    public int Count(Split split) => Items.Count(item => item.Split == split);
}
