using System.Globalization;
using MathNet.Numerics.Distributions;

namespace Acsr.Effects;

/// <summary>A verdict in words.</summary>
internal sealed record Judgement(EffectVerdict Verdict, string Headline, string Reason, string Advice);

/// <summary>Turns what was measured into helped, no evidence or hurt. Its bars are fixed before anybody looks.</summary>
internal static class EffectJudge
{
    /// <summary>Fewer cases on any of the four sides give no verdict.</summary>
    public const int MinimumN = 50;

    /// <summary>A week holds every weekday once.</summary>
    public const int MinimumDays = 7;

    /// <summary>A change of a share that is worth finding.</summary>
    public const double Worth = 0.1;

    /// <summary>A placebo that is this unlikely says that the two sides had moved apart before.</summary>
    private const double PlaceboAlarm = 0.01;

    public static bool Enough(params ReadOnlySpan<long> sides)
    {
        foreach (var side in sides) { if (side < MinimumN) { return false; } }
        return true;
    }

    public static Judgement Judge(EffectFrame frame, IReadOnlyList<MetricEffect> metrics, EffectRange? placebo)
    {
        var primary = metrics[EffectMetrics.Primary];
        var touched = string.Join(", ", frame.Deployment.Intents);
        var name = frame.Deployment.Name;
        if (frame.Touched.Count == 0)
        {
            return None($"No case of what {name} touches", $"No case of {(touched.Length == 0 ? "any intent" : touched)} came in from {frame.From:d MMMM} on.", "Look whether the intents are written as the agent reports them.");
        }

        if (frame.Untouched.Count == 0)
        {
            return None($"Nothing to compare {name} with", "Every intent was touched by something that went live in this time, so what happened anyway cannot be told from what it did.", "Next time change some intents first and the others two weeks later.");
        }

        if (frame.DaysAfter < MinimumDays || !Enough(primary.TouchedBefore.N, primary.TouchedAfter.N, primary.UntouchedBefore.N, primary.UntouchedAfter.N))
        {
            return None($"Too early to say what {name} did", $"A verdict takes {MinimumDays} days and {MinimumN} ended cases on each side; there are {frame.DaysAfter} days and {primary.TouchedAfter.N} cases of {touched} after it, {primary.TouchedBefore.N} before.", "Wait. Looking every day is fine: the interval allows for it.");
        }

        if (placebo is { Error: > 0 } && 2 * Normal.CDF(0, 1, -Math.Abs(placebo.Value / placebo.Error)) < PlaceboAlarm)
        {
            return None($"What {name} did cannot be told from a trend", $"Touched and untouched intents had moved apart by {Points(placebo.Value)} before anything went live, so the comparison would not be fair.", "Compare by a hold-out next time: give the change to half of the cases.");
        }

        var worse = metrics.Where(m => m.Finding == MetricFinding.Worse).ToList();
        if (worse.Count > 0)
        {
            return new Judgement(EffectVerdict.Hurt, $"{name} hurt {touched}", string.Join(" ", worse.Select(Sentence)), $"Take {name} back{(frame.Deployment.AgentVersion is { } version ? $" (version {version})" : "")}, and look at the cases after it below before you try again.");
        }

        if (primary.Finding == MetricFinding.Better)
        {
            return new Judgement(EffectVerdict.Helped, $"{name} helped {touched}", Sentence(primary), "Keep it. Nothing watched beside it is surely worse.");
        }

        return None($"No evidence that {name} changed {touched}", $"{Sentence(primary)} That is within what chance alone brings.", "It may still have done a little. More cases narrow the interval.");
    }

    /// <summary>What became of one metric, with n and interval.</summary>
    public static string Sentence(MetricEffect metric) => metric.Effect is not { } effect ? $"{metric.Name}: no data." :
        $"{metric.Name} went from {Text(metric.TouchedBefore.Mean, metric.Unit)} (n {metric.TouchedBefore.N}) to {Text(metric.TouchedAfter.Mean, metric.Unit)} (n {metric.TouchedAfter.N}); held against the intents that nothing was done to that is {Signed(effect.Value, metric.Unit)}, 95 % interval {Signed(effect.Lower, metric.Unit)} to {Signed(effect.Upper, metric.Unit)}.";

    /// <summary>A difference with its sign: shares in points.</summary>
    public static string Signed(double value, string unit) => (value < 0 ? "−" : "+") + unit switch
    {
        "ratio" => string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(value) * 100:0.0} points"),
        "s" => string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(value):0} s"),
        "USD" => string.Create(CultureInfo.InvariantCulture, $"${Math.Abs(value):0.00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(value):0.##}"),
    };

    private static string Text(double? value, string unit) => value is not { } number ? "–" : unit switch
    {
        "ratio" => string.Create(CultureInfo.InvariantCulture, $"{number * 100:0.0} %"),
        "s" => string.Create(CultureInfo.InvariantCulture, $"{number:0} s"),
        "USD" => string.Create(CultureInfo.InvariantCulture, $"${number:0.00}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{number:0.##}"),
    };

    private static string Points(double value) => Signed(value, "ratio");

    private static Judgement None(string headline, string reason, string advice) => new(EffectVerdict.NoEvidence, headline, reason, advice);
}
