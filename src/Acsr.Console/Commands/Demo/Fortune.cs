using Acsr.Commands.Demo.Intents;

namespace Acsr.Commands.Demo;

/// <summary>
/// Chance spread evenly (golden-ratio sequence for each intent), so that the shares of success come out as they were set with a few
/// hundred cases already, whatever the seed. Of one day: what other days bring does not matter.
/// </summary>
internal sealed class Fortune(int seed, DateTime day)
{
    private const double GoldenRatio = 0.618_033_988_749_895;
    /// <summary>About how many cases of one intent a day brings.</summary>
    private const double Stride = 5;

    private readonly Dictionary<string, int> _seen = [];

    /// <summary>From 0 up to, but not including, 1.</summary>
    public double Of(Intent intent)
    {
        var place = _seen[intent.Name] = _seen.GetValueOrDefault(intent.Name) + 1;
        var start = Dice.For(seed, DateTime.UnixEpoch, Array.IndexOf(DemoDesk.Intents, intent), salt: 0xF0).Unit();
        var at = start + (((day.Ticks / TimeSpan.TicksPerDay * Stride) + place) * GoldenRatio);
        return at - Math.Floor(at);
    }
}
