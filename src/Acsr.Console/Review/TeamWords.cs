using Acsr.Components;

namespace Acsr.Review;

/// <summary>The forecast of the backlog in words.</summary>
internal static class TeamWords
{
    /// <summary>When nothing waits any more, or by how much the backlog grows, with what is uncertain about it.</summary>
    public static string Forecast(BacklogForecast? forecast, int open) => forecast switch
    {
        _ when open == 0 => "Nothing waits.",
        null => "Too few whole days to say when the backlog is empty.",
        { DaysLeft: { } days, Latest: { } latest } => $"Empty in about {Days(days)} ({Whole(forecast.Soonest!.Value)} to {Whole(latest)}) if it goes on like this.",
        { DaysLeft: { } days } => $"Empty in about {Days(days)} if it goes on like this, in {Days(forecast.Soonest!.Value)} at the earliest; it is not certain that it shrinks at all.",
        { Upper: < 0 } => $"Grows by {Number(-forecast.Net)} a day ({Number(-forecast.Upper)} to {Number(-forecast.Lower)}).",
        _ => $"Grows by {Number(-forecast.Net)} a day; whether it grows at all is not certain.",
    };

    /// <summary>What it rests on.</summary>
    public static string ForecastBasis(BacklogForecast? forecast) =>
        forecast is null ? $"It takes {BacklogForecast.FewestDays} days." : $"From what came in and was done on {Quantity.Count(forecast.Days, "whole day")}, 95 % interval.";

    private static string Days(double days) => Quantity.Count(Whole(days), "day");

    private static int Whole(double days) => (int)Math.Ceiling(Math.Min(days, 100_000));

    private static string Number(double value) => Quantity.Text(Math.Round(value, 1), ChartUnit.Number);
}
