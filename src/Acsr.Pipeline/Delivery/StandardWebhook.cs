using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Acsr.Delivery;

/// <summary>Signs messages as Standard Webhooks 1.0.0 has it (https://www.standardwebhooks.com; formats C.4): HMAC-SHA256 over id, time and body.</summary>
public static class StandardWebhook
{
    public const string IdHeader = "webhook-id";
    public const string TimestampHeader = "webhook-timestamp";
    public const string SignatureHeader = "webhook-signature";

    private const string SecretPrefix = "whsec_";
    private const int SecretBytes = 32;

    /// <summary>A new secret: <c>whsec_</c> and 32 random bytes in base64.</summary>
    public static string NewSecret() => SecretPrefix + Convert.ToBase64String(RandomNumberGenerator.GetBytes(SecretBytes));

    /// <summary>One signature, <c>v1,</c> and base64.</summary>
    /// <param name="secret">With or without <c>whsec_</c>.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="timestamp">Unix seconds of the attempt.</param>
    /// <param name="body">Byte for byte what is sent.</param>
    /// <exception cref="FormatException">The secret is not base64.</exception>
    public static string Sign(string secret, string id, long timestamp, ReadOnlySpan<byte> body)
    {
        var key = Convert.FromBase64String(secret.StartsWith(SecretPrefix, StringComparison.Ordinal) ? secret[SecretPrefix.Length..] : secret);
        byte[] content = [.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{timestamp}.")), .. body];
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(key, content));
    }
}
