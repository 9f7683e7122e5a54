using System.Globalization;

namespace Acsr.Review;

/// <summary>
/// What it is worth to look at an item: x ÷ (1 + x), x being severity × volume of its group × uncertainty × novelty (formats H12). The product
/// itself has no upper end; so drawn in, it stays between 0 and 1 and still tells items of great value apart. Pure.
/// </summary>
public static class ItemValue
{
    /// <summary>Counts are told and reckoned in these steps: one more of a hundred changes nobody's day, and need not rewrite a hundred items.</summary>
    private static readonly int[] Steps = [0, 1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000];

    /// <summary>The largest step that a count reaches.</summary>
    public static int Step(int count) => Steps.Last(step => step <= Math.Max(0, count));

    /// <summary>The value from 0 to 1, and what besides the risk made it so, in words.</summary>
    /// <param name="risk">0 to 1.</param>
    /// <param name="confidence">How sure the agent was of what a human overruled, 0 to 1: the surer, the more there is to learn; null where it was not overruled or not known.</param>
    /// <param name="others">Others of the group within the last seven days.</param>
    /// <param name="reviewed">Of the group, reviewed already.</param>
    public static (double Priority, string Worth) Of(double risk, double? confidence, int others, int reviewed)
    {
        var (volume, known) = (Step(others), Step(reviewed));
        var factor = (1 + Math.Log(1 + volume)) * (confidence is { } sure ? 0.5 + sure : 1) / (1 + known);
        List<string> words = [];
        if (volume > 0) { words.Add(string.Create(CultureInfo.InvariantCulture, $"{volume:#,0}{(volume > 3 ? " or more" : "")} like this in a week")); }
        if (confidence is { } share) { words.Add(string.Create(CultureInfo.InvariantCulture, $"the agent was {share * 100:0} % sure")); }
        if (known > 0) { words.Add(string.Create(CultureInfo.InvariantCulture, $"{known:#,0}{(known > 3 ? " or more" : "")} like this reviewed already")); }
        return (DrawnIn(Math.Clamp(risk, 0, 1) * factor), string.Join(", ", words));
    }

    /// <summary>The value of an item of which only the risk is known.</summary>
    public static double Alone(double risk) => DrawnIn(Math.Clamp(risk, 0, 1));

    /// <summary>The value of an item whose risk changed and whose surroundings did not.</summary>
    internal static double Carry(ReviewItem before, double risk) =>
        before.Risk > 0 && before.Priority is > 0 and < 1 ? DrawnIn(before.Priority / (1 - before.Priority) / before.Risk * risk) : Alone(risk);

    private static double DrawnIn(double product) => product / (1 + product);
}
