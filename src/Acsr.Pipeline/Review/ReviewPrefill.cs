using Acsr.Cases;

namespace Acsr.Review;

/// <summary>Where a value that the reviewer did not write comes from.</summary>
public enum PrefillOrigin { None = 0, Log = 1, Trace = 2 }

/// <summary>What the override log and the trace say, kept beside the form so that no value is prefilled silently.</summary>
public sealed class ReviewPrefill
{
    /// <summary>The agent's decision to say something; a message names no action of its own.</summary>
    public const string Reply = "reply";

    private readonly OverrideFacts? _log;
    private readonly ReviewForm _logged;
    private ReviewForm _known;

    private static readonly string[] Corrected = [nameof(ReviewForm.FinalAction), nameof(ReviewForm.FinalArguments), nameof(ReviewForm.Rationale), nameof(ReviewForm.Clause), nameof(ReviewForm.DataPoint)];

    /// <param name="folded">The case; null when it is gone.</param>
    /// <param name="control">Leaves out what the human did: the reviewer judges without it, and the two can be compared.</param>
    public ReviewPrefill(FoldedCase? folded, bool control = false)
    {
        _log = folded is null ? null : ReviewForm.LogOf(folded);
        _known = folded is null ? new ReviewForm() : ReviewForm.Prefill(folded);
        _logged = _known;
        if (control) { _known = _known with { Control = true, Verdict = null, FinalAction = null, FinalArguments = null, Rationale = null, Clause = null, DataPoint = null }; }
    }

    /// <summary>The fields of the correction that the log knows, filled in or, in a control, left out.</summary>
    public IReadOnlyList<string> Correction() => [.. Corrected.Where(field => !string.IsNullOrWhiteSpace(ValueOf(_logged, field)))];

    /// <summary>Of those, the ones that say in the form what the log says.</summary>
    public IReadOnlyList<string> Kept(ReviewForm form) => [.. Correction().Where(field => string.Equals(ValueOf(_logged, field), ValueOf(form, field)?.Trim(), StringComparison.OrdinalIgnoreCase))];

    private static string? ValueOf(ReviewForm form, string field) => field switch
    {
        nameof(ReviewForm.FinalAction) => form.FinalAction,
        nameof(ReviewForm.FinalArguments) => form.FinalArguments,
        nameof(ReviewForm.Rationale) => form.Rationale,
        nameof(ReviewForm.Clause) => form.Clause,
        nameof(ReviewForm.DataPoint) => form.DataPoint,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No such field is corrected."),
    };

    /// <summary>A fresh form with everything that is known.</summary>
    public ReviewForm Form() => _known with { };

    /// <summary>Where the value of a field comes from, as long as the reviewer has not changed it.</summary>
    /// <param name="field">The property's name.</param>
    /// <param name="form">As it is now.</param>
    public PrefillOrigin OriginOf(string field, ReviewForm form)
    {
        var (known, now, logged) = field switch
        {
            nameof(ReviewForm.OriginalAction) => (_known.OriginalAction, form.OriginalAction, _log?.OriginalAction is not null),
            nameof(ReviewForm.OriginalArguments) => (_known.OriginalArguments, form.OriginalArguments, _log?.OriginalArguments is not null),
            nameof(ReviewForm.OriginalConfidence) => (Text(_known.OriginalConfidence), Text(form.OriginalConfidence), _log?.OriginalConfidence is not null),
            nameof(ReviewForm.FinalAction) => (_known.FinalAction, form.FinalAction, true),
            nameof(ReviewForm.FinalArguments) => (_known.FinalArguments, form.FinalArguments, true),
            nameof(ReviewForm.Rationale) => (_known.Rationale, form.Rationale, true),
            nameof(ReviewForm.Clause) => (_known.Clause, form.Clause, true),
            nameof(ReviewForm.DataPoint) => (_known.DataPoint, form.DataPoint, true),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No such field is prefilled."),
        };
        return string.IsNullOrWhiteSpace(known) || known != now ? PrefillOrigin.None : logged ? PrefillOrigin.Log : PrefillOrigin.Trace;
    }

    /// <summary>What the agent decided in a step; null for steps that decide nothing.</summary>
    public static (string? Action, string? Arguments, double? Confidence)? DecisionOf(Step step) => step switch
    {
        { Kind: StepKind.Decision } or { IsToolCall: true } => (step.Name, step.Input, step.Confidence),
        { Kind: StepKind.Message, Role: Role.Agent } => (Reply, null, step.Confidence),
        _ => null,
    };

    /// <summary>From now on the trace speaks through this step; what the log says stays.</summary>
    internal void Follow(Step step)
    {
        if (_log?.OriginalAction is not null || DecisionOf(step) is not { } decision) { return; }
        _known = _known with { StepId = step.Id, OriginalAction = decision.Action, OriginalArguments = decision.Arguments, OriginalConfidence = decision.Confidence };
    }

    private static string? Text(double? value) => value?.ToString("R", System.Globalization.CultureInfo.InvariantCulture);
}
