using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Acsr.Releases.Curation;
using Acsr.Releases.Formats;

namespace Acsr.Releases;

/// <summary>
/// Items as a release keeps them: what its files were written from, without personal data, so that a version without some rows can be
/// written from the others years later, byte for byte as they were. Pure.
/// </summary>
public static class ReleaseItems
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
    };

    /// <summary>As JSON. What no file needs is left out: the customer, the reviewer's name, and texts that were not looked through.</summary>
    public static string Write(TrainingItem item)
    {
        var told = (item.Told ?? item.Review).Copy();
        (told.ReviewerName, told.Unclear, told.RootCause, told.Batch, told.InclusionProbability) = ("", null, null, null, null);
        (told.Prefilled, told.Accepted, told.SetId, told.Standing, told.Queue, told.Guideline, told.Seconds, told.Control) = ([], [], 0, default, "", null, null, false);
        return JsonSerializer.Serialize(item with { Review = told, Told = null, Group = "" }, Options);
    }

    /// <summary>The item that <see cref="Write"/> wrote.</summary>
    public static TrainingItem Read(string json) => JsonSerializer.Deserialize<TrainingItem>(json, Options)!;

    /// <summary>SHA-256 of schema, side and item, hexadecimal: what tells whether two versions hold the same row.</summary>
    public static string Digest(string json, Split split) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Manifest.Schema}\n{split}\n{json}")));

    /// <summary>The line of the TRL file.</summary>
    public static string Preview(ReleaseRow row) =>
        row.Preview.Length > 0 || row.Item is null ? row.Preview : Encoding.UTF8.GetString(new SftTrl().Write(Read(row.Item))[0]);
}
