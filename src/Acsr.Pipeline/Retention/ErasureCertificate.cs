using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Acsr.Releases.Formats;

namespace Acsr.Retention;

/// <summary>What is kept as proof of an erasure, as JSON. Its hash is in the audit log, whose chain says when it was written. Pure.</summary>
internal static class ErasureCertificate
{
    public static (string Text, string Sha256) Write(Erasure erasure)
    {
        var bytes = ReleaseJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("schema", "acsr-erasure/1");
            json.WriteNumber("erasure", erasure.Id);
            json.WriteString("subject_hmac_sha256", erasure.Subject);
            json.WriteString("started_at", Time(erasure.StartedAt));
            json.WriteString("finished_at", Time(erasure.FinishedAt!.Value));
            json.WriteString("by", erasure.By);
            json.WriteString("reason", erasure.Reason);
            json.WriteString("first_case_at", erasure.FirstCaseAt is { } first ? Time(first) : null);
            json.WriteString("last_case_at", erasure.LastCaseAt is { } last ? Time(last) : null);
            json.WriteStartArray("done");
            foreach (var count in erasure.Counts.OrderBy(c => c.Place, StringComparer.Ordinal).ThenBy(c => c.Done, StringComparer.Ordinal))
            {
                json.WriteStartObject();
                json.WriteString("place", count.Place);
                json.WriteString("what", count.Done);
                json.WriteNumber("count", count.Count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }, indented: true);
        return (Encoding.UTF8.GetString(bytes), Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
