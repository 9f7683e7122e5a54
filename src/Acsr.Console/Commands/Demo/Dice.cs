namespace Acsr.Commands.Demo;

/// <summary>
/// Numbers that look random and are the same on every machine and in every version of .NET (SplitMix64, Steele et al. 2014).
/// Each case and each concern within it has its own stream, so that a new phrase does not change what happens in other cases.
/// </summary>
internal sealed class Dice
{
    private ulong _state;

    private Dice(ulong state) => _state = state;

    /// <summary>The stream of one concern, named by its salt, of the n-th case of a day.</summary>
    public static Dice For(int seed, DateTime day, int number, ulong salt)
    {
        var mixed = Mix((ulong)(uint)seed + 0x9E3779B97F4A7C15UL);
        mixed = Mix(mixed ^ (ulong)day.Date.Ticks);
        return new Dice(Mix(mixed ^ ((ulong)number << 20) ^ salt));
    }

    /// <summary>From 0 up to, but not including, 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number; both bounds can occur.</summary>
    public int Between(int low, int high) => low + (int)(Unit() * (high - low + 1));

    public double Between(double low, double high) => low + (Unit() * (high - low));

    public bool Chance(double probability) => Unit() < probability;

    public T Pick<T>(IReadOnlyList<T> items) => items[Between(0, items.Count - 1)];

    public T Weighted<T>(IReadOnlyList<T> items, Func<T, double> weight)
    {
        var rest = Unit() * items.Sum(weight);
        foreach (var item in items)
        {
            rest -= weight(item);
            if (rest < 0)
            {
                return item;
            }
        }

        return items[^1];
    }

    /// <summary>Normally distributed (Box-Muller).</summary>
    public double Normal(double mean, double deviation) =>
        mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit()));

    /// <summary>Some of the items, each at most once, in random order.</summary>
    public IReadOnlyList<T> Draw<T>(IReadOnlyList<T> items, int count)
    {
        var pool = items.ToList();
        var drawn = new List<T>();
        while (drawn.Count < count && pool.Count > 0)
        {
            var at = Between(0, pool.Count - 1);
            drawn.Add(pool[at]);
            pool.RemoveAt(at);
        }

        return drawn;
    }

    private ulong Next() => Mix(_state += 0x9E3779B97F4A7C15UL);

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
