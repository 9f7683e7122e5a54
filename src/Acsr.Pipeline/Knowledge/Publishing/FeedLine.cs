using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acsr.Knowledge;

/// <summary>A line of the change feed (formats E). Its bytes are made once and never again.</summary>
internal static class FeedLine
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>SHA-256 of what a consumer sees of a chunk, without what grows by itself, hexadecimal.</summary>
    public static string Hash(Chunk chunk, ArticleText text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Content(chunk, text).ToJsonString(Plain))));

    /// <summary>The line of a chunk as it is now; of one that is gone where <paramref name="chunk"/> is null.</summary>
    public static ChunkChange Of(Chunk? chunk, string chunkId, ArticleVersion version, Changeset set, long sequence)
    {
        var line = new JsonObject { ["seq"] = sequence, ["op"] = chunk is null ? "delete" : "upsert", ["chunk_id"] = chunkId, ["doc_id"] = version.ArticleId, ["version"] = version.Version, ["changeset"] = set.Version };
        line["changed_at"] = set.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (chunk is not null)
        {
            foreach (var (name, value) in Content(chunk, ArticleText.Of(version))) { line[name] = value?.DeepClone(); }
            line["source_refs"] = version.EditId is { } edit ? new JsonArray(string.Create(CultureInfo.InvariantCulture, $"edit:{edit}")) : [];
        }

        return new ChunkChange
        {
            Sequence = sequence,
            ChangesetId = set.Id,
            Operation = chunk is null ? ChangeOperation.Delete : ChangeOperation.Upsert,
            ChunkId = chunkId,
            ArticleId = version.ArticleId,
            Line = line.ToJsonString(Plain),
        };
    }

    private static JsonObject Content(Chunk chunk, ArticleText text) => new()
    {
        ["title_path"] = List(chunk.TitlePath),
        ["text"] = chunk.Text,
        ["content_hash"] = chunk.ContentHash,
        // What an embedding is made of: tags and dates may change without a new one.
        ["embed_hash"] = ArticleChunks.Hash(string.Join('\n', chunk.TitlePath) + "\n\n" + chunk.Text),
        ["clause_ids"] = List(chunk.Clauses),
        ["section"] = text.Section,
        ["tags"] = List(text.Tags),
        ["locale"] = text.Locale,
        ["stale_after"] = text.StaleAfter?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static JsonArray List(IEnumerable<string> items) => new([.. items.Select(i => (JsonNode)i)]);
}
