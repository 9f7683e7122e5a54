using Acsr.Kpis;

namespace Acsr.Improvement;

/// <summary>A time in the past at which an alert would have fired.</summary>
/// <param name="Fired">The day.</param>
/// <param name="Resolved">The day it would have resolved; null: it would still fire.</param>
/// <param name="Why">In words with figures.</param>
public sealed record PreviewedAlert(DateTime Fired, DateTime? Resolved, string Why);

/// <summary>What an alert would have done over past days.</summary>
/// <param name="Fired">Each time it would have fired, oldest first.</param>
/// <param name="DaysWithoutData">Days with too few cases to say anything.</param>
/// <param name="Now">How it would stand now.</param>
public sealed record AlertHistory(IReadOnlyList<PreviewedAlert> Fired, int DaysWithoutData, AlertReading Now);

/// <summary>Runs an alert over past days before it is saved.</summary>
public static class AlertPreview
{
    public const int Days = 90;

    /// <summary>Looks at each of the last 90 days, at the hour it is now.</summary>
    /// <param name="check">The alert as it would be.</param>
    /// <param name="cases">As <see cref="AlertCheck.CasesAsync"/> gives them for <see cref="Days"/>.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Stops between two days.</param>
    public static AlertHistory Run(AlertCheck check, List<KpiRow> cases, DateTime now, CancellationToken cancellationToken)
    {
        var (state, silent) = (AlertState.Quiet, 0);
        var fired = new List<PreviewedAlert>();
        AlertReading? reading = null;
        for (var day = Days - 1; day >= 0; day--)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var at = now.AddDays(-day);
            reading = check.Read(cases, at, state);
            if (!reading.HasData) { silent++; }
            if (reading.State == AlertState.Firing && state == AlertState.Quiet) { fired.Add(new PreviewedAlert(at, null, reading.Why)); }
            if (reading.State == AlertState.Quiet && state == AlertState.Firing) { fired[^1] = fired[^1] with { Resolved = at }; }
            state = reading.State;
        }

        return new AlertHistory(fired, silent, reading!);
    }
}
