using System.Globalization;

namespace Acsr.Components;

/// <summary>Times as people say them.</summary>
public static class TimeText
{
    /// <summary>Minutes, hours or days back; from a month on the date.</summary>
    public static string Ago(DateTime at, DateTime now) => (now - at) switch
    {
        { TotalSeconds: < 45 } => "just now",
        { TotalMinutes: < 60 } ago => $"{Math.Max(1, (int)ago.TotalMinutes)} min ago",
        { TotalHours: < 24 } ago => $"{(int)ago.TotalHours} h ago",
        { TotalDays: < 30 } ago => $"{(int)ago.TotalDays} d ago",
        _ => at.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
    };

    /// <summary>A length of time in its two largest units, for example <c>2 min 5 s</c>.</summary>
    /// <param name="seconds">Zero or more.</param>
    public static string Length(double seconds) => TimeSpan.FromSeconds(seconds) switch
    {
        { TotalSeconds: < 10 } => seconds.ToString("0.0 's'", CultureInfo.InvariantCulture),
        { TotalMinutes: < 1 } span => $"{(int)Math.Round(span.TotalSeconds)} s",
        { TotalHours: < 1 } span => $"{span.Minutes} min {span.Seconds} s",
        { TotalDays: < 1 } span => $"{span.Hours} h {span.Minutes} min",
        var span => $"{(int)span.TotalDays} d {span.Hours} h",
    };
}
