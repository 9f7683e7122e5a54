using System.Globalization;
using System.Text;
using Acsr.Releases.Curation;

namespace Acsr.Releases.Formats;

/// <summary>A document that may be the right one: a chunk of an article, or a policy clause.</summary>
public sealed record RelevanceDocument(string Id, string Title, string Text, string Kind);

/// <summary>A question and the document that a person named as right for it.</summary>
/// <param name="QueryId">Of the question.</param>
/// <param name="Text">The question, without what names a person.</param>
/// <param name="DocumentId">The right document.</param>
/// <param name="ArticleId">Its article; null where it is a clause.</param>
/// <param name="Wrong">Documents that search brought back for it and that did not answer it.</param>
/// <param name="Split">On which side it is.</param>
public sealed record RelevancePair(string QueryId, string Text, string DocumentId, string? ArticleId, IReadOnlyList<string> Wrong, Split Split);

/// <summary>Questions with their right documents, for trainers and testers of retrieval (formats D.5): a BEIR folder, and triplets as sentence-transformers read them.</summary>
public static class RetrievalFiles
{
    public const string Corpus = "beir/corpus.jsonl";
    public const string Queries = "beir/queries.jsonl";
    public const string TrainPairs = "beir/qrels/train.tsv";
    public const string TestPairs = "beir/qrels/test.tsv";
    public const string Triplets = "triplets.jsonl";

    /// <summary>The first line of pairs: readers pass it over, and read the score as a whole number.</summary>
    public const string QrelsHeader = "query-id\tcorpus-id\tscore\n";

    /// <summary>Id of a question that came from no reviewed case: the same for the same words.</summary>
    public static string QueryIdOf(string question) => "q-" + ReleaseBuilder.Hash(Encoding.UTF8.GetBytes(question.ToLowerInvariant()))[..16];

    /// <summary>The files; none where there is no pair. Triplets are of the training side only.</summary>
    public static IReadOnlyList<BuiltFile> Write(IReadOnlyList<RelevanceDocument> corpus, IReadOnlyList<RelevancePair> pairs)
    {
        if (pairs.Count == 0) { return []; }
        var texts = corpus.ToDictionary(d => d.Id, d => d.Text, StringComparer.Ordinal);
        var sorted = pairs.Where(p => texts.ContainsKey(p.DocumentId)).OrderBy(p => p.QueryId, StringComparer.Ordinal).ThenBy(p => p.DocumentId, StringComparer.Ordinal).ToList();
        var documents = corpus.OrderBy(d => d.Id, StringComparer.Ordinal).Select(Line).ToList();
        var queries = sorted.DistinctBy(p => p.QueryId).Select(p => ReleaseJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("_id", p.QueryId);
            json.WriteString("text", p.Text);
            json.WriteEndObject();
        })).ToList();
        List<BuiltFile> files = [ReleaseBuilder.File(Corpus, ReleaseJson.Lines(documents), documents.Count), ReleaseBuilder.File(Queries, ReleaseJson.Lines(queries), queries.Count)];
        foreach (var (path, split) in new[] { (TrainPairs, Split.Train), (TestPairs, Split.HeldOut) })
        {
            var lines = sorted.Where(p => p.Split == split).ToList();
            if (lines.Count > 0) { files.Add(ReleaseBuilder.File(path, Qrels(lines), lines.Count)); }
        }

        var triplets = sorted.Where(p => p.Split == Split.Train).SelectMany(p => p.Wrong.Where(wrong => texts.ContainsKey(wrong) && wrong != p.DocumentId).Order(StringComparer.Ordinal).Select(wrong => ReleaseJson.Write(json =>
        {
            // Readers tell the columns apart by their order.
            json.WriteStartObject();
            json.WriteString("anchor", p.Text);
            json.WriteString("positive", texts[p.DocumentId]);
            json.WriteString("negative", texts[wrong]);
            json.WriteEndObject();
        }))).ToList();
        if (triplets.Count > 0) { files.Add(ReleaseBuilder.File(Triplets, ReleaseJson.Lines(triplets), triplets.Count)); }
        return files;
    }

    private static byte[] Qrels(IEnumerable<RelevancePair> pairs)
    {
        var text = new StringBuilder(QrelsHeader);
        foreach (var pair in pairs) { text.Append(CultureInfo.InvariantCulture, $"{pair.QueryId}\t{pair.DocumentId}\t1\n"); }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static byte[] Line(RelevanceDocument document) => ReleaseJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("_id", document.Id);
        json.WriteString("title", document.Title);
        json.WriteString("text", document.Text);
        json.WriteStartObject("metadata");
        json.WriteString("kind", document.Kind);
        json.WriteEndObject();
        json.WriteEndObject();
    });
}
