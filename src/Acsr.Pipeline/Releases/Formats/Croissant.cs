using System.Text.Json;

namespace Acsr.Releases.Formats;

/// <summary>The release described for machines, as Croissant 1.1 (JSON-LD; formats D.6). It names no time, so that the same rows give the same bytes.</summary>
public static class Croissant
{
    public const string Path = "croissant.json";

    public static byte[] Write(ReleaseFacts release, IReadOnlyList<BuiltFile> files) => ReleaseJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("@context");
        json.WriteString("@vocab", "https://schema.org/");
        json.WriteString("sc", "https://schema.org/");
        json.WriteString("cr", "http://mlcommons.org/croissant/");
        json.WriteString("rai", "http://mlcommons.org/croissant/RAI/");
        json.WriteString("dct", "http://purl.org/dc/terms/");
        json.WriteEndObject();
        json.WriteString("@type", "sc:Dataset");
        json.WriteString("dct:conformsTo", "http://mlcommons.org/croissant/1.1");
        json.WriteString("name", release.Header.Name);
        json.WriteString("version", release.Header.Version);
        json.WriteString("description", "Corrected decisions of a customer support agent, each with the policy clause or data point behind it.");
        json.WriteString("rai:dataAnnotationProtocol", "One reviewer a row; approved by somebody who did not review it.");
        json.WriteString("rai:personalSensitiveInformation", release.Header.Redacted is null ? "Not looked for." : "Replaced by patterns, check digits and values known from tools; see README.md.");
        json.WriteStartArray("distribution");
        foreach (var file in files)
        {
            json.WriteStartObject();
            json.WriteString("@type", "cr:FileObject");
            json.WriteString("@id", file.Path);
            json.WriteString("name", file.Path);
            json.WriteString("contentUrl", file.Path);
            json.WriteString("encodingFormat", TypeOf(file.Path));
            json.WriteString("contentSize", $"{file.Content.Length} B");
            json.WriteString("sha256", file.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("recordSet");
        foreach (var file in files.Where(f => f.Path.EndsWith(".jsonl", StringComparison.Ordinal) && f.Rows > 0))
        {
            using var first = JsonDocument.Parse(file.Content.AsMemory(0, Array.IndexOf(file.Content, (byte)'\n')));
            var id = file.Path[..^".jsonl".Length];
            json.WriteStartObject();
            json.WriteString("@type", "cr:RecordSet");
            json.WriteString("@id", id);
            json.WriteStartArray("field");
            foreach (var member in first.RootElement.EnumerateObject())
            {
                json.WriteStartObject();
                json.WriteString("@type", "cr:Field");
                json.WriteString("@id", $"{id}/{member.Name}");
                json.WriteString("dataType", member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False ? "sc:Boolean" : "sc:Text");
                json.WriteStartObject("source");
                json.WriteStartObject("fileObject");
                json.WriteString("@id", file.Path);
                json.WriteEndObject();
                json.WriteStartObject("extract");
                json.WriteString("jsonPath", $"$.{member.Name}");
                json.WriteEndObject();
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }, indented: true);

    /// <summary>The media type of a release's file by its name.</summary>
    public static string TypeOf(string path) => System.IO.Path.GetExtension(path) switch
    {
        ".jsonl" => "application/jsonlines",
        ".json" => "application/json",
        ".csv" => "text/csv",
        ".parquet" => "application/vnd.apache.parquet",
        ".tsv" => "text/tab-separated-values",
        ".zip" => "application/zip",
        ".yml" => "application/yaml",
        _ => "text/markdown",
    };
}
