using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Acsr.Releases.Curation;
using Acsr.Releases.Formats;

namespace Acsr.Releases.Preflights;

/// <summary>What a preflight found.</summary>
/// <param name="Intents">The two classifiers; null where there is too little to train or to test on.</param>
/// <param name="Retrieval">Searches before and after; null where no question has a known right chunk.</param>
public sealed record PreflightReport(IntentComparison? Intents, RetrievalComparison? Retrieval)
{
    /// <summary>Its file in a release.</summary>
    public const string Path = "preflight.json";
    /// <summary>The trained classifier's.</summary>
    public const string ModelPath = "intent-model.zip";
    /// <summary>Rows of known intents below which nothing is trained.</summary>
    public const int FewestRows = 20;
    /// <summary>Held-out rows below which nothing is compared.</summary>
    public const int FewestHeldOut = 10;

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, IgnoreReadOnlyProperties = false, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The customer's own retriever on the same questions; null where there is none.</summary>
    public OwnRetrieval? Own { get; init; }

    /// <summary>What gets worse, each in a few words; empty where nothing can be called so.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Worse =>
    [
        .. new[] { (Intents?.Accuracy, "accuracy"), (Intents?.MacroF1, "macro-F1"), (Intents?.Scope, "telling what is out of scope"), (Retrieval?.Recall, "recall of searches"), (Own?.Comparison?.Recall, "recall of your own retriever") }
            .Where(figure => figure.Item1?.IsWorse == true).Select(figure => figure.Item2),
    ];

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Options);

    public string Text() => Encoding.UTF8.GetString(Write());

    /// <summary>Null where it cannot be read.</summary>
    public static PreflightReport? Read(ReadOnlySpan<byte> json)
    {
        try { return JsonSerializer.Deserialize<PreflightReport>(json, Options); }
        catch (JsonException) { return null; }
    }

    /// <summary>Which rows a report holds for: item, side, intent and words, in whatever order.</summary>
    public static string KeyOf(IEnumerable<CuratedItem> items)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (item, split) in items.OrderBy(i => i.Item.Id, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{item.Id}\n{split}\n{item.Intent}\n{IntentModel.Plain(item.Utterance ?? "")}\n\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The gate that a release has to pass; null where no row has an intent.</summary>
    public static Gate? GateOf(IReadOnlyList<CuratedItem> items, PreflightReport? report)
    {
        const string id = "preflight", name = "Preflight";
        if (items.All(i => i.Item.Intent is null || i.Item.Utterance is null)) { return null; }
        if (report is { Worse: { Count: > 0 } worse }) { return new(id, name, GateState.Blocks, $"The release makes it worse: {string.Join(", ", worse)}. {Told(report)}", []); }
        if (report is not null) { return new(id, name, (report.Intents is null && report.Retrieval is null) || report.Own?.Problem is not null ? GateState.Warns : GateState.Passed, Told(report), []); }
        var train = IntentFiles.Examples(items.Where(i => i.Split == Split.Train).Select(i => i.Item));
        var held = IntentFiles.Examples(items.Where(i => i.Split == Split.HeldOut).Select(i => i.Item));
        return train.Count >= FewestRows && held.Count >= FewestHeldOut && train.DistinctBy(e => e.Intent).Count() > 1
            ? new(id, name, GateState.Blocks, "Nobody has tried out yet what these rows do to the classifier and to search. Run the preflight below.", [])
            : new(id, name, GateState.Warns, $"Not run: {train.Count} texts to train on, {held.Count} held out. From {FewestRows} and {FewestHeldOut} on it has to be; it can be run before, for earlier releases count too.", []);
    }

    private static string Told(PreflightReport report) =>
        $"{IntentWords(report.Intents)} {RetrievalWords(report.Retrieval)}{report.Own?.InWords}";

    private static string IntentWords(IntentComparison? intents) => intents is null ? "Too few rows to train and test a classifier."
        : FormattableString.Invariant($"The classifier recognises {intents.RightAfter.Good} of {intents.HeldOut} held-out rows{(intents.RightBefore is { } was ? $", the present one {was.Good}; {intents.Fixed} fixed, {intents.Broken} broken" : "; there is no present one to compare with")}.");

    private static string RetrievalWords(RetrievalComparison? retrieval) => retrieval is null ? "No question has a known right article."
        : FormattableString.Invariant($"Search answers {retrieval.FoundAfter.Good} of {retrieval.FoundAfter.Of} questions among the first {retrieval.K}{(retrieval.FoundBefore is { } was ? $", before {was.Good}" : "")}.");
}
