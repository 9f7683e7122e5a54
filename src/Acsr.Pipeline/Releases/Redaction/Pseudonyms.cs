using System.Security.Cryptography;
using System.Text;

namespace Acsr.Releases.Redaction;

/// <summary>
/// Words that stand for what was taken out: the same for the same value within one release, without connection between releases, as each
/// has a key of its own (formats J.2). Without the key nobody can tell who is meant, nor try names out.
/// </summary>
public sealed class Pseudonyms(byte[] key)
{
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Letters behind the underscore: 30 bits, so that two of a thousand values are the same once in two thousand releases.</summary>
    private const int Letters = 6;

    private readonly byte[] _key = key.Length >= 16 ? key : throw new ArgumentException("A key shorter than 16 bytes can be tried out.", nameof(key));

    /// <summary>For example <c>&lt;PERSON_QX3MPA&gt;</c>. Case, and blanks at the ends or doubled, make no difference.</summary>
    public string Of(string entity, string value)
    {
        var plain = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToLowerInvariant();
        var hash = HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes($"{entity}|{plain}"));
        var bits = BitConverter.ToUInt64([hash[7], hash[6], hash[5], hash[4], hash[3], hash[2], hash[1], hash[0]]);
        return $"<{entity}_{string.Concat(Enumerable.Range(0, Letters).Select(i => Base32[(int)((bits >> (59 - (5 * i))) & 31)]))}>";
    }
}
