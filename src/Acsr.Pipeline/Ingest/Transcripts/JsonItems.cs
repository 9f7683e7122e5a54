using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace Acsr.Ingest.Transcripts;

/// <summary>One value of a file, or what is wrong at its place.</summary>
/// <param name="Value">Undefined when there is a fault.</param>
/// <param name="Where">Where it stands, as people count.</param>
/// <param name="Fault">What is wrong, in words.</param>
/// <param name="Listed">It is an item of the file's outermost list.</param>
internal readonly record struct JsonItem(JsonElement Value, string Where, string? Fault = null, bool Listed = false);

/// <summary>
/// The values of a JSON or JSON Lines file, plain or gzip, one after the other: only one of them is held in memory at a time.
/// </summary>
internal static class JsonItems
{
    // Long enough for the first line of any JSON Lines file seen; a longer one is read as a document, which still works for lines of objects.
    private const int HeadBytes = 1 << 20;

    public static IEnumerable<JsonItem> Read(Stream file)
    {
        using var items = Plain(file).GetEnumerator();
        while (true)
        {
            string? fault = null;
            try
            {
                if (!items.MoveNext())
                {
                    yield break;
                }
            }
            catch (JsonException error)
            {
                fault = $"the file is not JSON from line {error.LineNumber + 1} on; what came before it was taken. Send the whole file again when it is mended: {Reason(error)}";
            }
            catch (InvalidDataException error)
            {
                fault = $"the file is a damaged gzip ({error.Message}); what came before the damage was taken. Copy the file anew and import it again.";
            }

            if (fault is not null)
            {
                yield return new JsonItem(default, "file", fault);
                yield break;
            }

            yield return items.Current;
        }
    }

    private static IEnumerable<JsonItem> Plain(Stream file)
    {
        var pipe = PipeReader.Create(file, new StreamPipeReaderOptions(leaveOpen: true));
        var head = Peek(pipe, 2);
        if (head is [0x1f, 0x8b, ..])
        {
            pipe = PipeReader.Create(new GZipStream(pipe.AsStream(), CompressionMode.Decompress));
        }

        head = Peek(pipe, HeadBytes);
        var text = Encoding.UTF8.GetString(head).TrimStart('\uFEFF').TrimStart();
        IEnumerable<JsonItem> items = text switch
        {
            "" => [new JsonItem(default, "file", "the file is empty; export the conversations again.")],
            ['{' or '[', ..] => IsLines(text, whole: head.Length < HeadBytes) ? Lines(pipe.AsStream()) : Document(pipe.AsStream(), text[0] == '['),
            _ => [new JsonItem(default, "file", "the file is neither JSON nor JSON Lines: it must begin with { or [. Export it as one of the two, plain or gzip.")],
        };
        foreach (var item in items)
        {
            yield return item;
        }
    }

    private static byte[] Peek(PipeReader pipe, int bytes)
    {
        var read = pipe.ReadAtLeastAsync(bytes).AsTask().GetAwaiter().GetResult();
        var head = new byte[Math.Min(bytes, read.Buffer.Length)];
        var sequence = read.Buffer.Slice(0, head.Length);
        var at = 0;
        foreach (var part in sequence)
        {
            part.Span.CopyTo(head.AsSpan(at));
            at += part.Length;
        }

        pipe.AdvanceTo(read.Buffer.Start, read.Buffer.Start);
        return head;
    }

    /// <summary>
    /// Lines, if the first one is a whole value and something follows it; or if the first is broken, but the second is whole: one bad
    /// line must not spoil the others.
    /// </summary>
    private static bool IsLines(string head, bool whole)
    {
        var lines = head.Split('\n', 4, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var cut = whole ? lines.Length : lines.Length - 1;
        var second = cut > 1 ? lines[1] : "";
        return lines.Length > 1 && (IsValue(lines[0]) || (lines[0].Length > 1 && second is ['{' or '[', ..] && IsValue(second)));
    }

    private static bool IsValue(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<JsonItem> Lines(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                yield return Line(line, $"line {number}");
            }
        }
    }

    private static JsonItem Line(string line, string where)
    {
        try
        {
            return new JsonItem(JsonSerializer.Deserialize<JsonElement>(line), where);
        }
        catch (JsonException error)
        {
            return new JsonItem(default, where, $"it is not JSON: {Reason(error)} Mend the line, or take it out.");
        }
    }

    private static IEnumerable<JsonItem> Document(Stream stream, bool list)
    {
        var number = 0;
        foreach (var value in JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream, topLevelValues: !list, JsonSerializerOptions.Default).ToBlockingEnumerable())
        {
            number++;
            yield return new JsonItem(value, list ? $"item {number}" : $"object {number}", Listed: list);
        }
    }

    /// <summary>The first sentence only: what follows it names .NET's paths and offsets, which help nobody here.</summary>
    private static string Reason(JsonException error) => error.Message.Split(" Path:", 2)[0].Split(" LineNumber:", 2)[0].TrimEnd();
}
