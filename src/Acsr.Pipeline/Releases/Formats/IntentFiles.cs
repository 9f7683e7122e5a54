using System.Text;

namespace Acsr.Releases.Formats;

/// <summary>What customers said, with the intent that a person confirmed or corrected: examples for a classifier (formats D.5).</summary>
public static class IntentFiles
{
    /// <summary><c>text,intent,source,weight</c> with a heading, one example a line.</summary>
    public const string CsvPath = "intent.csv";

    /// <summary>The same for Rasa NLU.</summary>
    public const string RasaPath = "intent.rasa.yml";

    private const int LongestExample = 1000;

    /// <summary>The examples of items: the customer's last message before the decision, once for each intent.</summary>
    public static IReadOnlyList<(string Text, string Intent)> Examples(IEnumerable<TrainingItem> items) =>
    [
        .. items.Where(item => item is { Intent: not null, Utterance: not null }).Select(item => (Text: OneLine(item.Utterance!), Intent: item.Intent!))
            .Where(example => example.Text.Length is > 0 and <= LongestExample).Distinct().OrderBy(e => e.Intent, StringComparer.Ordinal).ThenBy(e => e.Text, StringComparer.Ordinal),
    ];

    /// <summary>As CSV after RFC 4180; lines end with a line feed as in all our files.</summary>
    public static byte[] Csv(IReadOnlyList<(string Text, string Intent)> examples)
    {
        var csv = new StringBuilder("text,intent,source,weight\n");
        foreach (var (text, intent) in examples) { csv.Append(Field(text)).Append(',').Append(Field(intent)).Append(",review,1\n"); }
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>As Rasa's training data, version 3.1. What would be read as markup of an entity is escaped by leaving the example out.</summary>
    public static byte[] Rasa(IReadOnlyList<(string Text, string Intent)> examples)
    {
        var yaml = new StringBuilder("version: \"3.1\"\nnlu:\n");
        foreach (var intent in examples.Where(e => IsPlain(e.Text)).GroupBy(e => e.Intent))
        {
            yaml.Append("- intent: ").Append(RasaName(intent.Key)).Append("\n  examples: |\n");
            foreach (var (text, _) in intent) { yaml.Append("    - ").Append(text.TrimStart('-', ' ')).Append('\n'); }
        }

        return Encoding.UTF8.GetBytes(yaml.ToString());
    }

    private static bool IsPlain(string text) => text.AsSpan().IndexOfAny("[]{}") < 0 && text.TrimStart('-', ' ').Length > 0;

    // A slash would make it a retrieval intent, and a blank or a sign of YAML would end the name.
    private static string RasaName(string intent) => string.Concat(intent.Select(sign => char.IsLetterOrDigit(sign) || sign is '_' or '-' or '.' ? sign : '_'));

    private static string Field(string text) => text.AsSpan().IndexOfAny(",\"\n\r") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
