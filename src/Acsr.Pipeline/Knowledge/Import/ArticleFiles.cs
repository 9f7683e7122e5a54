using System.IO.Compression;
using System.Text;

namespace Acsr.Knowledge;

/// <summary>Reads articles from files, folders and zips; a bad one costs nothing that is good beside it.</summary>
public static class ArticleFiles
{
    /// <summary>Bytes of one file; a helpdesk's export may be a large one.</summary>
    public const int MaxFile = 64 << 20;
    /// <summary>Files in a zip, and bytes of all of them unpacked.</summary>
    public const int MaxFiles = 50_000;
    public const long MaxUnpacked = 512L << 20;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A file, a zip or a whole folder of this machine. Files of other kinds in a folder are passed over.</summary>
    public static async Task<ArticleReading> ReadPathAsync(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path)) { return Read(Path.GetFileName(path), await File.ReadAllBytesAsync(path, cancellationToken)); }
        List<ArticleReading> parts = [];
        foreach (var file in Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var relative = Path.GetRelativePath(path, file).Replace('\\', '/');
            if (IsArticle(relative)) { parts.Add(Read(relative, await File.ReadAllBytesAsync(file, cancellationToken))); }
        }

        return ArticleReading.Of(parts);
    }

    /// <summary>One file as it was uploaded.</summary>
    public static ArticleReading Read(string name, byte[] bytes)
    {
        var kind = Path.GetExtension(name).ToLowerInvariant();
        if (kind == ".zip") { return Zip(name, bytes); }
        if (bytes.Length > MaxFile) { return ArticleReading.Fault(name, $"It has {bytes.Length:N0} bytes; {MaxFile:N0} are the most. Split it."); }
        string text;
        try { text = Utf8.GetString(bytes); }
        catch (DecoderFallbackException) { return ArticleReading.Fault(name, "It is not UTF-8 text; save it as UTF-8."); }
        return kind switch
        {
            ".md" or ".markdown" => MarkdownArticle.Read(name, text),
            ".json" => HelpdeskArticles.Read(name, text),
            _ => ArticleReading.Fault(name, "Give Markdown (.md), a helpdesk's export (.json) or a zip of these."),
        };
    }

    // index.md and log.md are a folder's own pages in OKF, and what begins with a dot or an underscore is no article anywhere.
    private static bool IsArticle(string path) =>
        Path.GetExtension(path).ToLowerInvariant() is ".md" or ".markdown" or ".json" && Path.GetFileName(path).ToLowerInvariant() is not ("index.md" or "log.md" or "manifest.json" or "zendesk.json" or "intercom.json")
        && !path.Split('/').Any(part => part.StartsWith('.') || part.StartsWith("__", StringComparison.Ordinal));

    private static ArticleReading Zip(string name, byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            if (zip.Entries.Count > MaxFiles) { return ArticleReading.Fault(name, $"It holds {zip.Entries.Count:N0} files; {MaxFiles:N0} are the most."); }
            List<ArticleReading> parts = [];
            var unpacked = 0L;
            foreach (var entry in zip.Entries.Where(e => IsArticle(e.FullName)).OrderBy(e => e.FullName, StringComparer.Ordinal))
            {
                // The sizes in a zip are its author's word, so what is really unpacked is counted.
                using var content = entry.Open();
                using var file = new MemoryStream();
                var buffer = new byte[81920];
                for (int read; (read = content.Read(buffer)) > 0;)
                {
                    if ((unpacked += read) > MaxUnpacked) { return ArticleReading.Fault(name, $"Unpacked it has more than {MaxUnpacked:N0} bytes; split it."); }
                    file.Write(buffer, 0, read);
                }

                parts.Add(Read(entry.FullName, file.ToArray()));
            }

            return parts.Count == 0 ? ArticleReading.Fault(name, "It holds no Markdown (.md) and no export (.json).") : ArticleReading.Of(parts);
        }
        catch (InvalidDataException)
        {
            return ArticleReading.Fault(name, "It is no zip, or it is damaged; pack it again.");
        }
    }
}
