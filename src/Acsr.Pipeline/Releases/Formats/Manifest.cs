using System.Text.Json;
using Acsr.Releases.Curation;

namespace Acsr.Releases.Formats;

/// <summary>
/// The list of a release's files with their hashes (formats D.6). It holds no time, no approval and nothing else that comes after the
/// rows, so its own hash names exactly what the rows are.
/// </summary>
public static class Manifest
{
    public const string Path = "manifest.json";
    public const string Schema = "acsr-dataset/3";

    public static byte[] Write(ReleaseFacts release, IReadOnlyList<BuiltFile> files) => ReleaseJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("name", release.Header.Name);
        json.WriteString("version", release.Header.Version);
        Before(json, release.Header.Before);
        Counts(json, release);
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
        foreach (var reason in release.Excluded.CountBy(e => e.Reason).OrderBy(c => c.Key)) { json.WriteNumber(Name(reason.Key.ToString()), reason.Value); }
        json.WriteEndObject();
        Checks(json, release.Header);
        json.WriteEndObject();
    }, indented: true);

    private static void Before(Utf8JsonWriter json, PrecedingVersion? before)
    {
        if (before is null) { return; }
        json.WriteStartObject("supersedes");
        json.WriteString("version", before.Version);
        json.WriteString("manifest_sha256", before.Sha256);
        json.WriteEndObject();
        if (before.Withdrawn.Count == 0) { return; }
        json.WriteStartArray("tombstones");
        foreach (var item in before.Withdrawn.Order(StringComparer.Ordinal)) { json.WriteStringValue(item); }
        json.WriteEndArray();
    }

    private static void Counts(Utf8JsonWriter json, ReleaseFacts release)
    {
        json.WriteStartObject("counts");
        json.WriteNumber("rows", release.Items.Count);
        json.WriteNumber("train", release.Count(Split.Train));
        json.WriteNumber("held_out", release.Count(Split.HeldOut));
        foreach (var verdict in release.Items.CountBy(i => Provenance.VerdictName(i.Item.Review.Verdict)).OrderBy(c => c.Key, StringComparer.Ordinal)) { json.WriteNumber(verdict.Key, verdict.Value); }
        json.WriteStartObject("intents");
        foreach (var intent in release.Items.CountBy(i => i.Item.Intent ?? "").OrderBy(c => c.Key, StringComparer.Ordinal)) { json.WriteNumber(intent.Key, intent.Value); }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Checks(Utf8JsonWriter json, ReleaseHeader header)
    {
        if (header.Redacted is { } redacted)
        {
            json.WriteStartObject("redaction");
            json.WriteString("ruleset", "acsr-redaction/1");
            json.WriteStartObject("entities");
            foreach (var (entity, count) in redacted) { json.WriteNumber(entity, count); }
            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (header.Gates.Count == 0) { return; }
        json.WriteStartObject("gates");
        foreach (var gate in header.Gates)
        {
            json.WriteStartObject(gate.Id);
            json.WriteString("state", Name(gate.State.ToString()));
            json.WriteString("finding", gate.Finding);
            if (gate.State == GateState.Blocks) { json.WriteString("accepted_because", header.Reason); }
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Name(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
