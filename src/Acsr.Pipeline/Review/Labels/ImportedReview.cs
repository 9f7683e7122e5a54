namespace Acsr.Review.Labels;

/// <summary>A review as it comes in, with its labels and why its item is there; ids and time are given when it is written.</summary>
internal sealed record ImportedReview(CaseReview Review, string Why, IReadOnlyList<ReviewLabel> Labels)
{
    /// <summary>The step that a failure names: runs count their messages from 1, cases from 0.</summary>
    public static string StepOf(string caseId, LabelledFailure failure) => $"{caseId}#{failure.Step - 1}";

    /// <summary>A run with its failures: what went wrong, without what would have been right.</summary>
    public static ImportedReview Of(LabelledRun run, string caseId, string source, IReadOnlyDictionary<string, string> agents)
    {
        var decisive = run.Failures[run.Decisive ?? 0];
        var (category, cause) = FailureLabels.Category(decisive.Category);
        var review = new CaseReview
        {
            CaseId = caseId,
            ReviewerId = $"import:{source}",
            ReviewerName = $"{source} (imported)",
            Verdict = Verdict.Corrected,
            StepId = StepOf(caseId, decisive),
            Rationale = run.Why.Length > 0 ? run.Why : decisive.Reason,
            Fault = cause is "service-errors" or "authentication-errors" or "tool-definition-issues" ? FaultAuthor.Environment : FaultAuthor.Agent,
            RootCause = cause,
            StepVerdicts = [.. run.Failures.Select(f => $"{StepOf(caseId, f)}=wrong").Distinct()],
            Source = source,
        };
        return new(review, run.Summary.Length > 0 ? run.Summary : category,
            [.. run.Failures.Select((f, i) => LabelOf(i, StepOf(caseId, f), f.Category, null, agents.GetValueOrDefault(f.Agent), f.Reason, i == run.Decisive))]);
    }

    /// <summary>A whole review, with the name of its reviewer where the line has one.</summary>
    public static ImportedReview Of(ReviewLine line, string caseId, string source)
    {
        var item = new ReviewItem { CaseId = caseId, Reasons = [ReviewReason.Imported], Why = "" };
        var who = string.IsNullOrWhiteSpace(line.Reviewer) ? $"{source} (imported)" : $"{line.Reviewer.Trim()} ({source}, imported)";
        var review = ReviewDesk.ReviewOf(item, new Reviewer($"import:{source}", who), line.Form().Settled(), default);
        review.Source = source;
        return new(review, "Reviewed elsewhere.", [.. (line.Labels ?? []).Select((l, i) => LabelOf(i, l.Step!, l.Category!, l.RootCause, l.Agent, l.Reason ?? "", l.Decisive))]);
    }

    private static ReviewLabel LabelOf(int position, string stepId, string written, string? rootCause, string? agent, string reason, bool decisive)
    {
        var (category, cause) = FailureLabels.Category(written);
        return new() { Position = position, StepId = stepId, Category = category, RootCause = RootCauses.Find(rootCause)?.Id ?? cause, Agent = agent, Reason = reason, Decisive = decisive };
    }
}
