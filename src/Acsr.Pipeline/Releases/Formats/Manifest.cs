using System.Text.Json;

namespace Acsr.Releases.Formats;

/// <summary>
/// The list of a release's files with their hashes (formats D.6). It holds no time, no approval and nothing else that comes after the
/// rows, so its own hash names exactly what the rows are.
/// </summary>
public static class Manifest
{
    public const string Path = "manifest.json";
    public const string Schema = "acsr-dataset/1";

    public static byte[] Write(string name, string version, IReadOnlyList<TrainingItem> items, IReadOnlyList<BuiltFile> files, IReadOnlyList<Exclusion> excluded) =>
        ReleaseJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("schema", Schema);
            json.WriteString("name", name);
            json.WriteString("version", version);
            json.WriteStartObject("counts");
            json.WriteNumber("rows", items.Count);
            foreach (var verdict in items.CountBy(i => Provenance.VerdictName(i.Review.Verdict)).OrderBy(c => c.Key, StringComparer.Ordinal))
            {
                json.WriteNumber(verdict.Key, verdict.Value);
            }

            json.WriteEndObject();
            json.WriteStartArray("files");
            foreach (var file in files)
            {
                json.WriteStartObject();
                json.WriteString("path", file.Path);
                json.WriteNumber("bytes", file.Content.Length);
                json.WriteString("sha256", file.Sha256);
                json.WriteNumber("rows", file.Rows);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartObject("excluded");
            foreach (var reason in excluded.CountBy(e => e.Reason).OrderBy(c => c.Key))
            {
                json.WriteNumber(JsonNamingPolicy.SnakeCaseLower.ConvertName(reason.Key.ToString()), reason.Value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }, indented: true);
}
