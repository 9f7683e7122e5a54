using System.Globalization;

namespace Acsr.Signals;

/// <summary>Addresses of the pages about dead ends, and the range in them.</summary>
public static class SignalPaths
{
    public const string Detectors = "/signals";
    public const string Groups = "/signals/groups";
    public const string Gaps = "/signals/gaps";

    /// <summary>A group's page.</summary>
    public static string Group(string key, string? from = null, string? to = null) => $"{Groups}/{Uri.EscapeDataString(key)}{Query(("from", from), ("to", to))}";

    /// <summary>A knowledge gap's page.</summary>
    public static string Gap(string key, string? from = null, string? to = null) => $"{Gaps}/{Uri.EscapeDataString(key)}{Query(("from", from), ("to", to))}";

    /// <summary>The cases of a group.</summary>
    public static string CasesOf(string group, string? from = null, string? to = null) =>
        "/cases" + Query(("deadend", group), ("from", DayOf(from)?.ToString("O")), ("to", DayOf(to)?.AddDays(1).ToString("O")));

    /// <summary>The form that opens an improvement action about a group.</summary>
    public static string NewAction(DeadEndGroup group, string? from = null, string? to = null) =>
        "/actions/new" + Query(("source", "dead-end"), ("group", group.Key), ("title", ActionTitle(group)), ("intent", group.Intent),
            ("from", DayOf(from)?.ToString("O")), ("to", DayOf(to)?.AddDays(1).ToString("O")));

    /// <summary>What an action about a group is called.</summary>
    public static string ActionTitle(DeadEndGroup group) => GroupWords.Title(group) + (group.Intent is null ? "" : $", {group.Intent}");

    /// <summary>What is known, behind a question mark; empty where nothing is.</summary>
    public static string Query(params (string Name, string? Value)[] parts)
    {
        string[] known = [.. parts.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}")];
        return known.Length == 0 ? "" : "?" + string.Join('&', known);
    }

    /// <summary>Whole days, the last one included; what is no day is open.</summary>
    public static DeadEndRange Range(string? from, string? to) => new(DayOf(from), DayOf(to)?.AddDays(1));

    private static DateTime? DayOf(string? text) => DateTime.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day) ? day : null;
}
