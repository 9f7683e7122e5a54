using System.Text;
using System.Text.Json;
using Acsr.Releases.Formats;
using Acsr.Review;

namespace Acsr.Releases.Redaction;

/// <summary>Takes personal data and secrets out of training items, and counts what it took. One for each release; not for several threads.</summary>
/// <param name="pseudonyms">What is put in their place.</param>
/// <param name="keep">Values that are no person's although they look like it, for example the shop's own telephone number; null: none.</param>
public sealed class Redactor(Pseudonyms pseudonyms, IReadOnlySet<string>? keep = null)
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>How often each kind was taken out so far.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <summary>The item without what names a person.</summary>
    /// <param name="item">As constructed.</param>
    /// <param name="known">What the case's tools and people named (<see cref="KnownValues"/>).</param>
    public TrainingItem Redact(TrainingItem item, IReadOnlyList<(string Value, string Entity)> known) => item with
    {
        Told = Redact(item.Review, known),
        Prompt = [.. item.Prompt.Select(message => Redact(message, known))],
        Completion = Redact(item.Completion, known),
        Rejected = item.Rejected is { } rejected ? Redact(rejected, known) : null,
        Steps = [.. item.Steps.Select(step => step with { Text = Redact(step.Text, known) })],
        Utterance = item.Utterance is { } utterance ? Redact(utterance, known) : null,
    };

    /// <summary>A text without what names a person.</summary>
    public string Redact(string text, IReadOnlyList<(string Value, string Entity)> known)
    {
        var found = Merge(Known(text, known), Recognisers.Find(text).Where(hit => keep?.Contains(text.Substring(hit.Start, hit.Length)) != true));
        if (found.Count == 0) { return text; }
        var clean = new StringBuilder(text.Length);
        var at = 0;
        foreach (var hit in found)
        {
            clean.Append(text, at, hit.Start - at).Append(pseudonyms.Of(hit.Entity, text.Substring(hit.Start, hit.Length)));
            _counts[hit.Entity] = _counts.GetValueOrDefault(hit.Entity) + 1;
            at = hit.End;
        }

        return clean.Append(text, at, text.Length - at).ToString();
    }

    private CaseReview Redact(CaseReview review, IReadOnlyList<(string Value, string Entity)> known)
    {
        var told = review.Copy();
        told.CaseId = pseudonyms.Of("CASE", review.CaseId);
        told.OriginalArguments = Arguments(review.OriginalArguments, known);
        told.FinalArguments = Arguments(review.FinalArguments, known);
        told.FinalAnswer = review.FinalAnswer is { } answer ? Redact(answer, known) : null;
        told.Rationale = Redact(review.Rationale, known);
        told.DataPoint = review.DataPoint is { } point ? Redact(point, known) : null;
        return told;
    }

    private string? Arguments(string? json, IReadOnlyList<(string Value, string Entity)> known) =>
        string.IsNullOrWhiteSpace(json) ? json : JsonArguments.Read(json) is { } value ? ReleaseJson.Text(Redact(value, known)) : Redact(json, known);

    private TrainingMessage Redact(TrainingMessage message, IReadOnlyList<(string Value, string Entity)> known) => message with
    {
        Content = message.Content is { } content ? Redact(content, known) : null,
        Calls = [.. message.Calls.Select(call => call with { Arguments = Redact(call.Arguments, known) })],
    };

    /// <summary>Texts within arguments only: keys are the tool's, and a number that is replaced by a word would be of another type.</summary>
    private JsonElement Redact(JsonElement value, IReadOnlyList<(string Value, string Entity)> known)
    {
        var bytes = ReleaseJson.Write(json => Write(json, value, known));
        using var document = JsonDocument.Parse(bytes);
        return document.RootElement.Clone();
    }

    private void Write(Utf8JsonWriter json, JsonElement value, IReadOnlyList<(string Value, string Entity)> known)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    Write(json, member.Value, known);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray()) { Write(json, item, known); }
                json.WriteEndArray();
                break;
            case JsonValueKind.String: json.WriteStringValue(Redact(value.GetString()!, known)); break;
            default: value.WriteTo(json); break;
        }
    }

    private static IEnumerable<PersonalData> Known(string text, IReadOnlyList<(string Value, string Entity)> known)
    {
        foreach (var (value, entity) in known)
        {
            for (var at = text.IndexOf(value, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(value, at + value.Length, StringComparison.OrdinalIgnoreCase))
            {
                var end = at + value.Length;
                var whole = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
                if (whole) { yield return new PersonalData(entity, at, value.Length, 1); }
            }
        }
    }

    /// <summary>What is known goes before what only looks like it; a longer hit before a shorter.</summary>
    private static List<PersonalData> Merge(IEnumerable<PersonalData> known, IEnumerable<PersonalData> found)
    {
        List<PersonalData> kept = [];
        foreach (var hit in known.OrderByDescending(hit => hit.Length).ThenBy(hit => hit.Start).Concat(found))
        {
            if (!kept.Exists(other => hit.Start < other.End && other.Start < hit.End)) { kept.Add(hit); }
        }

        return [.. kept.OrderBy(hit => hit.Start)];
    }
}
