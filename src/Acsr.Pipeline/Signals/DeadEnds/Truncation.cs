using System.Text.RegularExpressions;
using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>L18: an answer of the model was cut off or held back, or what it was given was too long for it.</summary>
public sealed partial class Truncation : IDeadEndRule
{
    public string Id => "L18";

    public string Name => "Answer cut off";

    public string Meaning(DeadEndOptions options) => "The model's answer ended at its limit or in a content filter, or the conversation was too long for the model.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        var cut = steps.Where(step => IsCutOff(step, options)).ToList();
        return cut.Count == 0 ? [] :
        [
            new DeadEndHit(
                Id,
                Severity.Medium,
                $"{(cut.Count == 1 ? "An answer of the model was" : $"{cut.Count} answers of the model were")} cut off: {cut[0].FinishReason ?? cut[0].Error}.",
                [.. cut.Select(step => step.Id)],
                cut.Count),
        ];
    }

    private static bool IsCutOff(Step step, DeadEndOptions options) =>
        (step.FinishReason is { } reason && options.TruncatedFinishReasons.Contains(reason, StringComparer.OrdinalIgnoreCase))
        || (step is { Kind: StepKind.Model, Error: { } error } && TooLong().IsMatch(error));

    [GeneratedRegex("context[_ ](length|window)|maximum context|too many tokens|prompt is too long|token limit", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TooLong();
}
