using System.Globalization;
using System.Text;
using System.Text.Json;
using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>The form in which two calls that do the same, and two answers that say the same, are equal (formats F.4).</summary>
public static class CanonicalAction
{
    /// <summary>
    /// The tool's name in lower case and its arguments with sorted keys, normalised numbers and without volatile keys; arguments that are
    /// no JSON stay as they are.
    /// </summary>
    public static string Of(Step step, DeadEndOptions? options = null)
    {
        var name = step.Name.ToLowerInvariant();
        return string.IsNullOrWhiteSpace(step.Input) ? $"{name} {{}}" : $"{name} {Canonical(step.Input, options)}";
    }

    /// <summary>What came back from a call, an error included, in the same form; null where the sender does not say.</summary>
    public static string? Observation(Step step, DeadEndOptions? options = null) =>
        step.Error is { } error ? "error " + error.Trim()
        : step.Output is null ? null
        : string.IsNullOrWhiteSpace(step.Output) ? ""
        : Canonical(step.Output, options);

    private static string Canonical(string json, DeadEndOptions? options)
    {
        try
        {
            using var value = JsonDocument.Parse(json);
            var text = new StringBuilder();
            Write(text, value.RootElement, (options ?? Defaults).VolatileArguments);
            return text.ToString();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // The second is what a string throws that holds half of a surrogate pair: valid JSON, but no text.
            return json.Trim();
        }
    }

    private static readonly DeadEndOptions Defaults = new();

    private static void Write(StringBuilder text, JsonElement value, List<string> volatileKeys)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                var fields = value.EnumerateObject()
                    .Where(field => !volatileKeys.Contains(field.Name, StringComparer.OrdinalIgnoreCase))
                    .OrderBy(field => field.Name, StringComparer.Ordinal);
                WriteAll(text, '{', fields, field =>
                {
                    text.Append(JsonSerializer.Serialize(field.Name)).Append(':');
                    Write(text, field.Value, volatileKeys);
                }, '}');
                break;
            case JsonValueKind.Array:
                WriteAll(text, '[', value.EnumerateArray(), item => Write(text, item, volatileKeys), ']');
                break;
            case JsonValueKind.Number:
                text.Append(Number(value));
                break;
            case JsonValueKind.String:
                text.Append(JsonSerializer.Serialize(value.GetString()));
                break;
            default:
                text.Append(value.GetRawText());
                break;
        }
    }

    private static void WriteAll<T>(StringBuilder text, char open, IEnumerable<T> items, Action<T> write, char close)
    {
        text.Append(open);
        foreach (var (index, item) in items.Index())
        {
            if (index > 0)
            {
                text.Append(',');
            }

            write(item);
        }

        text.Append(close);
    }

    /// <summary>1, 1.0 and 1e0 are the same number. Decimal first: a double would make one of two long ids.</summary>
    private static string Number(JsonElement value) =>
        value.TryGetDecimal(out var exact) ? exact.ToString("0.############################", CultureInfo.InvariantCulture)
        : value.TryGetDouble(out var near) ? near.ToString("R", CultureInfo.InvariantCulture)
        : value.GetRawText();
}
