using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Acsr.Ingest.Transcripts;

/// <summary>
/// Reads a file of chat transcripts: JSON or JSON Lines, plain or gzip, of a shape we know or one that a map describes. Pure: the
/// same file gives the same events, and what cannot be read is refused by itself, with the reason.
/// </summary>
public static class TranscriptFile
{
    /// <summary>An id of a case may be 200 characters long, and the ids of its events add some to it.</summary>
    private const int LongestCaseId = 170;

    /// <summary>The conversations in order, one at a time. The stream is read once, need not seek, and stays open.</summary>
    public static IEnumerable<TranscriptCase> Read(Stream file, TranscriptOptions options)
    {
        var map = options.Map is null ? null : new MappedShape(options.Map);
        var seen = new Dictionary<string, string>();
        foreach (var (where, conversation) in Conversations(file, map))
        {
            var taken = Named(conversation, options.Source, seen);
            yield return taken.Refused is null ? taken : taken with { Refused = $"{where}: {taken.Refused}" };
        }

        if (map?.Unused() is { } unused)
        {
            yield return new TranscriptCase { CaseId = "", Refused = $"map: {unused}" };
        }
    }

    private static IEnumerable<(string Where, Conversation Conversation)> Conversations(Stream file, MappedShape? map)
    {
        List<JsonElement>? bare = null;
        foreach (var item in JsonItems.Read(file))
        {
            if (item.Fault is not null)
            {
                yield return (item.Where, new Conversation { Fault = item.Fault });
            }
            else if (!item.Value.IsReadable())
            {
                yield return (item.Where, new Conversation { Fault = "it holds text that is not valid Unicode; write it as UTF-8 again." });
            }
            else if (bare is not null || (map is null && item.Listed && IsBare(item.Value)))
            {
                (bare ??= []).Add(item.Value);
            }
            else
            {
                var conversations = map is null ? KnownShapes.Read(item.Value) : map.Read(item.Value);
                foreach (var (number, conversation) in conversations.Index())
                {
                    yield return (number == 0 ? item.Where : $"{item.Where}, conversation {number + 1}", conversation);
                }
            }
        }

        if (bare is not null)
        {
            yield return ("file", KnownShapes.Bare(bare));
        }
    }

    /// <summary>The file's outermost list may be one conversation: then its items are messages.</summary>
    private static bool IsBare(JsonElement item) => ChatMessageReader.IsMessage(item) && item.Field("messages") is null && item.Field("traj") is null;

    private static TranscriptCase Named(Conversation conversation, string source, Dictionary<string, string> seen)
    {
        var content = conversation.ContentHash();
        var id = CaseId(source, conversation.Id ?? content);
        if (conversation.Fault is not null || seen.TryAdd(id, content) || seen[id] == content)
        {
            return ConversationEvents.Of(conversation.Fault is not null && conversation.Id is null ? "" : id, conversation);
        }

        return conversation.SpareId is { } spare && CaseId(source, spare) is var other && (seen.TryAdd(other, content) || seen[other] == content)
            ? ConversationEvents.Of(other, conversation)
            : new TranscriptCase { CaseId = id, Refused = $"another conversation of the file has the id '{conversation.Id}' too, with other content. Give each its own id, or name another field in a map ('id')." };
    }

    private static string CaseId(string source, string natural)
    {
        var id = $"{source}/{natural}";
        return id.Length <= LongestCaseId ? id
            : $"{source[..Math.Min(source.Length, 100)]}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)))}";
    }
}
