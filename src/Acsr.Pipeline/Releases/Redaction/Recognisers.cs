using System.Net;
using System.Text.RegularExpressions;
using PhoneNumbers;

namespace Acsr.Releases.Redaction;

/// <summary>Everything that is looked for in a release (formats J.1).</summary>
public static partial class Recognisers
{
    /// <summary>From this on it counts: sets that are given away take more than Presidio's half (formats J.1).</summary>
    public const double Threshold = .4;

    private static readonly string[] Regions = ["US", "GB", "DE", "FR", "ES", "IT", "NL", "AT", "CH"];

    private static readonly Recogniser[] Patterns =
    [
        new("CREDIT_CARD", Card(), .3, Checksums.Luhn, "card", "credit", "visa", "mastercard", "amex"),
        new("IBAN_CODE", IbanShape(), .5, Checksums.Iban, "iban", "bank", "account"),
        new("EMAIL_ADDRESS", Email(), .5),
        new("US_SSN", Ssn(), .5, Checksums.UsSsn, "ssn", "social", "security"),
        new("US_SSN", NineDigits(), .05, null, "ssn", "social"),
        new("US_ITIN", Itin(), .5, null, "itin", "tax"),
        new("ABA_ROUTING", Routing(), .05, text => Checksums.AbaRouting(text) && text.Distinct().Count() > 2, "routing", "aba"),
        new("UK_NHS", NhsShape(), .5, Checksums.Nhs, "nhs", "health"),
        new("UK_NINO", Nino(), .5, null, "nino", "insurance"),
        new("UK_POSTCODE", Postcode(), .1, null, "postcode", "address", "post"),
        new("DE_TAX_ID", ElevenDigits(), .1, Checksums.GermanTaxId, "steuer", "tax"),
        new("IP_ADDRESS", IpV4(), .6, text => IPAddress.TryParse(text, out _)),
        new("MAC_ADDRESS", Mac(), .6),
        new("CRYPTO", Bitcoin(), .5, Checksums.Base58Check),
        new("SECRET", AwsKey(), 1), new("SECRET", GitHubKey(), 1), new("SECRET", PrefixedKey(), 1), new("SECRET", Jwt(), 1), new("SECRET", Pem(), 1),
        new("SECRET", Password(), 1, text => Checksums.Entropy(text[(text.IndexOfAny([':', '=']) + 1)..].Trim(' ', '"')) >= 2),
    ];

    /// <summary>Everything in a text, in order and without overlap: of two that overlap the surer one stays, then the longer.</summary>
    public static IReadOnlyList<PersonalData> Find(string text)
    {
        if (text.Length == 0) { return []; }
        var found = Patterns.SelectMany(recogniser => recogniser.Find(text, Threshold)).Concat(Phones(text))
            .OrderByDescending(hit => hit.Score).ThenByDescending(hit => hit.Length).ThenBy(hit => hit.Start);
        List<PersonalData> kept = [];
        foreach (var hit in found)
        {
            if (!kept.Exists(other => hit.Start < other.End && other.Start < hit.End)) { kept.Add(hit); }
        }

        return [.. kept.OrderBy(hit => hit.Start)];
    }

    private static IEnumerable<PersonalData> Phones(string text)
    {
        // Most texts hold no seven digits in a row, and the library is not cheap.
        if (!MaybePhone().IsMatch(text)) { return []; }
        var library = PhoneNumberUtil.GetInstance();
        return Regions.SelectMany(region => library.FindNumbers(text, region, PhoneNumberUtil.Leniency.VALID, 20))
            .Select(match => new PersonalData("PHONE_NUMBER", match.Start, match.RawString.Length, .4)).Distinct();
    }

    [GeneratedRegex(@"\d(?:[\s().\-/]*\d){6,}")]
    private static partial Regex MaybePhone();

    [GeneratedRegex(@"(?<![\w-])(?:4\d{3}|5[0-5]\d{2}|6\d{3}|3\d{3}|1\d{3})(?:[ -]?\d{2,6}){2,4}(?![\w-])")]
    private static partial Regex Card();

    // Behind the bank's letters every group holds a digit, so that the word after a number is not taken for its end.
    [GeneratedRegex(@"(?<!\w)[A-Z]{2}\d{2} ?[A-Z0-9]{4}(?: ?(?=[A-Z]{0,3}\d)[A-Z0-9]{4}){1,7}(?: ?(?=[A-Z]{0,2}\d)[A-Z0-9]{1,3})?(?!\w)", RegexOptions.IgnoreCase)]
    private static partial Regex IbanShape();

    [GeneratedRegex(@"(?<![\w.+-])[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,24}(?!\w)")]
    private static partial Regex Email();

    [GeneratedRegex(@"(?<![\w-])\d{3}[- .]\d{2}[- .]\d{4}(?![\w-])")]
    private static partial Regex Ssn();

    [GeneratedRegex(@"(?<![\w-])\d{9}(?![\w-])")]
    private static partial Regex NineDigits();

    [GeneratedRegex(@"(?<![\w-])9\d{2}[- ](?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])[- ]\d{4}(?![\w-])")]
    private static partial Regex Itin();

    [GeneratedRegex(@"(?<![\w-])[0123678]\d{8}(?![\w-])")]
    private static partial Regex Routing();

    [GeneratedRegex(@"(?<![\w-])\d{3}[- ]?\d{3}[- ]?\d{4}(?![\w-])")]
    private static partial Regex NhsShape();

    [GeneratedRegex(@"(?<!\w)[ABCEGHJ-PRSTW-Z][ABCEGHJ-NPRSTW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?!\w)", RegexOptions.IgnoreCase)]
    private static partial Regex Nino();

    [GeneratedRegex(@"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}(?!\w)", RegexOptions.IgnoreCase)]
    private static partial Regex Postcode();

    [GeneratedRegex(@"(?<![\w-])\d{2}[ ]?\d{3}[ ]?\d{3}[ ]?\d{3}(?![\w-])")]
    private static partial Regex ElevenDigits();

    [GeneratedRegex(@"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?![\w.])")]
    private static partial Regex IpV4();

    [GeneratedRegex(@"(?<!\w)(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?!\w)")]
    private static partial Regex Mac();

    [GeneratedRegex(@"(?<!\w)[13][a-km-zA-HJ-NP-Z1-9]{25,34}(?!\w)")]
    private static partial Regex Bitcoin();

    [GeneratedRegex(@"(?<!\w)AKIA[0-9A-Z]{16}(?!\w)")]
    private static partial Regex AwsKey();

    [GeneratedRegex(@"(?<!\w)gh[pousr]_[A-Za-z0-9]{30,}")]
    private static partial Regex GitHubKey();

    [GeneratedRegex(@"(?<![\w-])(?:sk|pk|rk|whsec|xox[abp])[-_][A-Za-z0-9_\-+/=]{16,}")]
    private static partial Regex PrefixedKey();

    [GeneratedRegex(@"(?<!\w)eyJ[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]*")]
    private static partial Regex Jwt();

    [GeneratedRegex(@"-----BEGIN [A-Z ]+-----(?:[^-]*-----END [A-Z ]+-----)?")]
    private static partial Regex Pem();

    [GeneratedRegex(@"(?<!\w)(?:password|passwd|pwd|secret|api[_-]?key)""?\s*[:=]\s*""?[^\s"",;]{6,}", RegexOptions.IgnoreCase)]
    private static partial Regex Password();
}
