using Acsr.Ingest;
using Acsr.Ingest.Baseline;

namespace Acsr.Settings;

/// <summary>What a file of history holds, in words.</summary>
internal static class HistoryWords
{
    public static string Of(BaselineField field) => field switch
    {
        BaselineField.Id => "Case id",
        BaselineField.OpenedAt => "Opened at",
        BaselineField.ClosedAt => "Closed at",
        BaselineField.HandlingTime => "Handling time",
        BaselineField.FirstResponseTime => "Time to first answer",
        BaselineField.Outcome => "Outcome or status",
        BaselineField.Intent => "Intent or category",
        BaselineField.Channel => "Channel",
        BaselineField.Language => "Language",
        BaselineField.Customer => "Customer (a pseudonym)",
        BaselineField.CustomerTier => "Customer's tier",
        BaselineField.Csat => "Satisfaction",
        BaselineField.Cost => "Cost in US dollars",
        _ => "Reopened",
    };

    public static string Of(DateOrder order) => order switch
    {
        DateOrder.DayFirst => "day first: 31/12/2025",
        DateOrder.MonthFirst => "month first: 12/31/2025",
        _ => "year first: 2025-12-31",
    };

    public static string Of(ImportState state) => state switch
    {
        ImportState.Running => "running",
        ImportState.Done => "done",
        ImportState.Cancelled => "stopped",
        _ => "broke off",
    };

    public static string Look(ImportState state) => state switch
    {
        ImportState.Done => "is-good",
        ImportState.Running => "",
        _ => "is-warn",
    };
}
