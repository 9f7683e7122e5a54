using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace Acsr.Ingest.Transcripts;

/// <summary>
/// Reads runs of several agents from an archive (<c>.tar.gz</c>): each <c>ID.json</c> in it a list of <c>{role, content}</c>, the person's role
/// being <c>human</c> or <c>user</c> and every other one an agent's. A message's event is <c>SOURCE/ID#n</c>, counted from 0. Pure.
/// </summary>
public static class RunArchive
{
    /// <summary>One case a run, in the order of the archive; what is no run is passed over.</summary>
    public static IEnumerable<TranscriptCase> Read(Stream archive, string source)
    {
        using var unpacked = new GZipStream(archive, CompressionMode.Decompress, leaveOpen: true);
        using var entries = new TarReader(unpacked);
        while (entries.GetNextEntry() is { } entry)
        {
            if (entry.DataStream is null || !entry.Name.EndsWith(".json", StringComparison.Ordinal)) { continue; }
            var id = $"{source}/{Path.GetFileNameWithoutExtension(entry.Name)}";
            if (Messages(entry.DataStream) is { Count: > 0 } messages) { yield return ConversationEvents.Of(id, new Conversation { Messages = messages, Channel = "chat" }); }
        }
    }

    private static List<ChatMessage>? Messages(Stream file)
    {
        try
        {
            using var document = JsonDocument.Parse(file);
            return document.RootElement.ValueKind != JsonValueKind.Array ? null : [.. document.RootElement.EnumerateArray().Select(MessageOf).OfType<ChatMessage>()];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ChatMessage? MessageOf(JsonElement item) =>
        item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("role", out var role) || role.ValueKind != JsonValueKind.String ? null
        : new ChatMessage
        {
            Role = role.GetString() is "human" or "user" ? Speaker.Customer : Speaker.Agent,
            Text = item.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String ? content.GetString() : null,
        };
}
