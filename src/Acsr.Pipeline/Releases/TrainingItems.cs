using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Acsr.Cases;
using Acsr.Review;

namespace Acsr.Releases;

/// <summary>Makes training items of reviewed cases (formats D.7). Pure: the same case and review give the same item.</summary>
public static class TrainingItems
{
    /// <param name="folded">The case that the review is of; null when it is gone.</param>
    /// <param name="review">Its review.</param>
    public static Construction Build(FoldedCase? folded, CaseReview review)
    {
        if (!review.IsTriadComplete) { return Excluded(review, ExclusionReason.IncompleteTriad); }
        if (folded is null) { return Excluded(review, ExclusionReason.CaseMissing); }
        if (DecisionPoint.Find(folded.Steps, review) is not { } decisive) { return Excluded(review, ExclusionReason.StepMissing); }
        if (decisive.Role == Role.Human || decisive.Kind == StepKind.Message && decisive.Role != Role.Agent) { return Excluded(review, ExclusionReason.NotTheAgents); }

        var prompt = PromptBuilder.Build(folded.Steps, decisive);
        if (!prompt.Any(m => m.Role == "user")) { return Excluded(review, ExclusionReason.NoPrompt); }

        var callId = PromptBuilder.CallId(prompt.Sum(m => m.Calls.Count) + 1);
        if (review.Verdict == Verdict.Corrected && JsonArguments.ReadObject(review.FinalArguments) is null) { return Excluded(review, ExclusionReason.BadArguments); }
        var completion = review.Verdict == Verdict.Corrected ? Corrected(review, callId) : AsItWas(decisive, callId);
        return completion is null ? Excluded(review, ExclusionReason.NothingToLearn) : new Construction.Built(new TrainingItem
        {
            Id = IdOf(review.CaseId, decisive.Id, review.Id),
            Review = review,
            StepId = decisive.Id,
            Intent = string.IsNullOrWhiteSpace(review.FinalIntent) ? folded.Facts.Intent : review.FinalIntent,
            Prompt = prompt,
            Completion = completion,
            Rejected = review.Verdict == Verdict.Corrected && AsItWas(decisive, callId) is { } was && !Same(was, completion) ? was : null,
            Utterance = prompt.LastOrDefault(m => m.Role == "user")?.Content,
            Steps = Judged(folded.Steps, review.StepVerdicts),
            Group = folded.Facts.Customer ?? folded.Facts.Id,
            At = decisive.EndedAt ?? decisive.StartedAt ?? folded.Facts.At,
        });
    }

    private static List<JudgedStep> Judged(IReadOnlyList<Step> steps, IReadOnlyList<string> verdicts)
    {
        var said = verdicts.Select(v => (Id: v[..Math.Max(v.LastIndexOf('='), 0)], IsRight: v.EndsWith("=right", StringComparison.Ordinal), IsKnown: v.EndsWith("=right", StringComparison.Ordinal) || v.EndsWith("=wrong", StringComparison.Ordinal)))
            .Where(v => v.IsKnown).DistinctBy(v => v.Id).ToDictionary(v => v.Id, v => v.IsRight);
        return [.. steps.Where(s => said.ContainsKey(s.Id) && DecisionPoint.IsAgents(s)).Select(s => new JudgedStep(s.Kind == StepKind.Message ? s.Text ?? "" : $"{s.Name} {Formats.ReleaseJson.Text(JsonArguments.Wrap(s.Input))}", said[s.Id])).Where(s => s.Text.Trim().Length > 0)];
    }

    private static TrainingMessage Corrected(CaseReview review, string callId)
    {
        var answer = string.IsNullOrWhiteSpace(review.FinalAnswer) ? null : review.FinalAnswer;
        return string.IsNullOrWhiteSpace(review.FinalAction)
            ? TrainingMessage.Called(answer)
            : TrainingMessage.Called(answer, new TrainingCall(callId, review.FinalAction.Trim(), JsonArguments.ReadObject(review.FinalArguments)!.Value));
    }

    private static TrainingMessage? AsItWas(Step step, string callId)
    {
        if (step.Kind == StepKind.Message) { return string.IsNullOrWhiteSpace(step.Text) ? null : TrainingMessage.Called(step.Text); }
        return DecisionPoint.IsAgents(step) && step.Name.Length > 0
            ? TrainingMessage.Called(null, new TrainingCall(callId, step.Name, JsonArguments.Wrap(step.Input)))
            : null;
    }

    /// <summary>A correction that says and does the same prefers nothing.</summary>
    private static bool Same(TrainingMessage a, TrainingMessage b) =>
        (a.Content ?? "").Trim() == (b.Content ?? "").Trim() && a.Calls.Count == b.Calls.Count
        && a.Calls.Zip(b.Calls).All(pair => pair.First.Name == pair.Second.Name && JsonElement.DeepEquals(pair.First.Arguments, pair.Second.Arguments));

    private static string IdOf(string caseId, string stepId, long reviewId)
    {
        // Line feeds keep the parts apart, so that no two different triples read the same.
        var key = string.Create(CultureInfo.InvariantCulture, $"{caseId}\n{stepId}\n{reviewId}");
        return "item-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..20];
    }

    private static Construction.Excluded Excluded(CaseReview review, ExclusionReason reason) => new(new Exclusion(review.Id, review.CaseId, reason));
}
