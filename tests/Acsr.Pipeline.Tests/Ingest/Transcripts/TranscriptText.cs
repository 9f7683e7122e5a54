using System.IO.Compression;
using System.Text;

namespace Acsr.Ingest.Transcripts;

/// <summary>Reads transcripts that a test writes down.</summary>
internal static class TranscriptText
{
    public static List<TranscriptCase> Read(string text, TranscriptMap? map = null) => Read(Encoding.UTF8.GetBytes(text), map);

    public static List<TranscriptCase> Read(byte[] bytes, TranscriptMap? map = null) =>
        [.. TranscriptFile.Read(new MemoryStream(bytes), new TranscriptOptions { Source = "s", Map = map })];

    public static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            zip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }
}
