using System.Globalization;
using Acsr.Components;

namespace Acsr.Policies;

/// <summary>How policies are written about.</summary>
internal static class PolicyText
{
    /// <summary>A day in UTC, for example <c>3 Nov 2026</c>.</summary>
    public static string Day(DateTime day) => PolicyCalendar.Day(day);

    /// <summary>A day as addresses and date fields write it.</summary>
    public static string Iso(DateTime day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Midnight UTC of a day written as <c>2026-11-03</c>; null for anything else.</summary>
    public static DateTime? ParseDay(string? text) => DateTime.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day) ? day : null;

    /// <summary>The last moment of a day: what was in force on it is what was in force then.</summary>
    public static DateTime EndOf(DateTime day) => day.AddDays(1).AddTicks(-1);

    /// <summary>From when to when a version was, is or will be in force.</summary>
    public static string Force(PolicySpan span, DateTime? end) =>
        end is not { } at ? $"from {Day(span.From)}" : at <= span.From ? "never" : $"{Day(span.From)} to {PolicyCalendar.LastDay(at)}";

    /// <summary>What an import did or would do to the clauses.</summary>
    public static string Counts(PolicyImportOutcome.Imported imported) => imported.Version == 1
        ? Quantity.Count(imported.Added, "clause")
        : $"{imported.Added} added, {imported.Changed} changed, {imported.Removed} removed, {imported.Same} as before";

    public static string Of(ClauseKind kind) => kind switch
    {
        ClauseKind.Obligation => "obligation",
        ClauseKind.Prohibition => "prohibition",
        ClauseKind.Permission => "permission",
    };

    public static string Of(ClauseStatus status) => status switch
    {
        ClauseStatus.Active => "active",
        ClauseStatus.UnderReview => "under review",
        ClauseStatus.Suspended => "suspended",
    };

    public static string Of(ClauseStep step) => step switch
    {
        ClauseStep.Added => "added",
        ClauseStep.Reworded => "reworded",
        ClauseStep.Moved => "moved",
        ClauseStep.Kept => "as before",
        ClauseStep.Removed => "removed",
        ClauseStep.Restored => "brought back",
    };

    /// <summary>Whether the words that something cites still hold; null where there is nothing to say.</summary>
    public static string? Of(CitationState state) => state switch
    {
        CitationState.InForce => null,
        CitationState.Reworded => "reworded since",
        CitationState.Removed => "removed since",
        CitationState.NoneInForce => "not in force",
        CitationState.Unknown => "not known here",
    };

    /// <summary>The beginning of a text, on one line.</summary>
    public static string Start(string text, int length = 70)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= length ? line : line[..(char.IsHighSurrogate(line[length - 1]) ? length - 1 : length)] + "…";
    }
}
