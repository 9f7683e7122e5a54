using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Cases;

namespace Acsr.Outcomes;

/// <summary>What one attempt found.</summary>
/// <param name="Result">Confirmed, contradicted or not found; timed out where the record could not be read this time.</param>
/// <param name="Seen">In words.</param>
public sealed record OutcomeFinding(Verification Result, string Seen)
{
    /// <summary>The record was read, whatever it says.</summary>
    public bool IsAnswer => Result is Verification.Confirmed or Verification.Contradicted or Verification.NotFound;
}

/// <summary>Judges the answer of a system of record against what a check expects of it. Pure.</summary>
public static class OutcomeExpectations
{
    private const int MaxSeen = 300;

    /// <param name="check">What is expected.</param>
    /// <param name="template">Fills placeholders in the expected values.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="body">The answer's body.</param>
    public static OutcomeFinding Judge(OutcomeCheck check, OutcomeTemplate template, int status, string body)
    {
        if (status is 404 or 410) { return new(Verification.NotFound, $"There is no such record (answered {status})"); }
        if (status is >= 300 and < 400) { return new(Verification.TimedOut, $"Answered {status}, a redirect, which is not followed; enter the final address"); }
        if (status is not (>= 200 and < 300)) { return new(Verification.TimedOut, $"Answered {status}"); }

        JsonNode? answer;
        try
        {
            answer = body.Length == 0 ? null : JsonNode.Parse(body);
        }
        catch (JsonException)
        {
            return new(Verification.TimedOut, "The answer is not JSON");
        }

        if (answer is null or JsonArray { Count: 0 }) { return new(Verification.NotFound, "The answer is empty"); }
        if (check.FoundPath is { Length: > 0 } found && OutcomeTemplate.Find(answer, found) is null or JsonArray { Count: 0 }) { return new(Verification.NotFound, $"The answer has no {found}"); }
        var faults = check.Expectations.Select(expected => FaultOf(expected, answer, template)).OfType<string>().ToList();
        return faults.Count == 0 ? new(Verification.Confirmed, SeenOf(check, answer)) : new(Verification.Contradicted, Short(string.Join("; ", faults)));
    }

    private static string? FaultOf(OutcomeExpectation expected, JsonNode answer, OutcomeTemplate template)
    {
        var actual = OutcomeTemplate.TextOf(OutcomeTemplate.Find(answer, expected.Path));
        if (actual is null) { return $"{expected.Path} is missing"; }
        var wanted = template.Text(expected.Value).Trim();
        return Holds(expected.Comparison, actual.Trim(), wanted) ? null : $"{expected.Path} is {Short(actual)}, expected {Words(expected.Comparison)}{wanted}";
    }

    private static bool Holds(OutcomeComparison comparison, string actual, string wanted) => comparison switch
    {
        OutcomeComparison.Equal => Same(actual, wanted),
        OutcomeComparison.NotEqual => !Same(actual, wanted),
        OutcomeComparison.OneOf => wanted.Split(',', StringSplitOptions.TrimEntries).Any(one => Same(actual, one)),
        OutcomeComparison.AtLeast => Number(actual) >= Number(wanted),
        OutcomeComparison.AtMost => Number(actual) <= Number(wanted),
        OutcomeComparison.Exists => true,
    };

    private static bool Same(string a, string b) => Number(a) is { } number && Number(b) is { } other ? number == other : a.Equals(b, StringComparison.OrdinalIgnoreCase);

    private static decimal? Number(string text) => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string Words(OutcomeComparison comparison) => comparison switch
    {
        OutcomeComparison.NotEqual => "other than ",
        OutcomeComparison.OneOf => "one of ",
        OutcomeComparison.AtLeast => "at least ",
        OutcomeComparison.AtMost => "at most ",
        OutcomeComparison.Equal or OutcomeComparison.Exists => "",
    };

    private static string SeenOf(OutcomeCheck check, JsonNode answer) => check.Expectations.Count == 0 ? "The record is there"
        : Short(string.Join("; ", check.Expectations.Select(expected => $"{expected.Path} is {Short(OutcomeTemplate.TextOf(OutcomeTemplate.Find(answer, expected.Path)) ?? "")}")));

    private static string Short(string text) => CaseFacts.Clean(text, MaxSeen) ?? "empty";
}
