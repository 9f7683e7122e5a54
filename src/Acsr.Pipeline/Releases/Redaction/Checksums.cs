using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace Acsr.Releases.Redaction;

/// <summary>Check digits of numbers that name a person or an account: what only looks like one is told apart. Pure; each takes the text as found, with its spaces and hyphens.</summary>
public static class Checksums
{
    /// <summary>Countries whose IBAN is known, with its whole length (ISO 13616 registry).</summary>
    private static readonly Dictionary<string, int> IbanLengths = (
        "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 " +
        "HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 " +
        "RO24 RS22 SA24 SC31 SE24 SI19 SK24 SM27 TN24 TR26 UA29 VA22 VG24 XK20").Split(' ').ToDictionary(entry => entry[..2], entry => int.Parse(entry.AsSpan(2), CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>Cards: every second digit from the right doubled, the sum of all digits a multiple of ten (ISO/IEC 7812-1).</summary>
    public static bool Luhn(string text)
    {
        var (sum, twice) = (0, false);
        foreach (var digit in Enumerable.Reverse(Digits(text)))
        {
            sum += !twice ? digit : digit > 4 ? (2 * digit) - 9 : 2 * digit;
            twice = !twice;
        }

        return sum % 10 == 0;
    }

    /// <summary>Bank accounts: the right length for the country, and 1 as remainder by 97 with the first four characters moved to the end (ISO 13616).</summary>
    public static bool Iban(string text)
    {
        var iban = string.Concat(text.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        if (iban.Length < 5 || !IbanLengths.TryGetValue(iban[..2], out var length) || iban.Length != length) { return false; }
        var remainder = 0;
        foreach (var sign in iban[4..] + iban[..4])
        {
            var value = char.IsAsciiDigit(sign) ? sign - '0' : sign - 'A' + 10;
            remainder = ((remainder * (value > 9 ? 100 : 10)) + value) % 97;
        }

        return remainder == 1;
    }

    /// <summary>Numbers of the British health service: weights 10 to 2, modulo 11.</summary>
    public static bool Nhs(string text)
    {
        var digits = Digits(text);
        if (digits.Count != 10) { return false; }
        var check = 11 - (digits.Take(9).Select((digit, i) => digit * (10 - i)).Sum() % 11);
        return check != 10 && digits[9] == (check == 11 ? 0 : check);
    }

    /// <summary>American bank routing numbers: weights 3, 7, 1, a multiple of ten.</summary>
    public static bool AbaRouting(string text)
    {
        var digits = Digits(text);
        return digits.Count == 9 && digits.Select((digit, i) => digit * (i % 3) switch { 0 => 3, 1 => 7, _ => 1 }).Sum() % 10 == 0;
    }

    /// <summary>American social security numbers: no group of zeros, none of the numbers that were never given out.</summary>
    public static bool UsSsn(string text)
    {
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (digits.Length != 9 || digits.Distinct().Count() == 1) { return false; }
        var delimiters = text.Where(sign => !char.IsAsciiDigit(sign)).Distinct().Count();
        return delimiters <= 1 && digits[..3] is not ("000" or "666") && digits[3..5] != "00" && digits[5..] != "0000"
            && digits != "123456789" && !digits.StartsWith("98765432", StringComparison.Ordinal) && digits != "078051120";
    }

    /// <summary>Bitcoin addresses: Base58 whose last four bytes are the start of the double SHA-256 of the others.</summary>
    public static bool Base58Check(string text)
    {
        const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
        var number = BigInteger.Zero;
        foreach (var sign in text)
        {
            var value = Alphabet.IndexOf(sign, StringComparison.Ordinal);
            if (value < 0) { return false; }
            number = (number * 58) + value;
        }

        var bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] whole = [.. Enumerable.Repeat((byte)0, text.TakeWhile(sign => sign == '1').Count()), .. bytes];
        return whole.Length == 25 && SHA256.HashData(SHA256.HashData(whole.AsSpan(0, 21))).AsSpan(0, 4).SequenceEqual(whole.AsSpan(21));
    }

    /// <summary>German tax numbers of persons: ISO 7064 MOD 11,10, and exactly one digit of the first ten that comes twice or three times.</summary>
    public static bool GermanTaxId(string text)
    {
        var digits = Digits(text);
        if (digits.Count != 11 || digits[0] == 0) { return false; }
        var counts = digits.Take(10).CountBy(digit => digit).Select(c => c.Value).ToList();
        if (counts.Count(c => c > 1) != 1 || counts.Max() > 3) { return false; }
        var product = 10;
        foreach (var digit in digits.Take(10))
        {
            var sum = (digit + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }

        return (11 - product) % 10 == digits[10];
    }

    /// <summary>Bits of entropy a character, by Shannon: random keys have more than words.</summary>
    public static double Entropy(string text) => text.Length == 0 ? 0 : -text.CountBy(sign => sign).Sum(c => c.Value / (double)text.Length * Math.Log2(c.Value / (double)text.Length));

    private static List<int> Digits(string text) => [.. text.Where(char.IsAsciiDigit).Select(digit => digit - '0')];
}
