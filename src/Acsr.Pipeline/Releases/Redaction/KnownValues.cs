using System.Text.Json;
using System.Text.RegularExpressions;
using Acsr.Cases;

namespace Acsr.Releases.Redaction;

/// <summary>
/// Names and addresses, for which there is no pattern: what the tools of a case returned under keys that name a person is looked for in
/// all that the case says (formats J.1), and so are names that somebody gives in words. Pure.
/// </summary>
public static partial class KnownValues
{
    private const int ShortestValue = 3;
    private const int DeepestLevel = 12;

    private static readonly Dictionary<string, string> Keys = new (string Entity, string Names)[]
    {
        ("PERSON", "name firstname lastname fullname middlename surname givenname familyname customername username accountholder cardholder passengername recipient"),
        ("EMAIL_ADDRESS", "email emailaddress mail"),
        ("PHONE_NUMBER", "phone phonenumber mobile telephone"),
        ("ADDRESS", "address address1 address2 addressline1 addressline2 street streetaddress postalcode postcode zip zipcode city"),
        ("DATE_OF_BIRTH", "dob dateofbirth birthdate"),
    }.SelectMany(kind => kind.Names.Split(' ').Select(name => (Name: name, kind.Entity))).ToDictionary(key => key.Name, key => key.Entity, StringComparer.Ordinal);

    /// <summary>Under which of these a plain "name" is a person's: a product has a name too.</summary>
    private static readonly string[] People = ["customer", "user", "passenger", "passengers", "contact", "recipient", "account", "profile", "member", "owner", "billing", "shipping", "traveler", "guest", "name"];

    /// <summary>Values with what they are, the longest first, so that a whole name goes before its parts.</summary>
    public static IReadOnlyList<(string Value, string Entity)> Of(FoldedCase folded)
    {
        Dictionary<string, string> found = new(StringComparer.OrdinalIgnoreCase);
        if (folded.Facts.Customer is { Length: >= ShortestValue } customer) { found[customer] = "CUSTOMER"; }
        foreach (var step in folded.Steps)
        {
            if (step.IsToolCall)
            {
                FromJson(step.Output, found);
                FromJson(step.Input, found);
            }
            else if (step.Role == Role.Customer && step.Text is { } text)
            {
                foreach (Match match in SaysName().Matches(text)) { Add(found, match.Groups[1].Value, "PERSON"); }
            }
            else if (step.Role is Role.Agent or Role.Human && step.Text is { } said)
            {
                foreach (Match match in Greets().Matches(said)) { Add(found, match.Groups[1].Value, "PERSON"); }
            }
        }

        return [.. found.Select(v => (v.Key, v.Value)).OrderByDescending(v => v.Key.Length).ThenBy(v => v.Key, StringComparer.Ordinal)];
    }

    private static void FromJson(string? json, Dictionary<string, string> found)
    {
        if (string.IsNullOrWhiteSpace(json) || json.AsSpan().TrimStart() is not ['{' or '[', ..]) { return; }
        try
        {
            using var document = JsonDocument.Parse(json);
            Walk(document.RootElement, "", 0, found);
        }
        catch (JsonException)
        {
            // Plain text: patterns look at it all the same.
        }
    }

    private static void Walk(JsonElement value, string parent, int level, Dictionary<string, string> found)
    {
        if (level > DeepestLevel) { return; }
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray()) { Walk(item, parent, level + 1, found); }
            return;
        }

        if (value.ValueKind != JsonValueKind.Object) { return; }
        var besides = value.EnumerateObject().Select(member => Plain(member.Name)).ToHashSet(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
        {
            var key = Plain(member.Name);
            if (member.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array) { Walk(member.Value, key, level + 1, found); continue; }
            if (!Keys.TryGetValue(key, out var entity) || (key == "name" && !IsPerson(parent, besides))) { continue; }
            if (member.Value.ValueKind == JsonValueKind.String) { Add(found, member.Value.GetString()!, entity); }
            else if (member.Value.ValueKind == JsonValueKind.Number) { Add(found, member.Value.GetRawText(), entity); }
        }
    }

    private static bool IsPerson(string parent, HashSet<string> besides) =>
        People.Contains(parent.TrimEnd('s'), StringComparer.Ordinal) || People.Contains(parent, StringComparer.Ordinal) || besides.Overlaps(["email", "phone", "dob", "phonenumber", "emailaddress"]);

    private static void Add(Dictionary<string, string> found, string value, string entity)
    {
        var trimmed = value.Trim();
        if (trimmed.Length < ShortestValue) { return; }
        found.TryAdd(trimmed, entity);
        if (entity != "PERSON") { return; }
        foreach (var part in trimmed.Split([' ', ',', '.', '_'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Where(part => part.Length >= ShortestValue && part.All(char.IsLetter)))
        {
            found.TryAdd(part, entity);
        }
    }

    /// <summary>"first_name", "firstName" and "First Name" are one key.</summary>
    private static string Plain(string key) => string.Concat(key.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    [GeneratedRegex(@"\b(?:[Mm]y (?:full )?name is|[Mm]y name's|[Tt]his is|I am called|[Mm]ein Name ist|[Jj]e m'appelle)\s+((?:Mr\.?|Mrs\.?|Ms\.?|Dr\.?)?\s?\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+){0,3})")]
    private static partial Regex SaysName();

    [GeneratedRegex(@"^\s*(?:Hi|Hello|Dear|Thanks|Thank you)[,]?\s+((?:Mr\.?|Mrs\.?|Ms\.?|Dr\.?)?\s?\p{Lu}[\p{L}'’-]{2,}(?:\s+\p{Lu}[\p{L}'’-]+)?)\s*[,!.]")]
    private static partial Regex Greets();
}
