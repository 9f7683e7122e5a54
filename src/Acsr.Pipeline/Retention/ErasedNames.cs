using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Acsr.Cases;
using Acsr.Releases.Redaction;

namespace Acsr.Retention;

/// <summary>
/// By what an erased customer is known, told from their cases: the reference under which events name them, whole names, e-mail addresses, telephone and
/// account numbers, street addresses, and numbers of orders and bookings. A first name alone, a town or a birthday is not among them: it names others too. Pure.
/// </summary>
internal static partial class ErasedNames
{
    private const int ShortestName = 3;
    private const int ShortestNumber = 4;
    private const int ShortestAddress = 8;
    private const int DeepestLevel = 12;

    /// <summary>Those that a case knows.</summary>
    public static IReadOnlySet<string> Of(FoldedCase folded)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase) { folded.Facts.Id };
        names.UnionWith(KnownValues.Of(folded).Where(known => IsTelling(known.Value, known.Entity)).Select(known => known.Value));
        foreach (var step in folded.Steps)
        {
            if (step.IsToolCall) { Numbers(step.Input, names); Numbers(step.Output, names); }
            if (step.Role == Role.Customer && step.Text is { } said) { names.UnionWith(Recognisers.Find(said).Select(hit => said.Substring(hit.Start, hit.Length))); }
        }

        names.RemoveWhere(name => name.Length < ShortestName);
        return names;
    }

    /// <summary>Finds any of them as a whole: case 7 is not case 71. Null where there is none.</summary>
    public static Regex? Pattern(IReadOnlyCollection<string> names) => names.Count == 0 ? null
        : new Regex($@"(?<![\p{{L}}\p{{N}}])(?:{string.Join('|', names.Select(Regex.Escape))})(?![\p{{L}}\p{{N}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static bool IsTelling(string value, string entity) => entity switch
    {
        "PERSON" => value.Trim().Contains(' ', StringComparison.Ordinal),
        "ADDRESS" => value.Length >= ShortestAddress && value.Any(char.IsDigit) && value.Any(char.IsLetter),
        "DATE_OF_BIRTH" => false,
        _ => true,
    };

    private static void Numbers(string? json, HashSet<string> names)
    {
        if (string.IsNullOrWhiteSpace(json) || json.AsSpan().TrimStart() is not ['{' or '[', ..]) { return; }
        try
        {
            using var document = JsonDocument.Parse(json);
            Walk(document.RootElement, "", 0, names);
        }
        catch (JsonException)
        {
            // Plain text names nothing by a key.
        }
    }

    private static void Walk(JsonElement value, string key, int level, HashSet<string> names)
    {
        if (level > DeepestLevel) { return; }
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var member in value.EnumerateObject()) { Walk(member.Value, member.Name, level + 1, names); }
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray()) { Walk(item, key, level + 1, names); }
                break;
            case JsonValueKind.String or JsonValueKind.Number when OwnNumber().IsMatch(string.Concat(key.Where(char.IsLetterOrDigit))):
                var text = value.ToString().Trim();
                // "1" and "new" are in every text; so are a year and a sum of money.
                if (!IsSum(key, text) && text.Length >= ShortestNumber && text.Any(char.IsDigit) && !(text.Length == ShortestNumber && text.All(char.IsDigit)) && !text.Any(char.IsWhiteSpace)) { names.Add(text); }
                break;
        }
    }

    // What was paid, and not by which payment: taken for a name, it would be taken out of what colleagues wrote of others.
    private static bool IsSum(string key, string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && (number != decimal.Truncate(number) || text.Contains('.', StringComparison.Ordinal) || key.Equals("payment", StringComparison.OrdinalIgnoreCase) || key.Equals("payments", StringComparison.OrdinalIgnoreCase));

    [GeneratedRegex("^(?:order|booking|reservation|invoice|ticket|shipment|tracking|payment|account|contract|customer|user|member|passport|loyalty)(?:s|id|ids|no|nr|number|numbers|ref|reference|code)?$", RegexOptions.IgnoreCase)]
    private static partial Regex OwnNumber();
}
