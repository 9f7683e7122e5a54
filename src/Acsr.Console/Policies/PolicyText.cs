using System.Globalization;

namespace Acsr.Policies;

/// <summary>How policies are written about.</summary>
internal static class PolicyText
{
    /// <summary>A day in UTC, for example <c>3 Nov 2026</c>.</summary>
    public static string Day(DateTime day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>What an import did or would do to the clauses.</summary>
    public static string Counts(PolicyImportOutcome.Imported imported) => imported.Version == 1
        ? $"{imported.Added} {(imported.Added == 1 ? "clause" : "clauses")}"
        : $"{imported.Added} added, {imported.Changed} changed, {imported.Removed} removed, {imported.Same} as before";
}
