using System.Globalization;
using Acsr.Components;

namespace Acsr.Review;

/// <summary>Queues in words, and what people type about them.</summary>
internal static class QueueText
{
    /// <summary>What a queue takes, in one line.</summary>
    public static string Takes(ReviewQueueSettings queue)
    {
        List<string> parts = [];
        void Add(string what, IReadOnlyCollection<string> values) { if (values.Count > 0) { parts.Add($"{what} {string.Join(" or ", values)}"); } }
        Add("reason", [.. queue.Reasons.Select(ReviewWords.Of)]);
        Add("intent", queue.Intents);
        Add("language", queue.Languages);
        Add("channel", queue.Channels);
        Add("agent", queue.Agents);
        Add("tier", queue.Tiers);
        var takes = parts.Count > 0 ? string.Join(", ", parts) : queue.Id == ReviewQueueSettings.General ? "the rest" : "everything";
        if (queue.Share < 1) { takes += $"; {Quantity.Text(queue.Share, ChartUnit.Share)} of it"; }
        return queue.CapPerDay is { } cap ? $"{takes}; at most {cap.ToString(CultureInfo.InvariantCulture)} a day" : takes;
    }

    /// <summary>What was typed with commas between, each once.</summary>
    public static List<string> List(object? typed) =>
        [.. (typed as string ?? "").Split([',', ';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>A percentage as a share; NaN where it is no number, which no queue takes.</summary>
    public static double Share(object? typed) => Number(typed) / 100 ?? double.NaN;

    /// <summary>A whole number; null where nothing was typed, −1 where it is none.</summary>
    public static int? Whole(object? typed) =>
        string.IsNullOrWhiteSpace(typed as string) ? null : int.TryParse(typed as string, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    /// <summary>A share as a percentage to type over.</summary>
    public static string Percent(double share) => double.IsNaN(share) ? "" : (share * 100).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>What a queue may ask for, as its field is called on the form.</summary>
    public static string Field(string name) => name switch
    {
        nameof(ReviewForm.StepId) => "Decisive step",
        nameof(ReviewForm.Fault) => "Whose fault",
        nameof(ReviewForm.RootCause) => "Root cause",
        nameof(ReviewForm.Impact) => "Harm",
        nameof(ReviewForm.FinalAnswer) => "Corrected answer",
        nameof(ReviewForm.FinalIntent) => "Corrected intent",
        nameof(ReviewForm.Clause) => "Policy clause",
        nameof(ReviewForm.DataPoint) => "Data point",
        _ => name,
    };

    private static double? Number(object? typed) =>
        double.TryParse((typed as string ?? "").Replace("%", "", StringComparison.Ordinal).Trim().Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
